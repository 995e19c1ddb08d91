"""What changed in a debate since the desk last decided on it, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from consultations.charters.differences import ADDED, REMOVED, SAME, Piece, differences, settled
from debates.models import Appearance, Debate, DebateEvent, DebateTheme
from kit.localized import language_name

# After one of these the desk has seen what there was.
DECISIONS = frozenset({DebateEvent.ASKED, DebateEvent.ACCEPTED, DebateEvent.PUBLISHED, DebateEvent.REFUSED})
LABELS = {
    "question": _("question debated"),
    "presentation": _("presentation"),
    "themes": _("themes"),
    "format": _("format"),
    "audience": _("for whom"),
    "languages": _("languages"),
    "people": _("people"),
    "venue": _("venue"),
    "room": _("room"),
    "online_link": _("address to follow it online"),
    "starts": _("begins"),
    "ends": _("ends"),
    "capacity": _("seats"),
    "price": _("price"),
    "entry": _("entry"),
}
_WORDED = ("question", "presentation", "price")


@dataclass(frozen=True)
class Change:
    """One thing that changed, in the pieces that lead from what it was to what it is, and the language of its words."""

    label: str
    pieces: list[Piece]
    language: str = ""


def last_seen(events: Iterable[DebateEvent]) -> dict[str, Any] | None:
    """What the debate said when the desk last decided, or first read it; None when nothing was submitted yet.

    ``events`` are all of the debate's, the oldest first.
    """
    found: dict[str, Any] | None = None
    kept: dict[str, Any] | None = None
    for event in events:
        if event.snapshot:
            kept = event.snapshot
            found = found or kept
        if event.kind in DECISIONS and kept:
            found = kept
    return found


def last_told(events: Iterable[DebateEvent]) -> dict[str, Any] | None:
    """What the last event that holds a snapshot says."""
    return next((event.snapshot for event in reversed(list(events)) if event.snapshot), None)


def changed_names(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    """The labels of what differs between two snapshots, in the order of a debate's form. No query."""
    if before is None or after is None:
        return []
    return [str(label) for name, label in LABELS.items() if before.get(name) != after.get(name)]


def compare(before: dict[str, Any], after: dict[str, Any], debate: Debate) -> list[Change]:
    """Each difference between two snapshots of that debate, texts word by word. One query, where themes differ."""
    changes: list[Change] = []
    for name, label in LABELS.items():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in _WORDED:
            changes += _in_each_language(str(label), old or {}, new or {})
        elif name == "people":
            changes.append(Change(str(label), _word_by_word(_people(old), _people(new))))
        else:
            changes.append(Change(str(label), _instead(_told(name, old, debate), _told(name, new, debate))))
    return [change for change in changes if any(piece.kind != SAME for piece in change.pieces)]


def _in_each_language(label: str, old: dict, new: dict) -> list[Change]:
    codes = sorted(code for code in {*old, *new} if old.get(code, "") != new.get(code, ""))
    return [
        Change(f"{label} ({language_name(code)})", _word_by_word(old.get(code, ""), new.get(code, "")), code)
        for code in codes
    ]


def _word_by_word(old: str, new: str) -> list[Piece]:
    return differences(settled(old), settled(new))


def _instead(old: str, new: str) -> list[Piece]:
    if old == new:
        return [Piece(SAME, new)]
    return [Piece(kind, text) for kind, text in ((REMOVED, old), (ADDED, new)) if text]


def _people(people: list[dict] | None) -> str:
    roles = dict(Appearance.ROLES)
    lines = []
    for one in people or []:
        words = " / ".join(text for _code, text in sorted(one["biography"].items()) if text)
        lines.append(f"{one['name']} ({roles.get(one['role'], one['role'])}){f': {words}' if words else ''}")
    return "\n".join(lines)


def _told(name: str, value: Any, debate: Debate) -> str:
    """A fact in words."""
    if value in (None, "", []):
        return ""
    if name in ("starts", "ends"):
        moment = datetime.fromisoformat(value).astimezone(debate.zone)
        return formats.date_format(moment, "SHORT_DATETIME_FORMAT")
    if name == "themes":
        names = {theme.slug: str(theme) for theme in DebateTheme.objects.filter(slug__in=value)}
        return ", ".join(names.get(slug, slug) for slug in value)
    if name == "languages":
        return ", ".join(language_name(code) for code in value)
    choices = {"format": Debate.FORMATS, "audience": Debate.AUDIENCES, "entry": Debate.ENTRIES}
    return str(dict(choices.get(name, ())).get(value, value))
