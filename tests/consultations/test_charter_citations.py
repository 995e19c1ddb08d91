"""Which proposals each changed paragraph of a charter answers: asked for, kept by words, and shown in public."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_refusals
from consultations.charters.charter_refusals import NotPublishable
from consultations.charters.citing import Answers, citations_by_paragraph, cite
from consultations.charters.paragraphs import changed_paragraphs, paragraphs
from consultations.models import Citation
from consultations.reviews import refusals
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, page, publish_version, redact, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FIRST, SECOND = "La Ville répond à chacun.", "Elle le fait en trois mois."


@pytest.fixture
def themes(paris, analyst):
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."], "Vite": ["Vite."]})
    redact()
    return review(analysis, "Répondre", "Vite", by=analyst)


@pytest.fixture
def proposals(themes, analyst):
    return [decided([one], f"Proposition {n}.", by=analyst) for n, one in enumerate(themes, start=1)]


@pytest.fixture
def charter(paris, editor):
    charter = make_charter(paris)
    publish_version(charter, {"repondre": (FIRST, []), "ecouter": ("La Ville écoute.", [])}, by=editor)
    return charter


@pytest.fixture
def wording(charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    return draft.article_versions.get(article__identifier="repondre")


def write(wording, body: str, proposals=(), *, by):
    return drafting.reword(
        wording,
        title=wording.title,
        body={"fr": body},
        proposals=proposals,
        by=by,
        expected=drafting.fingerprint(wording),
    )


def answer(wording, answered: dict, *, by):
    by_digest = {one.words: one.digest for one in [*paragraphs(wording.body), *changed_paragraphs(wording)]}
    named = {by_digest[words]: answers for words, answers in answered.items()}
    return cite(wording, named, by=by, expected=drafting.fingerprint(wording))


def test_only_the_paragraphs_whose_words_changed_are_asked_for(wording, editor):
    wording = write(wording, f"{SECOND}\n\n{FIRST.replace(' ', chr(160), 1)}", by=editor)

    assert [one.words for one in changed_paragraphs(wording)] == [SECOND]


def test_a_paragraph_taken_out_is_asked_for_when_none_came_in(wording, editor):
    wording = write(wording, f"{FIRST}\n\n{SECOND}", by=editor)
    answer(wording, {SECOND: Answers(note="Délai.")}, by=editor)
    drafting.publish(wording.version, by=editor, at=timezone.now())
    next_one = drafting.start_draft(wording.version.charter, by=editor)

    copy = write(next_one.article_versions.get(article=wording.article), SECOND, by=editor)

    assert [one.words for one in changed_paragraphs(copy)] == [FIRST]
    assert [one.words for one in changed_paragraphs(copy).gone] == [FIRST]


def test_a_changed_paragraph_that_cites_nothing_keeps_the_draft_from_being_published(
    wording, editor, proposals
):
    wording = write(wording, f"{FIRST}\n\n{SECOND}", proposals[:1], by=editor)
    with pytest.raises(NotPublishable) as caught:
        drafting.publish(wording.version, by=editor, at=timezone.now())

    answer(wording, {SECOND: Answers((proposals[1],))}, by=editor)
    drafting.publish(wording.version, by=editor, at=timezone.now())

    [problem] = caught.value.problems
    assert SECOND in str(problem)
    assert problem.wording == wording
    assert set(wording.proposals.all()) == set(proposals)


def test_an_editorial_change_says_what_it_is_for(wording, editor):
    wording = write(wording, SECOND, by=editor)
    with pytest.raises(charter_refusals.CitesNothing):
        answer(wording, {SECOND: Answers(note="  ")}, by=editor)

    answer(wording, {SECOND: Answers(note="Faute corrigée.")}, by=editor)

    assert wording.citations.get().note == "Faute corrigée."
    assert drafting.publish(wording.version, by=editor, at=timezone.now()).is_published


def test_what_an_article_of_one_paragraph_answers_its_paragraph_answers(wording, editor, proposals):
    wording = write(wording, SECOND, proposals[:1], by=editor)

    [(digest, answers)] = citations_by_paragraph(wording).items()

    assert (digest, answers.proposals) == (paragraphs(wording.body)[0].digest, (proposals[0],))


def test_citations_follow_words_when_paragraphs_move_and_leave_with_them(wording, editor, proposals):
    wording = write(wording, f"{FIRST}\n\n{SECOND}", by=editor)
    answer(wording, {SECOND: Answers((proposals[0],))}, by=editor)

    moved = write(wording, f"{SECOND}\n\n{FIRST}", proposals[:1], by=editor)
    kept = citations_by_paragraph(moved)
    reworded = write(moved, f"{FIRST}\n\nElle le fait vite.", proposals[:1], by=editor)

    assert list(kept) == [paragraphs(moved.body)[0].digest]
    assert citations_by_paragraph(reworded) == {}


def test_the_next_draft_keeps_the_citations(wording, editor, proposals):
    wording = write(wording, SECOND, proposals[:1], by=editor)
    drafting.publish(wording.version, by=editor, at=timezone.now())

    copy = drafting.start_draft(wording.version.charter, by=editor).article_versions.get(
        article=wording.article
    )

    assert citations_by_paragraph(copy) == citations_by_paragraph(wording)
    assert changed_paragraphs(copy).digests == set()


def test_citing_on_a_changed_article_an_unknown_paragraph_or_a_refused_proposal_is_refused(
    wording, editor, proposals, analyst, themes
):
    refused = decided([themes[0]], "Jamais.", "not_kept", by=analyst)
    seen = drafting.fingerprint(wording)
    with pytest.raises(charter_refusals.NoSuchParagraph):
        cite(wording, {"0" * 64: Answers((proposals[0],))}, by=editor, expected=seen)
    with pytest.raises(refusals.ProposalNotKept):
        answer(wording, {FIRST: Answers((refused,))}, by=editor)
    answer(wording, {FIRST: Answers((proposals[0],))}, by=editor)

    with pytest.raises(drafting.WordingConflict):
        cite(wording, {}, by=editor, expected=seen)


def test_the_database_holds_a_proposal_or_a_note_and_not_both_or_neither(wording, proposals):
    for fields in ({"proposal": proposals[0], "note": "Faute."}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Citation.objects.create(wording=wording, paragraph="a", **fields)


def test_an_article_taken_out_or_a_new_preamble_is_explained_in_the_summary(charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    gone = draft.article_versions.get(article__identifier="ecouter")
    drafting.remove_article(gone, by=editor, expected=drafting.fingerprint(gone))
    with pytest.raises(NotPublishable) as caught:
        drafting.publish(draft, by=editor, at=timezone.now())

    drafting.describe_draft(draft, {"fr": "L’écoute est dans la loi."}, by=editor)

    assert "summary for readers" in str(caught.value)
    assert drafting.publish(draft, by=editor, at=timezone.now()).is_published


def test_the_article_screen_asks_what_each_changed_paragraph_answers(
    client, login, wording, editor, proposals
):
    wording = write(wording, f"{FIRST}\n\n{SECOND}", by=editor)
    login(client, editor)
    screen = client.get(reverse("consultations_admin:charter_article", args=[wording.pk]))
    [row] = screen.context["citations"].rows

    client.post(
        reverse("consultations_admin:cite_in_article", args=[wording.pk]),
        {row.proposals.html_name: [proposals[0].pk], "expected": drafting.fingerprint(wording)},
    )

    assert SECOND in screen.content.decode()
    assert wording.citations.get().proposal == proposals[0]


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_only_those_who_write_charters_cite(client, login, request, wording, proposals, person):
    login(client, request.getfixturevalue(person))
    digest = paragraphs(wording.body)[0].digest

    client.post(
        reverse("consultations_admin:cite_in_article", args=[wording.pk]),
        {f"cites_{digest[:12]}": [proposals[0].pk], "expected": drafting.fingerprint(wording)},
    )
    client.post(
        reverse("consultations_admin:accept_article", args=[proposals[0].pk, wording.pk]),
        {"expected": drafting.fingerprint(wording)},
    )

    assert not wording.citations.exists()
    assert not wording.proposals.exists()


def test_the_public_article_shows_what_each_paragraph_answers_and_the_proposal_leads_back(
    client, charter, wording, editor, proposals
):
    wording = write(wording, f"{FIRST}\n\n{SECOND}\n\nEt toujours.", by=editor)
    answer(
        wording,
        {SECOND: Answers((proposals[0],)), "Et toujours.": Answers(note="Rappel du principe.")},
        by=editor,
    )
    drafting.publish(wording.version, by=editor, at=timezone.now())
    digest = paragraphs(wording.body)[1].digest

    article = page(client, "article", charter.slug, "repondre")
    proposal = page(client, "proposal", "charte", proposals[0].number)

    assert f'id="p-{digest[:12]}"' in article
    assert reverse("consultations:proposal", args=["charte", proposals[0].number]) in article
    assert "Rappel du principe." in article
    assert f"/articles/repondre/#p-{digest[:12]}" in proposal
