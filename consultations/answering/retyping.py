"""From an answer back to what a browser would post for it, for corrections and for comparing two typings."""

from __future__ import annotations

from consultations.answering.forms import OTHER_SUFFIX, field_name
from consultations.asking import questions as q
from consultations.asking.questions import Question, Questionnaire
from consultations.models import Answer, Contribution


def typed_form_of(contribution: Contribution, questionnaire: Questionnaire) -> dict[str, list[str]]:
    """A contribution's answers as they would have been typed. One query."""
    data: dict[str, list[str]] = {}
    for answer in contribution.answers.all():
        question = questionnaire.question(answer.question_key)
        if question is not None:
            data.update(typed_answer(question, answer))
    return data


def typed_answer(question: Question, answer: Answer) -> dict[str, list[str]]:
    """The posted names and values of one answer."""
    name = field_name(question)
    if question.is_free_text:
        return {name: [answer.text]}
    if question.kind == q.RANKING:
        return {f"{name}_{key}": [str(place)] for place, key in enumerate(answer.value or [], start=1)}
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    data = {name: [_plain(value) for value in values]}
    if answer.text:
        data[name + OTHER_SUFFIX] = [answer.text]
    return data


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
