"""Names of people in a page's texts: looked for by the worker once a page is saved, shown when it is opened again."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from wagtail.models import Page

from cms.checking.pieces import pieces_of
from cms.models import NameSearch


def ask_for_names(page) -> None:
    """Have the worker read the page as it was just saved, when that is committed."""
    from cms.tasks import find_names_task

    transaction.on_commit(partial(find_names_task.enqueue, page.pk))


def find_names(page_id: int) -> int:
    """Look for names in the latest state of that page and keep where they are; return how many. Safe to repeat."""
    from consultations.analysis import people_named

    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return 0
    latest = page.specific.get_latest_revision_as_object()
    pieces = [piece for piece in pieces_of(latest) if piece.is_prose and piece.text.strip()]
    found = people_named([piece.text for piece in pieces], language=latest.locale.language_code)
    places = {piece.digest: spans for piece, spans in zip(pieces, found, strict=True) if spans}
    NameSearch.objects.update_or_create(page_id=page_id, defaults={"places": places})
    return sum(map(len, places.values()))


def names_in(page) -> dict[str, list[list[int]]]:
    """Where the worker saw names in that page's texts, by digest. One query; none for a page that is not saved yet."""
    if not page.pk:
        return {}
    search = NameSearch.objects.filter(page_id=page.pk).only("places").first()
    return search.places if search else {}
