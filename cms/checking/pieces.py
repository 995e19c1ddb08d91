"""A page taken apart: its texts, links and pictures, each with the place where an editor finds it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

TEXT_FIELDS = ("title", "introduction", "search_description")
# What an entry lists: the fields with words in each of its lists, and the one whose words may be somebody's name.
LISTED = {
    "places": ("name", "hours"),
    "figures": ("label", "source"),
    "contacts": ("label",),
    "links": ("label",),
}
WHO = "contacts"
# paul.durand@…: two words of letters alone.
TWO_WORDS = re.compile(r"^([a-zà-ÿ]{2,})[._-]([a-zà-ÿ]{2,})@", re.IGNORECASE)
# A line of a list or a title ends without a mark; readers stop there all the same.
ENDS = frozenset({"p", "li", "h2", "h3", "h4", "br", "ul", "ol"})


@dataclass
class Link:
    words: str
    href: str


@dataclass
class Piece:
    """One text or one picture of a page.

    ``is_prose`` says whether its sentences are worth measuring; ``says_who`` that it should name a service, where
    a person's name would be private.
    """

    where: str
    block: str = ""
    text: str = ""
    is_prose: bool = True
    says_who: bool = False
    links: list[Link] = field(default_factory=list)
    image: object = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class _Html(HTMLParser):
    """The words of rich text, a line a block, and its links."""

    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self.links: list[Link] = []
        self._link: Link | None = None

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            found = dict(attrs)
            kind, key = found.get("linktype"), found.get("id")
            self._link = Link("", found.get("href") or f"{kind or ''}:{key or ''}")
            self.links.append(self._link)

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None
        if tag in ENDS:
            self.words.append("\n")

    def handle_data(self, data):
        self.words.append(data)
        if self._link:
            self._link.words += data


def pieces_of(page) -> list[Piece]:
    """Everything that readers of that page will meet, in order."""
    found = []
    for name in TEXT_FIELDS:
        if text := getattr(page, name, ""):
            found.append(Piece(_label(page, name), text=str(text), is_prose=name == "introduction"))
    for model_field in page._meta.get_fields():
        if isinstance(model_field, StreamField):
            found += _of_stream(getattr(page, model_field.name))
        elif isinstance(model_field, RichTextField):
            found.append(_of_html(getattr(page, model_field.name) or "", str(model_field.verbose_name), ""))
        elif isinstance(model_field, models.TextField) and model_field.name not in TEXT_FIELDS:
            text = getattr(page, model_field.name)
            if isinstance(text, str) and text and not model_field.choices and model_field.editable:
                found.append(Piece(str(model_field.verbose_name), text=text))
    for name in LISTED:
        if (listed := getattr(page, name, None)) is not None:
            found += _of_list(name, listed)
    return [piece for piece in found if piece.text.strip() or piece.image is not None or piece.links]


def located_blocks(page) -> Iterator[tuple[str, str, dict]]:
    """(where, block, place) of each place with coordinates among the blocks of a page's body."""
    for number, child in enumerate(getattr(page, "body", None) or (), start=1):
        if child.block_type != "places":
            continue
        for place in child.value["places"]:
            if place.get("latitude") is not None and place.get("longitude") is not None:
                yield f"{number}. {child.block.label}", child.id or "", place


def _of_list(name: str, listed) -> Iterator[Piece]:
    """The words of what an entry lists, each place numbered as in the editor. One query for the list."""
    for number, one in enumerate(listed.all(), start=1):
        where = f"{str(one._meta.verbose_name).capitalize()} {number}"
        for field_name in LISTED[name]:
            piece = Piece(where, text=getattr(one, field_name), is_prose=False, says_who=name == WHO)
            if address := getattr(one, "url", ""):
                piece.links.append(Link(piece.text, address))
            yield piece
        if name == WHO and (words := TWO_WORDS.match(one.email)):
            yield Piece(where, text=" ".join(words.groups()).title(), is_prose=False, says_who=True)


def _of_stream(stream) -> list[Piece]:
    found: list[Piece] = []
    for number, child in enumerate(stream or (), start=1):
        where = f"{number}. {child.block.label}"
        found += _of_block(child.block, child.value, where, child.id or "")
    return found


def _of_block(block, value, where: str, key: str) -> Iterator[Piece]:
    if value is None:
        return
    if isinstance(block, ImageBlock):
        yield Piece(where, key, is_prose=False, image=value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, value.get(name), where, key)
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _of_block(block.child_block, one, where, key)
    elif isinstance(block, blocks.StreamBlock):
        for one in value:
            yield from _of_block(one.block, one.value, f"{where}, {one.block.label}", one.id or key)
    elif isinstance(block, blocks.RichTextBlock):
        yield _of_html(value.source, where, key)
    elif isinstance(block, blocks.URLBlock):
        return
    elif isinstance(block, (blocks.TextBlock, blocks.CharBlock)):
        yield Piece(where, key, text=str(value), is_prose=isinstance(block, blocks.TextBlock))


def _of_html(html: str, where: str, key: str) -> Piece:
    reader = _Html()
    reader.feed(html)
    reader.close()
    return Piece(where, key, text="".join(reader.words), links=reader.links)


def _label(page, name: str) -> str:
    return str(page._meta.get_field(name).verbose_name)
