"""A public meeting of a consultation: where and when, what was said at which table, and what came of it."""

from __future__ import annotations

import zoneinfo
from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.people import cities_served_by
from cities.models import City, District, validate_time_zone
from consultations.models import Batch, Consultation
from kit.localized import LocalizedField, LocalizedText

from .debate import new_code
from .seating import Seating
from .venue import ACCESS_FACTS, Room, Venue

ENTERS_PAPER = "consultations.enter_paper"
EDITS_CONSULTATIONS = "consultations.change_consultation"


class GatheringQuerySet(models.QuerySet):
    def public(self) -> GatheringQuerySet:
        """What everybody can read: announced, of a published consultation."""
        return self.filter(status__in=Gathering.SHOWN, consultation__live=True)

    def kept_by(self, user) -> GatheringQuerySet:
        """Those that this person looks after: an editor's are all, a desk's are those of its cities."""
        if user.has_perm(EDITS_CONSULTATIONS):
            return self
        if not user.has_perm(ENTERS_PAPER):
            return self.none()
        return self.filter(city__in=cities_served_by(user))

    def held(self) -> GatheringQuerySet:
        """Those that take place or took place: cancelled ones are left out."""
        return self.exclude(status=Gathering.CANCELLED)

    def in_city(self, city: City) -> GatheringQuerySet:
        return self.filter(city=city)

    def of_consultation(self, consultation: Consultation) -> GatheringQuerySet:
        return self.filter(consultation=consultation)

    def for_calendars(self) -> GatheringQuerySet:
        """With all that a calendar tells of each, in a number of queries that does not grow."""
        return self.select_related("consultation", "city", "room__venue__city", "seating").prefetch_related(
            "consultation__texts", "seating__news"
        )

    def to_come(self, *, at: datetime) -> GatheringQuerySet:
        return self.filter(ends__gt=at)

    def over(self, *, at: datetime) -> GatheringQuerySet:
        return self.filter(ends__lte=at)


class Gathering(models.Model):
    """One meeting. It is in a room of a venue, or at an address of its own whose accessibility is told with it.

    ``access`` holds ``{fact: [answer, note]}`` for each of `ACCESS_FACTS` where there is no room.
    """

    DRAFT, PLANNED, HELD, CANCELLED = "draft", "planned", "held", "cancelled"
    STATUSES = [
        (DRAFT, _("draft")),
        (PLANNED, _("announced")),
        (HELD, _("held")),
        (CANCELLED, _("called off")),
    ]
    SHOWN = (PLANNED, HELD, CANCELLED)

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="gatherings", verbose_name=_("consultation")
    )
    city = models.ForeignKey(City, models.PROTECT, related_name="gatherings", verbose_name=_("city"))
    district = models.ForeignKey(
        District,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("district"),
    )
    title = LocalizedField(_("title"), text_length=160)
    programme = LocalizedField(_("programme"), rows=6, blank=True, text_length=4000)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="gatherings", verbose_name=_("room")
    )
    place_name = models.CharField(_("name of the place"), max_length=160, blank=True)
    address = models.CharField(_("street address"), max_length=250, blank=True)
    access = models.JSONField(_("accessibility"), default=dict, blank=True)
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    seating = models.OneToOneField(Seating, models.PROTECT, related_name="gathering")
    seats_at_most = models.PositiveSmallIntegerField(
        _("seats that one person can reserve"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    closes_minutes_before = models.PositiveSmallIntegerField(
        _("reservations end, in minutes before the meeting"), default=30
    )
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default=DRAFT, editable=False)
    minutes = LocalizedField(_("minutes"), rows=12, blank=True, text_length=20_000)
    attendance = models.PositiveIntegerField(
        _("people present"), null=True, blank=True, validators=[MaxValueValidator(20_000)]
    )
    # RFC 5545's SEQUENCE: grows with each change of time, place or status that a calendar must show.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "code"]
        verbose_name = _("public meeting")
        verbose_name_plural = _("public meetings")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="gathering_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(room__isnull=False) | (~Q(place_name="") & ~Q(address="")),
                name="gathering_has_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(attendance__isnull=False),
                name="held_gathering_tells_who_came",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args, **kwargs):
        self.time_zone = self.time_zone or self.city.time_zone
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("debates:meeting", args=[self.code])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.CANCELLED

    @property
    def place(self) -> str:
        """Where it is, in one line; the room is loaded with its venue."""
        if self.room is not None:
            return f"{self.room.venue.name}, {self.room.name}, {self.room.venue.address}"
        return f"{self.place_name}, {self.address}"

    def access_told(self) -> list[tuple[str, str, str, LocalizedText | str]]:
        """(fact, question, answer's code, note) of each accessibility fact that was answered, in order."""
        if self.room is not None:
            return self.room.venue.access()
        asked = {one.name: str(one.verbose_name) for one in Venue._meta.concrete_fields}
        return [(fact, asked[fact], *self.access[fact]) for fact in ACCESS_FACTS if fact in self.access]


class GatheringTable(models.Model):
    """A table of a meeting. What was said there is typed in as one batch of spoken answers."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField(_("table"), validators=[MinValueValidator(1)])
    batch = models.OneToOneField(Batch, models.PROTECT, related_name="table")

    class Meta:
        ordering = ["gathering", "number"]
        verbose_name = _("table of a meeting")
        verbose_name_plural = _("tables of meetings")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="one_table_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="tables_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id}, {self.number}"
