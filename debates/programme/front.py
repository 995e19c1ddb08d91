"""What the booklet and the posters of a night say alike: which night, where, when, how many, where to read more."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from debates.models import Night
from debates.on_paper import code_of, qr, spaced, told


def list_address(night: Night) -> str:
    """The whole address of the city's list, which is up to date when paper no longer is."""
    query = urlencode({"edition": night.edition.slug, "city": night.city.slug})
    return f"{settings.SITE_URL}{reverse('debates:list')}?{query}"


def front_of(night: Night, kind: str, *, debates: int) -> dict[str, Any]:
    """The words of the cover and those of the document itself. No query."""
    address = list_address(night)
    counted = ngettext("%(number)d debate", "%(number)d debates", debates) % {"number": debates}
    return {
        "title": spaced(f"{night.edition}, {night.city} – {kind}"),
        "author": settings.WAGTAIL_SITE_NAME,
        "description": spaced(_("All debates of the night, their hours, places and accessibility.")),
        "language": code_of(),
        "kind": spaced(kind),
        "night": told(night.edition.name)
        if night.edition.name
        else {"text": str(night.edition), "language": code_of()},
        "city": told(night.city.name)
        if night.city.name
        else {"text": str(night.city), "language": code_of()},
        "introduction": told(night.edition.introduction),
        "notice": told(night.notice),
        "day": spaced(date_format(night.edition.date, "l j F Y")),
        "hours": spaced(_hours(night)),
        "count": spaced(counted),
        "address": address,
        "short_address": short(address),
        "qr": qr(address),
        "qr_words": spaced(_("QR code that leads to %(address)s") % {"address": address}),
    }


def short(address: str) -> str:
    """An address as one types it: without its scheme and last stroke."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def _hours(night: Night) -> str:
    zone = night.city.zone
    words = {
        "first": time_format(night.starts.astimezone(zone), "TIME_FORMAT"),
        "last": time_format(night.ends.astimezone(zone), "TIME_FORMAT"),
    }
    return pgettext("hours", "from %(first)s to %(last)s") % words
