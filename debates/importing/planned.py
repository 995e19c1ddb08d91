"""One row of an import: what it means, what becomes of it, and what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from debates.importing import cells
from debates.importing.tables import Row
from kit.localized import content_languages

NEW, CHANGED, UNCHANGED, LEFT = "new", "changed", "unchanged", "left"


@dataclass
class Planned:
    """One row: what it means (``values``), what becomes of it (``outcome``), or what is wrong with it."""

    row: Row
    external_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    outcome: str = NEW
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of what the row says: the same words make the same digest."""
        said = json.dumps(self.row.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def title(self) -> str:
        """What names the row to people."""
        question = next((text for name, text in self.row.values.items() if name.startswith("question")), "")
        return self.row.values.get("name") or question or self.external_id


def take(one: Planned, name: str, reader: Callable[..., Any], *, empty: Any = "", **more) -> None:
    """Read that cell into the row's values, or its problem into the row's problems."""
    cell = one.row.values.get(name, "")
    if not cell:
        one.values[name] = empty
        return
    try:
        one.values[name] = reader(cell, **more)
    except cells.Wrong as wrong:
        one.problems.append((name, str(wrong)))
        one.values[name] = empty


def take_words(one: Planned, name: str, *, most: int) -> None:
    """The same of a text that has a column a language; together they are the value of that name."""
    for code, _language in content_languages():
        take(one, f"{name}_{code}", cells.text, most=most)
    one.values[name] = {
        code: one.values[f"{name}_{code}"]
        for code, _language in content_languages()
        if one.values[f"{name}_{code}"]
    }
