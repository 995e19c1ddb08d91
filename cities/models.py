"""The cities that a site serves, and their districts."""

from __future__ import annotations

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField


def validate_time_zone(name: str) -> None:
    """Refuse a time zone that the IANA database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Europe/Paris or Africa/Dakar."),
            params={"name": name},
        )


class City(models.Model):
    """A city with its own desk, clock, languages and law."""

    slug = models.SlugField(_("address"), unique=True)
    name = LocalizedField(_("name"))
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    languages = models.JSONField(
        _("languages spoken"), default=list, help_text=_("Codes such as fr, en, wo.")
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"),
        default=15,
        validators=[MaxValueValidator(99)],
        help_text=_("From which age a person may answer alone under the city's law."),
    )
    legal_notice = LocalizedField(_("legal notice"), rows=8, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    latitude = models.DecimalField(_("map centre: latitude"), max_digits=9, decimal_places=6)
    longitude = models.DecimalField(_("map centre: longitude"), max_digits=9, decimal_places=6)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class District(models.Model):
    """A part of a city: an arrondissement, a commune d'arrondissement, a borough."""

    city = models.ForeignKey(City, models.CASCADE, related_name="districts", verbose_name=_("city"))
    code = models.CharField(_("code"), max_length=20)
    name = LocalizedField(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["city", "position", "code"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [models.UniqueConstraint(fields=["city", "code"], name="one_district_a_code")]

    def __str__(self) -> str:
        return str(self.name) or self.code
