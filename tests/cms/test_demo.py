"""The demonstration: texts of ours, told apart, and brought in by the verbs that people use."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cms.demo.asking import typed_form
from cms.demo.texts import contributions, read
from consultations.answering.forms import questionnaire_form
from consultations.asking.blocks import QuestionnaireBlock, stream_of
from consultations.asking.questions import Questionnaire

FREE_TEXTS = ("obstacle", "promise", "idea", "word")


def sentences(text: str) -> list[str]:
    """The sentences of a text, of four words or more, as an ear would compare them."""
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = (" ".join(re.findall(r"\w+", part)) for part in re.split(r"[.!?…\n]+", plain))
    return [part for part in parts if len(part.split()) >= 4]


def test_demo_has_enough_contributions_in_both_languages():
    entries = contributions().values()
    languages = Counter(entry["language"] for entry in entries)

    assert len(entries) >= 300
    assert languages["fr"] > languages["en"] >= 20
    assert any(not entry["answers"].get("promise") for entry in entries)


def test_no_two_contributions_share_a_sentence_but_those_meant_as_repeats():
    found: Counter[str] = Counter()
    for entry in contributions().values():
        if entry.get("repeat"):
            continue
        texts = (entry["answers"].get(key) or "" for key in FREE_TEXTS)
        found.update({sentence for text in texts for sentence in sentences(text)})

    assert [sentence for sentence, times in found.items() if times > 1] == []


def test_some_contributions_repeat_others_on_purpose():
    repeats = [entry for entry in contributions().values() if entry.get("repeat")]

    assert len(repeats) >= 5


def test_every_contribution_passes_the_questionnaire():
    questionnaire = Questionnaire.from_definition({"sections": read("questionnaire")})

    refused = {
        name: form.errors
        for name, entry in contributions().items()
        for form in [questionnaire_form(questionnaire, typed_form(entry["answers"], at=timezone.now()))]
        if not form.is_valid()
    }

    assert refused == {}


def test_every_questionnaire_of_the_demo_passes_the_editor():
    block = QuestionnaireBlock()

    for definition in [read("questionnaire"), *(one["questionnaire"] for one in read("other_consultations"))]:
        assert block.clean(block.to_python(stream_of({"sections": definition})))


def test_every_decision_of_the_demo_is_cited_or_refused():
    cited = {
        number
        for charter in read("charters")
        for version in charter["versions"]
        for article in version["articles"]
        for number in article.get("cites", [])
    }
    kept = {one["number"] for one in read("proposals") if one["decision"] != "not_kept"}

    assert cited == kept


def test_demo_is_not_loaded_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="known passwords"):
        call_command("load_demo")
