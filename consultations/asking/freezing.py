"""What may no longer change once somebody has answered.

Renaming a key or changing a kind in a live questionnaire would make answers unreadable and break the open data
(other platforms have been there), so both are refused with the reason; wording stays free.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.asking.blocks import definition_of
from consultations.asking.questions import Question, Questionnaire


def refuse_frozen_changes(consultation) -> None:
    """Raise ValidationError when the edited questionnaire loses or changes a question that has answers.

    Two queries once the consultation is saved; none before.
    """
    if consultation.pk is None:
        return
    answered = set(
        type(consultation)
        .objects.filter(pk=consultation.pk, contributions__answers__isnull=False)
        .values_list("contributions__answers__question_key", flat=True)
        .distinct()
    )
    version = consultation.current_version()
    if not answered or version is None:
        return
    edited = Questionnaire.from_definition(definition_of(consultation.questionnaire))
    problems = frozen_problems(version.questionnaire, edited, answered=answered)
    if problems:
        raise ValidationError({"questionnaire": problems})


def frozen_problems(asked: Questionnaire, edited: Questionnaire, *, answered: Iterable[str]) -> list[str]:
    """One sentence for each answered question that the edited questionnaire lost or changed."""
    after = {question.key: question for question in edited}
    problems = []
    for key in sorted(answered):
        before = asked.question(key)
        if before is None:
            continue
        problem = _problem(before, after.get(key))
        if problem:
            problems.append(problem)
    return problems


def _problem(before: Question, now: Question | None) -> str:
    if now is None:
        return _(
            "The question “%(key)s” already has answers: it can be reworded, not removed or renamed."
        ) % {"key": before.key}
    if now.kind != before.kind:
        return _("The question “%(key)s” already has answers: its kind cannot change.") % {"key": before.key}
    lost = [choice.key for choice in before.choices if choice.key not in set(now.choice_keys())]
    if lost:
        return _("The question “%(key)s” already has answers: the choice “%(choice)s” can't be removed.") % {
            "key": before.key,
            "choice": lost[0],
        }
    return ""
