"""Put an analysis in force: the machine's groups become themes that people review."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from consultations.models import Analysis, Group, Membership, Placement, ReviewEvent, Theme
from kit.localized import LocalizedText, content_languages

BATCH = 1000

log = structlog.get_logger(__name__)


class NotFinished(Exception):
    """Only a finished analysis can be put in force."""


@transaction.atomic
def adopt(analysis: Analysis, *, by) -> Analysis:
    """Make this analysis the one that people review and the public sees, instead of any other of its question.

    Its groups become themes the first time; adopted again later, it comes back with the themes as people left
    them. Nothing of the other analysis changes but that it is no longer in force. Raises NotFinished.
    """
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
    if replaced is not None:
        replaced.adopted = False
        replaced.save(update_fields=["adopted"])
    held.adopted = True
    held.save(update_fields=["adopted"])
    if not held.themes.exists():
        _make_themes(held)
    if by is not None:
        ReviewEvent.objects.create(
            analysis=held,
            theme=None,
            verb="adopt",
            actor_id=by.pk,
            details={"instead_of": replaced.pk if replaced else None},
        )
    log.info("analysis adopted", analysis=held.pk, by=getattr(by, "pk", None))
    analysis.adopted = True
    return held


def _make_themes(analysis: Analysis) -> None:
    """One theme a group, and one placement a text in the deepest theme that holds it. About six queries."""
    groups = list(analysis.groups.order_by("position", "pk"))
    children: dict[int, list[Group]] = {}
    for group in groups:
        if group.parent_id:
            children.setdefault(group.parent_id, []).append(group)
    tops = Theme.objects.bulk_create(
        [_theme(group, parent=None) for group in groups if group.parent_id is None]
    )
    themes = {theme.group_id: theme for theme in tops}
    # A theme with a single sub-theme would say the same thing twice.
    parted = [
        _theme(child, parent=themes[top.group_id])
        for top in tops
        if len(children.get(top.group_id, [])) > 1
        for child in children[top.group_id]
    ]
    themes |= {theme.group_id: theme for theme in Theme.objects.bulk_create(parted)}
    placements = (
        Placement(
            analysis=analysis,
            theme=themes.get(member.subgroup_id) or themes[member.group_id],
            answer_id=member.answer_id,
            confidence=member.confidence,
            repeats=member.duplicate_of_id is not None or member.campaign_id not in (None, member.answer_id),
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
        title=_in_its_language(group.title, group.language),
        description=_in_its_language(group.description, group.language),
        position=group.position,
    )


def _in_its_language(words: str, language: str) -> LocalizedText:
    """The machine's words under their language; under the main one where editors don't write theirs."""
    codes = [code for code, _name in content_languages()]
    return LocalizedText({language if language in codes else codes[0]: words} if words else {})
