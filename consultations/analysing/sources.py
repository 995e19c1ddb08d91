"""The answers that an analysis reads, as the public may read them and under the names that open data gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from consultations.publishing.open_data import public_id


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from: its answer, a digest of what was read, how many signs were put before it."""

    answer_id: int
    digest: bytes
    shift: int = 0


def sources_of(answers, *, defused: Callable[[str], str]) -> tuple[dict[str, Source], list[tuple[str, str]]]:
    """What each text comes from by its public id, and the texts (public id, words): redacted answers only.

    In the order of the ids, so that the kit does not tell who answered first. One query, read piece by piece.
    """
    sources, texts = {}, []
    answers = answers.cleared_for_public().order_by()
    for pk, contribution, text, words in answers.values_list(
        "pk", "contribution", "text", "public_text"
    ).iterator():
        name, shown = public_id(contribution), defused(words)
        sources[name] = Source(pk, digest(text, words), shift=len(shown) - len(words))
        texts.append((name, shown))
    return sources, sorted(texts)


def digest(text: str, public_text: str | None) -> bytes:
    """Tells whether an answer still says what was read: the words themselves need not be kept for it."""
    return hashlib.blake2b(repr((text, public_text)).encode("utf-8"), digest_size=16).digest()
