"""Debates that say certain words, accents and capitals or not, the same on both databases.

The public's search knows what is public alone; a desk looks through what waits, a few hundred debates at most, so that
reading them is quicker than keeping another index.
"""

from __future__ import annotations

from django.db.models import QuerySet

from debates.desks.likeness import plain
from debates.models import Debate

_COLUMNS = ("pk", "code", "host__name", "room__venue__name", "room__name", "question", "presentation")


def saying(debates: QuerySet[Debate], words: str) -> list[int]:
    """The numbers of those in whose question, presentation, host, place or code each of the words is. One query."""
    wanted = plain(words).split()
    found = []
    for pk, *said in debates.order_by().values_list(*_COLUMNS).distinct().iterator():
        texts = [
            text for part in said for text in (part.values() if isinstance(part, dict) else [part]) if text
        ]
        whole = plain(" ".join(texts))
        if all(word in whole for word in wanted):
            found.append(pk)
    return found
