"""The text engine: texts in, frozen results out.

A pure library: it knows neither the site nor its database. Importing it costs nothing; what is heavy (scikit-learn,
spaCy, faiss, the encoder) is loaded by the steps that need it, when they run.
"""

from nlp.errors import Cancelled, ContradictoryDecisions, EngineError
from nlp.reading.exclusions import REASONS
from nlp.results import Exemplar, Passage, TextPlacement, Theme

__all__ = [
    "REASONS",
    "Cancelled",
    "ContradictoryDecisions",
    "EngineError",
    "Exemplar",
    "Passage",
    "TextPlacement",
    "Theme",
    "ThemeFinder",
]

__version__ = "0.1.0"


def __getattr__(name):
    if name == "ThemeFinder":
        from nlp.finder import ThemeFinder

        return ThemeFinder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
