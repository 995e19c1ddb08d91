"""What is debated, by whom, where and when."""

from __future__ import annotations

import secrets
import zoneinfo
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import City, District
from kit.localized import LocalizedField

from .edition import Edition, Night
from .host import Host
from .seating import Seating
from .spoken_language import SpokenLanguage
from .venue import ACCESS_FACTS, YES, Room

# Without letters and digits that are mistaken for one another when they are read aloud or off a poster.
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code() -> str:
    """A short address of its own, out of 31 ** 8: two debates of an edition never meet by chance."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class DebateTheme(models.Model):
    """What debates are about: a short list, the same in every city."""

    slug = models.SlugField(_("address"), unique=True)
    name = LocalizedField(_("name"), text_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("theme of debates")
        verbose_name_plural = _("themes of debates")

    def __str__(self) -> str:
        return str(self.name) or self.slug


class DebateQuerySet(models.QuerySet):
    def public(self) -> DebateQuerySet:
        """What everybody can read: published, or cancelled after it was, of an edition that is shown."""
        return self.filter(status__in=Debate.SHOWN, published_at__isnull=False, night__edition__public=True)

    def shown_in(self, nights) -> DebateQuerySet:
        """The same for nights of an edition that is known to be public: one index, no join."""
        return self.filter(night__in=[night.pk for night in nights], status__in=Debate.SHOWN).exclude(
            published_at=None
        )

    def held(self) -> DebateQuerySet:
        """Those that take place: cancelled ones are shown, and left out here."""
        return self.exclude(status=Debate.CANCELLED)

    def of(self, user) -> DebateQuerySet:
        """Debates of the hosts for whom that person acts."""
        return self.filter(host__in=Host.objects.of(user))

    def visible_to(self, user) -> DebateQuerySet:
        """What everybody can read, and what that person hosts or coordinates."""
        shown = Q(status__in=Debate.SHOWN, published_at__isnull=False, night__edition__public=True)
        if user is None or not user.is_authenticated:
            return self.filter(shown)
        theirs = Q(host__in=Host.objects.of(user)) | Q(night__in=Night.objects.of_desks(user))
        return self.filter(shown | theirs)

    def of_edition(self, edition: Edition) -> DebateQuerySet:
        return self.filter(night__edition=edition)

    def in_city(self, city: City) -> DebateQuerySet:
        return self.filter(night__city=city)

    def in_district(self, district: District) -> DebateQuerySet:
        return self.filter(room__in=Room.objects.filter(venue__district=district))

    def about(self, theme: DebateTheme) -> DebateQuerySet:
        return self.filter(pk__in=Debate.themes.through.objects.filter(debatetheme=theme).values("debate"))

    def in_language(self, code: str) -> DebateQuerySet:
        return self.filter(pk__in=SpokenLanguage.objects.filter(code=code).values("debate"))

    def with_access(self, *facts: str) -> DebateQuerySet:
        """Debates whose venue answers yes to each of these of `ACCESS_FACTS`."""
        unknown = set(facts) - set(ACCESS_FACTS)
        if unknown:
            raise ValueError(f"No such facts: {sorted(unknown)}")
        having_them = Room.objects.filter(**{f"venue__{fact}": YES for fact in facts})
        return self.filter(room__in=having_them)

    def with_free_seats(self) -> DebateQuerySet:
        """Debates that still take people: free entry, or seats left."""
        return self.held().filter(Q(entry=Debate.FREE_ENTRY) | ~Q(seating__in=Seating.objects.full()))

    def without_place(self) -> DebateQuerySet:
        """Those that have neither a room nor an address on the network."""
        return self.filter(room=None, online_link="")

    def going_on(self, *, at: datetime) -> DebateQuerySet:
        return self.filter(starts__lte=at, ends__gt=at)

    def starting_from(self, moment: datetime) -> DebateQuerySet:
        return self.filter(starts__gte=moment)

    def for_cards(self) -> DebateQuerySet:
        """With all that a list shows of each, in a number of queries that does not grow."""
        return self.select_related(
            "night__edition", "night__city", "host", "room__venue__district", "room__venue__city", "seating"
        ).prefetch_related("themes", "spoken_languages", "seating__news")


class Debate(models.Model):
    """One debate, from a host's first draft to the night.

    A draft may lack anything. From its submission on, the database asks for a question, hours within the city's night
    and a room or an address on the network, and keeps its room and people from being taken twice (`Slot`).
    """

    DRAFT, SUBMITTED, CHANGES_ASKED = "draft", "submitted", "changes_asked"
    ACCEPTED, PUBLISHED = "accepted", "published"
    REFUSED, WITHDRAWN, CANCELLED = "refused", "withdrawn", "cancelled"
    STATUSES = [
        (DRAFT, pgettext_lazy("debate", "draft")),
        (SUBMITTED, pgettext_lazy("debate", "submitted")),
        (CHANGES_ASKED, pgettext_lazy("debate", "changes asked")),
        (ACCEPTED, pgettext_lazy("debate", "accepted")),
        (PUBLISHED, pgettext_lazy("debate", "published")),
        (REFUSED, pgettext_lazy("debate", "refused")),
        (WITHDRAWN, pgettext_lazy("debate", "withdrawn")),
        (CANCELLED, pgettext_lazy("debate", "cancelled")),
    ]
    # Whose room and people are taken; the others give them back.
    OCCUPYING = (SUBMITTED, CHANGES_ASKED, ACCEPTED, PUBLISHED)
    SHOWN = (PUBLISHED, CANCELLED)

    DISCUSSION, TALK, WORKSHOP, WALK = "discussion", "talk", "workshop", "walk"
    SCREENING, READING, GAME, ASSEMBLY = "screening", "reading", "game", "assembly"
    FORMATS = [
        (DISCUSSION, _("open discussion")),
        (TALK, _("talk and questions")),
        (WORKSHOP, _("workshop at tables")),
        (WALK, _("walk")),
        (SCREENING, _("film and debate")),
        (READING, _("reading")),
        (GAME, _("debating game")),
        (ASSEMBLY, _("assembly")),
    ]
    EVERYBODY, FAMILIES, YOUTH, PROFESSIONALS = "everybody", "families", "youth", "professionals"
    AUDIENCES = [
        (EVERYBODY, _("everybody")),
        (FAMILIES, _("families")),
        (YOUTH, _("young people")),
        (PROFESSIONALS, _("people of the field")),
    ]
    REGISTRATION, FREE_ENTRY = "registration", "free"
    ENTRIES = [(REGISTRATION, _("seats are reserved")), (FREE_ENTRY, _("free entry"))]

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    night = models.ForeignKey(Night, models.PROTECT, related_name="debates", verbose_name=_("city"))
    host = models.ForeignKey(Host, models.PROTECT, related_name="debates", verbose_name=_("host"))
    question = LocalizedField(_("question debated"), blank=True, text_length=200)
    presentation = LocalizedField(_("presentation"), rows=8, blank=True, text_length=4000)
    themes = models.ManyToManyField(DebateTheme, blank=True, related_name="debates", verbose_name=_("themes"))
    format = models.CharField(_("format"), max_length=20, choices=FORMATS, default=DISCUSSION)
    audience = models.CharField(_("for whom"), max_length=20, choices=AUDIENCES, default=EVERYBODY)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="debates", verbose_name=_("room")
    )
    online_link = models.URLField(_("address to follow it online"), blank=True)
    starts = models.DateTimeField(_("begins"), null=True, blank=True)
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    price = LocalizedField(
        _("price"), blank=True, text_length=80, help_text=_("Leave empty when it is free, as nearly all are.")
    )
    entry = models.CharField(_("entry"), max_length=15, choices=ENTRIES, default=REGISTRATION)
    seating = models.OneToOneField(Seating, models.PROTECT, related_name="debate", verbose_name=_("seating"))
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_text = LocalizedField(_("alternative text of the image"), blank=True, text_length=250)
    status = models.CharField(_("status"), max_length=15, choices=STATUSES, default=DRAFT, editable=False)
    status_since = models.DateTimeField(_("status since"), auto_now_add=True)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    # When a room was taken from it. Until it has another place, or an address, it is shown without one.
    place_lost_at = models.DateTimeField(_("its place was taken back"), null=True, blank=True, editable=False)
    # RFC 5545's SEQUENCE: grows with each change of time, place or status that a calendar must show.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # Grows with each saved change; a form that saw an older one is told so.
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DebateQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "code"]
        verbose_name = _("debate")
        verbose_name_plural = _("debates")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="debate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "refused", "withdrawn", "cancelled"])
                | (
                    Q(starts__isnull=False, ends__isnull=False)
                    & (Q(room__isnull=False) | ~Q(online_link="") | Q(place_lost_at__isnull=False))
                ),
                name="debate_has_hours_and_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_debate_has_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "starts"], name="debate_by_status"),
            # All that the public list and map ask of a debate before a page of them is loaded: no row is read for it.
            models.Index(
                fields=[
                    *("night", "status", "starts", "code", "published_at"),
                    *("ends", "format", "entry", "room", "seating", "id"),
                ],
                name="debate_as_searched",
            ),
            # In the order in which the map counts the debates of each room.
            models.Index(fields=["night", "status", "room", "published_at"], name="debate_by_room"),
        ]

    def __str__(self) -> str:
        return str(self.question) or str(_("Debate without a question yet"))

    def get_absolute_url(self) -> str:
        return reverse("debates:debate", args=[self.code])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which its hours are told: its venue's, or its city's when it is online only."""
        return self.room.venue.zone if self.room is not None else self.night.city.zone

    @property
    def needs_place(self) -> bool:
        """Whether it has neither a room nor an address: a draft, or one whose room was taken back."""
        return self.room_id is None and not self.online_link

    @property
    def is_public(self) -> bool:
        return self.status in self.SHOWN and self.published_at is not None and self.night.edition.public

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.CANCELLED
