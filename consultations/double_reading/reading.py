"""Blind reading: a text, the main themes, nothing else. What the other reader or the machine made of it stays unseen.

Nothing is written to the log until the double reading is closed: its history would tell the other reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from consultations.double_reading import refusals
from consultations.models import Answer, BlindReading, Contribution, Sample, SampledText, Theme
from consultations.reviews.theme_reading import fold


@dataclass(frozen=True)
class ReaderProgress:
    """How many texts of the sample one reader has read, of how many that are left in it."""

    done: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def left(self) -> int:
        return self.total - self.done


def part_of(sample: Sample, user) -> int | None:
    """Whether this person is the FIRST or the SECOND reader of the sample; None for anybody else."""
    if user.pk is None:
        return None
    if sample.first_reader_id == user.pk:
        return BlindReading.FIRST
    return BlindReading.SECOND if sample.second_reader_id == user.pk else None


def themes_to_choose(sample: Sample) -> list[Theme]:
    """The living main themes by title: an order that says nothing of their size. One query."""
    themes = Theme.objects.filter(analysis=sample.analysis_id, parent=None).living()
    return sorted(themes, key=lambda theme: (fold(str(theme.title)), theme.pk))


def texts_of(sample: Sample, reader: int) -> QuerySet[SampledText]:
    """The texts of the sample in their order, each with ``is_read`` by that reader and the words to be read."""
    mine = BlindReading.objects.filter(text=OuterRef("pk"), reader=reader)
    return (
        sample.texts.annotate(is_read=Exists(mine))
        .select_related("answer__contribution")
        .order_by("position", "pk")
    )


def progress(sample: Sample) -> dict[int, ReaderProgress]:
    """Where each of the two readers is, by their part. Two queries."""
    total = sample.texts.count()
    readings = list(BlindReading.objects.filter(text__sample=sample).values_list("reader", flat=True))
    return {
        reader: ReaderProgress(readings.count(reader), total)
        for reader in (BlindReading.FIRST, BlindReading.SECOND)
    }


def is_read_by_both(sample: Sample) -> bool:
    """Whether every text that is left has two readings, and there is one. Two queries."""
    return all(one.is_done and one.total for one in progress(sample).values())


@transaction.atomic
def read(text: SampledText, theme: Theme | None, *, by, at: datetime | None = None) -> BlindReading:
    """Record the main theme that this reader gives the text, None where none fits; a second time changes their mind.

    Raises NotAReader, SampleIsClosed, ReadingsAreFinal once both have finished, TextHasLeft and NotAMainTheme.
    """
    sample = Sample.objects.select_for_update().filter(pk=text.sample_id).first()
    part = part_of(sample, by) if sample else None
    if part is None:
        raise refusals.NotAReader
    if sample.closed_at:
        raise refusals.SampleIsClosed
    hold_words(text)
    if not sample.texts.filter(pk=text.pk).exists():
        raise refusals.TextHasLeft
    if is_read_by_both(sample):
        raise refusals.ReadingsAreFinal
    if theme is not None and theme not in themes_to_choose(sample):
        raise refusals.NotAMainTheme(title=str(theme.title))
    reading, _is_new = BlindReading.objects.update_or_create(
        text=text, reader=part, defaults={"theme": theme, "at": at or timezone.now()}
    )
    return reading


def hold_words(text: SampledText) -> None:
    """Hold what the text belongs to until the decision is stored: a withdrawal waits for it, or has been before it.

    The contribution is what a withdrawal takes first: two that take the same rows the other way round would deadlock.
    """
    writer = Answer.objects.filter(pk=text.answer_id).values("contribution")
    list(Contribution.objects.select_for_update().filter(pk__in=writer).only("pk"))
