"""Decisions of people that cannot all hold, told to those who took them: what it is about, and what to do.

A failed analysis keeps them as ids; titles and words are read when somebody looks, so that nothing of a person who
withdrew is left in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from consultations.analysing.failing import AnalysisError
from consultations.analysing.obeying import NAME, PIN, SET_ASIDE
from consultations.models import Analysis, Answer, Theme

# How the engine's sentences name decisions: by their number, from 1.
NUMBERED = re.compile(r"[Dd]ecisions? (\d+(?:(?:, | and )\d+)*)")


class DecisionsClash(AnalysisError):
    """What people decided cannot all hold; ``clashes`` has for each clash the decisions that it is between."""

    def __init__(self, problems: Iterable[str], decisions: Sequence[dict[str, Any]]):
        self.clashes = [_between(problem, decisions) for problem in problems]
        super().__init__(
            _(
                "What people decided about the themes cannot all hold, so nothing was changed. What is in the way is "
                "told below: settle it in the themes that are in force, then start the analysis again."
            )
        )


@dataclass(frozen=True)
class Clash:
    """One thing in the way: a sentence, the themes that it is about, and the texts."""

    sentence: str
    themes: tuple[Theme, ...]
    answers: tuple[Answer, ...]


def clashes_of(analysis: Analysis) -> list[Clash]:
    """Why people's decisions could not hold in this failed analysis. Two queries."""
    kept = analysis.run.get("clashes", [])
    decisions = [decision for clash in kept for decision in clash]
    themes = Theme.objects.in_bulk({one["of"] for one in decisions if one.get("of")})
    answers = Answer.objects.in_bulk({one["answer"] for one in decisions if one.get("answer")})
    found = []
    for clash in kept:
        about = _in_order(themes, (one.get("of") for one in clash))
        texts = _in_order(answers, (one.get("answer") for one in clash))
        found.append(Clash(_sentence([one["kind"] for one in clash], about), about, texts))
    return found


def _between(problem: str, decisions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The decisions that the engine's sentence names, as they are stored."""
    numbers = [int(number) for told in NUMBERED.findall(problem) for number in re.findall(r"\d+", told)]
    return [decisions[number - 1] for number in dict.fromkeys(numbers) if 0 < number <= len(decisions)]


def _in_order(rows: dict[int, Any], ids: Iterable[int | None]) -> tuple[Any, ...]:
    return tuple(rows[pk] for pk in dict.fromkeys(ids) if pk in rows)


def _sentence(kinds: list[str], themes: Sequence[Theme]) -> str:
    titles = [str(theme.title) for theme in themes]
    if sorted(kinds) == [PIN, PIN] and len(titles) == 2:
        return _(
            "Answers with exactly the same words were placed in “%(one)s” and in “%(other)s”. The same words are "
            "always in one theme: move one of them, or all."
        ) % {"one": titles[0], "other": titles[1]}
    if sorted(kinds) == [PIN, SET_ASIDE] and len(titles) == 2:
        placed, aside = titles if kinds[0] == PIN else titles[::-1]
        return _(
            "Answers with exactly the same words were placed in “%(one)s”, and set aside with “%(other)s”. The same "
            "words are always in one place: move one of them, or restore the theme that was set aside."
        ) % {"one": placed, "other": aside}
    if sorted(kinds) == [PIN, SET_ASIDE] and titles:
        return _(
            "Answers with exactly the same words were placed in “%(one)s”, and taken out of every theme. The same "
            "words are always in one place: take the other out too, or place both."
        ) % {"one": titles[0]}
    if kinds == [PIN] and titles:
        return _(
            "An answer that was placed in “%(one)s” holds no word, so that no theme can be found for it: take it out."
        ) % {"one": titles[0]}
    if kinds == [NAME] and titles:
        return _(
            "No answer is left in “%(one)s”: all of its texts repeat texts that were placed elsewhere. Merge it into "
            "another theme, or set it aside."
        ) % {"one": titles[0]}
    return _("What people decided about these themes cannot all hold: %(titles)s.") % {
        "titles": ", ".join(f"“{title}”" for title in titles) or "–"
    }
