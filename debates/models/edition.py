"""An edition, the same night in several cities, and each city's own night with its clock and rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City
from kit.localized import LocalizedField

DATA_DAYS = 60


class EditionQuerySet(models.QuerySet):
    def public(self) -> EditionQuerySet:
        return self.filter(public=True)

    def latest_first(self) -> EditionQuerySet:
        return self.order_by("-date")


class Edition(models.Model):
    """One night of debates in one or several cities, named by the day on which it begins."""

    slug = models.SlugField(_("address"), unique=True)
    name = LocalizedField(_("name"), text_length=120)
    introduction = LocalizedField(_("introduction"), rows=4, blank=True, text_length=1000)
    date = models.DateField(_("day on which the night begins"))
    public = models.BooleanField(_("shown to the public"), default=False)
    cities = models.ManyToManyField(City, through="Night", related_name="editions")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-date"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return str(self.name) or self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('debates:list')}?edition={self.slug}"


class NightQuerySet(models.QuerySet):
    def public(self) -> NightQuerySet:
        return self.filter(edition__public=True)

    def in_city(self, city: City) -> NightQuerySet:
        return self.filter(city=city)

    def going_on(self, *, at: datetime) -> NightQuerySet:
        """Nights during which that moment falls."""
        return self.filter(starts__lte=at, ends__gt=at)

    def of_desks(self, user) -> NightQuerySet:
        """The nights of the cities whose desk that person is at; an administrator's are all."""
        if user.is_superuser or user.has_perm("debates.coordinate_every_city"):
            return self
        if not user.has_perm("debates.coordinate_debates"):
            return self.none()
        return self.filter(city__in=user.desks.all())


class Night(models.Model):
    """One city's part in an edition. Its hours are the city's; it may end on the next day.

    ``starts`` and ``ends`` are the same moments in UTC, kept for the database to compare; `save` computes them.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="nights", verbose_name=_("edition"))
    city = models.ForeignKey(City, models.PROTECT, related_name="nights", verbose_name=_("city"))
    opens_at = models.TimeField(_("first hour"), help_text=_("By the city's own clock."))
    closes_at = models.TimeField(
        _("last hour"), help_text=_("By the city's own clock; an hour before the first is of the next day.")
    )
    starts = models.DateTimeField(_("begins"), editable=False)
    ends = models.DateTimeField(_("ends"), editable=False)
    submissions_close = models.DateTimeField(
        _("debates can be proposed until"),
        null=True,
        blank=True,
        help_text=_("Empty: until the night begins."),
    )
    registration_opens = models.DateTimeField(
        _("seats can be reserved from"),
        null=True,
        blank=True,
        help_text=_("Empty: as soon as a debate is published."),
    )
    closes_minutes_before = models.PositiveSmallIntegerField(
        _("reservations end, in minutes before a debate"), default=30
    )
    seats_at_most = models.PositiveSmallIntegerField(
        _("seats that one person can reserve"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours that a seat is kept for the next person waiting"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    notice = LocalizedField(_("what to know here"), rows=3, blank=True, text_length=600)

    objects = NightQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__date", "starts", "city__slug"]
        verbose_name = _("night of a city")
        verbose_name_plural = _("nights of cities")
        permissions = [
            ("coordinate_debates", _("Can review the debates of the cities of their desks")),
            ("coordinate_every_city", _("Can review the debates of every city")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "city"], name="one_night_a_city"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="night_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.city}"

    def save(self, *args, **kwargs):
        self.starts, self.ends = self.hours()
        super().save(*args, **kwargs)

    def clean(self):
        if self.opens_at and self.closes_at and self.opens_at == self.closes_at:
            raise ValidationError({"closes_at": _("Choose a last hour that is not the first one.")})

    def hours(self) -> tuple[datetime, datetime]:
        """The night's first and last moment in the city's zone."""
        zone, day = self.city.zone, self.edition.date
        last_day = day if self.closes_at > self.opens_at else day + timedelta(days=1)
        return (
            datetime.combine(day, self.opens_at, tzinfo=zone),
            datetime.combine(last_day, self.closes_at, tzinfo=zone),
        )

    @property
    def data_end(self) -> datetime:
        """When what is known of those who registered is deleted."""
        return self.ends + timedelta(days=DATA_DAYS)

    def takes_submissions(self, *, at: datetime) -> bool:
        return at < (self.submissions_close or self.starts)
