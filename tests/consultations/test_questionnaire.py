"""What editors may build, what is frozen once people have answered, and what an answer remembers."""

from __future__ import annotations

import copy
import json

import pytest
from django.core.exceptions import ValidationError

from consultations.asking.blocks import QuestionnaireBlock, definition_of, stream_of
from consultations.asking.freezing import frozen_problems
from consultations.asking.questions import Questionnaire
from consultations.models import Answer
from tests.consultations.factories import DEFINITION, make_consultation, make_contributions


def cleaned(definition: dict):
    block = QuestionnaireBlock()
    return block.clean(block.to_python(json.loads(json.dumps(stream_of(definition)))))


def changed(path: list, value) -> dict:
    """The definition with one thing changed."""
    definition = copy.deepcopy(DEFINITION)
    place = definition
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return definition


def test_definition_survives_the_editor():
    stream = cleaned(DEFINITION)

    again = Questionnaire.from_definition(definition_of(stream))

    assert again == Questionnaire.from_definition(DEFINITION)


def test_key_left_empty_is_made_from_the_label():
    stream = cleaned(changed(["sections", 1, "questions", 0, "key"], ""))

    assert definition_of(stream)["sections"][1]["questions"][0]["key"] == "que-doit-promettre-la-ville"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["sections", 1, "questions", 0, "key"], "experience"),
        (["sections", 1, "key"], "you"),
        (["sections", 0, "questions", 1, "shown_if"], {"question": "unknown", "values": ["once"]}),
        (["sections", 0, "questions", 1, "shown_if"], {"question": "experience", "values": ["unknown"]}),
        (["sections", 0, "questions", 0, "choices", 1, "key"], "never"),
    ],
    ids=["two questions", "two sections", "no such question", "no such answer", "two choices"],
)
def test_questionnaire_that_contradicts_itself_is_refused(path, value):
    with pytest.raises(ValidationError):
        cleaned(changed(path, value))


def test_condition_on_a_later_question_is_refused():
    definition = copy.deepcopy(DEFINITION)
    definition["sections"].reverse()
    definition["sections"][0]["questions"][0]["shown_if"] = {"question": "experience", "values": ["once"]}

    with pytest.raises(ValidationError):
        cleaned(definition)


def test_problem_is_told_beside_the_field_to_change():
    definition = copy.deepcopy(DEFINITION)
    definition["sections"].reverse()
    definition["sections"][0]["questions"][0]["shown_if"] = {"question": "experience", "values": ["once"]}

    with pytest.raises(ValidationError) as refusal:
        cleaned(definition)

    question = refusal.value.block_errors[0].block_errors["questions"].block_errors[0]
    assert "experience" in str(question.block_errors["shown_if"].block_errors["question"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["sections", 1, "questions", 0, "key"], "renamed"),
        (["sections", 1, "questions", 0, "kind"], "short_text"),
        (
            ["sections", 0, "questions", 0, "choices"],
            DEFINITION["sections"][0]["questions"][0]["choices"][:2],
        ),
    ],
    ids=["key", "kind", "choice removed"],
)
def test_answered_question_cannot_lose_its_key_kind_or_choices(path, value):
    asked = Questionnaire.from_definition(DEFINITION)

    problems = frozen_problems(
        asked, Questionnaire.from_definition(changed(path, value)), answered=["promise", "experience"]
    )

    assert len(problems) == 1


def test_unanswered_question_may_still_go():
    edited = copy.deepcopy(DEFINITION)
    del edited["sections"][1]["questions"][-1]

    problems = frozen_problems(
        Questionnaire.from_definition(DEFINITION), Questionnaire.from_definition(edited), answered=["promise"]
    )

    assert problems == []


@pytest.mark.django_db
def test_rewording_makes_a_version_and_earlier_answers_keep_theirs():
    consultation = make_consultation()
    make_contributions(consultation, ["Avant"])

    consultation.questionnaire = json.dumps(
        stream_of(
            changed(
                ["sections", 1, "questions", 0, "label"], {"fr": "Autrement dit ?", "en": "In other words?"}
            )
        )
    )
    consultation.full_clean()
    consultation.save()
    make_contributions(consultation, ["Après"])

    words = {
        answer.text: str(answer.version.questionnaire.question("promise").label["fr"])
        for answer in Answer.objects.select_related("version")
    }
    assert words == {"Avant": "Que doit promettre la Ville ?", "Après": "Autrement dit ?"}


@pytest.mark.django_db
def test_publishing_without_a_change_makes_no_version():
    consultation = make_consultation()

    consultation.save()

    assert consultation.versions.count() == 1


@pytest.mark.django_db
def test_editor_is_told_that_a_frozen_key_cannot_change():
    consultation = make_consultation()
    make_contributions(consultation, ["Une réponse"])
    consultation.questionnaire = json.dumps(
        stream_of(changed(["sections", 1, "questions", 0, "key"], "renamed"))
    )

    with pytest.raises(ValidationError) as refusal:
        consultation.full_clean()

    assert "promise" in str(refusal.value.message_dict["questionnaire"])
