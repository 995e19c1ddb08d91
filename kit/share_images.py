"""The card that networks show for a page: its title in our letters on our colours, drawn once and kept.

Networks take no SVG. Colours come from the file that a city changes to make the site its own.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from kit.sharing import digest

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
# Drawn larger, then made smaller: edges come out smooth.
SCALE = 2
SIZES = range(92, 43, -4)
MOST_LINES = 5
TITLE_HEIGHT = 390
TITLE_WIDTH = 900
# Raised when the drawing changes, so that kept cards are drawn again.
DRAWING = "1"
COLOURS = ("canopy", "canopy-deep", "on-canopy", "on-canopy-soft", "canopy-mark", "ochre")
# The site's mark in a square of 64, as in kit/logo.html: the crown's circles, the trunk, the three fruits.
CROWN = ((20, 21, 12), (32, 16.5, 12.5), (44.5, 20.5, 12), (14, 28, 12), (50, 28, 12), (32, 29, 12))
TRUNK = ((25, 36), (39, 36), (41.5, 48), (46, 57), (44.5, 59), (19.5, 59), (18, 57), (22.5, 48))
FRUITS = ((18.5, 25, 3.7), (32, 25, 3.7), (45.5, 25, 3.7))


def card(title: str) -> Path:
    """The file of the card with that title; drawn the first time it is asked for. Without a title: the site's name."""
    from kit.fonts import CHARACTERS

    # Our letters are the Latin ones. A title in others gets the site's own card rather than a row of boxes.
    title = title.replace("\u202f", "\u00a0")
    if not set(title) <= CHARACTERS:
        title = ""
    site = settings.WAGTAIL_SITE_NAME
    name = digest(DRAWING, title, site, *colours().values())
    path = Path(settings.VAR_DIR) / "share" / f"{name}.png"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, draw(title or site, site=site))
    return path


def draw(title: str, *, site: str) -> bytes:
    """A PNG of 1200 × 630 pixels, some 20 KB."""
    from PIL import Image, ImageDraw

    tone = colours()
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), tone["canopy"])
    brush = ImageDraw.Draw(image)
    _mark(
        brush,
        (790, 90, 10.5),
        leaves=tone["canopy-deep"],
        trunk=tone["canopy-deep"],
        fruits=tone["canopy-deep"],
    )
    brush.rectangle(_scaled(0, HEIGHT - 16, WIDTH, HEIGHT), fill=tone["ochre"])
    size, lines = _fit(title)
    font = _font("bricolage-grotesque-700", size)
    for place, line in enumerate(lines):
        top = MARGIN + place * size * 1.14
        brush.text((MARGIN * SCALE, top * SCALE), line, font=font, fill=tone["on-canopy"])
    _mark(
        brush,
        (MARGIN, 500, 1.2),
        leaves=tone["on-canopy-soft"],
        trunk=tone["canopy-mark"],
        fruits=tone["canopy"],
    )
    brush.text(
        ((MARGIN + 96) * SCALE, 540 * SCALE),
        site,
        font=_font("atkinson-hyperlegible-700", 40),
        fill=tone["on-canopy"],
        anchor="lm",
    )
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.quantize(colors=64, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """The colours that the card needs, as the light part of tokens.css has them."""
    found = finders.find("css/tokens.css")
    if not isinstance(found, str):
        raise FileNotFoundError("css/tokens.css is not among the static files.")
    light = Path(found).read_text(encoding="utf-8").partition("@media")[0]
    return {name: _colour(light, name) for name in COLOURS}


def _colour(css: str, name: str) -> str:
    written = re.search(rf"--{name}:\s*(#[0-9a-fA-F]{{3,6}})\s*;", css)
    if written is None:
        raise LookupError(f"css/tokens.css gives no hexadecimal colour to --{name}.")
    return written[1]


@lru_cache(maxsize=32)
def _font(name: str, size: int):
    from PIL import ImageFont

    file = Path(settings.VENDORED_DIR) / "fonts" / f"{name}.woff2"
    return ImageFont.truetype(str(file), size * SCALE, layout_engine=ImageFont.Layout.BASIC)


def _fit(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title stands in its place, and its lines; the last is cut when none does."""
    for size in SIZES:
        lines = _lines(title, size)
        if len(lines) <= MOST_LINES and len(lines) * size * 1.14 <= TITLE_HEIGHT:
            return size, lines
    lines = _lines(title, SIZES[-1])[:MOST_LINES]
    return SIZES[-1], [*lines[:-1], f"{lines[-1][:-1].rstrip()}…"]


def _lines(title: str, size: int) -> list[str]:
    font = _font("bricolage-grotesque-700", size)
    lines = [""]
    for word in title.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= TITLE_WIDTH * SCALE:
            lines[-1] = longer
            continue
        # A word wider than the card is broken where it ends.
        while (width := font.getlength(word)) > TITLE_WIDTH * SCALE:
            part = max(1, int(len(word) * TITLE_WIDTH * SCALE / width) - 1)
            lines.append(word[:part])
            word = word[part:]
        lines.append(word)
    return [line for line in lines if line]


def _mark(brush, place: tuple[float, float, float], *, leaves: str, trunk: str, fruits: str) -> None:
    left, top, unit = place

    def put(x: float, y: float) -> tuple[float, float]:
        return left + x * unit, top + y * unit

    brush.polygon([_scaled(*put(x, y)) for x, y in TRUNK], fill=trunk)
    for circles, colour in ((CROWN, leaves), (FRUITS, fruits)):
        for x, y, radius in circles:
            brush.ellipse(_scaled(*put(x - radius, y - radius), *put(x + radius, y + radius)), fill=colour)


def _scaled(*numbers: float) -> tuple[float, ...]:
    return tuple(number * SCALE for number in numbers)


def _put(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: two requests may draw the same card."""
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(unfinished, path)
