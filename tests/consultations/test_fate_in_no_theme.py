"""What a person is told of a text that is in no theme: that it holds no word, or that nobody groups these texts."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from consultations.models import Analysis, Contribution
from consultations.publishing import fate
from consultations.publishing.fate import fate_of
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def told(words: str) -> tuple[str, str]:
    """(the state of its only idea, the page)."""
    contribution = Contribution.objects.select_related("consultation__city").get(answers__text=words)
    [one] = fates = fate_of(contribution)
    return one.ideas[0].state, render_to_string("consultations/fate.html", {"fates": fates})


@pytest.mark.parametrize("words", ["???", "- -", "12"])
def test_what_holds_no_word_is_said_to(paris, words):
    make_contributions(make_consultation(phase="published", city=paris), [words])

    state, page = told(words)

    assert state == fate.NO_WORDS
    assert "There is no word in what you wrote here" in page
    assert "This is not what I meant" not in page


def test_a_question_that_nobody_groups_is_not_said_to_wait(paris):
    make_contributions(make_consultation(phase="published", city=paris), ["Une lettre avec des feutres."])

    state, page = told("Une lettre avec des feutres.")

    assert state == fate.NOT_GROUPED
    assert "counted among the answers" in page
    assert "Not analysed yet" not in page


def test_what_waits_for_an_analysis_still_does(paris):
    consultation = make_consultation(phase="published", city=paris)
    make_contributions(consultation, ["Répondez."])
    Analysis.objects.create(consultation=consultation, question_key="promise")

    assert told("Répondez.")[0] == fate.WAITING


def test_before_the_results_a_text_waits(paris):
    make_contributions(make_consultation(phase="analysis", city=paris), ["Répondez."])

    assert told("Répondez.")[0] == fate.WAITING
