"""What people decided about the themes, as read from a file `{"decisions": [{"kind": …}, …]}`.

A file that cannot be understood is refused with the number of the decision, from 1 in the order of the file. Whether
the decisions fit the texts, the earlier run and each other is told by `nlp.deciding.agreement`.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

from nlp.errors import BadInput

LONGEST_REASON = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; `number` is its place in the file, from 1, and no part of what it says."""

    kind: ClassVar[str] = ""
    number: int

    def __str__(self):
        return f"decision {self.number} ({self.kind})"

    @property
    def content(self):
        """What it says: two decisions of the same content are one decision, given twice."""
        return self.kind, *(getattr(self, field.name) for field in fields(self) if field.name != "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Decision):
    """A theme has this title, and this description where one is given."""

    kind: ClassVar[str] = "name"
    theme: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Decision):
    """A text, or the stretch of it from `start` to `end`, is in a theme; without one, in that of the earlier run."""

    kind: ClassVar[str] = "pin"
    text: str
    start: int | None = None
    end: int | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(Decision):
    """Texts are in one sub-theme."""

    kind: ClassVar[str] = "together"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart(Decision):
    """Two texts are in two themes, at the top level."""

    kind: ClassVar[str] = "apart"
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Decision):
    """What is in some themes goes into another, and they are no more."""

    kind: ClassVar[str] = "merge"
    themes: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the new themes that a theme is split into, told by some of its texts."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Decision):
    """A theme is no more; its members are in its parts, the named texts in the one that names them."""

    kind: ClassVar[str] = "split"
    theme: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside(Decision):
    """A text is in no theme, for a reason."""

    kind: ClassVar[str] = "set-aside"
    text: str
    reason: str


def read_decisions(path):
    """The decisions of a file, in its order. Raises BadInput with the file, the decision's number and the remedy."""
    path = Path(path)
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path}: the file cannot be read ({error.strerror}); check its path.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: the file is not in UTF-8; save it again in that encoding.") from error
    except json.JSONDecodeError as error:
        raise BadInput(f"{path}, line {error.lineno}: this is no JSON ({error.msg}); correct it.") from error
    except RecursionError as error:
        raise BadInput(
            f"{path}: its brackets are nested too deep; write a flat list of decisions."
        ) from error
    return decisions_from(content, source=str(path))


def decisions_from(content, *, source="decisions"):
    """The same from what the JSON holds; `source` is what messages call it."""
    if not isinstance(content, dict) or not isinstance(content.get("decisions"), list):
        raise BadInput(f'{source}: there is no list of decisions; write {{"decisions": [...]}}.')
    return tuple(
        _decision(_Entry(source, number, entry)) for number, entry in enumerate(content["decisions"], start=1)
    )


def texts_of(decision):
    """Ids of the texts that a decision names, in its order."""
    if isinstance(decision, Pin | SetAside):
        return (decision.text,)
    if isinstance(decision, Together | Apart):
        return decision.texts
    if isinstance(decision, Split):
        return tuple(text for part in decision.parts for text in part.texts)
    return ()


def texts_placed(decisions):
    """Ids of the texts that people place somewhere: the engine must not set them aside for having little to say."""
    placing = (decision for decision in decisions if not isinstance(decision, SetAside))
    return tuple(dict.fromkeys(text for decision in placing for text in texts_of(decision)))


def _decision(entry):
    kind = entry.text("kind")
    if kind not in READERS:
        raise entry.refused(f"the kind {kind!r} is unknown; use one of {', '.join(READERS)}")
    decision = READERS[kind](entry)
    entry.refuse_unread()
    return decision


def _name(entry):
    return Name(
        number=entry.number,
        theme=entry.text("theme"),
        title=_one_line(entry, "title"),
        description=entry.text("description", optional=True, empty=True),
    )


def _pin(entry):
    start, end = entry.offset("start"), entry.offset("end")
    if (start is None) != (end is None):
        raise entry.refused("'start' and 'end' go together; give both or none")
    if start is not None and start >= end:
        raise entry.refused(f"'start' ({start}) is not before 'end' ({end}); correct them")
    theme = entry.text("theme", optional=True)
    return Pin(number=entry.number, text=entry.identifier("text"), start=start, end=end, theme=theme)


def _together(entry):
    texts = entry.identifiers("texts")
    if len(texts) < 2:
        raise entry.refused("'texts' names fewer than two texts; name those that belong together")
    return Together(number=entry.number, texts=texts)


def _apart(entry):
    texts = entry.identifiers("texts")
    if len(texts) != 2:
        raise entry.refused(
            f"'texts' names {len(texts)} texts; name two, and each other pair in its own decision"
        )
    return Apart(number=entry.number, texts=texts)


def _merge(entry):
    themes = entry.identifiers("themes")
    if not themes:
        raise entry.refused("'themes' is empty; name the themes to merge")
    return Merge(number=entry.number, themes=themes, into=entry.text("into"))


def _split(entry):
    parts = []
    for part in entry.objects("parts"):
        texts = part.identifiers("texts")
        if not texts:
            raise part.refused("a part names no text; name some that show what it is about")
        parts.append(Part(title=_one_line(part, "title"), texts=texts))
        part.refuse_unread()
    if len(parts) < 2:
        raise entry.refused("'parts' has fewer than two parts; name at least two")
    return Split(number=entry.number, theme=entry.text("theme"), parts=tuple(parts))


def _set_aside(entry):
    reason = _one_line(entry, "reason")
    if len(reason) > LONGEST_REASON:
        raise entry.refused(f"'reason' has {len(reason)} characters; use at most {LONGEST_REASON}")
    return SetAside(number=entry.number, text=entry.identifier("text"), reason=reason)


def _one_line(entry, name):
    value = entry.text(name)
    if len(value.splitlines()) > 1 or not value.isprintable():
        raise entry.refused(f"{name!r} holds a line break or an invisible character; write it on one line")
    return value


READERS = {
    "name": _name,
    "pin": _pin,
    "together": _together,
    "apart": _apart,
    "merge": _merge,
    "split": _split,
    "set-aside": _set_aside,
}


class _Entry:
    """One JSON object of the file, whose fields are asked for by type; unknown fields are an error, often a typo."""

    def __init__(self, source, number, value):
        self.source, self.number = source, number
        if not isinstance(value, dict):
            raise self.refused('this is no object; write {"kind": ...}')
        self._value, self._read = value, set()

    def refused(self, problem):
        return BadInput(f"{self.source}, decision {self.number}: {problem}.")

    def text(self, name, *, optional=False, empty=False):
        value = self._field(name, optional=optional)
        if value is None:
            return None
        if not isinstance(value, str) or not (empty or value.strip()):
            raise self.refused(f"{name!r} is no text; write it in quotation marks, and not empty")
        return value

    def identifier(self, name):
        return self._identifier(name, self._field(name))

    def identifiers(self, name):
        values = self._field(name)
        if not isinstance(values, list):
            raise self.refused(f"{name!r} is no list; write the ids in brackets")
        return tuple(self._identifier(name, value) for value in values)

    def offset(self, name):
        value = self._field(name, optional=True)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.refused(f"{name!r} is no offset; write a number of characters from 0")
        return value

    def objects(self, name):
        values = self._field(name)
        if not isinstance(values, list):
            raise self.refused(f"{name!r} is no list; write the parts in brackets")
        return [_Entry(self.source, self.number, value) for value in values]

    def refuse_unread(self):
        unknown = sorted(set(self._value) - self._read)
        if unknown:
            raise self.refused(f"the field {unknown[0]!r} is unknown; correct or remove it")

    def _field(self, name, *, optional=False):
        self._read.add(name)
        value = self._value.get(name)
        if value is None and not optional:
            raise self.refused(f"there is no {name!r}; add it")
        return value

    def _identifier(self, name, value):
        """Ids are texts; whole numbers are taken as such, for ids of rows are often written without quotation marks."""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value.strip():
            raise self.refused(f"{name!r} holds what is no id; write ids in quotation marks")
        return value
