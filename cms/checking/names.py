"""Names of people in a page's texts: looked for by the worker once a page is saved, shown when it is opened again."""

from __future__ import annotations

from datetime import datetime, timedelta

from wagtail.models import Page

from cms.checking.pieces import pieces_of
from cms.models import NameSearch
from jobs.schedule import schedule_once

JOB = "cms.find_names"
PAUSE = timedelta(seconds=30)
# What the English model takes for a person's first name beside a date.
MONTHS = frozenset({"April", "August", "June", "May"})


def ask_for_names(page, *, at: datetime) -> None:
    """Have the worker read the page once nobody has saved it for a while: the editor saves by itself all the time."""
    schedule_once(JOB, at + PAUSE, payload={"page_id": page.pk}, key=str(page.pk))


def find_names(page_id: int) -> int:
    """Look for names in the latest state of that page and keep where they are; return how many. Safe to repeat."""
    from consultations.analysis import people_named

    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return 0
    latest = page.specific.get_latest_revision_as_object()
    pieces = [
        piece for piece in pieces_of(latest) if (piece.is_prose or piece.says_who) and piece.text.strip()
    ]
    found = people_named([piece.text for piece in pieces], language=latest.locale.language_code)
    places = {}
    for piece, spans in zip(pieces, found, strict=True):
        if people := [span for span in spans if piece.text[slice(*span)] not in MONTHS]:
            places[piece.digest] = people
    NameSearch.objects.update_or_create(page_id=page_id, defaults={"places": places})
    return sum(map(len, places.values()))


def names_in(page) -> dict[str, list[list[int]]]:
    """Where the worker saw names in that page's texts, by digest. One query; none for a page that is not saved yet."""
    if not page.pk:
        return {}
    search = NameSearch.objects.filter(page_id=page.pk).only("places").first()
    return search.places if search else {}
