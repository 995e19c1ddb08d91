"""Those who decide proposals are told, once, that results whose day has come are held back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from consultations.proposals import deciding
from consultations.proposals.holding import tell_held_back
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def proposal(paris, analyst):
    consultation = make_consultation(phase="analysis", city=paris)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."]})
    return deciding.propose(
        consultation, {"fr": "Répondre à tous."}, review(analysis, "Répondre", by=analyst), by=analyst
    )


def set_day(consultation, at) -> None:
    consultation.results_at = at
    consultation.save(update_fields=["results_at"])


def test_analysts_are_told_what_is_missing_once(proposal, analyst, citizen, editor):
    day = timezone.now() + timedelta(days=1)
    set_day(proposal.consultation, day)
    analyst.language = "en"
    analyst.save()

    first = tell_held_back(at=day + timedelta(minutes=1))
    second = tell_held_back(at=day + timedelta(minutes=11))

    assert (first, second) == (1, 0)
    [told] = mail.outbox
    assert told.to == [analyst.email]
    assert "held back" in told.subject
    assert "lacks a decision, a public reason and somebody in charge" in told.body
    assert "decision=lacking" in told.body


def test_nobody_is_told_before_the_day_or_when_nothing_is_missing(proposal, analyst):
    day = timezone.now() + timedelta(days=1)
    set_day(proposal.consultation, day)
    before = tell_held_back(at=day - timedelta(minutes=1))
    deciding.decide(proposal, "not_kept", {"fr": "Trop cher."}, "Finances", by=analyst, at=timezone.now())

    assert (before, tell_held_back(at=day + timedelta(minutes=1))) == (0, 0)


def test_another_day_that_passes_is_told_again(proposal, analyst):
    day = timezone.now() + timedelta(days=1)
    set_day(proposal.consultation, day)
    tell_held_back(at=day + timedelta(minutes=1))
    later = day + timedelta(days=7)
    set_day(proposal.consultation, later)

    assert tell_held_back(at=later + timedelta(minutes=1)) == 1
