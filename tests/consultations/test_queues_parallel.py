"""Two people at the very same moment on the same text: one reading counts, the other is told who was first."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from consultations.double_reading import refusals as double_refusals
from consultations.double_reading.sampling import draw
from consultations.double_reading.settling import settle
from consultations.models import Answer, Membership, Placement, QueueReading, ReviewEvent, Sample
from consultations.queues import kinds, refusals
from consultations.queues.verdicts import Verdict, decide
from tests.consultations.double_readings import drawn, read_as, text_of
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme
from tests.consultations.test_review_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)

GROUPS = {"Un": ["Premier.", "Second."], "Deux": ["Tiers."]}


@pytest.fixture
def analysis():
    analysis = make_analysis(make_consultation(phase="analysis"), GROUPS)
    redact()
    Membership.objects.filter(answer__text="Premier.").update(rare=True)
    return analysis


def test_of_six_verdicts_at_once_one_counts_and_five_are_told_who(analysis, analyst, second_analyst):
    answer, seen = Answer.objects.get(text="Premier."), theme(analysis, "Un").pk
    people = [analyst, second_analyst] * 3

    outcomes = together(
        *(
            lambda person=person: decide(
                analysis, kinds.queue("rare"), answer, Verdict(kinds.RIGHT, seen=seen), by=person
            )
            for person in people
        )
    )

    winners = [one for one in outcomes if isinstance(one, QueueReading)]
    told = [one for one in outcomes if isinstance(one, refusals.ReadAlready)]
    assert (len(winners), len(told)) == (1, 5)
    assert QueueReading.objects.count() == 1
    assert ReviewEvent.objects.filter(verb="read_in_queue").count() == 1
    assert {one.names["name"] for one in told} == {str(winners[0].by)}


def test_the_database_itself_holds_one_reading_a_text(analysis, analyst, second_analyst):
    answer = Answer.objects.get(text="Premier.")
    QueueReading.objects.create(analysis=analysis, answer=answer, queue="rare", verdict="right", by=analyst)

    with pytest.raises(IntegrityError), transaction.atomic():
        QueueReading.objects.create(
            analysis=analysis, answer=answer, queue="rare", verdict="important", by=second_analyst
        )


def test_of_two_draws_at_once_one_counts(analysis, analyst, second_analyst):
    readers = (analyst, second_analyst)

    outcomes = together(*(lambda by=by: draw(analysis, 3, readers, by=by) for by in readers))

    assert sum(isinstance(one, Sample) for one in outcomes) == 1
    assert sum(isinstance(one, double_refusals.SampleIsOpen) for one in outcomes) == 1


def test_of_two_who_settle_at_once_one_counts(analysis, analyst, second_analyst, administrator):
    from accounts import roles
    from tests.factories import UserFactory

    third = UserFactory(email="youssef@example.org", role=roles.ANALYST)
    sample = drawn(analysis, (analyst, second_analyst), size=3, by=third)
    read_as(sample, {"Premier.": "Un", "Second.": "Un", "Tiers.": "Deux"}, by=analyst)
    read_as(sample, {"Premier.": "Deux", "Second.": "Un", "Tiers.": "Deux"}, by=second_analyst)
    text = text_of(sample, "Premier.")

    outcomes = together(
        lambda: settle(text, theme(analysis, "Un"), by=third),
        lambda: settle(text, theme(analysis, "Deux"), by=administrator),
    )

    assert sum(isinstance(one, double_refusals.SettledMeanwhile) for one in outcomes) == 1
    settled = sample.texts.get(is_settled=True)
    assert Placement.objects.get(answer__text="Premier.").theme == settled.settled_theme
