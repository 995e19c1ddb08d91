"""Rooms that hosts lend one another for a night: offers, requests, and what is lent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .debate import Debate
from .edition import DATA_DAYS, Night
from .host import Host
from .venue import Room


class RoomOfferQuerySet(models.QuerySet):
    def of(self, user) -> RoomOfferQuerySet:
        """Offers of the hosts for whom that person acts."""
        return self.filter(room__venue__host__in=Host.objects.of(user))

    def open(self, *, at: datetime) -> RoomOfferQuerySet:
        """Those that can be asked for: of a public night to come, not taken back."""
        return self.filter(closed_at=None, night__starts__gt=at, night__edition__public=True)

    def with_its_place(self) -> RoomOfferQuerySet:
        """With all that a list shows of each, in one query."""
        return self.select_related(
            "room__venue__host", "room__venue__city", "room__venue__district", "night__edition", "night__city"
        )

    def out_of_time(self, *, at: datetime) -> RoomOfferQuerySet:
        """Those of nights that ended longer ago than we keep what people wrote about them."""
        return self.filter(night__ends__lt=at - timedelta(days=DATA_DAYS))


class RoomOffer(models.Model):
    """That a host would lend a room from ``starts`` to ``ends`` of one night."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="offers", verbose_name=_("room"))
    night = models.ForeignKey(Night, models.CASCADE, related_name="room_offers", verbose_name=_("night"))
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    capacity = models.PositiveIntegerField(_("people at most"), validators=[MinValueValidator(1)])
    conditions = models.TextField(_("conditions"), blank=True, max_length=1000)
    closed_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RoomOfferQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "room__venue__name", "pk"]
        verbose_name = _("offer of a room")
        verbose_name_plural = _("offers of rooms")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="offer_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="offer_is_for_somebody"),
            models.UniqueConstraint(
                fields=["room", "night"], condition=Q(closed_at=None), name="one_open_offer_a_room"
            ),
        ]
        indexes = [models.Index(fields=["night", "starts"], name="offer_by_night")]

    def __str__(self) -> str:
        return f"{self.room.venue}, {self.room}"

    @property
    def host(self) -> Host:
        """Whose room it is."""
        return self.room.venue.host


class RoomRequestQuerySet(models.QuerySet):
    def of(self, user) -> RoomRequestQuerySet:
        """Requests by or to the hosts for whom that person acts."""
        own = Host.objects.of(user)
        return self.filter(Q(host__in=own) | Q(offer__room__venue__host__in=own))

    def waiting(self) -> RoomRequestQuerySet:
        return self.filter(status=RoomRequest.WAITING)

    def answerable(self, *, at: datetime) -> RoomRequestQuerySet:
        """Those that wait and have not lapsed, be it told already or not."""
        return self.waiting().filter(lapses_at__gt=at)

    def lapsed(self, *, at: datetime) -> RoomRequestQuerySet:
        """Those that nobody answered in time, and that still stand as waiting."""
        return self.waiting().filter(lapses_at__lte=at)

    def to_remind_of(self, *, at: datetime) -> RoomRequestQuerySet:
        """Those that will lapse soon and of which nobody was reminded."""
        return self.answerable(at=at).filter(remind_at__lte=at, reminded_at=None)

    def with_its_parts(self) -> RoomRequestQuerySet:
        """With all that a page shows of each, in one query."""
        return self.select_related(
            "host", "debate", "offer__room__venue__host", "offer__room__venue__city", "offer__night__edition",
            "offer__night__city", "asked_by", "answered_by", "ended_by",
        )  # fmt: skip


class RoomRequest(models.Model):
    """That a host asks for an offered room, and what became of it. What people wrote goes with the offer."""

    WAITING, ACCEPTED, DECLINED, LENT_ELSEWHERE = "waiting", "accepted", "declined", "lent_elsewhere"
    LAPSED, TAKEN_BACK, ENDED = "lapsed", "taken_back", "ended"
    STATUSES = [
        (WAITING, pgettext_lazy("request for a room", "waits for an answer")),
        (ACCEPTED, pgettext_lazy("request for a room", "agreed")),
        (DECLINED, pgettext_lazy("request for a room", "declined")),
        (LENT_ELSEWHERE, pgettext_lazy("request for a room", "lent to another host")),
        (LAPSED, pgettext_lazy("request for a room", "lapsed without an answer")),
        (TAKEN_BACK, pgettext_lazy("request for a room", "taken back")),
        (ENDED, pgettext_lazy("request for a room", "agreement ended")),
    ]

    offer = models.ForeignKey(RoomOffer, models.CASCADE, related_name="requests", verbose_name=_("offer"))
    host = models.ForeignKey(Host, models.CASCADE, related_name="room_requests", verbose_name=_("host"))
    debate = models.ForeignKey(
        Debate,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="room_requests",
        verbose_name=_("debate"),
    )
    about = models.CharField(_("what for"), max_length=200, blank=True)
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    people = models.PositiveIntegerField(_("people expected"), validators=[MinValueValidator(1)])
    message = models.TextField(_("message"), blank=True, max_length=2000)
    status = models.CharField(_("status"), max_length=15, choices=STATUSES, default=WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    remind_at = models.DateTimeField(_("reminded of from"))
    reminded_at = models.DateTimeField(_("reminded of"), null=True)
    lapses_at = models.DateTimeField(_("lapses"))
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)
    ending = models.TextField(_("why it ended"), blank=True, max_length=2000)
    ended_by = models.ForeignKey(Host, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = RoomRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for a room")
        verbose_name_plural = _("requests for rooms")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="request_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["offer", "host"], condition=Q(status="waiting"), name="one_waiting_request_a_host"
            ),
        ]
        indexes = [models.Index(fields=["status", "lapses_at"], name="request_by_lapse")]

    def __str__(self) -> str:
        return f"{self.host}, {self.offer}"

    @property
    def purpose(self) -> str:
        """What the room is asked for: the debate's question, or words."""
        return str(self.debate) if self.debate is not None else self.about


class LoanQuerySet(models.QuerySet):
    def during(self, starts: datetime, ends: datetime) -> LoanQuerySet:
        return self.filter(starts__lt=ends, ends__gt=starts)

    def to_others(self, host_id: int) -> LoanQuerySet:
        """Loans to hosts other than that one."""
        return self.exclude(request__host=host_id)

    def to_host(self, host_id: int, *, night_id: int) -> LoanQuerySet:
        """What is lent to that host in that night."""
        return self.filter(request__host=host_id, request__offer__night=night_id)


class Loan(models.Model):
    """That a room is lent for those hours: it stands as long as the agreement does.

    Of two loans of one room that overlap, the database refuses the second, by an exclusion constraint on PostgreSQL
    and by triggers on SQLite.
    """

    request = models.OneToOneField(RoomRequest, models.CASCADE, related_name="loan")
    room = models.ForeignKey(Room, models.PROTECT, related_name="loans", verbose_name=_("room"))
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["room", "starts"]
        verbose_name = _("loan of a room")
        verbose_name_plural = _("loans of rooms")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="loan_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.starts:%H:%M}–{self.ends:%H:%M}"


def lent_rooms(host_id: int, *, night_id: int) -> Q:
    """The condition on rooms: lent to that host in that night."""
    return Q(Exists(Loan.objects.to_host(host_id, night_id=night_id).filter(room=OuterRef("pk"))))


class RoomMail(models.Model):
    """That one person is written to about one step of a request: claimed before it leaves, so that it leaves once."""

    request = models.ForeignKey(RoomRequest, models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15)

    class Meta:
        verbose_name = _("mail about a room")
        verbose_name_plural = _("mails about rooms")
        constraints = [
            models.UniqueConstraint(fields=["request", "user", "kind"], name="one_room_mail_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.request_id}"
