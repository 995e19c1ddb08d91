"""What consultations show on the page of a district: what its city asks now, and the charters that hold there."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import District
from cities.showing import Item, Section, shows_in_district


@shows_in_district
def open_consultations(district: District, *, at: datetime) -> list[Section]:
    """The city's open consultations, the first to close first. Two queries."""
    from consultations.asking.presenting import PHASE_TAGS
    from consultations.models import Consultation

    found = Consultation.objects.in_city(district.city).open(at=at).for_listing().order_by("closes_at", "pk")
    items = []
    for one in found:
        closes_on = date_format(localtime(one.closes_at, district.city.zone), "DATE_FORMAT")
        items.append(
            Item(
                title=one.text.title if one.text else one.slug,
                url=one.get_absolute_url(),
                text=one.text.summary if one.text else "",
                tag=str(Consultation.PHASES[Consultation.OPEN]),
                tag_kind=PHASE_TAGS[Consultation.OPEN],
                footer=_("Open until %(day)s") % {"day": closes_on},
                language=_foreign(one.text.language if one.text else ""),
            )
        )
    return [
        Section(
            "consultations",
            20,
            _("Open consultations"),
            tuple(items),
            empty=_(
                "The city is not asking anything just now. Earlier consultations and their results remain public."
            ),
            more=(_("All consultations"), reverse("consultations:list")),
        )
    ]


@shows_in_district
def charters(district: District, *, at: datetime) -> list[Section]:
    """The charters in force in the district: its own, then its city's. One query."""
    from consultations.models import Charter, CharterVersion

    found = (
        Charter.objects.filter(Q(district=district) | Q(district=None), city=district.city)
        .filter(versions__state=CharterVersion.PUBLISHED, versions__published_at__lte=at)
        .distinct()
    )
    ordered = sorted(found, key=lambda one: (one.district_id is None, str(one.title)))
    items = tuple(
        Item(
            title=str(one.title),
            url=one.get_absolute_url(),
            footer=str(district if one.district_id else district.city),
            language=_foreign(one.title.language()),
        )
        for one in ordered
    )
    title = _("Charters: what the city and the district promise")
    return [Section("charters", 50, title, items, layout="list")] if items else []


def _foreign(language: str) -> str:
    return "" if language == get_language() else language
