"""The guide as open data: what anybody may read of it, as tables, as one document and as places on a map.

The same for everyone, in every language at once. Nothing is in it that is not on a public page.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from cms.guide.changes import changes_of
from cms.guide.open_data_schema import TABLES, header_of
from cms.guide.printing import body_pieces
from cms.models import GuideEntryPage, GuidePlace
from consultations.publishing.open_data import BYTE_ORDER_MARK, cell
from kit.localized import content_languages

Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """An entry with its page in each language that it is published in."""

    key: str
    pages: dict[str, GuideEntryPage]

    @property
    def main(self) -> GuideEntryPage:
        """The page in the site's main language, or else in the first there is."""
        order = [settings.LANGUAGE_CODE, *(code for code, _name in content_languages())]
        return next(self.pages[code] for code in [*order, *self.pages] if code in self.pages)

    def words(self, name: str, read) -> Row:
        """``{"title.fr": …, "title.en": …}``, None where the entry is not published in a language."""
        return {
            f"{name}.{code}": (read(self.pages[code]) or None) if code in self.pages else None
            for code, _name in content_languages()
        }

    def listed(self, relation: str) -> Iterator[tuple[int, Any, dict[str, Any]]]:
        """(number, the main language's row, the same row by language) of what its pages list under that name."""
        rows = {code: list(getattr(page, relation).all()) for code, page in self.pages.items()}
        for place, main in enumerate(getattr(self.main, relation).all()):
            yield place + 1, main, {code: found[place] for code, found in rows.items() if place < len(found)}


def records() -> list[Record]:
    """Every public entry, in an order that stays. Ten queries for any number of them."""
    places = Prefetch("places", queryset=GuidePlace.objects.select_related("district"))
    pages = (
        GuideEntryPage.objects.shown()
        .filter(alias_of=None)
        .for_listing()
        .defer(None)
        .prefetch_related(places, "figures", "contacts", "links")
        .order_by("first_published_at", "pk")
    )
    found: dict[str, dict[str, GuideEntryPage]] = defaultdict(dict)
    for page in pages:
        found[str(page.translation_key)][page.language] = page
    return [Record(key, by_language) for key, by_language in found.items()]


def rows_of(table: str, found: Iterable[Record]) -> Iterator[Row]:
    """The rows of one of the tables of the schema, the yearly changes apart."""
    makers = {"entries": lambda one: [entry_row(one)], "places": place_rows, "figures": figure_rows}
    for record in found:
        yield from makers[table](record)


def csv_text(table: str, rows: Iterable[Row]) -> str:
    """The table as CSV, commas, with a byte order mark for spreadsheets; what one would compute is defused."""
    written = io.StringIO()
    written.write(BYTE_ORDER_MARK)
    writer = csv.writer(written)
    header = header_of(TABLES[table])
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(row[name]) for name in header])
    return written.getvalue()


def entry_row(record: Record) -> Row:
    page = record.main
    return {
        "id": record.key,
        "kind": page.kind,
        "city": page.city.slug,
        "districts": [district.code for district in page.known_districts],
        "minimum_age": page.minimum_age,
        "maximum_age": page.maximum_age,
        "residence": page.residence,
        "nationality": page.nationality,
        "as_who": list(page.as_who),
        "topics": [f"{topic.facet}:{topic.slug}" for topic in page.known_topics],
        **record.words("title", lambda one: one.title),
        **record.words("introduction", lambda one: one.introduction),
        **record.words("conditions", lambda one: one.conditions),
        **record.words("text", plain_text),
        **record.words("address", lambda one: one.full_url),
        "reviewed_on": _day(page.reviewed_on),
        "review_every": page.review_every,
        "published_on": _day(page.first_published_at),
        "changed_on": _day(page.last_published_at),
    }


def place_rows(record: Record) -> Iterator[Row]:
    for number, place, by_language in record.listed("places"):
        yield {
            "entry": record.key,
            "number": number,
            **_words("name", by_language, lambda one: one.name),
            "postal_address": place.address or None,
            "district": place.district.code if place.district else None,
            "other_districts": place.other_codes,
            "latitude": _degrees(place.latitude),
            "longitude": _degrees(place.longitude),
            **_words("hours", by_language, lambda one: one.hours),
            "step_free": place.step_free,
        }


def figure_rows(record: Record) -> Iterator[Row]:
    for number, figure, by_language in record.listed("figures"):
        yield {
            "entry": record.key,
            "number": number,
            **_words("value", by_language, lambda one: one.value),
            **_words("label", by_language, lambda one: one.label),
            "year": figure.year,
            **_words("source", by_language, lambda one: one.source),
            "source_address": figure.source_url or None,
        }


def entry_document(record: Record) -> Row:
    """An entry with all that it lists, for the JSON file."""
    links = [
        {**_words("label", by_language, lambda one: one.label), "address": link.url}
        for _number, link, by_language in record.listed("links")
    ]
    contacts = [
        {
            **_words("label", by_language, lambda one: one.label),
            "email": contact.email or None,
            "telephone": contact.phone or None,
            "postal_address": contact.address or None,
        }
        for _number, contact, by_language in record.listed("contacts")
    ]
    listed = {"places": place_rows(record), "figures": figure_rows(record)}
    within = {
        name: [{key: value for key, value in row.items() if key != "entry"} for row in rows]
        for name, rows in listed.items()
    }
    return entry_row(record) | within | {"links": links, "contacts": contacts}


def features(found: Iterable[Record]) -> list[Row]:
    """The places that have coordinates as GeoJSON features (RFC 7946), longitude first."""
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {key: value for key, value in row.items() if key not in ("latitude", "longitude")}
            | {"kind": record.main.kind, "address": record.main.full_url},
        }
        for record in found
        for row in place_rows(record)
        if row["latitude"] is not None
    ]


def change_rows(year: int) -> Iterator[Row]:
    """One row for each part that changed of each entry; one for an entry that was added or withdrawn."""
    for told in changes_of(year).everything:
        row = {"what": told.what, "entry": told.key, "title": told.title, "on": told.on.isoformat()}
        for change in told.changes or (None,):
            yield row | {
                "part": change.name if change else None,
                "before": change.before or None if change else None,
                "after": change.after or None if change else None,
            }


def plain_text(page: GuideEntryPage) -> str:
    return "\n".join("".join(run["text"] for run in piece["runs"]) for piece in body_pieces(page))


def _words(name: str, by_language: dict[str, Any], read) -> Row:
    return {
        f"{name}.{code}": (read(by_language[code]) or None) if code in by_language else None
        for code, _name in content_languages()
    }


def _degrees(number) -> float | None:
    return None if number is None else float(number)


def _day(at: date | datetime | None) -> str | None:
    if isinstance(at, datetime):
        at = timezone.localdate(at)
    return at.isoformat() if at else None
