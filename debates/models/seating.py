"""How many seats something has and how many are taken: the one row that every reservation goes through."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SeatingQuerySet(models.QuerySet):
    def with_free_seats(self) -> SeatingQuerySet:
        return self.filter(Q(capacity=None) | Q(taken__lt=F("capacity")))

    def full(self) -> SeatingQuerySet:
        return self.filter(taken__gte=F("capacity"))


class Seating(models.Model):
    """The seats of a debate or a meeting. Without a capacity there is no end of them.

    ``taken`` counts what confirmed people hold and what is kept for those who were offered a seat. It only changes by
    a conditional update of this row, so that the database lets through as many as there are seats, however many ask.
    """

    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("seats taken"), default=0)

    objects = SeatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("seating")
        verbose_name_plural = _("seatings")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="no_seat_is_taken_twice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity}"

    @property
    def free(self) -> int | None:
        """Seats left; None where there is no end of them."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)
