"""Whose words a version took up is said on its page, on each article's, and nowhere it should not be."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.amending import moderating
from consultations.amending.amendment_reading import credits_of
from consultations.charters import charter_drafting
from consultations.models import Amendment, CharterVersion
from tests.consultations.discussing import make_discussion, next_draft, said_and_shown
from tests.consultations.publishing import page
from tests.consultations.test_amendments_decided import decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def version(paris, editor) -> CharterVersion:
    return make_discussion(paris, by=editor)


def publish_next(version, *, by) -> CharterVersion:
    draft = next_draft(version.charter, by=by)
    return charter_drafting.publish(draft, by=by, at=timezone.now())


def test_version_thanks_those_whose_words_it_took_up(client, version, citizen, neighbour, editor, analyst):
    for quote, by, name, decision in [
        ("trois mois", citizen, "Mina", "accepted"),
        ("contribution", neighbour, "", "in_part"),
        ("pourquoi", neighbour, "Refusé", "refused"),
    ]:
        said = said_and_shown(version, quote, by=by, reader=analyst, signature=name)
        decide(said, decision, by=analyst)

    publish_next(version, by=editor)

    for html in (
        page(client, "charter", version.charter.slug),
        page(client, "article", version.charter.slug, "repondre"),
    ):
        assert "2 contributions taken up from the discussion" in html
        assert "by Mina" in html.replace("\n", " ")
        assert "and 1 resident who gave no name" in html
        assert "Refusé" not in html
    assert "taken up" not in page(client, "article", version.charter.slug, "horaires")


def test_credit_goes_to_the_version_that_answers_the_discussion_alone(
    client, version, citizen, editor, analyst
):
    decide(said_and_shown(version, "trois mois", by=citizen, reader=analyst), "accepted", by=analyst)
    answer = publish_next(version, by=editor)
    later = publish_next(version, by=editor)

    assert [bool(credits_of(one)) for one in (version, answer, later)] == [False, True, False]


def test_words_withdrawn_or_hidden_are_thanked_no_more(client, version, citizen, editor, analyst):
    said = said_and_shown(version, "trois mois", by=citizen, reader=analyst, signature="Mina")
    decide(said, "accepted", by=analyst)
    publish_next(version, by=editor)
    said.refresh_from_db()

    moderating.hide(said, "personal", by=analyst, at=timezone.now(), expected=said.revision)

    assert "Mina" not in page(client, "charter", version.charter.slug)
    assert Amendment.objects.exists()


def test_charter_leads_to_its_discussion(client, version):
    html = page(client, "charter", version.charter.slug)

    assert reverse("consultations:discussion", args=[version.charter.slug, version.number]) in html
    assert "A draft to talk over" in html
