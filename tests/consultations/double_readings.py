"""A double reading in a few calls: drawn, read by both readers as a table says, settled by a third."""

from __future__ import annotations

from consultations.double_reading.reading import read
from consultations.double_reading.sampling import draw
from consultations.models import Analysis, Sample, SampledText, Theme
from tests.consultations.reading_themes import theme

NONE = ""


def drawn(analysis: Analysis, readers: tuple, *, size: int, by, seed: int = 7) -> Sample:
    return draw(analysis, size, readers, by=by, seed=seed)


def text_of(sample: Sample, words: str) -> SampledText:
    return sample.texts.get(answer__text=words)


def named(analysis: Analysis, title: str) -> Theme | None:
    """The theme of that title, None for “none of these”."""
    return theme(analysis, title) if title else None


def read_as(sample: Sample, readings: dict[str, str], *, by) -> None:
    """One reader's readings, ``{words of the text: title of the theme, or NONE}``."""
    for words, title in readings.items():
        read(text_of(sample, words), named(sample.analysis, title), by=by)


# Two readings of the same eight texts, which differ on two of them.
READ_GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse.", "Dites pourquoi.", "Dites pourquoi."],
    "Réunir": ["Le soir.", "Avec une garderie."],
    "Parler": ["Parlez simplement.", "Des mots courts."],
}
FIRST = {
    "Répondez-nous.": "Répondre",
    "Une réponse.": "Répondre",
    "Dites pourquoi.": "Répondre",
    "Le soir.": "Réunir",
    "Avec une garderie.": "Réunir",
    "Parlez simplement.": "Parler",
    "Des mots courts.": "Répondre",
    "RAS": NONE,
}
SECOND = {**FIRST, "Une réponse.": "Parler", "Des mots courts.": "Parler"}
