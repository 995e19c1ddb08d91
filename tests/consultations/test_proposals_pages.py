"""The screens of proposals: what stands behind each, who may decide, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import Placement, Proposal
from consultations.proposals import deciding, proposal_reading
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db
INDEX = "/cms/consultations/proposals/"


@pytest.fixture
def analysis(analyst):
    analysis = make_analysis(
        make_consultation(phase="analysis"),
        {
            "Répondre": ["Répondez.", "Répondez.", "Dites pourquoi."],
            "Budget": {"Montants": ["Plus."], "Calendrier": ["Un an."]},
            "Langue": ["Clair."],
        },
    )
    for title in ("Répondre", "Budget"):
        reviewing.mark_reviewed(theme(analysis, title), by=analyst, expected=1)
    return analysis


@pytest.fixture
def proposal(analysis, analyst):
    return deciding.propose(
        analysis.consultation, {"fr": "Répondre."}, [theme(analysis, "Répondre")], by=analyst
    )


@pytest.fixture
def analyst_client(client, login, analyst):
    return login(client, analyst)


def proposal_url(proposal) -> str:
    return reverse("consultations_admin:proposal", args=[proposal.pk])


def propose_url(analysis) -> str:
    return reverse("consultations_admin:propose", args=[analysis.consultation.slug])


def test_the_weight_counts_texts_repeats_and_people_from_the_placements(analysis, analyst):
    everything = [theme(analysis, "Répondre"), theme(analysis, "Budget")]
    proposal = deciding.propose(analysis.consultation, {"fr": "Tout."}, everything, by=analyst)

    (row,) = proposal_reading.rows([proposal])

    assert row.weight == proposal_reading.Weight(texts=5, repeats=1, people=5)


def test_a_person_who_speaks_in_two_questions_counts_once(analysis, analyst):
    other = make_analysis(analysis.consultation, {"Un mot": ["Ensemble"]}, key="word")
    reviewing.mark_reviewed(other.themes.get(), by=analyst, expected=1)
    twice = Placement.objects.filter(analysis=analysis).first().answer.contribution
    extra = other.placements.get().answer
    extra.contribution = twice
    extra.save()
    themes = [theme(analysis, "Répondre"), other.themes.get()]

    proposal = deciding.propose(analysis.consultation, {"fr": "Deux."}, themes, by=analyst)

    (row,) = proposal_reading.rows([proposal])
    assert (row.weight.texts, row.weight.people) == (4, 3)


def test_a_withdrawal_corrects_the_weight_at_once(proposal):
    Placement.objects.filter(theme__proposals=proposal).first().answer.contribution.answers.all().delete()

    (row,) = proposal_reading.rows([proposal])

    assert row.weight.people == 2


def test_the_list_shows_statements_themes_and_what_stands_behind(analyst_client, proposal):
    page = analyst_client.get(INDEX, HTTP_ACCEPT_LANGUAGE="en")

    (row,) = page.context["rows"]
    assert (row.proposal, [str(one.title) for one in row.themes], row.weight.people) == (
        proposal,
        ["Répondre"],
        3,
    )


def test_the_list_filters_by_consultation_and_decision(analyst_client, analysis, proposal, analyst):
    kept = deciding.propose(analysis.consultation, {"fr": "Deux."}, [theme(analysis, "Budget")], by=analyst)
    deciding.decide(kept, Proposal.KEPT, {"fr": "Oui."}, "Direction", by=analyst, at=timezone.now())

    def shown(**query):
        return [row.proposal.number for row in analyst_client.get(INDEX, query).context["rows"]]

    assert shown(decision="kept") == [2]
    assert shown(consultation=analysis.consultation.slug) == [1, 2]
    assert shown(consultation="nowhere") == []


def test_the_list_takes_as_many_queries_for_1_proposal_as_for_30(analyst_client, analysis, analyst):
    def queries() -> int:
        analyst_client.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            analyst_client.get(INDEX)
        return len(captured)

    themes = [theme(analysis, "Répondre"), theme(analysis, "Budget")]
    deciding.propose(analysis.consultation, {"fr": "Un."}, themes, by=analyst)
    for_one = queries()
    for number in range(29):
        deciding.propose(analysis.consultation, {"fr": f"Proposition {number}"}, themes, by=analyst)

    assert queries() == for_one


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_decide_see_and_write_proposals(client, login, request, analysis, proposal, person):
    login(client, request.getfixturevalue(person))

    for url in (INDEX, propose_url(analysis), proposal_url(proposal)):
        assert client.get(url).status_code == 302
    client.post(
        proposal_url(proposal), {"do": "decide", "decision": "kept", "reason_fr": "Oui.", "expected": 1}
    )
    client.post(reverse("consultations_admin:discard_proposal", args=[proposal.pk]), {"expected": 1})

    proposal.refresh_from_db()
    assert proposal.decision == Proposal.PENDING


def test_a_new_proposal_offers_reviewed_themes_only(analyst_client, analysis):
    page = analyst_client.get(propose_url(analysis))

    offered = [str(one.title) for source in page.context["sources"] for one in source.themes]
    assert offered == ["Répondre", "Budget"]


def test_coming_from_a_theme_ticks_it(analyst_client, analysis):
    reply = theme(analysis, "Répondre")

    page = analyst_client.get(f"{propose_url(analysis)}?theme={reply.pk}")

    assert page.context["ticked"] == {str(reply.pk)}


def test_writing_a_proposal_leads_to_its_page(analyst_client, analysis):
    themes = [theme(analysis, "Répondre").pk, theme(analysis, "Budget").pk]

    page = analyst_client.post(
        propose_url(analysis),
        {"statement_fr": "Répondre.", "statement_en": "Reply.", "themes": themes},
        follow=True,
    )

    proposal = Proposal.objects.get()
    assert page.request["PATH_INFO"] == proposal_url(proposal)
    assert (proposal.number, proposal.statement) == (1, {"fr": "Répondre.", "en": "Reply."})
    assert set(proposal.themes.values_list("pk", flat=True)) == set(themes)


def test_a_proposal_without_theme_is_refused_and_keeps_its_statement(analyst_client, analysis):
    page = analyst_client.post(propose_url(analysis), {"statement_fr": "Une longue phrase."})

    assert page.context["form"].errors["themes"]
    assert "Une longue phrase." in page.content.decode()
    assert not Proposal.objects.exists()


def test_a_theme_not_reviewed_cannot_be_smuggled_in(analyst_client, analysis):
    language = theme(analysis, "Langue").pk

    page = analyst_client.post(propose_url(analysis), {"statement_fr": "Clair.", "themes": [language]})

    assert page.context["form"].errors["themes"]
    assert not Proposal.objects.exists()


def test_a_consultation_with_nothing_reviewed_says_what_to_do(analyst_client):
    analysis = make_analysis(make_consultation(phase="analysis"), {"Un": ["Texte"]})

    content = analyst_client.get(propose_url(analysis)).content.decode()

    assert reverse("consultations_admin:analyses") in content
    assert 'name="statement_fr"' not in content


def test_deciding_on_the_page_records_the_public_reason(analyst_client, proposal, analyst):
    fields = {
        "decision": "kept_in_part",
        "reason_fr": "Dès 2027.",
        "reason_en": "From 2027.",
        "owner": "Direction",
    }

    analyst_client.post(proposal_url(proposal), {"do": "decide", "expected": 1, **fields})

    proposal.refresh_from_db()
    assert (proposal.decision, proposal.owner, proposal.decided_by) == ("kept_in_part", "Direction", analyst)
    assert proposal.reason == {"fr": "Dès 2027.", "en": "From 2027."}


def test_a_decision_without_reason_is_refused_and_keeps_the_choice(analyst_client, proposal):
    page = analyst_client.post(
        proposal_url(proposal), {"do": "decide", "decision": "not_kept", "owner": "Direction", "expected": 1}
    )

    assert page.context["deciding"].errors["reason"]
    assert page.context["deciding"]["decision"].value() == "not_kept"
    proposal.refresh_from_db()
    assert not proposal.is_decided


def test_two_people_deciding_get_both_versions(client, login, proposal, analyst, second_analyst):
    reason, now = {"fr": "Oui, dès demain."}, timezone.now()
    deciding.decide(proposal, "kept", reason, "Direction", by=second_analyst, at=now, expected=1)
    login(client, analyst)

    page = client.post(
        proposal_url(proposal),
        {
            "do": "decide",
            "decision": "not_kept",
            "reason_fr": "Trop cher.",
            "owner": "Finances",
            "expected": 1,
        },
    )

    content = page.content.decode()
    assert page.status_code == 409
    for words in ("Oui, dès demain.", "Trop cher.", "Fatou Ndiaye"):
        assert words in content
    again = dict(page.context["sent"])
    client.post(proposal_url(proposal), {**again, "expected": page.context["expected"]})
    proposal.refresh_from_db()
    assert proposal.decision == "not_kept"


def test_rewriting_on_the_page(analyst_client, analysis, proposal):
    both = [theme(analysis, "Répondre").pk, theme(analysis, "Budget").pk]

    analyst_client.post(
        proposal_url(proposal),
        {"do": "revise", "statement_fr": "Répondre à tous.", "themes": both, "expected": 1},
    )

    proposal.refresh_from_db()
    assert str(proposal.statement) == "Répondre à tous."
    assert proposal.themes.count() == 2


def test_the_page_quotes_the_themes_in_turn(analyst_client, analysis, analyst):
    themes = [theme(analysis, "Répondre"), theme(analysis, "Budget")]
    proposal = deciding.propose(analysis.consultation, {"fr": "Tout."}, themes, by=analyst)

    exemplars = analyst_client.get(proposal_url(proposal)).context["exemplars"]

    assert {one.answer.text for one in exemplars} == {"Répondez.", "Dites pourquoi.", "Plus.", "Un an."}


def test_deleting_a_mistake(analyst_client, proposal):
    url = reverse("consultations_admin:discard_proposal", args=[proposal.pk])

    analyst_client.post(url, {"expected": "x"})
    kept = Proposal.objects.exists()
    analyst_client.post(url, {"expected": 1})

    assert kept
    assert not Proposal.objects.exists()
