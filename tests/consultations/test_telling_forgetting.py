"""An address is kept for as long as there is something to tell it, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Subscription
from consultations.telling import subscribing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following_contributions import GROUPS, contribution_of, follow, tell
from tests.consultations.publishing import redact, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysis(paris):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact()
    return analysis


def test_address_is_forgotten_a_year_after_the_last_mail(analysis, analyst):
    now = timezone.now()
    follow()
    review(analysis, "Répondre", by=analyst)
    tell()

    kept = subscribing.forget(at=now + timedelta(days=360))
    gone = subscribing.forget(at=now + timedelta(days=366))

    assert (kept, gone > 0, Subscription.objects.count()) == (0, True, 0)


def test_address_that_never_said_yes_is_forgotten_after_a_week(analysis):
    now = timezone.now()
    subscribing.subscribe(contribution_of(), "aminata@example.org", language="fr", at=now)

    subscribing.forget(at=now + timedelta(days=6))
    kept = Subscription.objects.count()
    subscribing.forget(at=now + timedelta(days=8))

    assert (kept, Subscription.objects.count()) == (1, 0)


def test_who_withdraws_is_told_nothing_and_leaves_no_address(analysis, analyst):
    follow()
    withdraw(contribution_of(), at=timezone.now())

    review(analysis, "Répondre", by=analyst)

    assert tell() == []
    assert not Subscription.objects.exists()
