"""The log of an analysis on its page and as files, and the button that takes a decision back."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import ReviewEvent, Theme
from consultations.reviews import reviewing
from consultations.reviews.undoing import undo
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        {"Répondre": ["Répondez-nous.", "Une réponse à chacun."], "Langue": ["Écrivez simplement."]},
    )


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


@pytest.fixture
def moved(analysis, analyst) -> ReviewEvent:
    """One text moved to “Langue”, by Élise."""
    reply = theme(analysis, "Répondre")
    reviewing.move(answers(reply)[:1], theme(analysis, "Langue"), source=reply, by=analyst, expected=1)
    return ReviewEvent.objects.get()


def log_url(analysis) -> str:
    return reverse("consultations_admin:log", args=[analysis.pk])


def file_url(analysis, kind: str) -> str:
    return reverse("consultations_admin:log_file", args=[analysis.pk, kind])


def undo_url(event: ReviewEvent) -> str:
    return reverse("consultations_admin:undo", args=[event.analysis_id, event.pk])


def test_the_log_tells_every_decision_with_its_theme(analyst_client, analysis, moved):
    page = analyst_client.get(log_url(analysis), HTTP_ACCEPT_LANGUAGE="en")

    [line] = page.context["lines"]
    assert (line.who, str(line.theme.title), line.can_undo) == ("Élise Moreau", "Répondre", True)
    assert "Langue" in line.sentence


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 3),
        ({"verb": "rename"}, 1),
        ({"verb": "undo"}, 1),
        ({"day": "today"}, 2),
        ({"person": "second", "verb": "rename"}, 0),
        ({"day": "never"}, 0),
        ({"verb": "explode"}, 0),
    ],
)
def test_the_log_is_narrowed_by_person_kind_and_day(
    analyst_client, analysis, moved, analyst, second_analyst, asked, found
):
    long_ago = timezone.now() - timedelta(days=9)
    reviewing.rename(theme(analysis, "Langue"), {"fr": "Clarté"}, {}, by=analyst, expected=2, at=long_ago)
    undo(moved, by=second_analyst)
    values = {"second": second_analyst.pk, "today": timezone.localdate().isoformat()}

    page = analyst_client.get(log_url(analysis), {name: values.get(one, one) for name, one in asked.items()})

    assert page.context["page"].paginator.count == found


def test_a_decision_is_taken_back_by_its_button(analyst_client, analysis, moved):
    here = reverse("consultations_admin:theme", args=[moved.theme_id])

    page = analyst_client.post(undo_url(moved), {"next": here}, follow=True)

    assert page.redirect_chain == [(here, 302)]
    assert len(answers(theme(analysis, "Répondre"))) == 2
    lines = {line.event: line for line in page.context["history"]}
    assert "Élise Moreau" in lines[moved.pk].undone
    assert not lines[moved.pk].can_undo


def test_what_could_not_be_taken_back_is_told(analyst_client, analysis, moved, second_analyst):
    one = moved.details["answers"][0]
    language = theme(analysis, "Langue")
    reviewing.doubt([one], language, by=second_analyst, expected=2)
    reviewing.pin([one], language, by=second_analyst, expected=3)

    page = analyst_client.post(undo_url(moved), follow=True)

    assert "Fatou Ndiaye" in "".join(map(str, page.context["messages"]))
    assert ReviewEvent.objects.count() == 3


def test_the_second_to_take_back_is_told_who_was_first(analyst_client, moved, second_analyst):
    undo(moved, by=second_analyst)

    page = analyst_client.post(undo_url(moved), follow=True)

    assert "Fatou Ndiaye" in "".join(map(str, page.context["messages"]))
    assert ReviewEvent.objects.count() == 2


def test_coming_back_never_leads_to_another_site(analyst_client, analysis, moved):
    response = analyst_client.post(undo_url(moved), {"next": "https://evil.example/"})

    assert response["Location"] == log_url(analysis)


def test_the_last_decision_of_a_person_is_offered_on_the_theme(
    analyst_client, analysis, moved, second_analyst
):
    reviewing.mark_reviewed(theme(analysis, "Répondre"), by=second_analyst, expected=2)

    last = analyst_client.get(reverse("consultations_admin:theme", args=[moved.theme_id])).context["last"]

    assert last["event"] == moved.pk


def test_an_analysis_that_is_not_in_force_offers_no_taking_back(analyst_client, analysis, moved):
    analysis.adopted = False
    analysis.save()

    page = analyst_client.get(log_url(analysis))
    analyst_client.post(undo_url(moved))

    assert undo_url(moved) not in page.content.decode()
    assert ReviewEvent.objects.count() == 1


def test_the_log_as_json_lines_holds_ids_and_staffs_words_alone(analyst_client, analysis, moved, analyst):
    reviewing.rename(theme(analysis, "Langue"), {"fr": "Clarté"}, {}, by=analyst, expected=2)

    response = analyst_client.get(file_url(analysis, "jsonl"))

    text = b"".join(response.streaming_content).decode()
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(row["verb"], row["person"], row["texts"]) for row in rows] == [
        ("move", analyst.pk, 1),
        ("rename", analyst.pk, 0),
    ]
    assert rows[1]["words"] == "Clarté"
    assert "Moreau" not in text
    assert "Répondez-nous" not in text


def test_the_log_as_csv_is_narrowed_like_the_page_and_defused(analyst_client, analysis, moved, analyst):
    reviewing.rename(theme(analysis, "Langue"), {"fr": "=1+1"}, {}, by=analyst, expected=2)

    response = analyst_client.get(file_url(analysis, "csv"), {"verb": "rename"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["verb"], row["words"]) == ("rename", "'=1+1")
    assert json.loads(row["details"])["title"] == {"fr": "=1+1"}


def test_the_log_takes_as_many_queries_for_one_decision_as_for_thirty(analyst_client, analysis, analyst):
    language = theme(analysis, "Langue")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            analyst_client.get(log_url(analysis))
        return len(captured)

    reviewing.rename(language, {"fr": "Titre 1"}, {}, by=analyst, expected=1)
    undo(ReviewEvent.objects.first(), by=analyst)
    queries()
    few = queries()
    for number in range(2, 30):
        language.refresh_from_db()
        reviewing.rename(language, {"fr": f"Titre {number}"}, {}, by=analyst, expected=language.revision)

    assert queries() == few


@pytest.mark.parametrize("who", ["editor", "citizen", "host"])
def test_who_may_not_review_reaches_neither_log_nor_files_nor_undo(
    client, login, request, analysis, moved, who
):
    login(client, request.getfixturevalue(who))

    answered = [
        client.get(log_url(analysis)),
        client.get(file_url(analysis, "csv")),
        client.get(file_url(analysis, "jsonl")),
        client.post(undo_url(moved)),
    ]

    assert {response.status_code for response in answered} <= {302, 403, 404}
    assert ReviewEvent.objects.count() == 1
    assert Theme.objects.get(pk=moved.theme_id).revision == 2


def test_an_unknown_kind_of_file_is_not_there(analyst_client, analysis):
    assert analyst_client.get(file_url(analysis, "xlsx")).status_code == 404


def test_the_other_ending_of_json_leads_to_the_file(analyst_client, analysis):
    response = analyst_client.get(file_url(analysis, "json") + "?verb=merge")

    assert response.status_code == 302
    assert response.url == file_url(analysis, "jsonl") + "?verb=merge"
