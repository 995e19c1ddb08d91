"""Proposals, their decisions and reasons, and what is behind them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.proposals import deciding
from tests.consultations.publishing import (
    decided,
    make_charter,
    move_results,
    page,
    publish_version,
    review,
    status,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_proposals_show_decisions_and_reasons_and_no_undecided_one(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    decided([reply], "Voter le dimanche.", "not_kept", by=analyst)
    deciding.propose(analysis.consultation, {"fr": "Secret de travail."}, [reply], by=analyst)

    html = page(client, "proposals", "charte")

    assert 'id="not_kept"' in html
    assert "Raison de : Voter le dimanche." in html.replace("\u00a0", " ")
    assert "Secret de travail" not in html
    assert status(client, "proposal", "charte", 3) == 404


def test_proposals_can_be_filtered_by_decision_and_ignore_what_is_none(client, analyst, analysis):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    decided([reply], "Voter le dimanche.", "not_kept", by=analyst)
    address = reverse("consultations:proposals", args=["charte"])

    filtered = client.get(address, {"decision": "not_kept"}).content.decode()
    senseless = client.get(address, {"decision": "pending' OR 1=1"}).content.decode()

    assert ("Voter le dimanche." in filtered, "Répondre en trois mois." in filtered) == (True, False)
    assert "Répondre en trois mois." in senseless


def test_proposals_are_hidden_until_results_are_published(client, login, analyst, analysis, citizen):
    [reply] = review(analysis, "Répondre", by=analyst)
    decided([reply], "Répondre en trois mois.", by=analyst)
    move_results(analysis.consultation, days=2)

    assert "Répondre en trois mois." not in page(client, "proposals", "charte")
    assert status(login(client, citizen), "proposal", "charte", 1) == 404
    assert "Répondre en trois mois." in page(login(client, analyst), "proposals", "charte")


def test_proposal_shows_themes_voices_owner_and_articles(client, analyst, editor, analysis, paris):
    [reply] = review(analysis, "Répondre", by=analyst)
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    publish_version(make_charter(paris), {"reponse": ("La Ville répond.", [kept])}, by=editor)

    html = page(client, "proposal", "charte", 1)

    assert "Direction des débats" in html
    assert "Une réponse, vite." in html
    assert "Zoé" not in html
    assert reverse("consultations:article", args=["charte-de-la-ville", "reponse"]) in html


@pytest.mark.parametrize("many", [1, 30])
def test_proposals_take_the_same_queries_for_1_and_30(
    client, many, analyst, analysis, django_assert_num_queries
):
    [reply] = review(analysis, "Répondre", by=analyst)
    for n in range(many):
        decided([reply], f"Proposition {n}.", by=analyst)
    page(client, "proposals", "charte")

    with django_assert_num_queries(4):
        html = page(client, "proposals", "charte")

    assert html.count("proposal-title") == many
