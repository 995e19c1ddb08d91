"""What is wrong between the pieces of a questionnaire: keys used twice, conditions that name nothing.

Each piece may be right by itself and the whole still impossible to ask; every problem says where it is, so that
the editor finds the sentence beside the field to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.asking import questions as q


@dataclass(frozen=True)
class Problem:
    """A sentence for the editor. ``question`` is None when it is about the section itself."""

    section: int
    question: int | None
    field: str
    sentence: str


def problems_of(definition: dict) -> list[Problem]:
    """Every problem of a questionnaire's plain definition, in the order of its pages."""
    problems: list[Problem] = []
    earlier: dict[str, dict] = {}
    sections: set[str] = set()
    for place, section in enumerate(definition["sections"]):
        if section["key"] in sections:
            sentence = _("Two sections have the key “%(key)s”: change one.") % {"key": section["key"]}
            problems.append(Problem(place, None, "key", sentence))
        sections.add(section["key"])
        for number, question in enumerate(section["questions"]):
            found = _question_problems(question, earlier)
            problems.extend(Problem(place, number, field, sentence) for field, sentence in found)
            earlier[question["key"]] = question
    return problems


def _question_problems(question: dict, earlier: dict[str, dict]) -> Iterator[tuple[str, str]]:
    key = question["key"]
    if key in earlier:
        yield "key", _("Two questions have the key “%(key)s”: change one.") % {"key": key}
    keys = [choice["key"] for choice in question.get("choices", [])]
    if len(set(keys)) < len(keys):
        yield "choices", _("The question “%(key)s” has two choices with the same key.") % {"key": key}
    low, high = question.get("min"), question.get("max")
    if low is not None and high is not None and low > high:
        yield "max", _("The question “%(key)s” has a minimum above its maximum.") % {"key": key}
    if question.get("shown_if"):
        yield from _condition_problems(question, earlier)


def _condition_problems(question: dict, earlier: dict[str, dict]) -> Iterator[tuple[str, str]]:
    key, condition = question["key"], question["shown_if"]
    asked = earlier.get(condition["question"])
    if asked is None:
        sentence = _(
            "“%(key)s” is shown only if “%(other)s” was answered, but no earlier question has that key."
        )
        yield "shown_if", sentence % {"key": key, "other": condition["question"]}
        return
    offered = [choice["key"] for choice in asked.get("choices", [])] + (
        [q.OTHER] if asked.get("other") else []
    )
    if not condition["values"]:
        sentence = _("“%(key)s” depends on “%(other)s”: write which of its choices make it appear.")
        yield "shown_if", sentence % {"key": key, "other": condition["question"]}
        return
    unknown = [value for value in condition["values"] if offered and value not in offered]
    if unknown:
        sentence = _(
            "“%(key)s” is shown only for the answer “%(value)s”, which “%(other)s” does not offer. "
            "It offers: %(offered)s."
        )
        yield (
            "shown_if",
            sentence
            % {
                "key": key,
                "value": unknown[0],
                "other": condition["question"],
                "offered": ", ".join(offered),
            },
        )
