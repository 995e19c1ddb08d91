"""Setting the programmes of nights, by the worker: only those whose words changed, and none while nothing is published.

Gathering the words of a thousand debates takes a second or two, setting them in a booklet half a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from debates.models import Night, PrintedProgramme
from debates.programme.booklet import as_of, booklet_of
from debates.programme.loading import Listed, listed_of
from debates.programme.poster import poster_of
from kit.localized import site_languages
from kit.typesetting import as_data, set_pages

FOLDER = Path(__file__).parent / "typst"
# What changes on the last evening is still set; a night that is over stays as it was.
AFTER = timedelta(hours=12)
ASKED_SECONDS = 120


def make_all(*, at: datetime) -> int:
    """Set what changed of all nights that are shown and not over; return how many documents that were."""
    nights = Night.objects.public().filter(ends__gt=at - AFTER).select_related("edition", "city")
    return sum(make(night, at=at) for night in nights)


def make(night: Night, *, at: datetime) -> int:
    """Set the documents of that night whose words changed, in each language; return how many that were.

    Where nothing is published any more, those that are kept go.
    """
    listed = listed_of(night)
    kept = PrintedProgramme.objects.filter(night=night)
    if not listed:
        kept.delete()
        return 0
    digests = {(one.language, one.sheet): one.digest for one in kept.defer("content")}
    made = 0
    for language, _name in site_languages():
        with translation.override(language):
            for sheet, template, content in _contents(night, listed):
                digest = _digest(template, content)
                if digests.get((language, sheet)) != digest:
                    pages = set_pages(template, content | {"as_of": as_of(night, at)})
                    _keep(night, language, sheet, digest=digest, pages=pages, at=at)
                    made += 1
    return made


def ask_for(night: Night) -> None:
    """Have the worker set that night's programmes soon; many who ask at once ask once."""
    from debates.tasks import make_programmes

    if cache.add(f"debates.programmes.{night.pk}", value=True, timeout=ASKED_SECONDS):
        transaction.on_commit(lambda: make_programmes.enqueue(night_id=night.pk))


def _contents(night: Night, listed: list[Listed]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """(sheet, template, words) of each document in the active language."""
    yield PrintedProgramme.BOOKLET, FOLDER / "booklet.typ", booklet_of(night, listed)
    yield PrintedProgramme.POSTER_A3, FOLDER / "poster.typ", poster_of(night, listed, paper="a3")
    yield PrintedProgramme.POSTER_A2, FOLDER / "poster.typ", poster_of(night, listed, paper="a2")


def _digest(template: Path, content: dict[str, Any]) -> str:
    """Of the words and of what sets them, so that a new look is set anew, too."""
    look = template.read_bytes() + (FOLDER / "look.typ").read_bytes()
    return hashlib.sha256(look + b"\0" + as_data(content).encode()).hexdigest()


def _keep(night: Night, language: str, sheet: str, *, digest: str, pages: bytes, at: datetime) -> None:
    values = {"digest": digest, "content": pages, "size": len(pages), "made_at": at}
    PrintedProgramme.objects.update_or_create(night=night, language=language, sheet=sheet, defaults=values)
