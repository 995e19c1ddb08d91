"""An opinion is published once and frozen in every language; only dated errata correct it."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from cms.conferences import refusals
from cms.conferences.opinion_publishing import correct, publish_opinion
from cms.models import ConferencePage, Opinion, Recommendation
from tests.cms.conferences import (
    DAY,
    make_conference,
    make_opinion,
    recommendation,
    said,
    today,
    translated,
)

pytestmark = pytest.mark.django_db


def test_opinion_takes_votes_and_order_from_the_published_page(editor):
    page = make_conference(
        recommendation("Une", votes=(9, 4, 1), minorities=[("Non.", 4)]), recommendation("Deux", votes=None)
    )

    opinion = publish_opinion(page, by=editor)

    first, second = opinion.recommendations.all()
    assert (first.number, first.votes_for, first.votes_against, first.votes_blank) == (1, 9, 4, 1)
    assert first.minorities == [{"text": {"fr": "Non."}, "carried_by": 4}]
    assert (str(second.title), second.was_voted) == ("Deux", False)
    assert opinion.actor_id == editor.pk


def test_what_is_only_in_a_draft_of_the_page_is_not_published():
    page = make_conference(recommendation("Votée"))
    page.opinion = [recommendation("Pas encore relue")]
    page.save_revision()

    opinion = publish_opinion(page, by=None)

    assert [str(one.title) for one in opinion.recommendations.all()] == ["Votée"]


def test_opinion_is_published_once():
    page, _opinion = make_opinion()

    with pytest.raises(refusals.OpinionIsPublished):
        publish_opinion(page, by=None)

    assert Opinion.objects.count() == 1


def test_database_holds_one_opinion_a_conference():
    page, opinion = make_opinion()

    with pytest.raises(DatabaseError), transaction.atomic():
        Opinion.objects.create(conference_key=page.translation_key, language="fr")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_published_words_cannot_be_rewritten_even_past_the_models(change):
    _page, opinion = make_opinion(recommendation("Telle quelle"))
    rows = Recommendation.objects.filter(opinion=opinion)

    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        rows.update(votes_for=99) if change == "update" else rows._raw_delete(rows.db)

    assert opinion.recommendations.get().votes_for == 12


def test_published_words_cannot_be_changed_in_the_page_afterwards():
    page, _opinion = make_opinion(recommendation("Telle quelle", minorities=[("Non.", 2)]))
    page.question = "Une autre question ?"
    page.save_revision().publish()

    page.opinion = [recommendation("Réécrite en douce")]

    with pytest.raises(ValidationError) as refusal:
        page.save_revision()
    assert "opinion" in refusal.value.message_dict


def test_words_forced_into_the_page_change_nothing_in_public(client):
    page, _opinion = make_opinion(recommendation("Telle quelle"))
    page.opinion = [recommendation("Réécrite en douce")]
    page.save(clean=False)

    html = client.get(page.url).content.decode()

    assert "Telle quelle" in html
    assert "Réécrite en douce" not in html


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"live": False}, refusals.DossierNotPublished),
        ({"kind": ConferencePage.BODY}, refusals.NotAConference),
        ({"opinion": []}, refusals.NoRecommendation),
    ],
)
def test_opinion_that_cannot_be_published_is_refused_with_the_reason(fields, refusal):
    page = make_conference(**{"opinion": [recommendation()], **fields})

    with pytest.raises(refusal):
        publish_opinion(page, by=None)


def test_opinion_is_frozen_in_the_languages_that_it_was_published_in():
    block = recommendation("Ouvrir les cours")
    page = make_conference(block)
    translated(page, opinion=[{**block, "value": {**block["value"], "title": "Open the yards"}}])

    opinion = publish_opinion(page, by=None)

    assert opinion.recommendations.get().title == {"fr": "Ouvrir les cours", "en": "Open the yards"}
    # The text was only copied: the original's words are not told as English.
    assert set(opinion.recommendations.get().text) == {"fr"}


def test_translation_made_later_is_shown_as_a_translation(client):
    block = recommendation("Ouvrir les cours")
    page, _opinion = make_opinion(block)
    value = {**block["value"], "title": "Open the yards", "text": "The City should open its yards."}

    english = translated(page, title="Shade", opinion=[{**block, "value": value}])

    with translation.override("en"):
        html = client.get(english.url).content.decode()
        assert "The City should open its yards." in html
        assert "This is a translation" in html


def test_erratum_stands_beside_the_words_that_it_corrects(client, editor):
    page, opinion = make_opinion(recommendation("Ouvrir"))

    correct(
        page,
        said("Lire : avant 23 heures."),
        on=today() - DAY,
        by=editor,
        recommendation=opinion.recommendations.get(),
    )

    # French pages put no-break spaces before signs.
    html = re.sub(r"[\xa0\u202f]", " ", client.get(page.url).content.decode())
    assert "La Ville devrait : ouvrir." in html
    assert "Lire : avant 23 heures." in html


def test_erratum_needs_an_opinion_words_and_a_day_that_has_come():
    page, _opinion = make_opinion()
    _other, other = make_opinion(title="Autre")
    unpublished = make_conference(title="Sans avis")

    with pytest.raises(refusals.OpinionNotPublished):
        correct(unpublished, said("Mot."), on=today(), by=None)
    with pytest.raises(refusals.CorrectionMissing):
        correct(page, said(""), on=today(), by=None)
    with pytest.raises(refusals.DayInTheFuture):
        correct(page, said("Mot."), on=today() + DAY, by=None)
    with pytest.raises(refusals.NotOfThisOpinion):
        correct(page, said("Mot."), on=today(), by=None, recommendation=other.recommendations.get())
