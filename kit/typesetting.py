"""Documents on paper as tagged PDF (PDF/UA-1): the same content gives the same bytes.

The only importer of Typst, which sets pages from a template of ours without any library of the system. What people
wrote goes in as data and comes out as text: no word of it is ever read as markup, and nothing is fetched, for the
templates name no package, no image and no file but each other.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

from kit.fonts import FONTS

# Latin of every country, Greek, Cyrillic, punctuation, currencies, arrows: what our fonts draw, or those that Typst
# brings. A tagged document must not hold what cannot be read; what turns the direction of words is left out too.
DRAWN = ((0x20, 0x7E), (0xA0, 0x377), (0x384, 0x482), (0x1E00, 0x1EFF), (0x2000, 0x2027), (0x202F, 0x2064),
         (0x20A0, 0x20BF), (0x2190, 0x21FF))  # fmt: skip
GAPS = frozenset({0x38B, 0x38D, 0x3A2, 0x200E, 0x200F, 0x2041, 0x2043, 0x2053})
UNDRAWN = "\N{REPLACEMENT CHARACTER}"


def set_pages(template: Path, content: dict[str, Any]) -> bytes:
    """The PDF that the template makes of that content: nested dicts, lists, strings, numbers, booleans and None."""
    import typst

    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=sorted({str(font.folder / "files") for font in FONTS}),
        ignore_system_fonts=True,
        sys_inputs={"content": as_data(content)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def as_data(content: dict[str, Any]) -> str:
    """The content as the template reads it: JSON with its keys in order, so that equal contents are equal texts."""
    return json.dumps(_drawable(content), ensure_ascii=False, sort_keys=True)


def is_drawn(code: int) -> bool:
    """Whether the fonts at hand draw the letter of that Unicode number."""
    return code not in GAPS and any(first <= code <= last for first, last in DRAWN)


def _drawable(value: Any) -> Any:
    """The same content, with a mark in the place of each letter that none of the fonts at hand draws."""
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(part) for part in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    text = unicodedata.normalize("NFC", str(value))
    return "".join(letter if is_drawn(ord(letter)) else UNDRAWN for letter in text)
