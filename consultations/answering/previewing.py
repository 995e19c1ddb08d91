"""A questionnaire as its editor previews it: every page at once, nothing to send."""

from __future__ import annotations

from django.forms import BoundField

from consultations.answering.forms import TypedForm
from consultations.asking.questions import Questionnaire
from consultations.models import Consultation


def pages_of(consultation: Consultation) -> list[dict]:
    """Each section of the edited questionnaire with its rows of fields, conditions written out."""
    questionnaire = consultation.draft_questionnaire()
    # One form for all pages, so that a condition on another page is written out too.
    rows = {row["question"].key: row for row in TypedForm(list(questionnaire), values={}, data=None).rows()}
    return [
        {"section": section, "rows": [rows[question.key] for question in section.questions]}
        for section in questionnaire.sections
    ]


def preview_field(definition: dict) -> BoundField:
    """One question's field as the site draws it, from its plain definition."""
    section = {"key": "preview", "title": {}, "questions": [definition]}
    questions = list(Questionnaire.from_definition({"sections": [section]}))
    return TypedForm(questions, values={}, data=None).rows()[0]["field"]
