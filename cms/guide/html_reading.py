"""HTML that our own templates made, as plain pieces that a document on paper can be set from.

What is only for screens is left out: pictures keep their description, and links keep their addresses when these are
of the web, of mail or of the telephone.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
PARAGRAPHS = {
    "p",
    "dt",
    "dd",
    "blockquote",
    "figcaption",
    "caption",
    "td",
    "th",
    "summary",
    "div",
    "section",
    "article",
}
SKIPPED = {"script", "style", "svg", "button", "form", "template"}
SAFE = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n]+")


def pieces_of(html: str) -> list[dict[str, Any]]:
    """The HTML in its order: ``{"kind": "heading", "level": 1}``, ``"paragraph"`` or ``"item"``, each with ``runs``.

    A run is ``{"text", "strong", "soft", "address"}``. Levels begin at 1 for an h2. An item of a numbered list has its
    ``number``.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.pieces


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[dict[str, Any]] = []
        self._piece: dict[str, Any] = {"kind": "paragraph", "runs": []}
        self._strong = self._soft = self._skipped = 0
        self._address = ""
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SKIPPED or self._skipped:
            self._skipped += tag in SKIPPED
        elif tag in HEADINGS:
            self._begin({"kind": "heading", "level": HEADINGS[tag]})
        elif tag in PARAGRAPHS:
            # A paragraph inside of an item of a list goes on with the item.
            if not (self._lists and self._piece["kind"] == "item" and not self._piece["runs"]):
                self._begin({"kind": "paragraph"})
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._begin({"kind": "item", "number": self._next_number()})
        elif tag == "br":
            self._add(" ")
        elif tag == "img":
            self._add(given.get("alt") or "")
        elif tag in ("b", "strong"):
            self._strong += 1
        elif tag in ("i", "em"):
            self._soft += 1
        elif tag == "a":
            self._address = _whole_address(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif self._skipped:
            return
        elif tag in HEADINGS or tag in PARAGRAPHS or tag == "li":
            self._begin({"kind": "paragraph"})
        elif tag in ("ul", "ol"):
            self._lists = self._lists[:-1]
        elif tag in ("b", "strong"):
            self._strong = max(0, self._strong - 1)
        elif tag in ("i", "em"):
            self._soft = max(0, self._soft - 1)
        elif tag == "a":
            self._address = ""

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._add(_BLANK.sub(" ", data))

    def finish(self) -> None:
        self._begin({"kind": "paragraph"})

    def _add(self, text: str) -> None:
        runs = self._piece["runs"]
        if not text or (not runs and not text.strip()):
            return
        run = {
            "text": text if runs else text.lstrip(" "),
            "strong": bool(self._strong),
            "soft": bool(self._soft),
            "address": self._address,
        }
        runs.append(run)

    def _begin(self, piece: dict[str, Any]) -> None:
        if runs := self._piece["runs"]:
            runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
            self.pieces.append(self._piece)
        self._piece = piece | {"runs": []}

    def _next_number(self) -> int | None:
        if not self._lists or self._lists[-1] is None:
            return None
        self._lists[-1] += 1
        return self._lists[-1]


def _whole_address(address: str) -> str:
    """The address with our site before it when it is one of ours; empty when it is no address to print."""
    whole = urljoin(f"{settings.SITE_URL}/", address) if address.startswith("/") else address
    return whole if SAFE.match(whole) else ""
