"""The demonstration's queues, some of them read, and a sample that two analysts read blind and a third settled."""

from __future__ import annotations

from datetime import datetime, timedelta

from consultations.double_reading.agreement import MainThemes
from consultations.double_reading.reading import read
from consultations.double_reading.sampling import draw
from consultations.double_reading.settling import close, differences, settle
from consultations.models import Analysis, Membership, Placement, QueueReading, Sample, Theme
from consultations.queues import kinds
from consultations.queues.verdicts import Verdict, decide
from consultations.queues.waiting import waiting
from consultations.reviews.reviewing import doubt

SAMPLE, SEED = 60, 14071789
# How many of each queue are read: some are left, so that whoever visits can read them.
READ = {QueueReading.DOUBTFUL: 3, QueueReading.SENSITIVE: 3, QueueReading.CAMPAIGN: 1}
DOUBTED = 8
RARE_LEFT = 1


def read_twice(analysis: Analysis, *, readers: tuple, third, now: datetime) -> Sample:
    """A double reading from its draw to its closing, in the days before ``now``.

    The first reader says what the review said; the second now and then what the machine had said, or nothing.
    """
    first, second = readers
    sample = draw(analysis, SAMPLE, readers, by=third, seed=SEED, at=now - timedelta(days=6))
    themes = MainThemes(analysis.pk)
    reviewed = dict(Placement.objects.filter(analysis=analysis).values_list("answer_id", "theme_id"))
    suggested = dict(Membership.objects.filter(analysis=analysis).values_list("answer_id", "group_id"))
    for number, text in enumerate(sample.texts.all()):
        by_review = themes.main(reviewed.get(text.answer_id))
        by_machine = themes.main(themes.of_group.get(suggested.get(text.answer_id)))
        by_second = by_machine if number % 3 == 1 else by_review
        if number % 20 == 7:
            by_second = None
        read(text, themes.by_id.get(by_review), by=first, at=now - timedelta(days=5))
        read(text, themes.by_id.get(by_second), by=second, at=now - timedelta(days=4))
    for number, one in enumerate(differences(sample)):
        settled = one.second if number % 4 == 3 else one.first
        settle(one.text, themes.by_id.get(settled), by=third, at=now - timedelta(days=3))
    close(sample, by=third, at=now - timedelta(days=3))
    return sample


def read_queues(analysis: Analysis, *, readers: tuple, now: datetime) -> None:
    """Each of the two reads some texts of the queues and finds them right; a rare idea is left, and most doubts."""
    _doubt(analysis, by=readers[1], at=now - timedelta(days=3))
    rare = list(waiting(analysis, QueueReading.RARE))
    for answer in rare[: max(len(rare) - RARE_LEFT, 0)]:
        word = kinds.IMPORTANT if answer == rare[0] else kinds.RIGHT
        _say(analysis, QueueReading.RARE, answer, word, by=readers[0], at=now - timedelta(days=2))
    words = {QueueReading.SENSITIVE: kinds.FINE, QueueReading.CAMPAIGN: kinds.CAMPAIGN}
    for key, number in READ.items():
        for place, answer in enumerate(list(waiting(analysis, key)[:number])):
            word, reader = words.get(key, kinds.RIGHT), readers[place % 2]
            _say(analysis, key, answer, word, by=reader, at=now - timedelta(days=1))


def _doubt(analysis: Analysis, *, by, at: datetime) -> None:
    """Somebody wonders about the texts that the machine was least sure of, in one of the largest themes."""
    theme = analysis.themes.living().top().with_counts().order_by("-own_texts", "pk").first()
    unsure = theme.placements.order_by("confidence", "pk").values_list("answer_id", flat=True)[:DOUBTED]
    doubt(list(unsure), theme, by=by, expected=theme.revision, at=at)


def _say(analysis: Analysis, key: str, answer, word: str, *, by, at: datetime) -> None:
    seen = Theme.objects.filter(placements__analysis=analysis, placements__answer=answer).first()
    decide(analysis, kinds.queue(key), answer, Verdict(word, seen=seen.pk if seen else None), by=by, at=at)
