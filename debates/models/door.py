"""What happens at the door of a debate: who came, how many without a reservation, and each mark that says so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .registration import Registration
from .seating import Seating


class Door(models.Model):
    """How many came to one seating: numbers that stay when what is known of the people is deleted.

    ``arrived`` is the sum of ``Registration.present``, ``walk_ins`` those who came without a reservation. Every mark
    changes this row first, so that marks of one door come one after the other.
    """

    seating = models.OneToOneField(Seating, models.CASCADE, related_name="door")
    arrived = models.PositiveIntegerField(_("came with a reservation"), default=0)
    walk_ins = models.PositiveIntegerField(_("came without a reservation"), default=0)
    marks_made = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("door of a debate")
        verbose_name_plural = _("doors of debates")

    def __str__(self) -> str:
        return f"{self.arrived} + {self.walk_ins}"

    @property
    def inside(self) -> int:
        """Everybody who came."""
        return self.arrived + self.walk_ins


class DoorMark(models.Model):
    """One thing that a host's phone said at the door, kept under the id that the phone gave it.

    A phone without a network sends its marks later, and again when no answer came: one id counts once. ``said_at`` is
    when it was said; of two marks that set the number of one reservation, the later said one holds.
    """

    IN, SET, WALK = "in", "set", "walk"
    KINDS = [
        (IN, _("came with a reservation")),
        (SET, _("number corrected")),
        (WALK, _("came without a reservation")),
    ]
    DONE, TWICE, OLDER, UNKNOWN, NOT_CONFIRMED, NOBODY_LEFT = (
        "done", "twice", "older", "unknown", "not_confirmed", "nobody_left",
    )  # fmt: skip
    OUTCOMES = [
        (DONE, _("counted")),
        (TWICE, _("had come already")),
        (OLDER, _("corrected since")),
        (UNKNOWN, _("no such code here")),
        (NOT_CONFIRMED, _("not a confirmed reservation")),
        (NOBODY_LEFT, _("nobody was left to take off")),
    ]

    seating = models.ForeignKey(Seating, models.CASCADE, related_name="door_marks")
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="door_marks"
    )
    phone_id = models.CharField(_("id given by the phone"), max_length=40)
    kind = models.CharField(_("kind"), max_length=5, choices=KINDS)
    people = models.SmallIntegerField(_("people"))
    outcome = models.CharField(_("what came of it"), max_length=15, choices=OUTCOMES)
    said_at = models.DateTimeField(_("said"))
    received_at = models.DateTimeField(_("received"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        verbose_name = _("mark at the door")
        verbose_name_plural = _("marks at the door")
        constraints = [
            models.UniqueConstraint(fields=["seating", "phone_id"], name="one_mark_an_id"),
            models.CheckConstraint(
                condition=Q(kind="walk") | Q(people__gte=0), name="reserved_people_are_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["registration", "said_at"], name="mark_by_reservation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.people}: {self.outcome}"
