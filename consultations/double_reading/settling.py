"""A third person decides where two readers differ; closing makes decisions of what people agreed on."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from consultations.double_reading import refusals
from consultations.double_reading.agreement import (
    Agreement,
    MainThemes,
    Read,
    agreement_of,
    read_by_both,
)
from consultations.double_reading.reading import hold_words, is_read_by_both, part_of, themes_to_choose
from consultations.models import Placement, Sample, SampledText, Theme
from consultations.queues import putting
from consultations.reviews import review_log


def differences(sample: Sample) -> list[Read]:
    """The texts that still wait for a third person, in the order of the sample. Three queries."""
    return [one for one in read_by_both(sample, MainThemes(sample.analysis_id)) if not one.is_settled]


@transaction.atomic
def settle(text: SampledText, theme: Theme | None, *, by, at: datetime | None = None) -> SampledText:
    """Decide where a text belongs on which the two readers differ, None where it fits no theme.

    The text is put in that theme for good; one that fits none is marked as doubtful where it is, so that somebody
    decides what to do with it. Raises ReadersDoNotSettle, NotReadByBoth, NothingToSettle, SettledMeanwhile,
    SampleIsClosed, TextHasLeft, NotAMainTheme, and what placing refuses.
    """
    sample = Sample.objects.select_for_update().select_related("analysis").filter(pk=text.sample_id).first()
    if sample is None or sample.closed_at:
        raise refusals.SampleIsClosed
    if part_of(sample, by) is not None:
        raise refusals.ReadersDoNotSettle
    hold_words(text)
    fresh = sample.texts.select_related("settled_by", "answer").filter(pk=text.pk).first()
    if fresh is None:
        raise refusals.TextHasLeft
    if fresh.is_settled:
        raise refusals.SettledMeanwhile(name=str(fresh.settled_by or ""))
    if not is_read_by_both(sample):
        raise refusals.NotReadByBoth
    if fresh.pk not in {one.text.pk for one in differences(sample)}:
        raise refusals.NothingToSettle
    if theme is not None and theme not in themes_to_choose(sample):
        raise refusals.NotAMainTheme(title=str(theme.title))
    at = at or timezone.now()
    fresh.is_settled, fresh.settled_theme, fresh.settled_by, fresh.settled_at = True, theme, by, at
    fresh.save(update_fields=["is_settled", "settled_theme", "settled_by", "settled_at"])
    if theme is None:
        _doubt(sample, [fresh.answer_id], by=by, at=at)
    else:
        putting.put([fresh.answer_id], theme, by=by, at=at)
    review_log.record(
        sample.analysis,
        review_log.SETTLE,
        by=by,
        at=at,
        theme=theme,
        sample=sample.pk,
        answer=fresh.answer_id,
    )
    return fresh


@transaction.atomic
def close(sample: Sample, *, by, at: datetime | None = None) -> Agreement:
    """End a double reading: its figures are published with the results, and what both readers agreed on is pinned.

    A text that a person had placed elsewhere before stays there, marked as doubtful. Raises SampleIsClosed,
    NotReadByBoth and NotSettledYet.
    """
    held = Sample.objects.select_for_update().select_related("analysis").filter(pk=sample.pk).first()
    if held is None or held.closed_at:
        raise refusals.SampleIsClosed
    if not is_read_by_both(held):
        raise refusals.NotReadByBoth
    themes = MainThemes(held.analysis_id)
    done = read_by_both(held, themes)
    if waiting := sum(not one.is_settled for one in done):
        raise refusals.NotSettledYet(number=waiting)
    at = at or timezone.now()
    _pin_what_both_say(held, [one for one in done if one.first == one.second], themes, by=by, at=at)
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    figures = agreement_of(held)
    review_log.record(
        held.analysis,
        review_log.CLOSE_SAMPLE,
        by=by,
        at=at,
        sample=held.pk,
        size=figures.size,
        agreed=figures.agreed,
        kappa=figures.kappa,
    )
    return figures


def _pin_what_both_say(sample: Sample, agreed: list[Read], themes: MainThemes, *, by, at: datetime) -> None:
    wanted = {one.text.answer_id: one.first for one in agreed}
    placed = {
        answer: (theme, by_person)
        for answer, theme, by_person in Placement.objects.filter(
            analysis=sample.analysis_id, answer__in=wanted
        ).values_list("answer_id", "theme_id", "by_person")
    }
    to_put: dict[int, list[int]] = defaultdict(list)
    to_doubt = []
    for answer, main in wanted.items():
        theme, by_person = placed.get(answer, (None, False))
        if themes.main(theme) == main and main is not None:
            to_put[main].append(answer)
        elif main is None or by_person:
            to_doubt.append(answer)
        else:
            to_put[main].append(answer)
    for main, answers in sorted(to_put.items()):
        putting.put(answers, themes.by_id[main], by=by, at=at)
    _doubt(sample, to_doubt, by=by, at=at)


def _doubt(sample: Sample, answers: list[int], *, by, at: datetime) -> None:
    """Mark these texts as doubtful in the living themes that they are in; those in none have nothing to doubt."""
    placements = Placement.objects.filter(
        analysis=sample.analysis_id, answer__in=answers, theme__state__in=Theme.LIVING
    )
    by_theme: dict[int, list[int]] = defaultdict(list)
    for theme_id, answer in placements.values_list("theme_id", "answer_id"):
        by_theme[theme_id].append(answer)
    for theme in Theme.objects.filter(pk__in=by_theme).order_by("pk"):
        putting.mark_doubtful(by_theme[theme.pk], theme, by=by, at=at)
