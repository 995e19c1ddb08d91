"""Where things are: places with their addresses, and a picture of a map that says nothing more than the list."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from kit.blocks.groups import MEDIA

MAP_SITE = "https://www.openstreetmap.org/"
ZOOM = 17


class PlaceValue(blocks.StructValue):
    def map_url(self) -> str:
        """The place on a public map, opened by a click; empty without coordinates. Degrees, WGS 84."""
        latitude, longitude = self.get("latitude"), self.get("longitude")
        if latitude is None or longitude is None:
            return ""
        marked = urlencode({"mlat": latitude, "mlon": longitude})
        return f"{MAP_SITE}?{marked}#map={ZOOM}/{latitude}/{longitude}"


class PlaceBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=120)
    address = blocks.TextBlock(label=_("address"), rows=2, max_length=300)
    access = blocks.CharBlock(
        label=_("how to get there"),
        required=False,
        max_length=250,
        help_text=_("Stops nearby, step-free way in, opening hours."),
    )
    latitude = blocks.DecimalBlock(
        label=_("latitude"),
        required=False,
        max_digits=9,
        decimal_places=6,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = blocks.DecimalBlock(
        label=_("longitude"),
        required=False,
        max_digits=9,
        decimal_places=6,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        label = _("Place")
        icon = "crosshairs"
        value_class = PlaceValue

    def clean(self, value):
        value = super().clean(value)
        if (value.get("latitude") is None) != (value.get("longitude") is None):
            missing = "latitude" if value.get("latitude") is None else "longitude"
            sentence = _("Give both coordinates or none: one alone is no place.")
            raise StructBlockValidationError(block_errors={missing: ValidationError(sentence)})
        return value


class PlacesBlock(blocks.StructBlock):
    """Places in a list and, if there is one, a picture of a map. No map is loaded from anywhere."""

    picture = ImageChooserBlock(
        label=_("picture of a map"),
        required=False,
        help_text=_("Its places are those of the list, which says the same to those who do not see it."),
    )
    credit = blocks.CharBlock(label=_("credit of the picture"), required=False, max_length=150)
    places = blocks.ListBlock(PlaceBlock(), label=_("places"), min_num=1, max_num=40)

    class Meta:
        label = _("Map and places")
        icon = "crosshairs"
        group = MEDIA
        template = "kit/blocks/places.html"
        preview_value = {
            "picture": None,
            "credit": "",
            "places": [
                {
                    "name": _("City hall"),
                    "address": _("1 Town Square"),
                    "access": _("Step-free entrance on the left."),
                    "latitude": Decimal("48.8566"),
                    "longitude": Decimal("2.3522"),
                }
            ],
        }
        description = _("Addresses, each with a link to a map, and a picture of the map if you have one.")
