"""Decisions on one text at a time, whatever theme it is in: the verbs of reviews, called on what is there now.

A theme's revision is what a person who works through the theme had before their eyes. Here they had one text, so what
is checked is that this one is still where they saw it: colleagues who read other texts of the theme are in nobody's
way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from consultations.models import Analysis, Answer, Contribution, Placement, Theme
from consultations.reviews import changes, pinning, placing, refusals, review_log


def hold(analysis: Analysis, answers: Collection[int]) -> Analysis:
    """Make withdrawals of these texts, and decisions on their analysis, wait until the transaction is over.

    The contributions first, as a withdrawal takes them; then the analysis, as every decision does. AnalysisNotInForce.
    """
    writers = Answer.objects.filter(pk__in=answers).values("contribution")
    list(Contribution.objects.select_for_update().filter(pk__in=writers).order_by("pk").only("pk"))
    held = Analysis.objects.select_for_update().select_related(None).get(pk=analysis.pk)
    if not held.adopted:
        raise refusals.AnalysisNotInForce
    return held


@transaction.atomic
def put(answers: Iterable[int], to: Theme, *, by, at: datetime | None = None) -> None:
    """Make ``to`` the theme of these texts by this person's word, whatever they are in: one event for each source.

    Copies of their words go with them wherever they are, for the same words are in one theme. A text of one of its
    sub-themes stays there, confirmed. One that is in no theme, or in one that was set aside, is placed. Raises
    AnalysisNotInForce and ThemeIsGone.
    """
    ids = placing.with_copies(answers, to.analysis)
    hold(to.analysis, ids)
    by_theme: dict[int, list[int]] = defaultdict(list)
    placed = Placement.objects.filter(analysis=to.analysis_id, answer__in=ids)
    for theme, answer in placed.values_list("theme", "answer"):
        by_theme[theme].append(answer)
    sources = Theme.objects.select_related("analysis").in_bulk(by_theme)
    homeless = sorted(set(ids) - {one for some in by_theme.values() for one in some})
    for pk, texts in sorted(by_theme.items()):
        source = sources[pk]
        if to.pk in {source.pk, source.parent_id} and source.is_living:
            confirm(texts, source, by=by, at=at)
        elif source.is_living:
            placing.move(texts, _now(to), source=source, by=by, expected=_now(source).revision, at=at)
        else:
            take_out(texts, source, by=by, at=at)
            homeless += texts
    if homeless:
        placing.place(homeless, to, by=by, expected=_now(to).revision, at=at)


@transaction.atomic
def confirm(answers: Iterable[int], theme: Theme, *, by, at: datetime | None = None) -> bool:
    """Pin these texts where they are; whether that changed anything (a person may have said so already)."""
    try:
        with transaction.atomic():
            pinning.pin(answers, theme, by=by, expected=_now(theme).revision, at=at)
    except refusals.AlreadyPinned:
        return False
    return True


@transaction.atomic
def mark_doubtful(answers: Iterable[int], theme: Theme, *, by, at: datetime | None = None) -> bool:
    """Let these texts wait in the queue of doubtful ones; whether that changed anything."""
    try:
        with transaction.atomic():
            pinning.doubt(answers, theme, by=by, expected=_now(theme).revision, at=at)
    except refusals.AlreadyDoubtful:
        return False
    return True


@transaction.atomic
def take_out(answers: Iterable[int], theme: Theme, *, by, at: datetime | None = None) -> Theme:
    """Take these texts out of the theme and put them in none: a person read that they say nothing of the question."""
    ids = sorted(answers)
    analysis = hold(theme.analysis, ids)
    if analysis.closed_at:
        raise refusals.ReviewIsClosed
    placements = Placement.objects.filter(analysis=analysis, theme=theme, answer__in=ids)
    texts = []
    for answer, *before in placements.order_by("answer_id").values_list("answer_id", *changes.TEXT_FIELDS):
        texts.append({"answers": [answer], "from": list(before), "to": None})
    if not texts:
        raise refusals.NothingChosen
    placements.delete()
    Theme.objects.filter(pk=theme.pk).update(revision=F("revision") + 1)
    theme = _now(theme)
    review_log.record(
        analysis,
        review_log.TAKE_OUT,
        by=by,
        at=at,
        theme=theme,
        answers=changes.answers_in(texts),
        changes={"texts": texts},
    )
    return theme


def _now(theme: Theme) -> Theme:
    """The theme as it is now that nobody else can decide on its analysis."""
    return Theme.objects.select_related("analysis", "parent").get(pk=theme.pk)
