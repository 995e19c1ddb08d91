"""What citizens write goes to the database, and to no log and no table of tasks."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from consultations.analysis import request_analysis
from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = pytest.mark.django_db
WORDS = "Ce que je pense du maire"


def test_logs_hold_no_word_code_or_address_of_a_citizen(client, caplog):
    consultation = make_consultation()
    with caplog.at_level(logging.DEBUG):
        enter(client, consultation)
        answer(client, consultation, "you", experience="never")
        answer(client, consultation, "city", promise=WORDS)
        send(client, consultation)
        code = client.get(reverse("consultations:sent", args=["charte"])).context["code"]
        client.post(reverse("consultations:sent", args=["charte"]), {"email": "awa@example.org"})
        client.post(reverse("consultations:receipt"), {"code": code})

    # The database's own log of queries is off in every setting that this project has.
    said = "\n".join(one.getMessage() for one in caplog.records if one.name != "django.db.backends")
    for secret in (WORDS, code, "awa@example.org", client.cookies[f"draft-{consultation.pk}"].value):
        assert secret not in said


def test_logs_of_an_error_of_ours_hold_no_word_of_a_citizen(client, caplog, monkeypatch, capsys):
    consultation = make_consultation()
    enter(client, consultation)
    client.raise_request_exception = False

    def broken(*_args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("consultations.views.answering.SectionPage", broken)
    response = client.post(section_url(consultation, "city"), {"q-promise": WORDS})

    printed = capsys.readouterr()
    assert response.status_code == 500
    assert WORDS not in caplog.text + printed.out + printed.err
    assert WORDS not in response.content.decode()


def test_tasks_table_holds_no_word_of_a_citizen(analyst):
    consultation = make_consultation(phase="analysis")
    make_contributions(consultation, [WORDS, f"{WORDS}, encore"])

    request_analysis(consultation, "promise", by=analyst)

    kept = [str(vars(row)) for row in DBTaskResult.objects.all()]
    assert kept
    assert not any(WORDS in row for row in kept)
