"""Editions of kits: the first with its analysis, the next ones when somebody has taken their words out of the last.

What the database says decides: a kit that somebody has left is served no more from the same commit on, and an edition
is published only if nobody has left since its texts were read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations.analysing import kit_files
from consultations.analysing.failing import place_of
from consultations.models import Analysis, Answer, Consultation, Kit
from consultations.publishing.open_data import public_id

LOOK_EVERY = 1.0

log = structlog.get_logger(__name__)


class Left(Exception):
    """Somebody has left the texts of a kit while its next edition was being made."""


@dataclass(frozen=True)
class Made:
    """A kit that was made but not published: its archive, the groups for the next edition, how many have left."""

    archive: Path
    groups: Path
    sha256: str
    size: int
    left: int = 0


def keep_first(analysis: Analysis, made: Made, *, is_whole: bool, at: datetime) -> None:
    """Publish the kit that an analysis comes with; inside the transaction that stores its results.

    Unless it ``is_whole`` (somebody withdrew while the analysis ran), only its groups are kept, and the first edition
    is made from them as every next one is.
    """
    if is_whole:
        Kit.objects.create(
            analysis=analysis, edition=1, sha256=made.sha256, size=made.size, left=made.left, made_at=at
        )
        kit_files.put_in_place(made.archive, kit_files.archive_of(analysis.pk, 1))
    else:
        Kit.objects.create(analysis=analysis, first_departure_at=at, last_departure_at=at)
    kit_files.put_in_place(made.groups, kit_files.groups_of(analysis.pk, 1 if is_whole else 0))


def make_next(kit: Kit, *, next_kit: Callable[[Kit], Made | None]) -> bool:
    """Publish the next edition of a kit, made by ``next_kit``; whether there is one now.

    None from it says that what is left says nothing any more. A failure is noted and logged, never raised: the other
    kits must not wait for this one.
    """
    made = None
    try:
        made = next_kit(kit)
        if made is None:
            _close(kit)
        else:
            _keep_next(kit, made, at=timezone.now())
    except Left:
        log.info("somebody left the kit meanwhile", analysis=kit.analysis_id)
        made = None
    except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again later
        made = None
        # Whoever left meanwhile took the files that were worked with away: that is no failure.
        if still_whole(kit):
            Kit.objects.filter(pk=kit.pk).update(failed_at=timezone.now())
            log.error("next edition of a kit failed", analysis=kit.analysis_id, **place_of(error))
    kit_files.end_work(kit.analysis_id, kit_files.NEXT)
    return made is not None


def _keep_next(kit: Kit, made: Made, *, at: datetime) -> None:
    """Publish the next edition of a kit as it was read. Raises Left if somebody has left it since."""
    with transaction.atomic():
        row = Kit.objects.select_for_update().get(pk=kit.pk)
        if (row.departures, row.edition) != (kit.departures, kit.edition):
            raise Left
        row.edition, row.sha256, row.size, row.left, row.made_at = (
            kit.edition + 1,
            made.sha256,
            made.size,
            made.left,
            at,
        )
        row.first_departure_at = row.last_departure_at = row.failed_at = None
        row.save()
        kit_files.put_in_place(made.archive, kit_files.archive_of(kit.analysis_id, row.edition))
        kit_files.put_in_place(made.groups, kit_files.groups_of(kit.analysis_id, row.edition))
    kit_files.forget_earlier(kit.analysis_id, edition=row.edition)


def _close(kit: Kit) -> None:
    """End a kit whose last text has left."""
    Kit.objects.filter(pk=kit.pk).delete()
    kit_files.forget_everything(kit.analysis_id)


def still_whole(kit: Kit) -> bool:
    """Whether nobody has left the kit, nor made its next edition, since it was read. One query."""
    return Kit.objects.filter(pk=kit.pk, departures=kit.departures, edition=kit.edition).exists()


def watch(kit: Kit) -> Callable[[str, float], None]:
    """A progress function for the engine that raises Left soon after somebody has left the kit."""
    looked_at = time.monotonic()

    def look(_step: str, _share: float) -> None:
        nonlocal looked_at
        if time.monotonic() - looked_at < LOOK_EVERY:
            return
        if not still_whole(kit):
            raise Left
        looked_at = time.monotonic()

    return look


def mark_departures(answer_ids: Collection[int], *, at: datetime) -> None:
    """Take the kits that hold these answers out of public sight, and their words off the disk once this is committed.

    Inside the transaction that deletes the answers, before it does. An edition that is being made waits for this
    transaction or is waited for, so that it never holds the words.
    """
    holding = Kit.objects.filter(analysis__memberships__answer__in=answer_ids).values("pk")
    kits = list(Kit.objects.select_for_update().filter(pk__in=holding).order_by("pk"))
    if not kits:
        return
    Kit.objects.filter(pk__in=[kit.pk for kit in kits]).update(
        departures=F("departures") + 1,
        first_departure_at=Coalesce(F("first_departure_at"), at),
        last_departure_at=at,
    )
    ids = [kit.analysis_id for kit in kits]
    # Robust: the words are gone from the database, whatever the disk says; the upkeep tries again.
    transaction.on_commit(partial(kit_files.forget_words, ids), robust=True)


def remaining(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """(public id, redacted words) of the texts of an analysis that are still there, in the order of their ids."""
    answers = (
        Answer.objects.to_question(analysis.consultation, analysis.question_key)
        .cleared_for_public()
        .filter(memberships__analysis=analysis)
        .order_by()
        .values_list("contribution", "public_text")
    )
    rows = [(public_id(contribution), words) for contribution, words in answers.iterator()]
    rows.sort()
    yield from rows


def to_make(*, at: datetime) -> list[Kit]:
    """The outdated kits whose next edition somebody may read: of analyses in force, their results published."""
    return list(
        Kit.objects.waiting(at=at)
        .filter(
            analysis__adopted=True,
            analysis__consultation__in=Consultation.objects.with_results(at=at),
            analysis__consultation__closes_at__lte=at,
        )
        .select_related("analysis__consultation")
        .order_by("first_departure_at", "pk")
    )


def tidy() -> None:
    """Remove the files that nobody needs: of analyses that are gone or failed, and words that should have gone."""
    folders = {int(entry.name) for entry in _folders() if entry.name.isdigit()}
    active = set(Analysis.objects.active().filter(pk__in=folders).values_list("pk", flat=True))
    for analysis_id in sorted(folders - active):
        with kit_files.alone(analysis_id) as is_alone:
            # Whoever makes an edition of it tidies up when it is made.
            if is_alone:
                _tidy(analysis_id)


def _tidy(analysis_id: int) -> None:
    kit = Kit.objects.filter(analysis=analysis_id).first()
    if kit is None:
        kit_files.forget_everything(analysis_id)
        return
    kit_files.end_work(analysis_id, kit_files.NEXT)
    if not kit.is_current:
        kit_files.forget_words([analysis_id])
    kit_files.forget_earlier(analysis_id, edition=kit.edition)


def _folders() -> list[Path]:
    return list(kit_files.all_folders().iterdir()) if kit_files.all_folders().is_dir() else []
