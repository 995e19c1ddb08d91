"""What the public may read: private data replaced, and nothing that was not looked at."""

from __future__ import annotations

import pytest

from consultations.analysing.clearing import clear_answers, redacted
from consultations.analysis import clear_for_public
from consultations.due_jobs import clear_new_words
from consultations.models import Answer
from tests.consultations.factories import make_consultation, make_contributions


@pytest.fixture
def consultation(db):
    return make_consultation()


def find_nothing(texts, _language):
    return [[] for _text in texts]


def test_redacted_replaces_each_stretch_by_the_name_of_its_kind():
    text = "Call Ann Lee, ann@example.org!"

    assert (
        redacted(text, [(14, 29, "EMAIL"), (5, 12, "PERSON")], language="en")
        == "Call [name], [e-mail address]!"
    )


def test_redacted_without_private_data_is_the_text_itself():
    assert redacted("=1+1 … «é»\u2028", [], language="fr") == "=1+1 … «é»\u2028"


def test_words_are_cleared_with_private_data_out(consultation):
    make_contributions(consultation, ["Écrivez à zoe.martin@example.org pour la fête", "Plus de bancs"])

    assert clear_for_public(Answer.objects.all()) == 2

    written, plain = Answer.objects.order_by("pk")
    assert "zoe.martin" not in written.public_text
    assert written.public_text.startswith("Écrivez à [")
    assert "zoe.martin" in written.text
    assert plain.public_text == "Plus de bancs"


def test_words_cleared_before_are_left_alone(consultation):
    make_contributions(consultation, ["Plus de bancs"])
    Answer.objects.update(public_text="Plus de [nom]")

    assert clear_for_public(Answer.objects.all()) == 0

    assert Answer.objects.get().public_text == "Plus de [nom]"


def test_answer_corrected_while_it_is_looked_at_stays_uncleared(consultation):
    make_contributions(consultation, ["Plus de bancs", "Plus d’arbres"])
    first = Answer.objects.order_by("pk").first()

    def find_while_corrected(texts, language):
        Answer.objects.filter(pk=first.pk).update(text="Appelez le 06 12 34 56 78")
        return find_nothing(texts, language)

    assert clear_answers(Answer.objects.all(), find_private=find_while_corrected) == 1

    first.refresh_from_db()
    assert first.public_text is None
    assert Answer.objects.exclude(pk=first.pk).get().public_text == "Plus d’arbres"


def test_due_job_clears_words_that_no_analysis_has_seen(consultation):
    make_contributions(consultation, ["Mon adresse : zoe.martin@example.org"], key="word")

    clear_new_words()

    assert "zoe" not in Answer.objects.get().public_text
