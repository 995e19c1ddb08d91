"""A theme's page: its redacted texts, who may read them, where a merged theme went."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.models import Analysis, Answer
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import (
    decided,
    move_results,
    page,
    redact,
    review,
    status,
)
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_theme_shows_its_redacted_texts_and_what_became_of_it(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)

    html = page(client, "theme", "charte", reply.pk)

    assert "3 texts, in 2 different wordings" in html
    assert "signé [PERSON]" in html
    assert "Zoé" not in html
    assert "Répondre en trois mois." in html


def test_theme_hides_texts_that_were_not_redacted_yet(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    Answer.objects.filter(text="Une réponse, vite.").update(public_text=None)

    html = page(client, "theme", "charte", reply.pk)

    assert "Une réponse, vite." not in html
    assert "2 texts are not shown until" in html


def test_theme_is_absent_until_reviewed_and_published_but_for_analysts(
    client, login, analyst, analysis, editor
):
    unreviewed = theme(analysis, "Répondre")
    [reviewed] = review(analysis, "Réunir", by=analyst)

    assert status(client, "theme", "charte", unreviewed.pk) == 404
    assert status(client, "theme", "charte", reviewed.pk) == 200
    move_results(analysis.consultation, days=2)
    assert status(client, "theme", "charte", reviewed.pk) == 404
    assert status(login(client, editor), "theme", "charte", reviewed.pk) == 404
    assert status(login(client, analyst), "theme", "charte", unreviewed.pk) == 200


def test_theme_of_an_analysis_no_longer_in_force_is_absent(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    Analysis.objects.update(adopted=False)

    assert status(client, "theme", "charte", reply.pk) == 404


def test_theme_cannot_be_read_through_another_consultation(client, analyst, analysis, paris):
    [reply] = review(analysis, "Répondre", by=analyst)
    make_consultation(phase="published", slug="autre", city=paris)

    assert status(client, "theme", "autre", reply.pk) == 404


def test_theme_that_was_merged_leads_to_the_one_that_took_it_in(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    gone = theme(analysis, "Parler")
    reviewing.merge(gone, reply, by=analyst, expected=gone.revision)

    response = client.get(reverse("consultations:theme", args=["charte", gone.pk]))

    assert response.status_code == 302
    assert response.url == reverse("consultations:theme", args=["charte", reply.pk])


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999", "<script>"])
def test_theme_pages_survive_any_page_number(client, analyst, analysis, number):
    [reply] = review(analysis, "Répondre", by=analyst)

    response = client.get(reverse("consultations:theme", args=["charte", reply.pk]), {"page": number})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_theme_takes_the_same_queries_for_1_and_30_texts(
    client, many, analyst, paris, django_assert_max_num_queries
):
    consultation = make_consultation(phase="published", city=paris)
    parts = {f"Partie {n}": [f"Idée {n}."] for n in range(many + 1)}
    analysis = make_analysis(consultation, {"Thème": parts})
    redact()
    [whole] = review(analysis, "Thème", by=analyst)
    for n in range(many):
        decided([whole], f"Proposition {n}.", by=analyst)
    page(client, "theme", "charte", whole.pk)

    with django_assert_max_num_queries(16):
        html = page(client, "theme", "charte", whole.pk)

    assert html.count("proposal-title") == many
