"""Texts confirmed where they are, or doubted: the verbs, and a theme's page with many of them at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import Placement, ReviewEvent, Theme
from consultations.reviews import refusals, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        {"Répondre": [f"Réponse {number}." for number in range(120)], "Langue": ["Écrivez simplement."]},
    )


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


def theme_url(one: Theme, query: str = "") -> str:
    return reverse("consultations_admin:theme", args=[one.pk]) + query


def marks(answer: int) -> tuple:
    placement = Placement.objects.get(answer=answer)
    return placement.by_person, placement.placed_by, placement.doubtful


def test_pin_makes_the_placement_the_persons_and_takes_the_doubt_off(analysis, analyst, second_analyst):
    reply = theme(analysis, "Répondre")
    one, other = answers(reply)[:2]
    reviewing.doubt([one], reply, by=second_analyst, expected=1)

    reviewing.pin([one], reply, by=analyst, expected=2)

    assert marks(one) == (True, analyst, False)
    assert marks(other) == (False, None, False)
    event = ReviewEvent.objects.first()
    assert (event.verb, event.details["answers"]) == ("pin", [one])


def test_doubt_leaves_who_placed_the_text_and_can_be_taken_off(analysis, analyst, second_analyst):
    reply = theme(analysis, "Répondre")
    one = answers(reply)[0]
    reviewing.pin([one], reply, by=analyst, expected=1)

    reviewing.doubt([one], reply, by=second_analyst, expected=2)
    doubted = marks(one)
    reviewing.clear_doubt([one], reply, by=second_analyst, expected=3)

    assert doubted == (True, analyst, True)
    assert marks(one) == (True, analyst, False)


def test_moving_a_doubtful_text_settles_the_doubt(analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    one = answers(reply)[0]
    reviewing.doubt([one], reply, by=analyst, expected=1)

    reviewing.move([one], language, source=reply, by=analyst, expected=2)

    assert marks(one) == (True, analyst, False)


@pytest.mark.parametrize(
    ("first", "again", "refusal"),
    [
        ("pin", "pin", refusals.AlreadyPinned),
        ("doubt", "doubt", refusals.AlreadyDoubtful),
        ("pin", "clear_doubt", refusals.NotDoubtful),
    ],
)
def test_what_is_so_already_is_refused_and_not_logged(analysis, analyst, first, again, refusal):
    reply = theme(analysis, "Répondre")
    some = answers(reply)[:2]
    getattr(reviewing, first)(some, reply, by=analyst, expected=1)

    with pytest.raises(refusal):
        getattr(reviewing, again)(some, reply, by=analyst, expected=2)

    assert ReviewEvent.objects.count() == 1


@pytest.mark.parametrize("verb", ["pin", "doubt", "clear_doubt"])
def test_marks_conflict_with_what_a_colleague_did_meanwhile(analysis, analyst, second_analyst, verb):
    reply = theme(analysis, "Répondre")
    reviewing.rename(reply, {"fr": "Être écouté"}, {}, by=second_analyst, expected=1)

    with pytest.raises(reviewing.ThemeConflict) as caught:
        getattr(reviewing, verb)(answers(reply)[:1], reply, by=analyst, expected=1)

    assert [entry.who for entry in caught.value.since] == ["Fatou Ndiaye"]


def test_a_conflict_on_a_doubt_shows_both_versions_and_keeps_the_ticks(
    analyst_client, analysis, second_analyst
):
    reply = theme(analysis, "Répondre")
    ticked = answers(reply)[:2]
    reviewing.rename(reply, {"fr": "Être écouté"}, {}, by=second_analyst, expected=1)

    page = analyst_client.post(theme_url(reply), {"do": "doubt", "expected": 1, "answers": ticked})

    assert page.status_code == 409
    assert "Être écouté" in page.content.decode()
    assert [value for name, value in page.context["sent"] if name == "answers"] == list(map(str, ticked))


def test_a_hundred_texts_fit_on_a_page_and_are_ticked_at_once(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    page = analyst_client.get(theme_url(reply, "?size=100&tick=page"))
    other = analyst_client.get(theme_url(reply, "?size=7"))

    assert (len(page.context["page"]), len(page.context["ticked"])) == (100, 100)
    assert (len(other.context["page"]), len(other.context["ticked"])) == (50, 0)


def test_ticks_of_the_whole_page_do_not_fall_on_the_texts_that_come_next(analyst_client, analysis):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    fields = {"do": "move", "expected": 1, "answers": answers(reply)[:50], "to": language.pk}

    page = analyst_client.post(theme_url(reply, "?tick=page"), fields, follow=True)

    assert texts(language) == 51
    assert page.context["ticked"] == set()


@pytest.mark.parametrize("do", ["pin", "doubt", "move"])
def test_a_hundred_texts_cost_as_many_queries_as_one(analyst_client, analysis, do):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    ids = answers(reply)

    def queries(some: list[int]) -> int:
        reply.refresh_from_db()
        fields = {"do": do, "expected": reply.revision, "answers": some, "to": language.pk}
        with CaptureQueriesContext(connection) as captured:
            response = analyst_client.post(theme_url(reply), fields)
        assert response.status_code == 302
        return len(captured)

    queries(ids[:1])

    assert queries(ids[1:2]) == queries(ids[2:102])


def test_only_doubtful_texts_are_shown_when_asked(analyst_client, analysis, analyst):
    reply = theme(analysis, "Répondre")
    some = answers(reply)[:3]
    reviewing.doubt(some, reply, by=analyst, expected=1)

    page = analyst_client.get(theme_url(reply, "?only=doubtful"))
    analyst_client.post(
        theme_url(reply, "?only=doubtful"),
        {"do": "clear_doubt", "expected": 2, "all_found": "on", "only": "doubtful"},
    )

    assert page.context["page"].paginator.count == 3
    assert not Placement.objects.filter(doubtful=True).exists()


@pytest.mark.parametrize("do", ["pin", "doubt"])
def test_who_may_not_review_marks_nothing(client, login, analysis, editor, do):
    login(client, editor)
    reply = theme(analysis, "Répondre")

    response = client.post(theme_url(reply), {"do": do, "expected": 1, "answers": answers(reply)[:1]})

    assert response.status_code == 302
    assert not ReviewEvent.objects.exists()
