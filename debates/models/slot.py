"""Who or what is busy when: what keeps two debates out of one room, and a speaker out of two places."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Slot(models.Model):
    """A stretch of time in which a debate occupies a room or a person.

    ``resource`` is ``room:<id>`` or ``person:<key>``. Of two slots of one resource that overlap, the database refuses
    the second, by an exclusion constraint on PostgreSQL and by triggers on SQLite. One may begin when another ends.
    """

    debate = models.ForeignKey("debates.Debate", models.CASCADE, related_name="slots")
    resource = models.CharField(max_length=90)
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        ordering = ["resource", "starts"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        indexes = [models.Index(fields=["resource", "starts"], name="slot_by_resource")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_ends_after_it_starts"),
            models.UniqueConstraint(fields=["debate", "resource"], name="one_slot_a_resource"),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.starts:%H:%M}–{self.ends:%H:%M}"
