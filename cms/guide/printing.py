"""The guide on paper: all of it, a city's or a district's part, in the active language, kind by kind.

``content_of`` is every word of the document as data; ``kit.typesetting`` makes the tagged PDF of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cities.models import City, District
from cms.guide.entries import review_line, shown_entries
from cms.guide.html_reading import pieces_of
from cms.guide.near import entries_in, entries_near
from cms.guide.participants import who_can_take_part
from cms.models import GuideEntryPage, GuidePlace
from kit.typography import french

TEMPLATE = Path(__file__).parent / "guide.typ"
CHAPTERS = {
    GuideEntryPage.BODY: gettext_lazy("Bodies: where people sit and speak"),
    GuideEntryPage.SCHEME: gettext_lazy("Schemes: what there is to take part in"),
    GuideEntryPage.PLACE: gettext_lazy("Places: where to go"),
    GuideEntryPage.PLATFORM: gettext_lazy("Platforms: what can be done online"),
    GuideEntryPage.ACTOR: gettext_lazy("Actors: who can help"),
}


@dataclass(frozen=True)
class Scope:
    """Which part of the guide: all of it, one city's (``city``), or one district's (``district``)."""

    city: City | None = None
    district: District | None = None

    @property
    def key(self) -> str:
        """Its name in files and addresses: “whole”, “paris”, “paris-12”."""
        if self.district:
            return f"{self.district.city.slug}-{self.district.code}"
        return self.city.slug if self.city else "whole"

    @property
    def name(self) -> str:
        """What a reader calls it; empty for the whole guide."""
        if self.district:
            return f"{self.district}, {self.district.city}"
        return str(self.city) if self.city else ""


def content_of(scope: Scope, *, address: str) -> dict[str, Any]:
    """Every word of the document, in its order, spaced as its language wants. A dozen queries, however many entries.

    ``address`` is that of the same thing on the web.
    """
    title = _("Guide to participation")
    named = f"{title} – {scope.name}" if scope.name else title
    chapters = _chapters(scope)
    titles = {entry.translation_key: entry.title for _title, entries, _notes in chapters for entry in entries}
    return {
        "title": _spaced(named),
        "author": settings.WAGTAIL_SITE_NAME,
        "description": _spaced(_("What you can take part in, who can, how and when.")),
        "language": _code(),
        "eyebrow": settings.WAGTAIL_SITE_NAME,
        "introduction": _spaced(
            _(
                "Each entry says what it is, what you can do there and who can take part. A figure comes with its year "
                "and source, an entry with the day on which it was last checked."
            )
        ),
        "address": address,
        "words": _words(),
        "chapters": [_chapter(*one, titles) for one in chapters],
    }


def _chapters(scope: Scope) -> list[tuple[str, list[GuideEntryPage], tuple[str, ...]]]:
    """(title, entries, notes) of each chapter that has something in it; a district's own things come first."""
    chapters: list[tuple[str, list[GuideEntryPage], tuple[str, ...]]] = []
    if scope.district:
        near = entries_near(scope.district)
        entries = near.of_city
        if near.own:
            chapters.append((str(scope.district), near.own, ()))
    else:
        entries = entries_in(scope.city) if scope.city else shown_entries()
    everything = [*entries, *(entry for _title, own, _notes in chapters for entry in own)]
    _read_details(everything)
    for kind, title in CHAPTERS.items():
        if of_kind := [entry for entry in entries if entry.kind == kind]:
            chapters.append((str(title), of_kind, ()))
    if not chapters:
        chapters.append((_("Nothing yet"), [], (_("The guide has no entry here yet."),)))
    return chapters


def _read_details(entries: list[GuideEntryPage]) -> None:
    """Fetch the texts of all entries and what they list, at once: lists of entries are read without them."""
    bodies = dict(GuideEntryPage.objects.filter(pk__in=[one.pk for one in entries]).values_list("pk", "body"))
    for entry in entries:
        entry.body = bodies[entry.pk]
    places = Prefetch("places", queryset=GuidePlace.objects.select_related("district"))
    prefetch_related_objects(entries, places, "figures", "contacts", "links", "related__other")


def _chapter(
    title: str, entries: list[GuideEntryPage], notes: Iterable[str], titles: dict[Any, str]
) -> dict[str, Any]:
    return {
        "title": _spaced(title),
        "notes": [_spaced(note) for note in notes],
        "entries": [_entry(one, titles) for one in entries],
    }


def _entry(entry: GuideEntryPage, titles: dict[Any, str]) -> dict[str, Any]:
    """An entry; ``titles`` are those of the document by translation key, for what to read beside it."""
    language = entry.language
    keys = [one.other.translation_key for one in entry.related.all()]

    def said(text: object) -> str:
        return _spaced(text, language)

    figures = list(entry.figures.all())
    return {
        "title": said(entry.title),
        "language": language,
        "introduction": said(entry.introduction),
        "who": _spaced(who_can_take_part(entry)),
        "conditions": said(entry.conditions),
        "pieces": [_piece(one, language) for one in body_pieces(entry)],
        "places": [
            {"name": said(place.name), "facts": said(_place_facts(place))} for place in entry.places.all()
        ],
        "figures": [[said(one.value), said(one.label), str(one.year)] for one in figures],
        "sources": list(dict.fromkeys(said(one.source) for one in figures)),
        "contacts": [said(_contact(one)) for one in entry.contacts.all()],
        "links": [{"label": said(one.label), "address": one.url} for one in entry.links.all()],
        "related": said(", ".join(titles[key] for key in keys if key in titles)),
        "review": _spaced(review_line(entry)),
    }


def body_pieces(entry: GuideEntryPage) -> list[dict[str, Any]]:
    """The text of an entry, whatever blocks it is made of, as plain pieces."""
    return [piece for block in entry.body for piece in pieces_of(str(block.render({"page": entry})))]


def _piece(piece: dict[str, Any], language: str) -> dict[str, Any]:
    """A piece below an entry's title, which is of the second level."""
    runs = [run | {"text": _spaced(run["text"], language)} for run in piece["runs"]]
    level = {"level": piece["level"] + 2} if piece["kind"] == "heading" else {}
    return piece | {"runs": runs} | level


def _place_facts(place: GuidePlace) -> str:
    steps = {place.YES: _("Step-free access."), place.NO: _("No step-free access.")}
    district = str(place.district) if place.district else ""
    return ", ".join(
        filter(None, [place.address or district, place.hours, str(steps.get(place.step_free, ""))])
    )


def _contact(contact) -> str:
    return ", ".join(filter(None, [contact.label, contact.phone, contact.email, contact.address]))


def _words() -> dict[str, Any]:
    words = {
        "contents": _("Contents"),
        "who": _("Who can take part"),
        "where": _("Where"),
        "figures": _("Key figures"),
        "source": _("According to:"),
        "contacts": _("Contacts"),
        "links": _("Go further"),
        "related": _("See also:"),
        "address": _("On the web, up to date:"),
    }
    headers = [_spaced(header) for header in (_("Number"), _("What it counts"), _("Year"))]
    return {key: _spaced(word) for key, word in words.items()} | {"figure_headers": headers}


def _code() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def _spaced(text: object, language: str = "") -> str:
    return french(str(text)) if (language or _code()) == "fr" else str(text)
