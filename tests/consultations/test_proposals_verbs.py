"""Proposals: written from reviewed themes, numbered, decided with a public reason."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from consultations.charters import charter_drafting
from consultations.models import Charter, Proposal, ReviewEvent
from consultations.proposals import deciding
from consultations.reviews import refusals, review_log, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import theme


@pytest.fixture
def analysis(db, analyst):
    analysis = make_analysis(
        make_consultation(phase="analysis"),
        {"Répondre": ["Répondez."], "Budget": ["Plus."], "Langue": ["Clair."]},
    )
    for title in ("Répondre", "Budget"):
        reviewing.mark_reviewed(theme(analysis, title), by=analyst, expected=1)
    return analysis


@pytest.fixture
def proposal(analysis, analyst):
    return deciding.propose(
        analysis.consultation, {"fr": "Répondre."}, [theme(analysis, "Répondre")], by=analyst
    )


def test_propose_numbers_from_one_in_each_consultation(analysis, analyst):
    other = make_analysis(make_consultation(slug="rues", phase="analysis"), {"Rues": ["Des arbres."]})
    street = reviewing.mark_reviewed(other.themes.get(), by=analyst, expected=1)

    first = deciding.propose(analysis.consultation, {"fr": "Un."}, [theme(analysis, "Répondre")], by=analyst)
    second = deciding.propose(analysis.consultation, {"fr": "Deux."}, [theme(analysis, "Budget")], by=analyst)
    elsewhere = deciding.propose(other.consultation, {"fr": "Planter."}, [street], by=analyst)

    assert [first.number, second.number, elsewhere.number] == [1, 2, 1]
    assert (first.decision, list(first.themes.all())) == (Proposal.PENDING, [theme(analysis, "Répondre")])


def test_propose_refuses_no_statement_no_theme_and_themes_not_reviewed(analysis, analyst):
    consultation, reply = analysis.consultation, theme(analysis, "Répondre")

    with pytest.raises(refusals.StatementMissing):
        deciding.propose(consultation, {"fr": ""}, [reply], by=analyst)
    with pytest.raises(refusals.NoTheme):
        deciding.propose(consultation, {"fr": "Répondre."}, [], by=analyst)
    with pytest.raises(refusals.ThemeNotReviewed) as caught:
        deciding.propose(consultation, {"fr": "Clair."}, [reply, theme(analysis, "Langue")], by=analyst)
    assert "Langue" in str(caught.value)
    assert not Proposal.objects.exists()


def test_propose_refuses_themes_of_another_consultation_or_a_replaced_analysis(analysis, analyst):
    other = make_consultation(slug="rues", phase="analysis")

    with pytest.raises(refusals.ThemeOfAnotherConsultation):
        deciding.propose(other, {"fr": "Répondre."}, [theme(analysis, "Répondre")], by=analyst)
    analysis.adopted = False
    analysis.save()
    with pytest.raises(refusals.AnalysisNotInForce):
        deciding.propose(
            analysis.consultation, {"fr": "Répondre."}, [theme(analysis, "Répondre")], by=analyst
        )


@pytest.mark.django_db(transaction=True)
def test_propose_numbers_once_each_under_parallel_requests(analysis, analyst):
    reply = theme(analysis, "Répondre")
    failures = []

    def write():
        try:
            deciding.propose(analysis.consultation, {"fr": "Répondre."}, [reply], by=analyst)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert sorted(Proposal.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_the_database_holds_one_proposal_a_number(proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(consultation=proposal.consultation, number=1, statement={"fr": "Deux fois."})


def test_revise_rewrites_the_statement_and_its_themes(analysis, proposal, second_analyst):
    both = [theme(analysis, "Répondre"), theme(analysis, "Budget")]

    deciding.revise(proposal, {"fr": "Répondre à tous."}, both, by=second_analyst, expected=1)

    proposal.refresh_from_db()
    assert (str(proposal.statement), set(proposal.themes.all())) == ("Répondre à tous.", set(both))
    history = review_log.proposal_history(proposal)
    assert [(entry.event.verb, entry.who) for entry in history] == [
        ("revise_proposal", "Fatou Ndiaye"),
        ("propose", "Élise Moreau"),
    ]


def test_two_people_on_one_proposal_get_a_conflict(analysis, proposal, analyst, second_analyst):
    themes = [theme(analysis, "Répondre")]
    deciding.revise(proposal, {"fr": "Répondre à tous."}, themes, by=second_analyst, expected=1)

    with pytest.raises(deciding.ProposalConflict) as caught:
        deciding.revise(proposal, {"fr": "Répondre vite."}, themes, by=analyst, expected=1)
    with pytest.raises(deciding.ProposalConflict):
        deciding.decide(
            proposal, Proposal.KEPT, {"fr": "Oui."}, "Direction", by=analyst, at=timezone.now(), expected=1
        )

    assert [entry.who for entry in caught.value.since] == ["Fatou Ndiaye"]
    proposal.refresh_from_db()
    assert (str(proposal.statement), proposal.decision) == ("Répondre à tous.", Proposal.PENDING)


def test_a_proposal_keeps_the_themes_of_an_analysis_replaced_since(analysis, proposal, analyst):
    analysis.adopted = False
    analysis.save()

    deciding.revise(proposal, {"fr": "Mieux dit."}, [theme(analysis, "Répondre")], by=analyst, expected=1)

    proposal.refresh_from_db()
    assert str(proposal.statement) == "Mieux dit."


@pytest.mark.parametrize("decision", deciding.DECISIONS)
def test_decide_records_decision_reason_owner_who_and_when(proposal, analyst, decision):
    at = timezone.now() - timedelta(days=3)

    deciding.decide(proposal, decision, {"fr": "Parce que."}, "Direction", by=analyst, at=at)

    proposal.refresh_from_db()
    assert (proposal.decision, str(proposal.reason), proposal.owner) == (decision, "Parce que.", "Direction")
    assert (proposal.decided_by, proposal.decided_at) == (analyst, at)
    event = ReviewEvent.objects.get(verb="decide")
    assert (event.details["decision"], event.details["reason"], event.at) == (
        decision,
        {"fr": "Parce que."},
        at,
    )


@pytest.mark.parametrize("decision", deciding.DECISIONS)
def test_no_decision_without_a_public_reason(proposal, analyst, decision):
    with pytest.raises(refusals.PublicReasonMissing):
        deciding.decide(proposal, decision, {"fr": ""}, "Direction", by=analyst, at=timezone.now())

    proposal.refresh_from_db()
    assert not proposal.is_decided


@pytest.mark.parametrize("decision", [Proposal.PENDING, "perhaps", ""])
def test_decide_refuses_what_is_no_decision(proposal, analyst, decision):
    with pytest.raises(refusals.NotADecision):
        deciding.decide(proposal, decision, {"fr": "Parce que."}, "Direction", by=analyst, at=timezone.now())


def test_a_proposal_that_the_charter_in_force_answers_stays_kept(proposal, analyst, editor):
    now = timezone.now()
    deciding.decide(proposal, Proposal.KEPT, {"fr": "Oui."}, "Direction", by=analyst, at=now)
    charter = Charter.objects.create(slug="charte", city=proposal.consultation.city, title={"fr": "Charte"})
    draft = charter_drafting.start_draft(charter, by=editor)
    charter_drafting.add_article(
        draft,
        "repondre",
        title={"fr": "Répondre"},
        body={"fr": "La Ville répond."},
        proposals=[proposal],
        by=editor,
    )
    charter_drafting.publish(draft, by=editor, at=now)
    proposal.refresh_from_db()

    with pytest.raises(refusals.ProposalIsInForce) as caught:
        deciding.decide(proposal, Proposal.NOT_KEPT, {"fr": "Non."}, "Direction", by=analyst, at=now)
    deciding.decide(proposal, Proposal.KEPT_IN_PART, {"fr": "En partie."}, "Direction", by=analyst, at=now)

    assert "Répondre" in str(caught.value)
    proposal.refresh_from_db()
    assert proposal.decision == Proposal.KEPT_IN_PART


def test_discard_deletes_a_mistake_and_nothing_that_was_decided(analysis, proposal, analyst):
    decided = deciding.propose(
        analysis.consultation, {"fr": "Deux."}, [theme(analysis, "Budget")], by=analyst
    )
    decided = deciding.decide(
        decided, Proposal.NOT_KEPT, {"fr": "Non."}, "Direction", by=analyst, at=timezone.now()
    )

    deciding.discard(proposal, by=analyst, expected=1)

    assert list(Proposal.objects.all()) == [decided]
    assert ReviewEvent.objects.filter(verb="discard_proposal", details__number=1).exists()
    with pytest.raises(refusals.ProposalIsDecided):
        deciding.discard(decided, by=analyst, expected=decided.revision)
