"""What the worker does for consultations on a rhythm."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.due_jobs import forget_drafts, publish_scheduled
from consultations.models import Consultation, Draft
from jobs.registry import registered_jobs
from tests.consultations.factories import make_consultation


@pytest.fixture
def consultation(db):
    return make_consultation()


def test_jobs_of_consultations_are_registered():
    rhythms = {
        name: job.every for name, job in registered_jobs().items() if name.startswith("consultations.")
    }

    assert set(rhythms) >= {
        "consultations.forget_drafts",
        "consultations.silent_analyses",
        "consultations.clear_for_public",
        "consultations.publish_scheduled",
    }
    assert all(rhythms.values())


def test_forgotten_drafts_are_deleted_and_others_kept(consultation):
    now = timezone.now()
    for name, age in (("old", Draft.KEPT + timedelta(days=1)), ("young", timedelta(days=1))):
        draft = Draft.objects.create(
            consultation=consultation, token_hash=name, language="fr", consented_at=now, consent_hash="x"
        )
        Draft.objects.filter(pk=draft.pk).update(updated_at=now - age)

    forget_drafts()

    assert Draft.objects.get().token_hash == "young"


def test_consultation_scheduled_for_earlier_is_published(consultation):
    Consultation.objects.update(live=False)
    consultation.refresh_from_db()
    consultation.go_live_at = timezone.now() - timedelta(minutes=1)
    consultation.save_revision(approved_go_live_at=consultation.go_live_at)

    publish_scheduled()

    consultation.refresh_from_db()
    assert consultation.live
