"""What an entry of the guide lists: places, figures, contacts, links and the entries that are near it.

Words differ by language and follow the entry's translation; addresses, numbers and links are the same everywhere.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cities.models import District


class GuidePlaceQuerySet(models.QuerySet):
    def serving(self, district: District) -> GuidePlaceQuerySet:
        """Those that stand in the district, and those of its city that serve it from another one."""
        others = Concat(Value(","), Replace("other_districts", Value(" "), Value("")), Value(","))
        serves_too = Q(district__city=district.city_id, others__contains=f",{district.code},")
        return self.annotate(others=others).filter(Q(district=district) | serves_too)


class GuidePlace(TranslatableMixin, Orderable):
    """Somewhere to go. Without coordinates it is listed by its address alone."""

    YES, NO, UNKNOWN = "yes", "no", "unknown"
    STEP_FREE = [(UNKNOWN, _("Not known")), (YES, _("Yes")), (NO, _("No"))]

    entry = ParentalKey("cms.GuideEntryPage", on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=150)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    district = models.ForeignKey(
        District, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    other_districts = models.CharField(
        _("other districts that it serves"),
        max_length=200,
        blank=True,
        help_text=_("Their codes, with commas between them: 1, 2, 4. The place is shown on their pages too."),
    )
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
    hours = models.TextField(_("opening hours"), blank=True, max_length=400)
    step_free = models.CharField(_("step-free access"), max_length=8, choices=STEP_FREE, default=UNKNOWN)

    objects = GuidePlaceQuerySet.as_manager()

    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("hours"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("address", "district", "other_districts", "latitude", "longitude", "step_free")
        ),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="guide_place_both_coordinates",
                violation_error_message=_("Write both the latitude and the longitude, or neither."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        codes = self.other_codes
        if not codes:
            return
        if self.district is None:
            raise ValidationError(
                {"other_districts": _("Choose the district that the place stands in first.")}
            )
        known = set(self.district.city.districts.values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            message = _("%(city)s has no district with this code: %(codes)s. Correct it, or take it out.")
            words = {"city": self.district.city, "codes": ", ".join(unknown)}
            raise ValidationError({"other_districts": message % words})

    @property
    def other_codes(self) -> list[str]:
        """The codes of the other districts that it serves, in the order in which they were written."""
        return [code for code in map(str.strip, self.other_districts.split(",")) if code]

    @property
    def is_located(self) -> bool:
        return self.latitude is not None and self.longitude is not None


class GuideFigure(TranslatableMixin, Orderable):
    """A number that says what an entry comes to, of which year, and who says so."""

    entry = ParentalKey("cms.GuideEntryPage", on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("number"), max_length=40, help_text=_("As people write it: 160,000 or 5 %."))
    label = models.CharField(_("what it counts"), max_length=150)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1789), MaxValueValidator(2200)]
    )
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True)

    translatable_fields = [
        TranslatableField("value"),
        TranslatableField("label"),
        TranslatableField("source"),
        SynchronizedField("year", overridable=False),
        SynchronizedField("source_url", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class GuideContact(TranslatableMixin, Orderable):
    """Whom to write to or call: a desk rather than a person."""

    entry = ParentalKey("cms.GuideEntryPage", on_delete=models.CASCADE, related_name="contacts")
    label = models.CharField(
        _("who answers"), max_length=150, help_text=_("A desk or a service rather than a person.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)

    translatable_fields = [
        TranslatableField("label"),
        *(SynchronizedField(name, overridable=False) for name in ("email", "phone", "address")),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.label

    @property
    def dialled(self) -> str:
        """The telephone number as a ``tel:`` link wants it: digits, with the plus sign before a country's code."""
        digits = "".join(sign for sign in self.phone if sign.isdigit())
        return f"+{digits}" if self.phone.strip().startswith("+") else digits


class GuideLink(TranslatableMixin, Orderable):
    """Somewhere else on the web, where one goes on."""

    entry = ParentalKey("cms.GuideEntryPage", on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("text of the link"), max_length=150)
    url = models.URLField(_("address"))

    translatable_fields = [TranslatableField("label"), SynchronizedField("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label


class GuideRelation(Orderable):
    """Another entry that readers of this one should know; shown in the reader's language where it exists."""

    entry = ParentalKey("cms.GuideEntryPage", on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(
        "cms.GuideEntryPage", models.CASCADE, related_name="+", verbose_name=_("other entry")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related entry")
        verbose_name_plural = _("related entries")

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.other_id}"
