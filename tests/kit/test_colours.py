"""Text can be read on every ground that it stands on, by day and by night. Reads the tokens themselves.

Source of the formula: WCAG 2.2, "contrast ratio" and "relative luminance".
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "kit" / "static" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\s*;")


def tokens(scheme: str) -> dict[str, str]:
    text = COMMENT.sub("", (CSS / "tokens.css").read_text(encoding="utf-8"))
    day, night = text.split("@media (prefers-color-scheme: dark)")
    colours = dict(TOKEN.findall(day))
    if scheme == "dark":
        colours |= dict(TOKEN.findall(night.split("@media print")[0]))
    return colours


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAPERS = ("paper", "paper-raised", "paper-sunken")
TEXT_PAIRS = (
    [(text, paper) for text in ("ink", "ink-soft", "shade", "danger") for paper in PAPERS]
    + [("earth", paper) for paper in ("paper", "paper-raised")]
    + [(kind, f"{kind}-tint") for kind in ("info", "success", "warning", "danger")]
    + [("ink", f"{kind}-tint") for kind in ("info", "success", "warning", "danger", "shade")]
    + [("on-shade", "shade"), ("on-shade", "shade-strong"), ("shade-strong", "shade-tint")]
    + [(text, ground) for text in ("on-canopy", "on-canopy-soft") for ground in ("canopy", "canopy-deep")]
)
EDGE_PAIRS = [("line-strong", paper) for paper in PAPERS] + [("focus", paper) for paper in PAPERS]


def test_contrast_agrees_with_the_known_ends():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_seven_to_one(scheme, text, ground):
    colours = tokens(scheme)

    assert contrast(colours[text], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [("earth", "earth-tint"), ("earth", "paper-sunken"), ("canopy-mark", "canopy")]
)
def test_short_marks_stand_out_four_and_a_half_to_one(scheme, text, ground):
    colours = tokens(scheme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_of_controls_stand_out_three_to_one(scheme, edge, ground):
    colours = tokens(scheme)

    assert contrast(colours[edge], colours[ground]) >= 3


def test_sheets_use_only_tokens_that_exist():
    defined = set(re.findall(r"(--[\w-]+)\s*:", (CSS / "tokens.css").read_text(encoding="utf-8")))

    for sheet in CSS.glob("*.css"):
        used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8")))
        assert used <= defined, sheet.name
