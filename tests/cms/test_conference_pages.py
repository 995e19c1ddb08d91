"""What the public reads of a conference: the dossier, the list, drafts side by side, data and feed."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.conferences.answering import answer, report
from cms.conferences.opinion_publishing import publish_opinion
from cms.models import ConferencePage
from search.finding import find
from tests.cms.conferences import (
    DAY,
    make_conference,
    make_index,
    make_opinion,
    recommendation,
    said,
    today,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """Sentences of the site are asserted on in the language they are written in."""
    with translation.override("en"):
        yield


def session(on, **value) -> dict:
    return {
        "type": "session",
        "value": {
            "title": "Les sols",
            "on": on.isoformat(),
            "until": None,
            "is_public": True,
            "heard": [{"name": "Lise Amar", "role": "pédologue", "interests": "Aucun intérêt déclaré."}],
            "minutes": "<p>Le sol respire.</p>",
            **value,
        },
    }


def test_dossier_shows_votes_dissent_and_answer_beside_each_other(client):
    page, opinion = make_opinion(
        recommendation(votes=(9, 6, 2), minorities=[("Nous préférons les arbres.", 6)])
    )
    one = opinion.recommendations.get()
    answer(page, one, "refused", said("Trop cher."), author="Adjointe", on=today() - DAY, by=None, expected=0)

    html = client.get(page.url).content.decode()

    assert "Ouvrir les cours" in html
    assert "Nous préférons les arbres." in html
    assert "Trop cher." in html
    for number in (9, 6, 2):
        assert f"<dd>{number}</dd>" in html


def test_opinion_in_preparation_is_absent_from_the_public_page(client):
    page = make_conference(recommendation("Secret encore"))

    html = client.get(page.url).content.decode()

    assert "Secret encore" not in html
    assert client.get(f"{page.url}recommendations/1/").status_code == 404
    assert client.get(f"{page.url}data/csv/").status_code == 404


def test_unpublished_and_private_dossiers_are_absent(client):
    index = make_index()
    draft = make_conference(title="Brouillon", live=False)
    private, opinion = make_opinion(title="Réservée")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    html = client.get(index.url).content.decode()

    assert "Brouillon" not in html
    assert "Réservée" not in html
    assert client.get(f"{index.url}{draft.slug}/").status_code == 404
    assert client.get(f"/fr/recommendations/{opinion.recommendations.get().pk}/").status_code == 404


def test_session_tells_who_was_heard_and_what_they_declared(client):
    page = make_conference(programme=[session(today() - DAY), session(today() + DAY, title="Les arbres")])

    html = client.get(page.url).content.decode()

    assert "Lise Amar" in html
    assert "Aucun intérêt déclaré." in html
    assert "session-past" in html
    assert "session-upcoming" in html


def test_panel_is_told_by_category_against_quota_and_population(client):
    shares = [
        {"label": "16 à 29 ans", "members": 3, "minimum": 4, "maximum": 5, "population": "24.5"},
        {"label": "30 ans et plus", "members": 9, "minimum": 7, "maximum": 9, "population": "75.5"},
    ]
    page = make_conference(
        composition=[{"type": "category", "value": {"name": "Âge", "shares": shares}}],
        pseudonyms="Acacia\n\nTilleul",
    )

    html = client.get(page.url).content.decode()

    assert "24,5" in html
    assert "<strong>non</strong>" in html or "<strong>no</strong>" in html
    assert ">Tilleul<" in html
    assert html.count('class="bar-mark"') == 2


def test_drafts_show_what_changed(client):
    drafts = [
        {"type": "draft", "value": {"title": "Premier", "on": "2026-01-05", "text": "Planter cent arbres."}},
        {"type": "draft", "value": {"title": "Second", "on": "2026-01-19", "text": "Planter mille arbres."}},
    ]
    page = make_conference(drafts=drafts)

    html = client.get(f"{page.url}drafts/2/").content.decode()

    assert "<del>" in html
    assert "mille" in html.partition("<ins>")[2].partition("</ins>")[0]
    assert client.get(f"{page.url}drafts/3/").status_code == 404


def test_list_says_at_once_what_became_of_an_opinion(client):
    page, opinion = make_opinion(recommendation("Une"), recommendation("Deux"))
    late = opinion.recommendations.get(number=1)
    answer(
        page, late, "accepted", said("Oui."), author="Adjointe", owner="Voirie", on=today() - 9 * DAY,
        due_on=today() - DAY, by=None, expected=0,
    )  # fmt: skip

    with translation.override("en"):
        html = client.get(make_index().url.replace("/fr/", "/en/"), follow=True).content.decode()
    html += client.get(make_index().url).content.decode()

    assert page.title in html
    assert "standing-late" not in html
    assert "<strong>" in html.partition(page.title)[2]


def test_body_has_referrals_and_a_referral_has_none(client):
    body = make_conference(title="Conseil des générations futures", kind=ConferencePage.BODY)
    referral = make_conference(title="Vivre-ensemble", parent=body)

    html = client.get(body.url).content.decode()

    assert referral.url in html
    assert ConferencePage.can_create_at(body)
    assert not ConferencePage.can_create_at(referral)


def test_dossier_that_ends_before_it_begins_is_refused():
    page = make_conference()
    page.ends_on = page.begins_on - DAY

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert "ends_on" in refusal.value.message_dict


def test_open_data_holds_votes_answers_and_deadlines(client):
    page, opinion = make_opinion(recommendation("=SOMME(A1)", minorities=[("Contre.", 2)]))
    one = opinion.recommendations.get()
    answer(
        page, one, "in_part", said("Pour moitié."), author="Adjointe", owner="Voirie", on=today() - 9 * DAY,
        due_on=today() - DAY, by=None, expected=0,
    )  # fmt: skip

    table = client.get(f"{page.url}data/csv/").content.decode("utf-8-sig")
    data = json.loads(client.get(f"{page.url}data/json/").content)
    schema = json.loads(client.get(f"{page.url}data/schema/").content)

    row = next(csv.DictReader(io.StringIO(table)))
    assert row["title.fr"].startswith("'=")
    assert (row["votes_for"], row["votes_against"], row["minorities"]) == ("12", "3", "1")
    assert (row["answer"], row["status"], row["owner"]) == ("in_part", "late", "Voirie")
    assert data["figures"]["statuses"]["late"] == 1
    assert {column["name"] for column in schema["fields"]} == set(row)


def test_feed_tells_the_latest_first(client):
    page, opinion = make_opinion()
    one = opinion.recommendations.get()
    answer(
        page,
        one,
        "accepted",
        said("Oui."),
        author="Adjointe",
        owner="Voirie",
        on=today(),
        by=None,
        expected=0,
    )
    report(page, one, "done", said("Douze cours ouvertes."), on=today(), by=None, expected=0)

    xml = client.get(f"{page.url}feed/").content.decode()

    assert xml.index("Douze cours ouvertes.") < xml.index("Oui.")
    assert f"{page.url}recommendations/1/" in xml


@pytest.mark.parametrize("which", ["list", "dossier"])
def test_number_of_queries_does_not_grow(client, django_assert_num_queries, which):
    index = make_index()
    page, _opinion = make_opinion(*[recommendation(f"Point {number}") for number in range(2)])
    address = index.url if which == "list" else page.url
    client.get(address)
    before = _queries(client, address)

    if which == "list":
        for number in range(29):
            make_opinion(recommendation(f"Autre {number}"), title=f"Conférence {number}")
    else:
        more, _opinion = make_opinion(
            *[recommendation(f"Long {number}") for number in range(30)], title="Longue"
        )
        address = more.url
        client.get(address)

    assert _queries(client, address) == before


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("saved", [True, False])
def test_editor_previews_a_dossier_before_it_is_published(saved):
    page = make_conference(live=False, programme=[session(today())])
    if not saved:
        page = ConferencePage(
            title="Nouvelle",
            city=page.city,
            locale=page.locale,
            path=f"{page.path}0001",
            depth=page.depth + 1,
        )

    response = page.make_preview_request()

    assert response.status_code == 200
    assert page.title in response.content.decode()


def test_recommendation_is_found_by_its_words_once_published_and_no_more_when_hidden():
    page = make_conference(recommendation("Ombrager les cimetières"))

    assert _found("cimetière") == []
    publish_opinion(page, by=None)
    assert _found("cimetière") == ["Ombrager les cimetières"]
    page.unpublish()
    assert _found("cimetière") == []


def _found(words: str) -> list[str]:
    return [hit.title for hit in find(words, language="fr").results if "recommendations" in hit.url]


def test_change_of_language_keeps_the_recommendation(client):
    block = recommendation("Ouvrir les cours")
    page = make_conference(block)
    english = translated(page, title="On shade")
    publish_opinion(page, by=None)

    html = client.get(f"{page.url}recommendations/1/").content.decode()
    dossier = client.get(page.url).content.decode()

    address = f"{english.url}recommendations/1/"
    assert f'href="{address}" lang="en"' in html
    assert client.get(address).status_code == 200
    assert f'href="{english.url}" lang="en"' in dossier
