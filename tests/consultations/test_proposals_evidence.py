"""The words that a proposal rests on, those against it, and what it lacks before anything is published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.admin.consultation_form import ConsultationForm
from consultations.answering.contributing import withdraw
from consultations.models import Answer, Consultation, Evidence, Membership, Passage, Proposal, ReviewEvent
from consultations.proposals import arguments, deciding, proposal_reading
from consultations.proposals.evidence import Stretch, drop_evidence, keep_evidence
from consultations.reviews import refusals, reviewing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db
FOR = "Répondez à chacun. Et vite, signé Zoé."
AGAINST = "Répondre coûte trop cher."


@pytest.fixture
def analysis(paris, analyst):
    analysis = make_analysis(
        make_consultation(phase="analysis", city=paris),
        {"Répondre": [FOR, "Répondez donc.", AGAINST], "Budget": ["Plus d’argent."]},
    )
    redact(Zoé="PERSON")
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


def answer(text: str) -> Answer:
    return Answer.objects.get(text=text)


def cut(analysis, text: str, start: int, end: int, side: int) -> Passage:
    one = answer(text)
    group = theme(analysis, "Répondre").group
    number = one.passages.count()
    return Passage.objects.create(
        analysis=analysis, answer=one, number=number, start=start, end=end, group=group, side=side
    )


def keep(proposal, text: str, side: int, *, by, start: int = 0, end: int | None = None):
    one = answer(text)
    stretch = Stretch(one.pk, start, len(one.public_text) if end is None else end)
    proposal.refresh_from_db()
    return keep_evidence(proposal, [stretch], side, by=by, expected=proposal.revision)


def words(quoted) -> list[str]:
    return [one.text for one in quoted]


def test_words_are_kept_redacted_on_one_side_or_the_other(proposal, analyst):
    keep(proposal, FOR, Evidence.FOR, by=analyst, start=19)
    keep(proposal, AGAINST, Evidence.AGAINST, by=analyst)

    found = arguments.arguments_of([proposal])[proposal.pk]

    assert words(found.rests_on) == ["Et vite, signé [PERSON]."]
    assert words(found.against) == [AGAINST]


def test_words_kept_again_change_sides_and_can_be_taken_out(proposal, analyst):
    keep(proposal, AGAINST, Evidence.FOR, by=analyst)
    [evidence] = keep(proposal, AGAINST, Evidence.AGAINST, by=analyst)

    assert (Evidence.objects.count(), evidence.side) == (1, Evidence.AGAINST)
    proposal.refresh_from_db()
    drop_evidence(proposal, [evidence.pk], by=analyst, expected=proposal.revision)
    assert not Evidence.objects.exists()


def test_the_log_holds_where_words_are_and_never_what_they_say(proposal, analyst):
    keep(proposal, FOR, Evidence.FOR, by=analyst)

    event = ReviewEvent.objects.get(verb="keep_evidence")

    assert event.details["stretches"] == [[answer(FOR).pk, 0, len(answer(FOR).public_text)]]
    assert "Répondez" not in str(event.details)


def test_words_of_other_themes_and_words_that_are_not_there_are_refused(proposal, analyst):
    with pytest.raises(refusals.NotInItsThemes):
        keep(proposal, "Plus d’argent.", Evidence.FOR, by=analyst)
    with pytest.raises(refusals.NoSuchWords):
        keep(proposal, AGAINST, Evidence.FOR, by=analyst, end=500)
    Answer.objects.filter(text=AGAINST).update(public_text=None)
    with pytest.raises(refusals.NoSuchWords):
        keep(proposal, AGAINST, Evidence.FOR, by=analyst, end=3)
    with pytest.raises(refusals.NothingChosen):
        keep_evidence(proposal, [], Evidence.FOR, by=analyst, expected=proposal.revision)


def test_keeping_words_on_a_changed_proposal_is_a_conflict(proposal, analyst, second_analyst):
    stretch = Stretch(answer(AGAINST).pk, 0, 8)
    keep_evidence(proposal, [stretch], Evidence.FOR, by=second_analyst, expected=1)

    with pytest.raises(deciding.ProposalConflict):
        keep_evidence(proposal, [stretch], Evidence.AGAINST, by=analyst, expected=1)


def test_a_withdrawal_takes_the_words_with_it(proposal, analyst):
    keep(proposal, AGAINST, Evidence.AGAINST, by=analyst)

    withdraw(answer(AGAINST).contribution, at=timezone.now())

    assert arguments.arguments_of([proposal]) == {}


def test_passages_on_the_other_side_than_most_are_suggested(analysis, proposal):
    cut(analysis, FOR, 0, 18, Passage.FOR)
    cut(analysis, "Répondez donc.", 0, 14, Passage.FOR)
    cut(analysis, AGAINST, 0, 25, Passage.AGAINST)

    assert [one.words for one in arguments.opposed(proposal)] == [AGAINST]


def test_nothing_is_suggested_where_sides_are_even_or_none_is_taken(analysis, proposal):
    cut(analysis, FOR, 0, 18, Passage.FOR)
    cut(analysis, AGAINST, 0, 25, Passage.AGAINST)
    cut(analysis, "Répondez donc.", 0, 14, Passage.NEITHER)

    assert arguments.opposed(proposal) == []


def test_search_finds_passages_first_and_whole_texts_without(analysis, proposal):
    cut(analysis, FOR, 0, 18, Passage.FOR)
    cut(analysis, FOR, 19, 43, Passage.NEITHER)

    assert [one.words for one in arguments.search(proposal, words="VITE")] == ["Et vite, signé [PERSON]."]
    assert [one.words for one in arguments.search(proposal, words="coute")] == [AGAINST]
    assert arguments.search(proposal, words="Zoé") == []
    assert arguments.search(proposal, words="argent") == []


def test_weight_tells_the_people_who_spoke_by_copies_of_a_campaign(analysis, proposal):
    first, copy = answer(FOR), answer("Répondez donc.")
    Membership.objects.filter(answer__in=[first, copy]).update(campaign=first)

    [row] = proposal_reading.rows([proposal])

    assert (row.weight.people, row.weight.copied) == (3, 1)


def test_the_page_of_words_keeps_and_takes_out(analyst_client, analysis, proposal):
    url = reverse("consultations_admin:proposal_evidence", args=[proposal.pk])
    cut(analysis, AGAINST, 0, 25, Passage.AGAINST)
    content = analyst_client.get(url, {"q": "cher"}).content.decode()
    key = f"{answer(AGAINST).pk}:0:25"

    analyst_client.post(
        reverse("consultations_admin:keep_evidence", args=[proposal.pk]),
        {"words": [key], "side": "against", "expected": 1},
    )

    assert f'value="{key}"' in content
    evidence = proposal.evidence.get()
    assert evidence.side == Evidence.AGAINST
    analyst_client.post(
        reverse("consultations_admin:drop_evidence", args=[proposal.pk]),
        {"evidence": [evidence.pk], "expected": 2},
    )
    assert not proposal.evidence.exists()


@pytest.mark.parametrize("person", ["citizen", "editor", "coordinator"])
def test_only_those_who_decide_choose_words(client, login, request, proposal, person):
    login(client, request.getfixturevalue(person))
    for name in ("proposal_evidence", "keep_evidence", "drop_evidence", "ask_for_articles"):
        url = reverse(f"consultations_admin:{name}", args=[proposal.pk])

        assert client.post(url, {"words": ["1:0:2"]}).status_code in (302, 405)
        assert client.get(url).status_code in (302, 405)

    assert not proposal.evidence.exists()


def test_the_page_of_words_asks_the_database_the_same_for_many_texts(analyst_client, analysis, analyst):
    url = reverse("consultations_admin:proposal_evidence", args=[0])
    many = make_analysis(
        make_consultation(slug="plus", phase="analysis"), {"Beaucoup": [f"Texte {n}." for n in range(30)]}
    )
    redact()
    found = []
    for one in (analysis.themes.get(title__fr="Budget"), many.themes.get()):
        if one.state != "reviewed":
            one = reviewing.mark_reviewed(one, by=analyst, expected=1)
        proposal = deciding.propose(one.analysis.consultation, {"fr": "P."}, [one], by=analyst)
        analyst_client.get(url.replace("/0/", f"/{proposal.pk}/"))
        with CaptureQueriesContext(connection) as queries:
            analyst_client.get(url.replace("/0/", f"/{proposal.pk}/"))
        found.append(len(queries))

    assert found[0] == found[1]


def test_owner_and_due_date_are_kept_and_an_owner_stays_once_decided(proposal, analyst):
    due = timezone.localdate() + timedelta(days=3)
    proposal = deciding.assign(proposal, "Direction", due, by=analyst, expected=1)

    decided = deciding.decide(proposal, "kept", {"fr": "Oui."}, by=analyst, at=timezone.now())

    assert (decided.owner, decided.due_on) == ("Direction", due)
    with pytest.raises(refusals.NobodyInCharge):
        deciding.assign(decided, " ", due, by=analyst, expected=decided.revision)


def test_no_decision_without_somebody_in_charge(proposal, analyst):
    with pytest.raises(refusals.NobodyInCharge):
        deciding.decide(proposal, "kept", {"fr": "Oui."}, by=analyst, at=timezone.now())

    assert not Proposal.objects.get().is_decided


def test_the_list_shows_overdue_first_and_what_each_lacks(analyst_client, analysis, proposal, analyst):
    late = deciding.propose(
        analysis.consultation,
        {"fr": "Financer."},
        [theme(analysis, "Budget")],
        by=analyst,
        owner="Finances",
        due_on=timezone.localdate() - timedelta(days=1),
    )

    rows = analyst_client.get("/cms/consultations/proposals/").context["rows"]
    lacking = analyst_client.get("/cms/consultations/proposals/", {"decision": "lacking"}).context["rows"]

    assert [row.proposal.number for row in rows] == [late.number, proposal.number]
    assert [len(row.proposal.missing) for row in rows] == [2, 3]
    assert len(lacking) == 2


def test_results_wait_for_the_decision_of_every_proposal_written_before(analysis, proposal, analyst):
    Consultation.objects.update(results_at=timezone.now() + timedelta(milliseconds=1))
    later = timezone.now() + timedelta(seconds=1)
    held = Consultation.objects.get().phase(at=later)

    deciding.decide(proposal, "kept", {"fr": "Oui."}, "Direction", by=analyst, at=timezone.now())

    assert (held, Consultation.objects.get().phase(at=later)) == ("analysis", "published")
    assert Consultation.objects.with_results(at=later).exists()


def test_a_proposal_written_after_the_results_hides_nothing(analysis, analyst):
    Consultation.objects.update(results_at=timezone.now() - timedelta(hours=1))

    deciding.propose(analysis.consultation, {"fr": "Encore."}, [theme(analysis, "Budget")], by=analyst)

    assert Consultation.objects.get().phase() == "published"


class ResultsForm(ConsultationForm):
    class Meta:
        model = Consultation
        fields = ["results_at"]


def test_bringing_results_out_is_refused_with_each_lacking_proposal_named_and_linked(proposal, analyst):
    consultation = proposal.consultation
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M")

    refused = ResultsForm({"results_at": now}, instance=consultation).errors
    deciding.decide(proposal, "kept", {"fr": "Oui."}, "Direction", by=analyst, at=timezone.now())
    allowed = ResultsForm({"results_at": now}, instance=Consultation.objects.get(pk=consultation.pk))

    [error] = refused["results_at"]
    assert "Répondre." in error
    assert reverse("consultations_admin:proposal", args=[proposal.pk]) in error
    assert allowed.is_valid()
