"""What staff do to a yearly synthesis: write its introduction, publish it once the year is over, take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.following import following_log
from consultations.models import Charter, Synthesis
from consultations.reviews import refusals
from kit.localized import LocalizedText


class SynthesisConflict(refusals.Conflict):
    """Somebody changed the synthesis meanwhile. ``synthesis`` is as it is now, ``since`` what was done to it."""

    sentence = _(
        "This synthesis has been changed since you opened it. Nothing of yours was recorded: compare, then decide."
    )

    def __init__(self, synthesis: Synthesis, *, seen: int):
        super().__init__()
        self.synthesis = synthesis
        self.since = following_log.history(synthesis, since=seen)


@transaction.atomic
def introduce(
    charter: Charter, year: int, introduction: LocalizedText, *, by, expected: int = 0
) -> Synthesis:
    """Write the editors' words for that year; ``expected`` is 0 for a year that has none yet."""
    made = Synthesis.objects.get_or_create(charter=charter, year=year, defaults={"revision": 0})[0]
    synthesis = _claim(made, expected)
    synthesis.introduction = LocalizedText(introduction)
    if synthesis.published_at and not synthesis.introduction:
        raise refusals.IntroductionMissing
    synthesis.save(update_fields=["introduction"])
    following_log.record(synthesis, following_log.INTRODUCE, by=by)
    return synthesis


@transaction.atomic
def publish(synthesis: Synthesis, *, by, at: datetime, expected: int) -> Synthesis:
    """Show the synthesis to everybody. Its year is over by the city's clock."""
    synthesis = _claim(synthesis, expected)
    if not synthesis.introduction:
        raise refusals.IntroductionMissing
    if timezone.localtime(at, synthesis.charter.city.zone).year <= synthesis.year:
        raise refusals.YearNotOver(year=synthesis.year)
    synthesis.published_at = synthesis.published_at or at
    synthesis.save(update_fields=["published_at"])
    following_log.record(synthesis, following_log.PUBLISH, by=by)
    return synthesis


@transaction.atomic
def take_back(synthesis: Synthesis, *, by, expected: int) -> Synthesis:
    """Show it to staff alone again, to be put right."""
    synthesis = _claim(synthesis, expected)
    synthesis.published_at = None
    synthesis.save(update_fields=["published_at"])
    following_log.record(synthesis, following_log.TAKE_BACK, by=by)
    return synthesis


def _claim(synthesis: Synthesis, expected: int) -> Synthesis:
    claimed = Synthesis.objects.filter(pk=synthesis.pk, revision=expected).update(revision=F("revision") + 1)
    fresh = Synthesis.objects.select_related("charter__city").get(pk=synthesis.pk)
    if not claimed:
        raise SynthesisConflict(fresh, seen=expected)
    return fresh
