"""Make the site's fonts: whole families from locked packages go in, a few kilobytes of what we write with come out.

Source of the method: the fontTools manual, "subset" and "varLib.instancer".
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Latin as French, English and Wolof write it, with their punctuation. Atkinson Hyperlegible lacks ŋ and the narrow
# no-break space, for which browsers turn to the reader's own font, next in line in the style sheet.
CHARACTERS = (
    {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    | set("ŋŊœŒŸ‘’“”„–—…•€′″‹›−×≥≤→←↑↓™")
    | set("\u2009\u2011\u202f")
)
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "tnum"]


@dataclass(frozen=True)
class Font:
    """One file to make: from which package and file, under which name, with which variable axes pinned."""

    distribution: str
    source: str
    name: str
    axes: dict[str, float] = field(default_factory=dict)

    @property
    def package(self) -> str:
        return self.distribution.replace("-", "_")

    @property
    def folder(self) -> Path:
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise FontMissing(self.distribution)
        return Path(spec.origin).parent


class FontMissing(Exception):
    """A font's package is not installed."""

    def __str__(self) -> str:
        return f"The font package {self.args[0]} is not installed. Run `make setup`, then try again."


TITLE_AXES: dict[str, float] = {"opsz": 36, "wdth": 100, "wght": 700}
FONTS = (
    Font(
        "fontpkg-bricolage-grotesque",
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        "bricolage-grotesque-700",
        TITLE_AXES,
    ),
    Font("fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-Regular.ttf", "atkinson-hyperlegible-400"),
    Font(
        "fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-Italic.ttf", "atkinson-hyperlegible-400-italic"
    ),
    Font("fontpkg-atkinson-hyperlegible", "AtkinsonHyperlegible-Bold.ttf", "atkinson-hyperlegible-700"),
)


def stamp() -> str:
    """What the made fonts depend on, as one line: recipes and versions. The same stamp means the same files."""
    versions = {name: metadata.version(name) for name in ("fonttools", "brotli")}
    for font in FONTS:
        versions[font.distribution] = metadata.version(font.distribution)
    recipe = repr((FONTS, sorted(CHARACTERS), FEATURES, sorted(versions.items())))
    return hashlib.sha256(recipe.encode()).hexdigest()


def make(font: Font) -> bytes:
    """That font, cut down to our characters and packed as WOFF2."""
    drawn = TTFont(font.folder / "files" / font.source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(CHARACTERS)))
    cutter.subset(drawn)
    if font.axes:
        drawn = instancer.instantiateVariableFont(drawn, font.axes)
    drawn.flavor = "woff2"
    packed = io.BytesIO()
    drawn.save(packed)
    return packed.getvalue()


def licences() -> dict[str, bytes]:
    """The licence file of each font's package, by the name to store it under."""
    folders = {font.distribution: font.folder for font in FONTS}
    return {
        f"LICENSE-{name.removeprefix('fontpkg-')}.txt": (folder / "LICENSE").read_bytes()
        for name, folder in folders.items()
    }
