"""Answers as their author reads them back: the question, then what was said, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.dateparse import parse_date

from consultations.answering.forms import AnswerForm
from consultations.asking import questions as q
from consultations.asking.questions import Question, Questionnaire


@dataclass(frozen=True)
class SummaryLine:
    question: Question
    text: str  # free words, to be shown with their line breaks
    items: tuple[str, ...]  # the words of what was chosen
    is_ordered: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.items


@dataclass(frozen=True)
class SummarySection:
    key: str
    title: str
    lines: tuple[SummaryLine, ...]


def summary_of(questionnaire: Questionnaire, form: AnswerForm) -> list[SummarySection]:
    """The answers of a form (which has been validated), by section; questions not asked are left out."""
    return summary_of_answers(questionnaire, form.answers, values=form.values)


def summary_of_answers(
    questionnaire: Questionnaire, answers: dict[str, tuple[Any, str]], *, values: dict[str, Any]
) -> list[SummarySection]:
    """The same for stored answers, as a mapping of keys to (value, words)."""
    asked = {question.key for question in questionnaire.shown(values)}
    sections = []
    for section in questionnaire.sections:
        lines = tuple(
            summary_line(question, *answers.get(question.key, (None, "")))
            for question in section.questions
            if question.key in asked
        )
        if lines:
            sections.append(SummarySection(section.key, str(section.title), lines))
    return sections


def summary_line(question: Question, value: Any, words: str) -> SummaryLine:
    """One answer in the active language's words."""
    if question.is_free_text:
        return SummaryLine(question, words, ())
    if value is None:
        return SummaryLine(question, "", ())
    keys = value if isinstance(value, list) else [value]
    if question.kind in {q.ONE_CHOICE, q.SEVERAL_CHOICES, q.RANKING}:
        items = tuple(
            f"{question.choice_label(key)} – {words}"
            if key == q.OTHER and words
            else question.choice_label(key)
            for key in keys
        )
        return SummaryLine(question, "", items, is_ordered=question.kind == q.RANKING)
    if question.kind == q.DATE:
        return SummaryLine(question, "", (formats.date_format(parse_date(value), "DATE_FORMAT"),))
    if question.kind == q.SCALE:
        return SummaryLine(question, "", (f"{value} / {int(question.maximum or 5)}",))
    return SummaryLine(question, "", (formats.localize(int(value) if float(value).is_integer() else value),))
