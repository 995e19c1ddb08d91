"""What readers see of an entry of the guide, and which of its translations they are given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import District
from cms.guide.participants import facts, who_can_take_part
from cms.models import GuideEntryPage, GuidePlace, Topic

OPEN_STREET_MAP = "https://www.openstreetmap.org/"


def in_readers_language(pages: Iterable[GuideEntryPage]) -> list[GuideEntryPage]:
    """One page an entry: the reader's language where it exists, else the site's main one, else any. In given order."""
    order = [get_language() or "", settings.LANGUAGE_CODE]
    chosen: dict = {}
    for page in pages:
        known = chosen.get(page.translation_key)
        if known is None or _rank(page, order) < _rank(known, order):
            chosen[page.translation_key] = page
    return list(chosen.values())


def shown_entries() -> list[GuideEntryPage]:
    """Every entry that anybody may read, once: by title, those in another language than the reader's last.

    Three queries, privacy settings apart.
    """
    pages = in_readers_language(GuideEntryPage.objects.shown().for_listing().order_by("title", "pk"))
    return sorted(pages, key=lambda page: (bool(page.foreign_language), page.title.casefold()))


def related_entries(entry: GuideEntryPage) -> list[GuideEntryPage]:
    """The entries that editors put beside this one, in their order, where anybody may read them."""
    keys = [one.other.translation_key for one in entry.related.select_related("other")]
    if not keys:
        return []
    pages = in_readers_language(GuideEntryPage.objects.shown().for_listing().filter(translation_key__in=keys))
    return sorted(pages, key=lambda page: keys.index(page.translation_key))


def entry_context(entry: GuideEntryPage, *, at: datetime) -> dict:
    """What the page of an entry shows beside its text. The same number of queries however much it lists."""
    places = _with_districts(entry)
    others = _other_districts(entry, places)
    return {
        "who": who_can_take_part(entry),
        "facts": facts(entry),
        "districts": entry.known_districts,
        "topics": topic_links(entry),
        "places": [
            (place, place_links(place), [others[code] for code in place.other_codes if code in others])
            for place in places
        ],
        "figures": list(entry.figures.all()),
        "contacts": list(entry.contacts.all()),
        "links": list(entry.links.all()),
        "related_entries": related_entries(entry),
        "review_line": review_line(entry),
        "is_long_overdue": entry.is_stale(at=at, months=settings.GUIDE_TELL_READER_AFTER),
    }


def topic_links(entry: GuideEntryPage) -> list[tuple[Topic, str]]:
    """The entry's themes and audiences, each with the end of the address that lists the others of it."""
    parameters = {Topic.THEME: "theme", Topic.AUDIENCE: "audience"}
    shown = [topic for topic in entry.known_topics if topic.facet in parameters]
    return [(topic, f"?{urlencode({parameters[topic.facet]: topic.slug})}") for topic in shown]


def place_links(place: GuidePlace) -> dict[str, str]:
    """Addresses that open a place: ``geo`` in the phone's map, ``map`` on OpenStreetMap; none without coordinates."""
    if not place.is_located:
        return {}
    position = {"mlat": f"{place.latitude:f}", "mlon": f"{place.longitude:f}"}
    around = f"#map=18/{place.latitude:f}/{place.longitude:f}"
    return {
        "geo": f"geo:{place.latitude:f},{place.longitude:f}",
        "map": f"{OPEN_STREET_MAP}?{urlencode(position)}{around}",
    }


def review_line(entry: GuideEntryPage) -> str:
    """When and by which service the entry was last checked, in one sentence."""
    if entry.reviewed_on is None:
        return _("This entry has not been checked yet.")
    said = {
        "date": _written(entry.reviewed_on),
        "service": entry.kept_by,
        "next": _written(entry.review_due_on),
    }
    if entry.kept_by:
        return _("Checked on %(date)s by: %(service)s. Next check by %(next)s.") % said
    return _("Checked on %(date)s. Next check by %(next)s.") % said


def _written(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _with_districts(entry: GuideEntryPage) -> list[GuidePlace]:
    """The entry's places; a draft that is being looked at has them in memory, where districts are read one by one."""
    return list(entry.places.select_related("district"))


def _other_districts(entry: GuideEntryPage, places: list[GuidePlace]) -> dict[str, District]:
    """The districts that places serve besides their own, by code. One query for all of them, none for none."""
    codes = {code for place in places for code in place.other_codes}
    return {one.code: one for one in entry.city.districts.filter(code__in=codes)} if codes else {}


def _rank(page: GuideEntryPage, order: list[str]) -> int:
    # An alias stands in a language that it has no words of.
    return order.index(page.language) if page.language in order else len(order)
