"""When an entry of the guide is to be looked at again, and who was told."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.db import models
from django.utils import timezone


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier (later when negative), or the last day of a month that is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def as_day(at: date | datetime) -> date:
    """The day that a moment falls on where the site is; a day is itself."""
    return timezone.localdate(at) if isinstance(at, datetime) else at


class ReviewReminder(models.Model):
    """That an entry's owner was told of its review: once when due, once more later. Written before the mail leaves."""

    translation_key = models.UUIDField()
    due_on = models.DateField()
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "due_on", "step"],
                name="one_reminder_a_review_and_step",
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.due_on} {self.step}"
