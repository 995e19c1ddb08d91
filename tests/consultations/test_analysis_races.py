"""An analysis stored at the very moment when somebody withdraws."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from consultations.analysing import storing
from consultations.analysis import analyse_now
from consultations.answering.contributing import withdraw
from consultations.models import Analysis, Contribution, Membership
from tests.consultations.factories import make_consultation, make_contributions

TEXTS = [
    "Plus de bancs publics",
    "Des bancs à l’ombre",
    "Répondre aux habitants",
    "Une réponse aux habitants",
]


@pytest.mark.django_db(transaction=True)
def test_withdrawal_while_an_analysis_is_stored_leaves_no_membership(monkeypatch):
    consultation = make_consultation(phase="analysis")
    withdrawn = make_contributions(consultation, TEXTS)[0]
    done = threading.Event()

    def withdraw_now():
        try:
            withdraw(Contribution.objects.get(pk=withdrawn.pk), at=timezone.now())
            done.set()
        finally:
            connection.close()

    citizen = threading.Thread(target=withdraw_now)
    store_groups = storing._store_groups

    def slow_store_groups(*args):
        citizen.start()
        time.sleep(0.5)
        assert not done.is_set()
        return store_groups(*args)

    monkeypatch.setattr(storing, "_store_groups", slow_store_groups)

    analysis = analyse_now(consultation, "promise", by=None, settings={"encoder": "lexical"})
    citizen.join(timeout=20)

    assert (analysis.state, analysis.failure) == (Analysis.DONE, "")
    assert done.is_set()
    assert Membership.objects.filter(analysis=analysis).count() == len(TEXTS) - 1
    assert not withdrawn.answers.exists()
