"""The review screens: who may see them, what they show, and that nobody's work is overwritten or lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import Membership, Placement, Theme
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, theme

pytestmark = pytest.mark.django_db

GROUPS = {
    "Répondre": ["Répondez-nous.", "Une réponse à chacun.", "Dites pourquoi.", "Dites pourquoi."],
    "Budget": {"Montants": ["Plus d’argent."], "Calendrier": ["Un an d’ÉTÉ.", "Deux ans."]},
    "Langue": ["Écrivez simplement, du fond du cœur."],
}


@pytest.fixture
def analysis():
    return make_analysis(
        make_consultation(phase="analysis"),
        GROUPS,
        set_aside={"no-opinion": ["RAS", "rien"], "yes-no": ["oui"]},
    )


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


def review_url(analysis) -> str:
    return reverse("consultations_admin:review", args=[analysis.pk])


def theme_url(one: Theme) -> str:
    return reverse("consultations_admin:theme", args=[one.pk])


def test_review_lists_themes_by_size_with_their_figures(analyst_client, analysis):
    page = analyst_client.get(review_url(analysis))

    rows = page.context["rows"]
    assert [str(row.theme.title) for row in rows] == ["Répondre", "Budget", "Langue"]
    assert [(row.theme.texts, row.theme.repeats, row.distinct) for row in rows] == [
        (4, 1, 3),
        (3, 0, 3),
        (1, 0, 1),
    ]
    assert [str(part.title) for part in rows[1].parts] == ["Calendrier", "Montants"]
    content = page.content.decode()
    assert "Répondez-nous." in content
    assert "répondre</p>" in content


def test_review_shows_two_exemplars_and_never_the_same_words_twice(analyst_client, analysis):
    rows = analyst_client.get(review_url(analysis)).context["rows"]

    shown = {str(row.theme.title): [one.quotation for one in row.exemplars] for row in rows}
    assert shown["Répondre"] == ["Répondez-nous.", "Une réponse à chacun."]
    assert len(shown["Budget"]) == 2


def test_exemplars_follow_the_texts_when_people_move_them(analyst_client, analysis, analyst):
    reply, language = theme(analysis, "Répondre"), theme(analysis, "Langue")
    reviewing.move(answers(reply)[:1], language, source=reply, by=analyst, expected=1)

    rows = analyst_client.get(review_url(analysis)).context["rows"]

    shown = {str(row.theme.title): [one.quotation for one in row.exemplars] for row in rows}
    assert "Répondez-nous." not in shown["Répondre"]
    assert "Répondez-nous." in shown["Langue"]


def test_review_counts_where_the_work_stands(analyst_client, analysis, analyst):
    reviewing.mark_reviewed(theme(analysis, "Répondre"), by=analyst, expected=1)
    reviewing.set_aside(theme(analysis, "Langue"), "Hors sujet.", by=analyst, expected=1)

    progress = analyst_client.get(review_url(analysis)).context["progress"]

    assert (progress.to_review, progress.reviewed, progress.set_aside) == (3, 1, 1)
    assert (progress.placed, progress.in_reviewed, progress.in_themes_set_aside, progress.share) == (
        8,
        4,
        1,
        50,
    )
    assert progress.without_theme == {"no-opinion": 2, "yes-no": 1}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=set_aside", ["Langue"]),
        ("state=reviewed", []),
        ("state=merged", []),
        ("q=repondre", ["Répondre"]),
        ("q=CALENDRIER", ["Budget"]),
        ("q=rien de tel", []),
        ("state=nonsense", ["Répondre", "Budget"]),
    ],
)
def test_review_filters_by_state_and_by_words(analyst_client, analysis, analyst, query, titles):
    reviewing.set_aside(theme(analysis, "Langue"), "Hors sujet.", by=analyst, expected=1)

    rows = analyst_client.get(f"{review_url(analysis)}?{query}").context["rows"]

    assert [str(row.theme.title) for row in rows] == titles


def test_review_shows_merged_sub_themes_when_asked(analyst_client, analysis, analyst):
    reviewing.merge(theme(analysis, "Montants"), theme(analysis, "Calendrier"), by=analyst, expected=1)

    living = analyst_client.get(review_url(analysis)).context["rows"]
    merged = analyst_client.get(f"{review_url(analysis)}?state=merged").context["rows"]

    assert [[str(part.title) for part in row.parts] for row in living] == [[], ["Calendrier"], []]
    assert [str(row.theme.title) for row in merged] == ["Budget"]


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_review_takes_as_many_queries_for_3_themes_as_for_30(analyst_client):
    def page_of(number: int) -> str:
        groups = {
            f"Thème {n}": {f"Partie {n}.{k}": [f"Texte {n}.{k}"] for k in (1, 2)} for n in range(number)
        }
        consultation = make_consultation(phase="analysis", slug=f"themes-{number}")
        return review_url(make_analysis(consultation, groups))

    assert queries(analyst_client, page_of(3)) == queries(analyst_client, page_of(30))


def test_a_theme_takes_as_many_queries_for_3_texts_as_for_50(analyst_client):
    def page_of(number: int) -> str:
        groups = {"Un": {f"Partie {n}": [f"Texte {n}"] for n in range(number)}}
        consultation = make_consultation(phase="analysis", slug=f"textes-{number}")
        return theme_url(theme(make_analysis(consultation, groups), "Un"))

    assert queries(analyst_client, page_of(3)) == queries(analyst_client, page_of(50))


def test_texts_in_no_theme_take_as_many_queries_for_3_as_for_50(analyst_client):
    def page_of(number: int) -> str:
        consultation = make_consultation(phase="analysis", slug=f"restes-{number}")
        analysis = make_analysis(consultation, {"Un": ["Texte"]}, set_aside={"no-opinion": ["RAS"] * number})
        return reverse("consultations_admin:without_theme", args=[analysis.pk])

    assert queries(analyst_client, page_of(3)) == queries(analyst_client, page_of(50))


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_review_themes_see_and_decide(client, login, request, analysis, person):
    login(client, request.getfixturevalue(person))
    reply = theme(analysis, "Répondre")
    without = reverse("consultations_admin:without_theme", args=[analysis.pk])

    for url in (review_url(analysis), theme_url(reply), without):
        assert client.get(url).status_code == 302
    refused = client.post(theme_url(reply), {"do": "review", "expected": 1})

    assert refused.status_code == 302
    assert Theme.objects.get(pk=reply.pk).state == Theme.TO_REVIEW


def test_nobody_reviews_without_logging_in(client, analysis):
    assert client.get(review_url(analysis)).status_code == 302


def test_themes_of_an_unpublished_consultation_are_absent(analyst_client, analysis):
    analysis.consultation.live = False
    analysis.consultation.save(update_fields=["live"])

    for url in (review_url(analysis), theme_url(theme(analysis, "Répondre"))):
        assert analyst_client.get(url, follow=True).status_code == 404


def test_texts_in_no_theme_are_listed_by_reason_and_can_be_placed(analyst_client, analysis):
    url = reverse("consultations_admin:without_theme", args=[analysis.pk])
    language = theme(analysis, "Langue")
    aside = Membership.objects.filter(excluded="no-opinion").first().answer

    everything = analyst_client.get(url).context["page"]
    yes_no = analyst_client.get(url, {"reason": "yes-no"}).context["page"]
    analyst_client.post(url, {"answers": [aside.pk], "to": language.pk})

    assert (everything.paginator.count, yes_no.paginator.count) == (3, 1)
    assert Placement.objects.get(answer=aside).theme == language
    assert analyst_client.get(url).context["page"].paginator.count == 2


def test_placing_nothing_says_so(analyst_client, analysis):
    url = reverse("consultations_admin:without_theme", args=[analysis.pk])

    page = analyst_client.post(url, {"to": theme(analysis, "Langue").pk})

    assert page.context["form"].errors["answers"]


def test_citizens_words_are_escaped(analyst_client):
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    analysis = make_analysis(make_consultation(phase="analysis"), {"Un": [attack, "Autre"]})

    pages = [analyst_client.get(url) for url in (review_url(analysis), theme_url(analysis.themes.get()))]

    for page in pages:
        assert attack not in page.content.decode()
        assert "&lt;script&gt;alert(1)" in page.content.decode()
