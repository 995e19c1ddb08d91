"""A questionnaire as the site reads it: sections of questions, frozen, whatever stored them.

The definition is plain JSON (see ``Questionnaire.from_definition``), kept whole in every QuestionnaireVersion, so
that an answer can always be read beside the words that were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedText

SHORT_TEXT = "short_text"
LONG_TEXT = "long_text"
ONE_CHOICE = "one_choice"
SEVERAL_CHOICES = "several_choices"
SCALE = "scale"
NUMBER = "number"
DATE = "date"
RANKING = "ranking"

KINDS = {
    SHORT_TEXT: _("short text"),
    LONG_TEXT: _("long text"),
    ONE_CHOICE: _("one choice"),
    SEVERAL_CHOICES: _("several choices"),
    SCALE: _("scale"),
    NUMBER: _("number"),
    DATE: _("date"),
    RANKING: _("ranking"),
}
FREE_TEXT = frozenset({SHORT_TEXT, LONG_TEXT})
OTHER = "other"


@dataclass(frozen=True)
class Choice:
    key: str
    label: LocalizedText


@dataclass(frozen=True)
class Condition:
    """“Shown only if” the earlier question has one of these values."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    key: str
    kind: str
    label: LocalizedText
    help: LocalizedText = field(default_factory=LocalizedText)
    required: bool = False
    choices: tuple[Choice, ...] = ()
    other: bool = False
    minimum: float | None = None
    maximum: float | None = None
    low: LocalizedText = field(default_factory=LocalizedText)
    high: LocalizedText = field(default_factory=LocalizedText)
    shown_if: Condition | None = None

    @property
    def is_free_text(self) -> bool:
        return self.kind in FREE_TEXT

    @property
    def scale_ends(self) -> tuple[int, int]:
        """The lowest and the highest step of a scale: 1 and 5 where the questionnaire does not say."""
        low = 1 if self.minimum is None else int(self.minimum)
        return low, 5 if self.maximum is None else int(self.maximum)

    def choice_label(self, key: str) -> str:
        """The words of a choice; the key itself when the choice is gone."""
        if key == OTHER:
            return str(_("Other"))
        return next((str(choice.label) for choice in self.choices if choice.key == key), key)

    def choice_keys(self) -> list[str]:
        return [choice.key for choice in self.choices] + ([OTHER] if self.other else [])

    def is_shown(self, values: Mapping[str, object]) -> bool:
        """Whether the condition holds for these values (question key → str, list or number)."""
        if self.shown_if is None:
            return True
        value = values.get(self.shown_if.question)
        given = value if isinstance(value, list) else [value]
        return any(str(one) in self.shown_if.values for one in given if one not in (None, ""))

    def frozen_part(self) -> tuple[str, str, tuple[str, ...]]:
        """What may no longer change once somebody answered: key, kind and the keys of the choices."""
        return self.key, self.kind, tuple(choice.key for choice in self.choices)


@dataclass(frozen=True)
class Section:
    key: str
    title: LocalizedText
    intro: LocalizedText
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    sections: tuple[Section, ...]

    @classmethod
    def from_definition(cls, definition: Mapping) -> Questionnaire:
        """Read ``{"sections": [{"key", "title", "intro", "questions": [{"key", "kind", "label", …}]}]}``."""
        return cls(tuple(_section(section) for section in definition.get("sections", [])))

    def __iter__(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self if question.key == key), None)

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def free_texts(self) -> list[Question]:
        return [question for question in self if question.is_free_text]

    def shown(self, values: Mapping[str, object]) -> list[Question]:
        """The questions asked of somebody who gave these values, in order."""
        visible: dict[str, object] = {}
        found = []
        for question in self:
            if question.is_shown(visible):
                found.append(question)
                visible[question.key] = values.get(question.key)
        return found

    def sections_shown(self, values: Mapping[str, object]) -> list[Section]:
        """The sections that have at least one question to ask."""
        keys = {question.key for question in self.shown(values)}
        return [section for section in self.sections if any(q.key in keys for q in section.questions)]


def _section(raw: Mapping) -> Section:
    return Section(
        key=raw["key"],
        title=LocalizedText(raw.get("title") or {}),
        intro=LocalizedText(raw.get("intro") or {}),
        questions=tuple(_question(question) for question in raw.get("questions", [])),
    )


def _question(raw: Mapping) -> Question:
    condition = raw.get("shown_if") or None
    return Question(
        key=raw["key"],
        kind=raw["kind"],
        label=LocalizedText(raw.get("label") or {}),
        help=LocalizedText(raw.get("help") or {}),
        required=bool(raw.get("required")),
        choices=tuple(
            Choice(choice["key"], LocalizedText(choice.get("label") or {}))
            for choice in raw.get("choices") or []
        ),
        other=bool(raw.get("other")),
        minimum=raw.get("min"),
        maximum=raw.get("max"),
        low=LocalizedText(raw.get("low") or {}),
        high=LocalizedText(raw.get("high") or {}),
        shown_if=Condition(condition["question"], tuple(condition["values"])) if condition else None,
    )
