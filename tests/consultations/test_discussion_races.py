"""Two people, or one person twice, at the very same moment in a discussion."""

from __future__ import annotations

import pytest
from django.utils import timezone

from consultations.amending import amending, deciding, moderating, refusals
from consultations.models import Agreement, Amendment
from tests.consultations.discussing import make_discussion, next_draft, said_and_shown, say
from tests.consultations.test_review_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def version(paris, editor):
    return make_discussion(paris, by=editor)


def test_person_who_agrees_eight_times_at_once_counts_once(version, citizen, neighbour, analyst):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)

    outcomes = together(
        *[lambda: amending.agree(amendment, 1, by=neighbour, at=timezone.now()) for _n in range(8)]
    )

    assert outcomes == [None] * 8
    assert Agreement.objects.count() == 1


def test_form_sent_four_times_at_once_is_one_contribution(version, citizen):
    outcomes = together(*[lambda: say(version, "trois mois", by=citizen) for _n in range(4)])

    assert Amendment.objects.count() == 1
    assert sum(isinstance(one, refusals.SaidAlready) for one in outcomes) == 3


def test_of_two_decisions_at_once_one_counts_and_the_other_is_told(
    version, citizen, analyst, second_analyst, mailoutbox
):
    amendment = said_and_shown(version, "trois mois", by=citizen, reader=analyst)
    mailoutbox.clear()

    def decide(decision, by):
        return deciding.decide(
            amendment, decision, {"fr": "Raison."}, by=by, at=timezone.now(), expected=amendment.revision
        )

    amendment.refresh_from_db()
    outcomes = together(lambda: decide("accepted", analyst), lambda: decide("refused", second_analyst))

    assert sum(isinstance(one, Amendment) for one in outcomes) == 1
    assert sum(isinstance(one, refusals.AmendmentConflict) for one in outcomes) == 1
    assert len(mailoutbox) == 1


def test_of_show_and_hide_at_once_one_counts(version, citizen, analyst, second_analyst, mailoutbox):
    amendment = say(version, "trois mois", by=citizen)

    outcomes = together(
        lambda: moderating.show(amendment, by=analyst, at=timezone.now(), expected=1),
        lambda: moderating.hide(amendment, "insult", by=second_analyst, at=timezone.now(), expected=1),
    )

    assert sum(isinstance(one, refusals.AmendmentConflict) for one in outcomes) == 1
    assert len(mailoutbox) == 1


def test_contribution_shown_while_the_next_draft_is_begun_has_its_place_in_it(
    version, citizen, analyst, editor
):
    amendment = say(version, "trois mois", by=citizen)

    together(
        lambda: moderating.show(amendment, by=analyst, at=timezone.now(), expected=1),
        lambda: next_draft(version.charter, by=editor),
    )

    assert amendment.anchors.filter(version__number=version.number + 1).placed().exists()
