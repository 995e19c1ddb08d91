"""Two things done at once, or one thing done twice, leave what doing them once would have left."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.answering import paper_entry
from consultations.answering.contributing import (
    ConsultationClosed,
    begin_correction,
    find_draft,
    keep,
    withdraw,
)
from consultations.answering.contributing import send as send_draft
from consultations.charters import charter_drafting
from consultations.models import Answer, Batch, Contribution, Draft
from consultations.reviews.refusals import Refused
from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.publishing import make_charter

pytestmark = pytest.mark.django_db


def test_race_correction_read_before_the_withdrawal_brings_no_word_back():
    consultation = make_consultation()
    [contribution] = make_contributions(consultation, ["Premiers mots"])
    _draft, token = begin_correction(contribution, at=timezone.now())
    keep(_draft, {"q-experience": ["never"], "q-promise": ["Seconds mots"]})
    read_before = find_draft(consultation, token)
    withdraw(Contribution.objects.get(), at=timezone.now())

    with pytest.raises(ConsultationClosed):
        send_draft(consultation, read_before, token, at=timezone.now())

    assert not Answer.objects.exists()
    assert Contribution.objects.get().corrected_at is None


def test_race_correction_begun_on_a_page_older_than_the_withdrawal_makes_no_draft():
    consultation = make_consultation()
    [read_before] = make_contributions(consultation, ["Premiers mots"])
    withdraw(Contribution.objects.get(), at=timezone.now())

    with pytest.raises(ConsultationClosed):
        begin_correction(read_before, at=timezone.now())

    assert not Draft.objects.exists()


def test_replay_of_a_correction_leads_to_the_contribution(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    client.post(reverse("consultations:correct"))
    send(client, consultation)

    again = send(client, consultation)

    assert again.url == reverse("consultations:contribution")
    assert Contribution.objects.count() == 1


def test_replay_of_a_section_after_sending_makes_no_second_contribution(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)

    client.post(section_url(consultation, "you"), {"q-experience": "often"})
    send(client, consultation)

    assert Contribution.objects.count() == 1
    assert not Draft.objects.exists()


def test_replay_of_a_withdrawal_changes_nothing_more(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    client.post(reverse("consultations:withdraw"))
    first = Contribution.objects.get().withdrawn_at

    client.post(reverse("consultations:withdraw"))

    assert Contribution.objects.get().withdrawn_at == first


def test_replay_of_a_publication_is_refused(editor):
    charter = make_charter(make_consultation().city)
    draft = charter_drafting.start_draft(charter, by=editor)
    charter_drafting.add_article(
        draft, "repondre", chapter={}, title={"fr": "Répondre"}, body={"fr": "Nous répondons."}, proposals=[], by=editor
    )  # fmt: skip
    published = charter_drafting.publish(draft, by=editor, at=timezone.now())

    with pytest.raises(Refused):
        charter_drafting.publish(draft, by=editor, at=timezone.now())

    assert charter.published_versions().get().published_at == published.published_at


def test_race_same_sheet_typed_twice_at_once_is_told_and_no_error(
    client, login, monkeypatch, paris, coordinator
):
    consultation = make_consultation(city=paris)
    batch = Batch.objects.create(
        consultation=consultation, label="Urne", received_on=timezone.localdate(), sheets=1
    )
    typed = {"q-experience": ["never"]}
    login(client, coordinator)

    def first_click_arrives(*args, **kwargs):
        reading = paper_entry.FIRST
        paper_entry.enter_sheet(batch, 1, typed, by=coordinator, language="fr", at=timezone.now())
        return reading

    monkeypatch.setattr("consultations.admin.paper.next_reading", first_click_arrives)
    response = client.post(
        reverse("consultations_admin:sheet", args=[batch.pk, 1]), {"q-experience": "never"}
    )

    assert response.url == reverse("consultations_admin:batch", args=[batch.pk])
    assert batch.entries.count() == 1
    assert not Contribution.objects.exists()
