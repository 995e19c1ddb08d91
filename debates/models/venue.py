"""Places where debates are held, what is known of their accessibility, and their rooms."""

from __future__ import annotations

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City, District, validate_time_zone
from kit.localized import LocalizedField, LocalizedText, content_languages

from .host import Host

YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = [(YES, _("yes")), (NO, _("no")), (UNKNOWN, _("not known"))]
# Each is two columns: the answer, and a note named with “_note”. Filters and printed lists keep this order.
ACCESS_FACTS = (
    "step_free",
    "accessible_toilets",
    "hearing_loop",
    "sign_language",
    "quiet_place",
    "stop_nearby",
)


def _answer(label) -> models.CharField:
    return models.CharField(label, max_length=7, choices=ANSWERS)


def _note(label) -> models.CharField:
    return models.CharField(label, max_length=200, blank=True)


class VenueQuerySet(models.QuerySet):
    def of(self, user) -> VenueQuerySet:
        """Places of the hosts for whom that person acts."""
        return self.filter(host__in=Host.objects.of(user))

    def in_city(self, city: City) -> VenueQuerySet:
        return self.filter(city=city)

    def with_access(self, *facts: str) -> VenueQuerySet:
        """Places that answer yes to each of these of `ACCESS_FACTS`; unknown names are refused with a ValueError."""
        unknown = set(facts) - set(ACCESS_FACTS)
        if unknown:
            raise ValueError(f"No such facts: {sorted(unknown)}")
        return self.filter(**dict.fromkeys(facts, YES))

    def public(self) -> VenueQuerySet:
        """Places of a debate that everybody can read."""
        from .debate import Debate

        return self.filter(Exists(Debate.objects.public().filter(room__venue=OuterRef("pk"))))


class Venue(models.Model):
    """A place with an address and rooms. Whether one can get in, hear and rest there is asked of everybody."""

    CAFE, MUSEUM, UNIVERSITY, LIBRARY = "cafe", "museum", "university", "library"
    CITY_VENUE, ASSOCIATION, THEATRE, OUTDOORS, OTHER = "city", "association", "theatre", "outdoors", "other"
    KINDS = [
        (CAFE, _("café or restaurant")),
        (MUSEUM, _("museum")),
        (UNIVERSITY, _("university or school")),
        (LIBRARY, _("library or bookshop")),
        (CITY_VENUE, _("city hall or city venue")),
        (ASSOCIATION, _("premises of an association")),
        (THEATRE, _("theatre or cinema")),
        (OUTDOORS, _("in the open air")),
        (OTHER, _("another place")),
    ]
    EQUIPMENT = [
        ("microphone", _("microphone")),
        ("projector", _("projector and screen")),
        ("piano", _("piano")),
        ("paper_boards", _("paper boards")),
        ("movable_chairs", _("chairs that can be moved")),
        ("video_link", _("video link to another city")),
        ("food", _("food and drink")),
        ("childcare", _("childcare")),
    ]

    host = models.ForeignKey(Host, models.PROTECT, related_name="venues", verbose_name=_("host"))
    city = models.ForeignKey(City, models.PROTECT, related_name="venues", verbose_name=_("city"))
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, related_name="venues", verbose_name=_("district")
    )
    slug = models.SlugField(_("address of its page"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind of place"), max_length=20, choices=KINDS)
    description = LocalizedField(_("description"), rows=4, blank=True, text_length=2000)
    address = models.CharField(_("street address"), max_length=250)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    opening_hours = LocalizedField(_("opening hours"), rows=2, blank=True, text_length=400)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)

    step_free = _answer(_("Can one get in without a step?"))
    step_free_note = _note(_("step-free entrance: a note"))
    accessible_toilets = _answer(_("Are there accessible toilets?"))
    accessible_toilets_note = _note(_("accessible toilets: a note"))
    hearing_loop = _answer(_("Is there a hearing loop?"))
    hearing_loop_note = _note(_("hearing loop: a note"))
    sign_language = _answer(_("Is interpretation into sign language on offer?"))
    sign_language_note = _note(_("sign language: a note"))
    quiet_place = _answer(_("Is there a quiet place to rest?"))
    quiet_place_note = _note(_("quiet place: a note"))
    stop_nearby = _answer(_("Is there a stop of public transport nearby?"))
    stop_nearby_note = _note(_("nearest stop: its name and lines"))

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{fact}__in": [YES, NO]})
                    | (Q(**{fact: UNKNOWN}) & ~Q(**{f"{fact}_note": ""})),
                    name=f"venue_{fact}_is_told",
                )
                for fact in ACCESS_FACTS
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="venue_has_both_coordinates",
            ),
        ]
        indexes = [models.Index(fields=["city", "district"], name="venue_by_place")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.time_zone = self.time_zone or self.city.time_zone
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("debates:venue", args=[self.slug])

    def clean(self):
        missing = {
            f"{fact}_note": _("Say in a few words what is known, or who will find out.")
            for fact in ACCESS_FACTS
            if getattr(self, fact) == UNKNOWN and not getattr(self, f"{fact}_note").strip()
        }
        if (self.latitude is None) != (self.longitude is None):
            missing["latitude"] = _("Give both coordinates or none.")
        if self.district_id and self.city_id and self.district.city_id != self.city_id:
            missing["district"] = _("Choose a district of this city.")
        if missing:
            raise ValidationError(missing)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    def in_its_language(self, note: str) -> LocalizedText | str:
        """A note of this place with its language, where that is known.

        A note is typed once, by who describes the place: where it is described in one language alone, that is the
        note's; where in several, their first in the order of the site's. A place that is not described tells nothing.
        """
        told = {code for text in (self.description, self.opening_hours) for code in text if text[code]}
        order = [*(code for code, _name in content_languages()), *sorted(told)]
        code = next((code for code in order if code in told), "")
        return LocalizedText({code: note}) if note and code else note

    def access(self) -> list[tuple[str, str, str, LocalizedText | str]]:
        """(fact, question, answer's code, note) of each accessibility fact, in order."""
        asked = {one.name: str(one.verbose_name) for one in self._meta.concrete_fields}
        return [
            (fact, asked[fact], getattr(self, fact), self.in_its_language(getattr(self, f"{fact}_note")))
            for fact in ACCESS_FACTS
        ]


class Room(models.Model):
    """A room of a venue: what a debate occupies."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name=_("venue"))
    name = models.CharField(_("name"), max_length=120)
    capacity = models.PositiveIntegerField(_("people it holds"), validators=[MinValueValidator(1)])
    note = models.CharField(_("how to find it"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["venue", "position", "pk"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="one_room_a_name"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_holds_somebody"),
        ]

    def __str__(self) -> str:
        return self.name

    def worded_note(self) -> LocalizedText | str:
        """How to find it, with the language of its place's notes."""
        return self.venue.in_its_language(self.note)


class Photograph(models.Model):
    """A picture of a venue, with the words for those who do not see it."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="photographs")
    image = models.ForeignKey(
        "wagtailimages.Image", models.CASCADE, related_name="+", verbose_name=_("image")
    )
    alternative_text = LocalizedField(_("alternative text"), text_length=250)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["venue", "position", "pk"]
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self) -> str:
        return str(self.alternative_text)
