"""Meetings on the page of their consultation and on that of a district."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import District
from cities.showing import Item, Section, shows_in_district
from consultations.models import Consultation
from consultations.showing import shows_in_consultation
from debates.models import Gathering

SHOWN = 30


@shows_in_consultation
def of_consultation(consultation: Consultation, *, at: datetime) -> list[Section]:
    """All meetings of the consultation, the first first; those that were held lead to their minutes. One query."""
    found = Gathering.objects.public().of_consultation(consultation).order_by("starts", "pk")
    items = items_of(found.select_related("room__venue")[:SHOWN])
    followed = f"{reverse('debates_for_machines:meetings_ics')}?consultation={consultation.slug}"
    more = (_("Follow these meetings in my calendar (iCalendar)"), f"{followed}&lang={get_language()}")
    return [Section("meetings", 10, _("Public meetings"), items, more=more)] if items else []


@shows_in_district
def of_district(district: District, *, at: datetime) -> list[Section]:
    """The meetings to come in the district, and those of the whole city. One query."""
    near = Q(district=district) | Q(room__venue__district=district) | Q(district=None, room=None)
    found = Gathering.objects.public().held().in_city(district.city).to_come(at=at).filter(near)
    items = items_of(found.select_related("room__venue").order_by("starts", "pk")[:SHOWN])
    more = (_("All public meetings of the city"), f"{reverse('debates:meetings')}?city={district.city.slug}")
    return [Section("meetings", 25, _("Public meetings"), items, more=more)] if items else []


def items_of(gatherings: Iterable[Gathering], *, with_city: bool = False) -> tuple[Item, ...]:
    """Each meeting as a page lists it. Loaded with their rooms (and city, where it is told), they query nothing."""
    return tuple(_item(one, with_city=with_city) for one in gatherings)


def _item(gathering: Gathering, *, with_city: bool) -> Item:
    starts = localtime(gathering.starts, gathering.zone)
    when = _("%(day)s, %(hour)s") % {
        "day": date_format(starts, "DATE_FORMAT"),
        "hour": date_format(starts, "TIME_FORMAT"),
    }
    language = gathering.title.language()
    is_off, is_held = gathering.is_cancelled, gathering.status == Gathering.HELD
    return Item(
        title=str(gathering.title),
        url=gathering.get_absolute_url(),
        text=f"{gathering.place}, {gathering.city}" if with_city else gathering.place,
        tag=str(gathering.get_status_display()) if is_off or is_held else "",
        tag_kind="danger" if is_off else "success" if is_held else "",
        footer=when,
        language="" if language == get_language() else language,
    )
