"""What differs between two published states of an entry, in words that a reader follows.

A state is the content of a Wagtail revision. Who keeps the entry and when it was checked are no part of what it says.
How to reach a person is never repeated once it was taken away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import District
from cms.guide.html_reading import pieces_of
from cms.models import GuideEntryPage, Topic
from cms.models.topic import AS_WHO
from consultations.charters.differences import differences

# Addresses and telephone numbers, as people write them in a text.
REACHES_A_PERSON = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)\+?\d(?:[ .\-\u00a0\u202f]?\d){8,14}(?!\w)"
)
HIDDEN = "…"


@dataclass(frozen=True)
class Change:
    """One thing that an entry says otherwise. ``before`` and ``after`` are plain text, empty for contacts."""

    name: str
    before: str = ""
    after: str = ""

    def passages(self) -> Iterator[list[tuple[str, str]]]:
        """Each passage that changed, as (“same”, “added” or “removed”, text), for the kit's component."""
        old, new = self.before.split("\n"), self.after.split("\n")
        for kind, from_old, to_old, from_new, to_new in SequenceMatcher(
            a=old, b=new, autojunk=False
        ).get_opcodes():
            if kind != "equal":
                pieces = differences("\n".join(old[from_old:to_old]), "\n".join(new[from_new:to_new]))
                yield [(piece.kind, piece.text) for piece in pieces]


@dataclass(frozen=True)
class Names:
    """What topics and districts are called, by id. Two queries, when it is read."""

    topics: dict[int, str]
    districts: dict[int, str]

    @classmethod
    def read(cls) -> Names:
        topics = {topic.pk: str(topic) for topic in Topic.objects.all()}
        return cls(topics, {district.pk: str(district) for district in District.objects.all()})


def compare(old: dict[str, Any], new: dict[str, Any], *, names: Names) -> list[Change]:
    """What the second state says otherwise than the first, in the order of an entry's page. No query."""
    found = []
    for name, read in READINGS:
        before, after = read(old, names), read(new, names)
        if before != after:
            found.append(Change(str(name), REACHES_A_PERSON.sub(HIDDEN, before), after))
    if _contacts(old) != _contacts(new):
        found.append(Change(_("Contacts")))
    return found


def _plain(field: str) -> Callable:
    return lambda state, _names: " ".join(str(state.get(field) or "").split())


def _chosen(field: str, choices: Iterable[tuple[str, Any]]) -> Callable:
    named = dict(choices)
    return lambda state, _names: str(named.get(state.get(field), ""))


def _age(state: dict[str, Any], _names: Names) -> str:
    least, most = state.get("minimum_age"), state.get("maximum_age")
    words = {"minimum": least, "maximum": most}
    if least and most is not None:
        return _("from %(minimum)s to %(maximum)s years old") % words
    if least:
        return _("from the age of %(minimum)s") % words
    return _("up to the age of %(maximum)s") % words if most is not None else _("Every age")


def _as_who(state: dict[str, Any], _names: Names) -> str:
    return "\n".join(str(name) for value, name in AS_WHO if value in (state.get("as_who") or ()))


def _topics(state: dict[str, Any], names: Names) -> str:
    return "\n".join(sorted(names.topics[pk] for pk in state.get("topics") or () if pk in names.topics))


def _districts(state: dict[str, Any], names: Names) -> str:
    found = [names.districts[pk] for pk in sorted(state.get("districts") or ()) if pk in names.districts]
    return "\n".join(found) or _("the whole city")


def _text(state: dict[str, Any], _names: Names) -> str:
    stream = state.get("body") or "[]"
    field = GuideEntryPage._meta.get_field("body")
    blocks = field.to_python(stream if isinstance(stream, str) else json.dumps(stream))
    pieces = [piece for block in blocks for piece in pieces_of(str(block.render()))]
    return "\n".join("".join(run["text"] for run in piece["runs"]) for piece in pieces)


def _listed(field: str, *parts: str) -> Callable:
    def read(state: dict[str, Any], _names: Names) -> str:
        rows = ([str(row.get(part) or "") for part in parts] for row in state.get(field) or ())
        return "\n".join(", ".join(filter(None, row)) for row in rows)

    return read


def _contacts(state: dict[str, Any]) -> list[tuple]:
    return [
        tuple(row.get(part) for part in ("label", "email", "phone", "address"))
        for row in state.get("contacts") or ()
    ]


READINGS: tuple[tuple[Any, Callable], ...] = (
    (gettext_lazy("Title"), _plain("title")),
    (gettext_lazy("Introduction"), _plain("introduction")),
    (gettext_lazy("Kind"), _chosen("kind", GuideEntryPage.KINDS)),
    (gettext_lazy("Age"), _age),
    (gettext_lazy("Where one must live"), _chosen("residence", GuideEntryPage.RESIDENCES)),
    (gettext_lazy("Nationality"), _chosen("nationality", GuideEntryPage.NATIONALITIES)),
    (gettext_lazy("In whose name"), _as_who),
    (gettext_lazy("Other conditions"), _plain("conditions")),
    (gettext_lazy("Text"), _text),
    (gettext_lazy("Districts"), _districts),
    (gettext_lazy("Places"), _listed("places", "name", "address", "hours", "step_free")),
    (gettext_lazy("Key figures"), _listed("figures", "value", "label", "year", "source")),
    (gettext_lazy("Links"), _listed("links", "label", "url")),
    (gettext_lazy("Topics"), _topics),
)
