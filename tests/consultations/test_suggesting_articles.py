"""Articles suggested for a proposal: the engine ranks in the worker, people cite; no word of a citizen is stored."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from consultations.analysing import suggesting
from consultations.charters import charter_drafting as drafting
from consultations.models import Answer, Proposal
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, redact, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def proposal(paris, analyst) -> Proposal:
    analysis = make_analysis(
        make_consultation(phase="analysis", city=paris),
        {"Répondre": ["Répondez, signé Zoé.", "Dites pourquoi."]},
    )
    redact(Zoé="PERSON")
    return decided(review(analysis, "Répondre", by=analyst), "Répondre à chacun.", by=analyst)


@pytest.fixture
def draft(proposal, editor):
    charter = make_charter(proposal.consultation.city, consultation=proposal.consultation)
    draft = drafting.start_draft(charter, by=editor)
    for name in ("ecouter", "repondre", "payer"):
        drafting.add_article(
            draft, name, title={"fr": name.title()}, body={"fr": f"Nous savons {name}."}, by=editor
        )
    return draft


class Ranking:
    """Stands for the engine: the second article is close, the first possible, the third neither."""

    def __init__(self):
        self.texts: list[str] = []

    def __call__(self, texts, articles, titles):
        self.texts = list(texts)
        return [[(1, 0.6), (0, 0.1), (2, 0.01)] for _text in texts]


def store(proposal) -> Ranking:
    ranking = Ranking()
    suggesting.store_suggestions(proposal.pk, rank=ranking)
    proposal.refresh_from_db()
    return ranking


def url(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def test_the_best_articles_are_stored_with_a_word_and_the_rest_left_out(proposal, draft):
    store(proposal)

    found = suggesting.suggestions_for(proposal)

    assert [(one.wording.article.identifier, one.word) for one in found] == [
        ("repondre", "close"),
        ("ecouter", "possible"),
    ]


def test_the_engine_reads_redacted_words_and_none_is_stored(proposal, draft):
    Answer.objects.filter(text="Dites pourquoi.").update(public_text=None)

    ranking = store(proposal)

    assert ranking.texts == ["Répondre à chacun.", "Répondre", "Répondez, signé [PERSON]."]
    assert "Répondez" not in json.dumps(proposal.suggestions, ensure_ascii=False)


def test_articles_taken_out_since_are_not_suggested(proposal, draft, editor):
    store(proposal)
    gone = draft.article_versions.get(article__identifier="repondre")

    drafting.remove_article(gone, by=editor, expected=drafting.fingerprint(gone))

    assert [one.wording.article.identifier for one in suggesting.suggestions_for(proposal)] == ["ecouter"]


def test_an_article_knows_the_proposals_that_it_was_suggested_to(proposal, draft):
    store(proposal)

    assert suggesting.suggested_to(draft.article_versions.get(article__identifier="repondre")) == [
        (proposal, "close")
    ]


def test_without_a_charter_there_is_nothing_to_search(proposal):
    with pytest.raises(suggesting.NoCharterYet):
        suggesting.ask_for_articles(proposal, at=timezone.now())

    assert suggesting.store_suggestions(proposal.pk, rank=Ranking()) == 0
    assert suggesting.store_suggestions(0, rank=Ranking()) == 0


def test_the_screen_asks_the_worker_and_shows_what_it_found(client, login, proposal, draft, analyst):
    login(client, analyst)

    client.post(url("ask_for_articles", proposal.pk))
    proposal.refresh_from_db()
    asked = client.get(url("proposal", proposal.pk)).context
    store(proposal)
    shown = client.get(url("proposal", proposal.pk))

    assert proposal.suggestions["version"] == draft.pk
    assert (asked["is_asked"], asked["is_suggested"], asked["suggested"]) == (True, False, [])
    words = [row["suggestion"].word for row in shown.context["suggested"]]
    assert words == [gettext("close"), gettext("possible")]
    assert url("accept_article", proposal.pk, draft.article_versions.first().pk) not in shown.content.decode()


def test_who_writes_charters_accepts_a_suggestion_and_the_article_cites(
    client, login, proposal, draft, administrator
):
    store(proposal)
    login(client, administrator)
    row = client.get(url("proposal", proposal.pk)).context["suggested"][0]
    wording = row["suggestion"].wording

    client.post(url("accept_article", proposal.pk, wording.pk), {"expected": row["seen"]})

    assert list(proposal.article_versions.all()) == [wording]
    assert client.get(url("proposal", proposal.pk)).context["suggested"][0]["is_cited"]


def test_accepting_on_an_article_changed_meanwhile_is_refused(client, login, proposal, draft, administrator):
    store(proposal)
    login(client, administrator)
    row = client.get(url("proposal", proposal.pk)).context["suggested"][0]
    wording = row["suggestion"].wording
    drafting.reword(
        wording, title={"fr": "Autre"}, body={"fr": "Autre."}, by=administrator, expected=row["seen"]
    )

    client.post(url("accept_article", proposal.pk, wording.pk), {"expected": row["seen"]})

    assert not proposal.article_versions.exists()
