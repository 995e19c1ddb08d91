"""Put an analysis in force: the machine's groups become themes that people review."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.analysing import carrying, returning
from consultations.analysing.storing import hold_writers
from consultations.analysing.succession import in_its_language, landings
from consultations.models import Analysis, Group, Membership, Passage, Placement, Theme
from consultations.reviews import review_log
from kit.query_plans import refresh_statistics

BATCH = 1000

log = structlog.get_logger(__name__)


class NotAdopted(Exception):
    """An analysis cannot be put in force as things are; the message says why and what to do."""


class NotFinished(NotAdopted):
    """Only a finished analysis can be put in force."""


class NotItsSuccessor(NotAdopted):
    """It keeps what people decided about an analysis that is no longer in force."""


@transaction.atomic
def adopt(analysis: Analysis, *, by) -> Analysis:
    """Make this analysis the one that people review and the public sees, instead of any other of its question.

    Its groups become themes the first time, and what people decided about the one that it follows is carried over
    (see carrying.py); adopted again later, it comes back with the themes as people left them. Of the other analysis
    nothing changes but that it is no longer in force, and that proposals rest on this one's themes. Raises
    NotFinished and NotItsSuccessor.
    """
    # Who withdraws now waits, or is gone before placements are made.
    hold_writers(analysis.consultation_id)
    of_question = Analysis.objects.of_question(analysis.consultation, analysis.question_key)
    rows = {row.pk: row for row in of_question.select_for_update().order_by("pk")}
    held = rows[analysis.pk]
    if held.state != Analysis.DONE:
        raise NotFinished(
            _("Only a finished analysis can be put in force: wait for its end, or start another.")
        )
    if held.adopted:
        return held
    replaced = next((row for row in rows.values() if row.adopted), None)
    is_new = not held.themes.exists()
    if is_new and held.previous_id and replaced is not None and replaced.pk != held.previous_id:
        raise NotItsSuccessor(
            _(
                "This analysis keeps what people had decided about another one than the one that is in force now. "
                "Start a new analysis, which keeps what they have decided since."
            )
        )
    if replaced is not None:
        replaced.adopted = False
        replaced.save(update_fields=["adopted"])
    held.adopted = True
    held.save(update_fields=["adopted"])
    if is_new and held.previous_id and replaced is not None:
        carried = carrying.carry_over(held, replaced)
    else:
        if is_new:
            _make_themes(held)
        carried = returning.bring_back_proposals(held, replaced) if replaced is not None else {}
    if by is not None or carried:
        details: dict[str, Any] = {"instead_of": replaced.pk if replaced else None}
        if carried:
            details["carried"] = {str(old): new for old, new in carried.items()}
        review_log.record(held, review_log.ADOPT, by=by, **details)
    refresh_statistics(Group, Membership, Passage, Theme, Placement)
    log.info("analysis adopted", analysis=held.pk, by=getattr(by, "pk", None))
    analysis.adopted = True
    return held


def _make_themes(analysis: Analysis) -> None:
    """One theme a group, and one placement a text in the deepest theme that holds it. About six queries."""
    groups = list(analysis.groups.with_sizes().filter(texts__gt=0).order_by("position", "pk"))
    lands = landings(groups)
    tops = Theme.objects.bulk_create(
        [_theme(group, parent=None) for group in groups if group.parent_id is None]
    )
    themes = {theme.group_id: theme for theme in tops}
    parts = [group for group in groups if group.parent_id and lands[group.pk] is group]
    made = Theme.objects.bulk_create([_theme(part, parent=themes[part.parent_id]) for part in parts])
    themes |= {theme.group_id: theme for theme in made}
    placements = (
        Placement(
            analysis=analysis,
            theme=themes[lands[member.subgroup_id or member.group_id].pk],
            answer_id=member.answer_id,
            confidence=member.confidence,
            repeats=carrying.is_repeat(member),
        )
        for member in Membership.objects.filter(analysis=analysis, group__isnull=False)
        .order_by("pk")
        .iterator()
    )
    Placement.objects.bulk_create(placements, batch_size=BATCH)


def _theme(group: Group, *, parent: Theme | None) -> Theme:
    return Theme(
        analysis_id=group.analysis_id,
        group=group,
        parent=parent,
        title=in_its_language(group.title, group.language),
        description=in_its_language(group.description, group.language),
        position=group.position,
    )
