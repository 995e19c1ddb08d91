"""What one decision changed, as the log keeps it so that the decision can be taken back.

``details["changes"]`` of an event holds ids, numbers and what staff wrote, before and after:

- ``themes``: by theme id and by unit (what changes together), ``{"from": …, "to": …}``;
- ``texts``: ``{"answers": [ids], "from": […], "to": […]}``, each ``[theme, placed_by, by_person, doubtful]``,
  or None for a text in no theme;
- ``passages``: ``{"answer": id, "from": […], "to": […]}``, each all that people placed of the text by itself, as
  ``[start, end, theme, placed_by]``;
- ``proposals``: ``{"proposal": id, "revision": …, "left": theme, "joined": theme or None}``.

Where a title is still the machine's, it is made of citizens' words: the log holds None instead of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from consultations.models import Placement, Theme
from kit.localized import LocalizedText, content_languages

TITLE, DESCRIPTION, PARENT, STATE = "title", "description", "parent", "state"
WORDS, STANDING = (TITLE, DESCRIPTION), (PARENT, STATE)
STATE_FIELDS = ("state", "reason", "merged_into_id", "reviewed_at", "reviewed_by_id")
FIELDS = {
    TITLE: ["title"],
    DESCRIPTION: ["description"],
    PARENT: ["parent"],
    STATE: ["state", "reason", "merged_into", "reviewed_at", "reviewed_by"],
}
TEXT_FIELDS = ("theme_id", "placed_by_id", "by_person", "doubtful")


class Watch:
    """Themes as they are before a decision, so that ``changes`` can say afterwards what it did to them.

    Watching words asks for the theme's group: one query a theme, unless it was selected along.
    """

    def __init__(self, themes: Iterable[Theme], units: Iterable[str] = STANDING):
        self.themes = {theme.pk: theme for theme in themes}
        self.units = tuple(units)
        self.before: dict[int, dict[str, Any]] = {pk: self._now(theme) for pk, theme in self.themes.items()}

    def changes(self) -> dict[str, dict]:
        """By theme id, the units that differ now: ``{"12": {"state": {"from": …, "to": …}}}``. Queries nothing."""
        changed: dict[str, dict] = {}
        for pk, theme in self.themes.items():
            before, now = self.before[pk], self._now(theme)
            units = {
                unit: {"from": before[unit], "to": now[unit]} for unit in now if before[unit] != now[unit]
            }
            if units:
                changed[str(pk)] = units
        return changed

    def _now(self, theme: Theme) -> dict[str, Any]:
        return {unit: unit_of(theme, unit) for unit in self.units}


def unit_of(theme: Theme, unit: str) -> object:
    """One unit of the theme as the log keeps it."""
    if unit in WORDS:
        return staffs_words(theme, unit)
    if unit == PARENT:
        return theme.parent_id
    return [_plain(getattr(theme, name)) for name in STATE_FIELDS]


def set_unit(theme: Theme, unit: str, value) -> None:
    """Give the theme a unit back, without saving it; ``FIELDS[unit]`` are the fields to save."""
    if unit in WORDS:
        machine = machines_words(theme, unit)
        words = {code: machine.get(code, "") if text is None else text for code, text in value.items()}
        setattr(theme, unit, LocalizedText({code: text for code, text in words.items() if text}))
    elif unit == PARENT:
        theme.parent_id = value
    else:
        state = dict(zip(STATE_FIELDS, value, strict=True))
        moment = state["reviewed_at"]
        state["reviewed_at"] = parse_datetime(moment) if moment else None
        for name, one in state.items():
            setattr(theme, name, one)


def staffs_words(theme: Theme, unit: str) -> dict[str, str | None]:
    """The title or description by language, None where it is the machine's, whose words are citizens'."""
    machine = machines_words(theme, unit)
    words = getattr(theme, unit)
    return {code: None if text == machine.get(code) else text for code, text in words.items() if text}


def machines_words(theme: Theme, unit: str) -> dict[str, str]:
    """What the machine suggested, under the language that the theme was given it in."""
    if theme.group is None:
        return {}
    codes = [code for code, _name in content_languages()]
    language = theme.group.language if theme.group.language in codes else codes[0]
    words = getattr(theme.group, unit)
    return {language: words} if words else {}


def change_texts(placements: QuerySet[Placement], **fields) -> list[dict]:
    """Change the placements, all in one query, and return what that changed. Two queries.

    ``fields`` are those of ``TEXT_FIELDS``. Nothing is written when nothing would change.
    """
    groups: dict[tuple, list[int]] = defaultdict(list)
    for answer, *before in placements.order_by("answer_id").values_list("answer_id", *TEXT_FIELDS):
        groups[tuple(before)].append(answer)
    changed = []
    for before, answers in groups.items():
        after = [fields.get(name, value) for name, value in zip(TEXT_FIELDS, before, strict=True)]
        if after != list(before):
            changed.append({"answers": answers, "from": list(before), "to": after})
    if changed:
        placements.update(**fields)
    return changed


def answers_in(texts: Iterable[dict], passages: Iterable[dict] = ()) -> list[int]:
    """The ids of all the answers in these changes of texts and of ideas, in order."""
    of_texts = {answer for group in texts for answer in group["answers"]}
    return sorted(of_texts | {one["answer"] for one in passages})


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
