"""A language that nobody speaks: every sentence of the interface in ⟦brackets⟧, so that what has none is seen at once.

Its catalogue is made from the sentences that the site and its libraries mark for translation, written to a folder,
and read as any other catalogue is. What is shown without brackets has to be somebody's own words, a name or a number.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import wagtail
import wagtail_localize
from django.apps import apps
from django.db import models
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from scripts.check_translations import read_catalogue

ROOT = Path(__file__).resolve().parents[1]
CODE, NAME = "qps", "⟦Qps⟧"
OPEN, CLOSE = "⟦", "⟧"
LIBRARIES = [Path(package.__file__).parent for package in (django, wagtail, wagtail_localize, allauth)]
_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z%]|\{[^{}]*\}|<[^<>]+>|&\w+;|https?://\S+|\S+@\S+"
)
_ACCENTS = str.maketrans("aeiouycnAEIOUYCN", "áéíóúýçñÁÉÍÓÚÝÇÑ")
# Formats that Django keeps in its catalogues, for its own use.
_UNTRANSLATED = re.compile(r"^(?:[A-Z_]+_FORMAT|[NjYPHisaAF :.,/-]+)$")


def translated(sentence: str) -> str:
    """The sentence in our language: bracketed, accents on its letters, its placeholders and tags untouched."""
    parts, position = [], 0
    for kept in _PLACEHOLDER.finditer(sentence):
        parts += [sentence[position : kept.start()].translate(_ACCENTS), kept.group()]
        position = kept.end()
    parts.append(sentence[position:].translate(_ACCENTS))
    body = "".join(parts)
    core = body.strip("\n")
    start = body[: len(body) - len(body.lstrip("\n"))]
    return f"{start}{OPEN}{core}{CLOSE}{body[len(start) + len(core) :]}"


def write_catalogue(folder: Path) -> Path:
    """Write our language's catalogue, of all sentences of the site and its libraries, below that folder."""
    messages: dict[str, str] = {}
    for message, plural in _sentences():
        if plural:
            messages[f"{message}\0{plural}"] = (
                f"{translated(message.split(chr(4))[-1])}\0{translated(plural)}"
            )
        else:
            messages[message] = translated(message.split(chr(4))[-1])
    messages[""] = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    path = folder / CODE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(_compiled(messages))
    return folder


def _sentences() -> Iterator[tuple[str, str]]:
    """(sentence with its context before it, plural or empty) of everything that is marked for translation."""
    for message in read_catalogue(ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"):
        if not message.obsolete:
            yield (f"{message.context}\4{message.text}" if message.context else message.text), message.plural
    for library in LIBRARIES:
        for path in sorted(library.rglob("locale/fr/LC_MESSAGES/*.mo")):
            yield from _sentences_of(path)


def _sentences_of(path: Path) -> Iterator[tuple[str, str]]:
    """The sentences of a compiled catalogue, read from the file, which has each plural beside its singular."""
    data = path.read_bytes()
    number, table = struct.unpack_from("<2I", data, 8)
    for row in range(number):
        length, start = struct.unpack_from("<2I", data, table + 8 * row)
        message, _nul, plural = data[start : start + length].decode().partition("\0")
        if message and not _UNTRANSLATED.match(message):
            yield message, plural


def _compiled(messages: dict[str, str]) -> bytes:
    """The bytes of a .mo file, as the manual of GNU gettext describes them."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    start = 28 + 16 * len(pairs)
    keys = b"\0".join(key for key, _value in pairs) + b"\0"
    tables: list[list[int]] = [[], []]
    places = [start, start + len(keys)]
    for pair in pairs:
        for which, text in enumerate(pair):
            tables[which] += [len(text), places[which]]
            places[which] += len(text) + 1
    numbers = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0, *tables[0], *tables[1]]
    return struct.pack(f"<{len(numbers)}I", *numbers) + keys + b"\0".join(v for _k, v in pairs) + b"\0"


class _Reader(HTMLParser):
    """Everything that a page says: its texts, and the attributes that are read aloud or shown."""

    SAID = {"alt", "title", "aria-label", "placeholder", "aria-description", "label", "data-language-name"}
    SILENT = {"script", "style", "code", "pre", "svg", "template", "textarea", "kbd", "samp"}
    VOID = {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        foreign = "lang" in known and tag != "html" and known["lang"] != CODE
        if tag not in self.VOID:
            self._open.append((tag, foreign or tag in self.SILENT))
        if foreign or self._is_silent():
            return
        self.said += [value for name, value in attrs if name in self.SAID and value]
        if tag == "meta" and known.get("name") == "description":
            self.said.append(known.get("content") or "")
        if tag == "input" and known.get("type") in {"submit", "button", "reset"}:
            self.said.append(known.get("value") or "")

    def handle_endtag(self, tag):
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data):
        if data.strip() and not self._is_silent():
            self.said.append(data)

    def _is_silent(self) -> bool:
        return any(silent for _tag, silent in self._open)


def said_by(html: str) -> list[str]:
    """The texts and spoken attributes of a page, but those marked as being in another language."""
    reader = _Reader()
    reader.feed(html)
    return [" ".join(text.split()) for text in reader.said]


def without_brackets(texts: Iterable[str]) -> list[str]:
    """What is outside of brackets in these texts taken in order, as pieces with at least one letter.

    A sentence may hold links and bold words: brackets are counted over the whole of the page.
    """
    found, depth = [], 0
    for text in texts:
        piece = ""
        for letter in text + "\n":
            if letter == OPEN:
                depth += 1
            elif letter == CLOSE:
                depth = max(0, depth - 1)
            elif depth == 0 and letter != "\n":
                piece += letter
                continue
            if piece.strip():
                found.append(piece.strip(" \u00a0\u202f·–—-:;,.()…|/%“”«»"))
            piece = ""
    return [piece for piece in found if re.search(r"[^\W\d_]{2,}", piece)]


def content_of_database() -> str:
    """Every text that people wrote or uploaded, as one text to look into."""
    texts = []
    for model in apps.get_models():
        if model._meta.app_label in {"auth", "contenttypes", "sessions"} or model._meta.proxy:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(
                field, (models.CharField, models.TextField, models.JSONField, models.FileField, StreamField)
            )
        ]
        if names:
            for row in model._base_manager.values_list(*names):
                texts += [_written(value) for value in row if value]
    return plain("\n".join(texts))


def _written(value: object) -> str:
    """A column's value as text; a stream's blocks as they are stored, not as they are shown."""
    return (
        json.dumps(value.get_prep_value(), ensure_ascii=False)
        if isinstance(value, StreamValue)
        else str(value)
    )


def plain(text: str) -> str:
    """Words to compare: without tags, escapes and what typography adds."""
    import html as markup

    text = markup.unescape(text.replace("\\u2019", "’").replace("\\n", " "))
    text = re.sub(r"<[^<>]{0,300}>", " ", text)
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def leftovers(html: str, content: str) -> list[str]:
    """What a page says in no language that its reader chose, and that is nobody's own words."""
    return [
        part
        for piece in without_brackets(said_by(html))
        for part in re.split(r" [–·|→/-] | \(|: |, |^\d+\. ", piece)
        if (words := plain(part)) and re.search(r"[^\W\d_]{2,}", part) and f" {words} " not in f" {content} "
    ]
