"""What the guide holds for one district: entries of its own, entries for its whole city, places that stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from cities.models import City, District
from cms.guide.entries import in_readers_language
from cms.models import GuideEntryPage, GuidePlace


@dataclass(frozen=True)
class Near:
    """Entries by title, each once and in the reader's language where it exists."""

    own: list[GuideEntryPage]
    of_city: list[GuideEntryPage]


def entries_near(district: District) -> Near:
    """What concerns the district alone or among others, and what concerns its whole city. Four queries."""
    pages = GuideEntryPage.objects.shown().in_district(district).for_listing()
    found = by_title(in_readers_language(pages))
    return Near(
        own=[entry for entry in found if entry.known_districts],
        of_city=[entry for entry in found if not entry.known_districts],
    )


def entries_in(city: City) -> list[GuideEntryPage]:
    """Everything that the guide holds for a city, districts included. Four queries."""
    return by_title(in_readers_language(GuideEntryPage.objects.shown().in_city(city).for_listing()))


def by_title(entries: list[GuideEntryPage]) -> list[GuideEntryPage]:
    return sorted(entries, key=lambda entry: (entry.title.casefold(), entry.pk))


def places_in(district: District) -> list[GuidePlace]:
    """The places of any public entry that serve the district, by name, in the reader's language. Two queries."""
    serving = GuidePlace.objects.serving(district)
    pages = (
        GuideEntryPage.objects.shown()
        .filter(pk__in=serving.values("entry"))
        .select_related("locale", "alias_of__locale")
    )
    chosen = {page.pk: page for page in in_readers_language(pages)}
    places = list(serving.filter(entry__in=chosen))
    for place in places:
        place.entry = chosen[place.entry_id]
    return sorted(places, key=lambda place: (place.name.casefold(), place.pk))
