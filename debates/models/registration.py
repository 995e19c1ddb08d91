"""Seats that somebody reserved, or waits for."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .debate import CODE_LETTERS
from .seating import Seating


def new_key() -> str:
    """What only the mail to the person holds: 192 random bits, in an address."""
    return secrets.token_urlsafe(24)


def new_ticket() -> str:
    """What is shown at the door, and read aloud there if need be: ten letters and digits."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


class RegistrationQuerySet(models.QuerySet):
    def standing(self) -> RegistrationQuerySet:
        """Those that are neither cancelled nor lapsed."""
        return self.filter(status__in=Registration.STANDING)

    def holding(self) -> RegistrationQuerySet:
        """Those for whom seats are counted as taken."""
        return self.filter(status__in=Registration.HOLDING)

    def confirmed(self) -> RegistrationQuerySet:
        return self.filter(status=Registration.CONFIRMED)

    def in_line(self) -> RegistrationQuerySet:
        """Those who wait and whose address said yes, the first come first."""
        return self.filter(status=Registration.WAITING, address_proved_at__isnull=False).order_by(
            "waiting_since", "pk"
        )

    def lapsed(self, *, at: datetime) -> RegistrationQuerySet:
        """Seats kept for an answer that did not come in time."""
        return self.filter(status__in=[Registration.UNCONFIRMED, Registration.OFFERED], kept_until__lte=at)


class Registration(models.Model):
    """One address's seats at a debate or a meeting.

    Seats count as taken from the moment they are asked for: an unconfirmed request keeps them for an hour, an offer to
    somebody who waited for as long as the city's rules say. ``key`` opens change and cancellation; ``ticket`` is for
    the door and changes nothing.
    """

    UNCONFIRMED, CONFIRMED, WAITING = "unconfirmed", "confirmed", "waiting"
    OFFERED, CANCELLED, LAPSED = "offered", "cancelled", "lapsed"
    STATUSES = [
        (UNCONFIRMED, _("to be confirmed")),
        (CONFIRMED, _("confirmed")),
        (WAITING, _("on the waiting list")),
        (OFFERED, _("seat offered")),
        (CANCELLED, _("cancelled")),
        (LAPSED, _("lapsed")),
    ]
    HOLDING = (UNCONFIRMED, CONFIRMED, OFFERED)
    STANDING = (*HOLDING, WAITING)

    seating = models.ForeignKey(Seating, models.CASCADE, related_name="registrations")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    ticket = models.CharField(max_length=12, unique=True, default=new_ticket, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name for the list at the door"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1, validators=[MinValueValidator(1)])
    access_needs = models.CharField(_("what you need to take part"), max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=10)
    status = models.CharField(_("status"), max_length=12, choices=STATUSES)
    asked_at = models.DateTimeField(_("asked"))
    consented_at = models.DateTimeField(_("agreed that these data are kept"))
    address_proved_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    # How many of the seats were used: counted at the door.
    present = models.PositiveSmallIntegerField(_("people who came"), default=0)
    present_at = models.DateTimeField(_("came"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(
                "seating",
                Lower("email"),
                condition=Q(status__in=["unconfirmed", "confirmed", "offered", "waiting"]),
                name="one_standing_reservation_an_address",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="reservation_of_a_seat_at_least"),
        ]
        indexes = [
            models.Index(fields=["seating", "status", "waiting_since"], name="registration_in_line"),
            models.Index(fields=["status", "kept_until"], name="registration_to_lapse"),
        ]

    def __str__(self) -> str:
        return f"reservation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("debates:reservation", args=[self.key])
