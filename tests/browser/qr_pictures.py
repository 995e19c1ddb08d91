"""Pictures of QR codes as a camera at a door takes them, turned, tilted, blurred, in bad light; and of none."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import segno
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 640, 480
TICKET = "https://palabre.example/fr/debates/k7m2/door/?ticket="
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# What each version holds at each level of correction is enough for these many letters.
LETTERS = {1: 6, 2: 13, 3: 20}


@dataclass(frozen=True)
class Picture:
    """A grey picture, how it was taken, and what its code says: None where nothing may be read."""

    kind: str
    image: Image.Image
    says: str | None


def code(text: str, *, scale: int = 7, **options) -> Image.Image:
    """A code with its white margin, ``scale`` pixels a module."""
    made = segno.make(text, micro=False, boost_error=False, **{"error": "m", **options})
    modules = np.array([[bool(one) for one in row] for row in made.matrix_iter(border=4)])
    image = Image.fromarray(np.where(modules, 0, 255).astype(np.uint8))
    return image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)


def on_a_table(image: Image.Image) -> Image.Image:
    """That picture in the middle of a frame of the camera."""
    frame = Image.new("L", (WIDTH, HEIGHT), 200)
    frame.paste(image, ((WIDTH - image.width) // 2, (HEIGHT - image.height) // 2))
    return frame


def pictures() -> Iterator[Picture]:
    """All of them, the same each time."""
    dice = random.Random(2017)
    noise = np.random.default_rng(2017)

    def ticket() -> str:
        return TICKET + "".join(dice.choices(ALPHABET, k=16))

    for version in range(1, 11):
        for level in "lmqh":
            says = "".join(dice.choices(ALPHABET, k=LETTERS.get(version, 30)))
            scale = 6 if version < 8 else 5
            yield Picture("version", on_a_table(code(says, scale=scale, version=version, error=level)), says)
    for says in ("0123456789012", "00012", "HELLO WORLD $%*+-./:", "12AB déjà", "7"):
        yield Picture("mode", on_a_table(code(says)), says)
    for degrees in range(3, 363, 24):
        says = ticket()
        yield Picture("turned", on_a_table(turned(code(says, scale=6), degrees)), says)
    for tilt in np.linspace(0.03, 0.14, 12):
        says = ticket()
        yield Picture("tilted", on_a_table(tilted(code(says, scale=8), tilt, dice)), says)
    for radius in (0.5, 0.8, 1.1, 1.4, 1.7, 2.0, 2.3, 2.5):
        says = ticket()
        yield Picture("blurred", on_a_table(code(says)).filter(ImageFilter.GaussianBlur(radius)), says)
    for spread in np.linspace(5, 35, 8):
        says = ticket()
        grey = np.array(on_a_table(code(says))) + noise.normal(0, spread, (HEIGHT, WIDTH))
        yield Picture("grainy", Image.fromarray(grey.clip(0, 255).astype(np.uint8)), says)
    for direction in range(8):
        says = ticket()
        yield Picture("in a shadow", shadowed(on_a_table(code(says)), direction * math.pi / 4), says)
    for scale in (3, 4, 10, 12):
        says = ticket()
        yield Picture("far or near", on_a_table(code(says, scale=scale)), says)
    for modules in (4, 5, 6, 7):
        says = ticket()
        yield Picture("stained", on_a_table(stained(code(says), modules)), says)
    yield from _nothing_to_read(ticket, noise)


def _nothing_to_read(ticket, noise) -> Iterator[Picture]:
    for _time in range(6):
        yield Picture("stained beyond mending", on_a_table(stained(code(ticket()), 19)), None)
    for smooth in (Image.Resampling.NEAREST, Image.Resampling.BICUBIC) * 3:
        grain = Image.fromarray(noise.integers(0, 255, (60, 80)).astype(np.uint8))
        yield Picture("no code", grain.resize((WIDTH, HEIGHT), smooth), None)
    for _time in range(8):
        yield Picture("a code's marks around chance", on_a_table(scrambled(code(ticket()), noise)), None)


def turned(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def tilted(image: Image.Image, share: float, dice: random.Random) -> Image.Image:
    """Seen from aside: each corner moved inwards by up to that share of a side."""
    width, height = image.size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for x, y in corners:
        u = x + (1 if x == 0 else -1) * width * share * dice.random()
        v = y + (1 if y == 0 else -1) * height * share * dice.random()
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
        values += [x, y]
    coefficients = np.linalg.solve(np.array(rows), np.array(values))
    return image.transform(
        image.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=255
    )


def shadowed(image: Image.Image, direction: float) -> Image.Image:
    """Four times darker at one side of the frame than at the other."""
    down, across = np.mgrid[:HEIGHT, :WIDTH]
    along = (np.cos(direction) * (across / WIDTH - 0.5) + np.sin(direction) * (down / HEIGHT - 0.5)) / 1.42
    return Image.fromarray((np.array(image) * (0.25 + 0.75 * (along + 0.5))).astype(np.uint8))


def stained(image: Image.Image, modules: int, *, scale: int = 7) -> Image.Image:
    """With a square of that many modules a side covered, clear of the marks."""
    damaged = image.copy()
    damaged.paste(230, (13 * scale, 13 * scale, (13 + modules) * scale, (13 + modules) * scale))
    return damaged


def scrambled(image: Image.Image, noise, *, scale: int = 7) -> Image.Image:
    """With everything but its corners and the lines between them drawn by lot."""
    modules = np.array(image)[::scale, ::scale].copy()
    lot = noise.integers(0, 2, modules.shape) * 255
    kept = modules.copy()
    modules[4:-4, 13:-13] = lot[4:-4, 13:-13]
    modules[13:-13, 4:-4] = lot[13:-13, 4:-4]
    modules[10], modules[:, 10] = kept[10], kept[:, 10]
    whole = Image.fromarray(modules.astype(np.uint8))
    return whole.resize(image.size, Image.Resampling.NEAREST)
