"""Closing a review: refused while a rare idea is unread, and no decision on themes until it is opened again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from consultations.models import Contestation, ReviewEvent
from consultations.queues import closing, kinds, refusals
from consultations.reviews import reviewing
from consultations.reviews.refusals import AnalysisNotInForce, ReviewIsClosed
from tests.consultations.queue_verdicts import analysis_to_read, answer, say
from tests.consultations.reading_themes import theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(db):
    return analysis_to_read()


# --- Closing --------------------------------------------------------------------------------------------------


def test_closing_is_refused_while_a_rare_idea_is_unread(analysis, analyst, in_english):
    with pytest.raises(refusals.RareIdeasUnread, match="Nobody has read 1 rare idea") as refused:
        closing.close(analysis, by=analyst)

    assert refused.value.left == 1
    analysis.refresh_from_db()
    assert analysis.closed_at is None


def test_a_closed_review_takes_no_decision_until_it_is_opened_again(analysis, analyst):
    say(analysis, "rare", "Le soir.", kinds.RIGHT, by=analyst)
    closing.close(analysis, by=analyst)
    one = theme(analysis, "Répondre")

    with pytest.raises(ReviewIsClosed):
        say(analysis, "doubtful", "Répondez-nous.", kinds.RIGHT, by=analyst)
    with pytest.raises(ReviewIsClosed):
        reviewing.mark_reviewed(one, by=analyst, expected=one.revision)
    closing.reopen(analysis, by=analyst)
    reviewing.mark_reviewed(one, by=analyst, expected=one.revision)

    verbs = list(ReviewEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert [verb for verb in verbs if "close" in verb or "reopen" in verb] == [
        "close_review",
        "reopen_review",
    ]


def test_a_closed_review_still_lets_people_be_answered(analysis, analyst):
    contested = Contestation.objects.create(
        analysis=analysis, answer=answer("Le soir."), theme=theme(analysis, "Réunir")
    )
    say(analysis, "rare", "Le soir.", kinds.RIGHT, by=analyst)
    closing.close(analysis, by=analyst)

    say(analysis, "contested", "Le soir.", kinds.KEPT, reply="Votre phrase parle bien du soir.", by=analyst)

    contested.refresh_from_db()
    assert contested.state == Contestation.KEPT


def test_closing_twice_opening_what_is_open_and_closing_what_is_not_in_force_are_refused(analysis, analyst):
    with pytest.raises(refusals.ReviewIsOpen):
        closing.reopen(analysis, by=analyst)
    say(analysis, "rare", "Le soir.", kinds.RIGHT, by=analyst)
    closing.close(analysis, by=analyst)
    with pytest.raises(refusals.ReviewClosedAlready):
        closing.close(analysis, by=analyst)
    type(analysis).objects.update(adopted=False)
    with pytest.raises(AnalysisNotInForce):
        closing.close(analysis, by=analyst)


def test_reviews_in_force_that_are_not_closed_are_told(analysis, analyst):
    before = closing.unclosed(analysis.consultation)
    say(analysis, "rare", "Le soir.", kinds.RIGHT, by=analyst)
    closing.close(analysis, by=analyst)

    assert before == [analysis]
    assert closing.unclosed(analysis.consultation) == []


def test_who_publishes_results_is_warned_of_reviews_that_are_not_closed(
    analysis, analyst, client, login, administrator
):
    url = reverse("wagtailsnippets_consultations_consultation:edit", args=[analysis.consultation.pk])
    queues = reverse("consultations_admin:queues", args=[analysis.pk])
    login(client, administrator)

    before = client.get(url).content.decode()
    say(analysis, "rare", "Le soir.", kinds.RIGHT, by=analyst)
    closing.close(analysis, by=analyst)
    after = client.get(url).content.decode()

    assert queues in before
    assert queues not in after
