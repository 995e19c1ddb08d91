"""The draw: which texts two people read, by a seed that anyone can draw again with.

How to draw again: take the public ids (open data) of the texts of the analysis that copy no other; write the seed, a
colon and the id; take the SHA-256 of that in hexadecimal; sort by it; the first ones are the sample. Because the
order of two texts never depends on a third, a text that is withdrawn leaves the order of the others as it was.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from consultations.double_reading import refusals
from consultations.models import Analysis, Membership, Sample, SampledText
from consultations.publishing.open_data import public_id
from consultations.reviews import review_log
from consultations.reviews.refusals import AnalysisNotInForce, ReviewIsClosed

PERMISSION = "consultations.review_themes"
LEAST, ADVISED = 10, 150
# Short enough to be read aloud.
SEEDS = 10**9


def possible_readers() -> QuerySet:
    """The people who may review themes, by name."""
    people = ModelBackend().with_perm(PERMISSION, obj=None)
    return people.order_by("last_name", "first_name", "pk")


def population(analysis: Analysis) -> QuerySet[Membership]:
    """The texts that may be drawn: those that the analysis read, copies of another text left out.

    Reading the same words twice would make readers agree with themselves.
    """
    return (
        Membership.objects.filter(
            analysis=analysis, duplicate_of=None, answer__contribution__withdrawn_at=None
        )
        .filter(Q(campaign=None) | Q(campaign=F("answer")))
        .exclude(answer__text="")
        .exclude(answer__public_text=None)
        .exclude(answer__public_text="")
    )


def draw_order(names: Iterable[str], *, seed: int) -> list[str]:
    """The public ids in the order of that seed."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).hexdigest())


@transaction.atomic
def draw(
    analysis: Analysis,
    size: int,
    readers: tuple,
    *,
    by,
    seed: int | None = None,
    at: datetime | None = None,
) -> Sample:
    """Draw that many texts of the analysis in force for these two readers; the seed is drawn too unless given.

    Raises AnalysisNotInForce, ReviewIsClosed, SampleSize, SameReader, ReaderMayNotReview, and SampleIsOpen, which
    the database holds.
    """
    first, second = readers
    _refuse_readers(first, second)
    held = Analysis.objects.select_for_update().get(pk=analysis.pk)
    if not held.adopted:
        raise AnalysisNotInForce
    if held.closed_at:
        raise ReviewIsClosed
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    answers = {
        public_id(contribution): answer
        for answer, contribution in population(held).values_list("answer_id", "answer__contribution_id")
    }
    if not min(LEAST, len(answers)) <= size <= len(answers) or not answers:
        raise refusals.SampleSize(least=min(LEAST, len(answers)), most=len(answers))
    at = at or timezone.now()
    sample = _new_sample(held, size=size, seed=seed, first=first, second=second, by=by, at=at)
    drawn = draw_order(answers, seed=seed)[:size]
    SampledText.objects.bulk_create(
        SampledText(sample=sample, answer_id=answers[name], position=position)
        for position, name in enumerate(drawn)
    )
    review_log.record(
        held,
        review_log.DRAW_SAMPLE,
        by=by,
        at=at,
        sample=sample.pk,
        size=size,
        seed=seed,
        readers=[first.pk, second.pk],
    )
    return sample


@transaction.atomic
def give_up(sample: Sample, *, by, at: datetime | None = None) -> None:
    """Delete an open double reading with what was read; the log keeps that there was one, and its seed.

    So that nobody draws until they like the figure, those that were given up are counted on the page. SampleIsClosed.
    """
    held = Sample.objects.select_for_update().select_related("analysis").filter(pk=sample.pk).first()
    if held is None or held.closed_at:
        raise refusals.SampleIsClosed
    review_log.record(
        held.analysis,
        review_log.GIVE_UP_SAMPLE,
        by=by,
        at=at,
        sample=held.pk,
        size=held.size,
        seed=held.seed,
    )
    held.delete()


def given_up(analysis: Analysis) -> int:
    """How many double readings of this analysis were given up. One query."""
    return analysis.events.filter(verb=review_log.GIVE_UP_SAMPLE).count()


def _refuse_readers(first, second) -> None:
    if first.pk == second.pk:
        raise refusals.SameReader
    # Read anew: a right that was taken back meanwhile is not one.
    fresh = get_user_model().objects.in_bulk([first.pk, second.pk])
    for reader in (first, second):
        if not fresh[reader.pk].is_active or not fresh[reader.pk].has_perm(PERMISSION):
            raise refusals.ReaderMayNotReview(name=str(reader))


def _new_sample(analysis: Analysis, *, size: int, seed: int, first, second, by, at: datetime) -> Sample:
    try:
        with transaction.atomic():
            return Sample.objects.create(
                analysis=analysis,
                size=size,
                seed=seed,
                first_reader=first,
                second_reader=second,
                drawn_by=by,
                drawn_at=at,
            )
    except IntegrityError as error:
        raise refusals.SampleIsOpen from error
