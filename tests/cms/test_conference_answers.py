"""Answers and updates are written once; what is late is told by the calendar."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from cms.conferences import refusals
from cms.conferences.answering import answer, report
from cms.conferences.standing import recommendations_of, standings, tally
from cms.models import RecommendationAnswer
from tests.cms.conferences import DAY, make_opinion, recommendation, said, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    """A conference whose commissioner has answered nothing yet, and its one recommendation."""
    page, opinion = make_opinion(answer_due_on=today() - 2 * DAY)
    return page, opinion, opinion.recommendations.get()


def accept(page, one, *, expected=0, **words):
    words = {"author": "Adjointe", "owner": "Voirie", "on": today() - 3 * DAY, "by": None, **words}
    return answer(page, one, "accepted", said("Oui."), expected=expected, **words)


def stands(page, opinion, on=None):
    found = standings(recommendations_of(opinion), on=on or today(), answer_due_on=page.answer_due_on)
    return found[0]


def test_answer_that_was_promised_for_a_day_gone_by_is_late(published):
    page, opinion, _one = published

    assert stands(page, opinion).is_answer_late
    assert not stands(page, opinion, on=page.answer_due_on).is_answer_late


def test_accepted_recommendation_is_planned_then_late_then_done(published):
    page, opinion, one = published
    accept(page, one, due_on=today() - DAY)

    assert stands(page, opinion, on=today() - DAY).status == "planned"
    assert stands(page, opinion).status == "late"
    report(page, one, "done", said("Fait."), on=today(), by=None, expected=0)
    assert stands(page, opinion).status == "done"


def test_update_moves_the_deadline_and_the_first_one_is_remembered(published):
    page, opinion, one = published
    accept(page, one, due_on=today() - DAY)

    report(page, one, "under_way", said("Retard."), on=today(), by=None, expected=0, due_on=today() + 9 * DAY)

    found = stands(page, opinion)
    assert (found.status, found.due_on) == ("under_way", today() + 9 * DAY)
    assert found.was_postponed


def test_later_answer_holds_and_the_earlier_stays_readable(published, client):
    page, opinion, one = published
    accept(page, one)

    answer(page, one, "refused", said("Finalement non."), author="Adjointe", on=today(), by=None, expected=1)

    found = stands(page, opinion)
    assert (found.decision, found.status) == ("refused", "")
    assert [one.decision for one in found.answers] == ["refused", "accepted"]
    html = client.get(f"{page.url}recommendations/1/").content.decode()
    assert "Finalement non." in html
    assert "Oui." in html


def test_two_people_who_saw_the_same_state_do_not_both_answer(published):
    page, _opinion, one = published
    accept(page, one)

    with pytest.raises(refusals.WrittenMeanwhile):
        accept(page, one)
    with pytest.raises(refusals.WrittenMeanwhile):
        accept(page, one, expected=5)

    assert one.answers.count() == 1


def test_database_lets_one_answer_of_a_number_through(published):
    page, _opinion, one = published
    first = accept(page, one)

    with pytest.raises(DatabaseError), transaction.atomic():
        RecommendationAnswer.objects.create(
            recommendation=one, number=first.number, decision="refused", author="Adjointe", on=today()
        )


def test_answers_and_updates_cannot_be_rewritten(published):
    page, _opinion, one = published
    accept(page, one)
    report(page, one, "under_way", said("En cours."), on=today(), by=None, expected=0)

    for rows in (one.answers.all(), one.updates.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(on=today() - 99 * DAY)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"owner": " "}, refusals.OwnerMissing),
        ({"author": ""}, refusals.AuthorMissing),
        ({"on": today() + 2 * DAY}, refusals.DayInTheFuture),
    ],
)
def test_answer_that_lacks_something_is_refused(published, words, refusal):
    page, _opinion, one = published

    with pytest.raises(refusal):
        accept(page, one, **words)


def test_refusal_needs_a_reason_and_nobody_in_charge(published):
    page, _opinion, one = published

    with pytest.raises(refusals.ReasonMissing):
        answer(page, one, "refused", said(""), author="Adjointe", on=today(), by=None, expected=0)
    answer(page, one, "refused", said("Trop cher."), author="Adjointe", on=today(), by=None, expected=0)

    with pytest.raises(refusals.NothingToFollow):
        report(page, one, "done", said("Fait."), on=today(), by=None, expected=0)


def test_update_needs_words_and_evidence_on_the_web(published):
    page, _opinion, one = published
    accept(page, one)

    with pytest.raises(refusals.NoteMissing):
        report(page, one, "done", said(""), on=today(), by=None, expected=0)
    with pytest.raises(refusals.NotAWebAddress):
        report(
            page,
            one,
            "done",
            said("Fait."),
            on=today(),
            by=None,
            expected=0,
            evidence_url="javascript:alert(1)",
        )


def test_tally_counts_answers_and_what_is_followed():
    page, opinion = make_opinion(*[recommendation(f"Point {number}") for number in range(4)])
    first, second, third, _fourth = opinion.recommendations.all()
    accept(page, first)
    accept(page, second)
    report(page, second, "done", said("Fait."), on=today(), by=None, expected=0)
    answer(page, third, "refused", said("Non."), author="Adjointe", on=today(), by=None, expected=0)

    counts = tally(standings(recommendations_of(opinion), on=today(), answer_due_on=None))

    assert counts.decisions == {"accepted": 2, "in_part": 0, "refused": 1, "awaited": 1}
    assert (counts.statuses["planned"], counts.statuses["done"], counts.followed) == (1, 1, 2)
    assert counts.answered == 3


def test_erasing_an_account_leaves_the_record_as_it_was(published, editor):
    from accounts.privacy import erase

    page, _opinion, one = published
    accept(page, one, by=editor)

    erase(editor)

    assert one.answers.get().author == "Adjointe"
