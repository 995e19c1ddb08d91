"""The button under each idea on the page of one's own contribution, and who may not press it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.answering.receipt_codes import code_of, new_token, receipt_hash
from consultations.models import Contestation, Contribution
from tests.consultations.browsing import open_with_code
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WORDS, OTHER_WORDS = "Une réponse, vite.", "Répondez-nous."


@pytest.fixture
def analysis(paris, analyst):
    analysis = make_analysis(
        make_consultation(phase="published", city=paris), {"Répondre": [WORDS, OTHER_WORDS]}
    )
    redact()
    review(analysis, "Répondre", by=analyst)
    return analysis


def code_for(text: str) -> str:
    code = code_of(new_token())
    Contribution.objects.filter(answers__text=text).update(receipt_hash=receipt_hash(code))
    return code


def answer_of(text: str) -> int:
    return Contribution.objects.get(answers__text=text).answers.get().pk


def press(client, answer: int, **fields):
    return client.post(reverse("consultations:contest"), {"answer": answer, **fields}, follow=True)


def test_pressing_the_button_says_what_happens_next(client, analysis):
    open_with_code(client, code_for(WORDS))

    html = press(client, answer_of(WORDS), sentence="Je parlais du maire.").content.decode()

    assert "What happens now" in html
    assert "Je parlais du maire." in html
    assert Contestation.objects.get().state == Contestation.OPEN


def test_pressing_the_button_without_a_word_is_enough(client, analysis):
    open_with_code(client, code_for(WORDS))

    press(client, answer_of(WORDS))

    assert Contestation.objects.get().sentence == ""


def test_pressing_the_button_twice_makes_one(client, analysis):
    open_with_code(client, code_for(WORDS))
    press(client, answer_of(WORDS))

    html = press(client, answer_of(WORDS)).content.decode()

    assert "You said so already" in html
    assert Contestation.objects.count() == 1


def test_neighbour_cannot_contest_for_somebody_else(client, analysis):
    open_with_code(client, code_for(OTHER_WORDS))

    press(client, answer_of(WORDS), sentence="Au nom d’une autre.")

    assert not Contestation.objects.exists()


def test_who_opened_nothing_is_asked_for_a_code(client, login, neighbour, analysis):
    login(client, neighbour)

    response = client.post(reverse("consultations:contest"), {"answer": answer_of(WORDS)})

    assert response.url == reverse("consultations:receipt")
    assert not Contestation.objects.exists()


def test_essay_is_refused_in_a_sentence(client, analysis):
    open_with_code(client, code_for(WORDS))

    html = press(client, answer_of(WORDS), sentence="a" * 501).content.decode()

    assert "500 characters at most" in html
    assert not Contestation.objects.exists()


def test_what_a_person_meant_is_escaped(client, analysis):
    open_with_code(client, code_for(WORDS))

    html = press(client, answer_of(WORDS), sentence="<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in html


def test_too_many_presses_are_refused(client, analysis):
    open_with_code(client, code_for(WORDS))
    for _n in range(30):
        client.post(reverse("consultations:contest"), {"answer": "0"})

    html = press(client, answer_of(WORDS)).content.decode()

    assert "Too many messages" in html
    assert not Contestation.objects.exists()
