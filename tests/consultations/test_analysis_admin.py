"""The analysts' screens: who may see them, and what the buttons do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import Analysis
from jobs.models import Heartbeat
from tests.consultations.factories import make_analysis, make_consultation, make_contributions

TEXTS = ["Plus de bancs publics", "Des bancs à l’ombre", "Répondre aux habitants"]


def url(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


@pytest.fixture
def consultation(db):
    return make_consultation(phase="analysis")


@pytest.fixture
def answered(consultation):
    make_contributions(consultation, TEXTS)
    return consultation


@pytest.fixture
def as_analyst(client, analyst, login):
    return login(client, analyst)


def all_addresses(analysis: Analysis) -> list[str]:
    return [
        url("analyses"),
        url("analyses_of", analysis.consultation.slug, "promise"),
        url("analysis", analysis.pk),
        url("analysis_progress", analysis.pk),
        url("adopt_analysis", analysis.pk),
    ]


def test_screens_are_refused_to_an_editor(client, editor, login, consultation):
    first = make_analysis(consultation, {"Bancs": TEXTS})
    other = make_analysis(consultation, {"Bancs": ["Des chaises"]}, adopted=False)
    login(client, editor)

    for address in all_addresses(other):
        response = client.get(address)
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
        assert list(get_messages(response.wsgi_request))
    client.post(url("analyses_of", consultation.slug, "promise"), {"max_themes": 5})
    client.post(url("adopt_analysis", other.pk))

    assert list(Analysis.objects.in_force()) == [first]
    assert Analysis.objects.count() == 2


def test_screens_send_a_visitor_to_the_login(client, consultation):
    analysis = make_analysis(consultation, {"Bancs": TEXTS})

    for address in all_addresses(analysis):
        assert "login" in client.get(address).url


def test_screens_open_for_an_analyst(as_analyst, consultation):
    analysis = make_analysis(consultation, {"Bancs": TEXTS}, adopted=False)

    assert [as_analyst.get(address).status_code for address in all_addresses(analysis)] == [200] * 5


def test_menu_shows_themes_to_the_analyst_only(consultation, analyst, editor, rf):
    from consultations.admin.analyses import menu_item

    shown = {}
    for name, user in (("analyst", analyst), ("editor", editor)):
        request = rf.get("/")
        request.user = user
        shown[name] = menu_item().is_shown(request)

    assert shown == {"analyst": True, "editor": False}


def test_list_names_each_free_text_question_with_its_answers(as_analyst, answered):
    make_contributions(answered, ["Écouter"], key="word")

    page = as_analyst.get(url("analyses"))

    states = {
        state.question.key: state.answers for _c, found in page.context["consultations"] for state in found
    }
    assert states == {"promise": 3, "word": 1}


def test_list_makes_the_same_number_of_queries_for_one_and_for_thirty(as_analyst, consultation):
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            make_analysis(make_consultation(slug=f"c{number}"), {"Bancs": [TEXTS[0]]})
        as_analyst.get(url("analyses"))
        with CaptureQueriesContext(connection) as queries:
            page = as_analyst.get(url("analyses"))
        counts.append(len(queries))

    assert len(page.context["consultations"]) == 31
    assert counts[0] == counts[1]


def test_question_page_makes_the_same_number_of_queries_for_one_and_for_fifteen(
    as_analyst, consultation, analyst
):
    counts = []
    for texts in (TEXTS[:1], [str(number) for number in range(14)]):
        for text in texts:
            make_analysis(consultation, {"Bancs": [text]}, adopted=False, requested_by=analyst)
        as_analyst.get(url("analyses_of", consultation.slug, "promise"))
        with CaptureQueriesContext(connection) as queries:
            page = as_analyst.get(url("analyses_of", consultation.slug, "promise"))
        counts.append(len(queries))

    assert len(page.context["analyses"]) == 15
    assert counts[0] == counts[1]


def test_starting_makes_one_analysis_however_often_it_is_pressed(as_analyst, analyst, answered):
    address, chosen = (
        url("analyses_of", answered.slug, "promise"),
        {"max_themes": 7, "language": "fr", "random_state": 3},
    )

    first = as_analyst.post(address, chosen)
    second = as_analyst.post(address, chosen)

    analysis = Analysis.objects.get()
    assert first.url == second.url == url("analysis", analysis.pk)
    assert analysis.requested_by == analyst
    assert {name: analysis.settings[name] for name in chosen} == chosen


def test_starting_with_impossible_settings_says_so_and_starts_nothing(as_analyst, answered):
    page = as_analyst.post(
        url("analyses_of", answered.slug, "promise"), {"max_themes": 0, "language": "xx", "random_state": -1}
    )

    assert set(page.context["form"].errors) == {"max_themes", "language", "random_state"}
    assert not Analysis.objects.exists()


def test_starting_without_answers_says_so(as_analyst, consultation):
    page = as_analyst.post(
        url("analyses_of", consultation.slug, "promise"),
        {"max_themes": 5, "language": "fr", "random_state": 0},
    )

    assert page.status_code == 200
    assert list(page.context["messages"])
    assert not Analysis.objects.exists()


def test_question_that_is_not_answered_in_words_leads_back_to_the_list(as_analyst, answered):
    assert as_analyst.get(url("analyses_of", answered.slug, "trust")).url == url("analyses")


def test_running_analysis_shows_its_progress_and_refreshes_itself(as_analyst, answered):
    analysis = Analysis.objects.create(
        consultation=answered, question_key="promise", state=Analysis.RUNNING, step="grouping", progress=0.42
    )

    page = as_analyst.get(url("analysis", analysis.pk)).content.decode()
    region = as_analyst.get(url("analysis_progress", analysis.pk)).content.decode()

    assert 'http-equiv="refresh"' in page
    assert "consultations/js/analysis.js" in page
    assert 'value="42"' in page
    assert 'data-state="running"' in region
    assert "<html" not in region


@pytest.mark.parametrize(("beaten", "told"), [(None, True), (120, True), (1, False)])
def test_waiting_analysis_says_when_no_worker_answers(as_analyst, answered, beaten, told):
    analysis = Analysis.objects.create(consultation=answered, question_key="promise")
    if beaten is not None:
        now = timezone.now()
        beat = now - timedelta(seconds=beaten)
        Heartbeat.objects.create(worker_id="w", started_at=now, beat_at=beat, host="here", pid=1)

    response = as_analyst.get(url("analysis_progress", analysis.pk))

    assert response.context["is_forsaken"] is told


def test_cancel_stops_a_waiting_analysis(as_analyst, answered):
    analysis = Analysis.objects.create(consultation=answered, question_key="promise")

    assert as_analyst.get(url("cancel_analysis", analysis.pk)).status_code == 405
    as_analyst.post(url("cancel_analysis", analysis.pk))

    analysis.refresh_from_db()
    assert analysis.state == Analysis.CANCELLED


def test_failed_analysis_shows_its_reason(as_analyst, answered):
    analysis = Analysis.objects.create(
        consultation=answered, question_key="promise", state=Analysis.FAILED, failure="No room left."
    )

    assert "No room left." in as_analyst.get(url("analysis", analysis.pk)).content.decode()


def test_adopting_asks_first_and_then_brings_into_force(as_analyst, consultation):
    first = make_analysis(consultation, {"Bancs": TEXTS})
    other = make_analysis(consultation, {"Chaises": ["Des chaises"]}, adopted=False)

    page = as_analyst.get(url("adopt_analysis", other.pk))
    assert page.context["replaced"] == first
    assert Analysis.objects.in_force().get() == first

    as_analyst.post(url("adopt_analysis", other.pk))
    assert Analysis.objects.in_force().get() == other


def test_analysis_of_an_unpublished_consultation_is_absent(as_analyst, consultation):
    analysis = make_analysis(consultation, {"Bancs": TEXTS})
    type(consultation).objects.update(live=False)

    for address in (url("analysis", analysis.pk), url("analyses_of", consultation.slug, "promise")):
        assert as_analyst.get(address, follow=True).status_code == 404
