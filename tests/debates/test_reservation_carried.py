"""A reservation to be carried along: its code to be scanned, its calendar, and what its page says when plans change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from debates.models import Debate, Registration
from debates.registering.calling_off import call_off
from debates.registering.held import occasion_of
from debates.registering.reserving import Wish, cancel, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.showing import door_address
from tests.debates.makers import a_debate, a_night, an_edition, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate(paris):
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))
    return published(a_debate(night))


@pytest.fixture
def registration(debate):
    wish = Wish(email="awa@example.org", seats=2, language="fr", name="Awa Sow", access_needs="Fauteuil")
    made = reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    confirm(made, at=timezone.now())
    return made


def calendar(client, registration):
    response = client.get(reverse("debates:reservation_ics", args=[registration.key]))
    return Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_the_code_to_scan_tells_nothing_about_the_person(registration, debate):
    address = door_address(registration, occasion_of(debate.seating))

    assert registration.ticket in address
    for private in (registration.key, "awa", "example.org/", "Sow"):
        assert private not in address.removeprefix("http://localhost:8000")


def test_a_confirmed_reservation_shows_its_code_and_one_that_ended_does_not(client, registration):
    shown = client.get(registration.get_absolute_url()).content.decode()
    cancel(registration, at=timezone.now())
    gone = client.get(registration.get_absolute_url()).content.decode()

    assert "ticket-qr" in shown
    assert "data:image/svg" not in shown
    assert "ticket-qr" not in gone
    assert registration.ticket not in gone


def test_a_calendar_of_the_reservation_is_cancelled_with_it(client, registration):
    before = calendar(client, registration)
    cancel(registration, at=timezone.now())
    after = calendar(client, registration)

    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert str(before["uid"]) == str(after["uid"])
    assert int(after["sequence"]) > int(before["sequence"])
    assert registration.ticket in str(before["description"])


def test_a_calendar_is_for_the_key_alone(client, registration):
    assert client.get(reverse("debates:reservation_ics", args=[registration.ticket])).status_code == 404


def test_a_debate_that_is_called_off_asks_nothing_of_who_reserved(client, registration, debate, host):
    call_off(debate, host, at=timezone.now(), text="Inondation.")

    page = client.get(registration.get_absolute_url()).content.decode()

    assert "callout-error" in page
    assert "ticket-qr" not in page


def test_free_entry_asks_no_yes_of_who_waits(client, registration, debate):
    wish = Wish(email="b@example.org", seats=20, language="fr")
    rules = rules_of(debate)
    waiting = Registration.objects.create(
        seating=debate.seating, email=wish.email, seats=1, language="fr", status=Registration.WAITING,
        asked_at=timezone.now(), consented_at=timezone.now(), waiting_since=timezone.now(),
    )  # fmt: skip
    Debate.objects.filter(pk=debate.pk).update(entry=Debate.FREE_ENTRY)

    page = client.get(waiting.get_absolute_url()).content.decode()

    assert rules.takes_place
    assert reverse("debates:confirm_reservation", args=[waiting.key]) not in page


@pytest.mark.parametrize("seats", ["0", "-3", "5", "1e9", "9" * 5000, "deux"])
def test_seats_that_cannot_be_are_refused(client, debate, seats):
    filled = {"email": "awa@example.org", "seats": seats, "consent": "on"}

    response = client.post(reverse("debates:reserve", args=[debate.code]), filled)

    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_no_header_can_be_smuggled_into_a_mail(client, debate, mailoutbox):
    smuggled = "awa@example.org\nBcc: many@example.org"
    filled = {"email": smuggled, "seats": "1", "consent": "on", "name": "Awa\nBcc: x@example.org"}

    assert client.post(reverse("debates:reserve", args=[debate.code]), filled).status_code == 422
    assert mailoutbox == []


@pytest.mark.parametrize("key", ["%00", "a%00b", "%F0%9F%98%80", "x" * 500])
def test_keys_that_nobody_was_given_lead_nowhere(client, key, db):
    for after in ("", "calendar.ics", "confirm/"):
        address = f"/fr/debates/reservations/{key}/{after}"
        answer = client.post(address) if after == "confirm/" else client.get(address)
        assert answer.status_code == 404
