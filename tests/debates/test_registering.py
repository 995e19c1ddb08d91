"""Seats without an account: asked for, confirmed, changed, given back, waited for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.lifecycle import cancel as call_off
from debates.models import News, Registration
from debates.registering.forgetting import forget
from debates.registering.reserving import (
    NotEnoughSeats,
    ReservationsClosed,
    TooManySeats,
    Wish,
    cancel,
    change,
    confirm,
    reserve,
)
from debates.registering.rules import rules_of
from debates.registering.telling import deliver, tell
from debates.registering.waiting import let_lapse
from tests.debates.makers import a_debate, a_night, an_edition, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)), offer_hours=12)


@pytest.fixture
def debate(night):
    return published(a_debate(night, capacity=2))


def ask(debate, email="awa@example.org", *, seats=1, at=None) -> Registration:
    wish = Wish(email=email, seats=seats, language="fr")
    return reserve(debate.seating, wish, rules=rules_of(debate), at=at or timezone.now())


def seated(debate, email="awa@example.org", *, seats=1) -> Registration:
    registration = ask(debate, email, seats=seats)
    confirm(registration, at=timezone.now())
    return registration


def free(debate) -> int:
    debate.seating.refresh_from_db()
    return debate.seating.free


def test_seats_are_kept_until_the_address_says_yes(debate, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        registration = ask(debate)

    assert free(debate) == 1
    assert registration.status == Registration.UNCONFIRMED
    assert registration.key in mailoutbox[0].body


def test_an_unconfirmed_request_lapses_after_an_hour(debate):
    registration = ask(debate)

    let_lapse(at=timezone.now() + timedelta(minutes=61))

    registration.refresh_from_db()
    assert registration.status == Registration.LAPSED
    assert free(debate) == 2


def test_a_seat_given_back_is_offered_to_the_first_in_line(
    debate, mailoutbox, django_capture_on_commit_callbacks
):
    first = seated(debate, "a@example.org", seats=2)
    second, third = ask(debate, "b@example.org"), ask(debate, "c@example.org")
    for one in (second, third):
        confirm(one, at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        change(first, seats=1, name="", access_needs="", rules=rules_of(debate), at=timezone.now())

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == (Registration.OFFERED, Registration.WAITING)
    assert free(debate) == 0
    assert "b@example.org" in [mail.to[0] for mail in mailoutbox]


def test_an_offer_that_is_not_taken_up_goes_to_the_next(debate):
    first = seated(debate, "a@example.org", seats=2)
    second, third = ask(debate, "b@example.org", seats=2), ask(debate, "c@example.org", seats=2)
    for one in (second, third):
        confirm(one, at=timezone.now())
    cancel(first, at=timezone.now())

    let_lapse(at=timezone.now() + timedelta(hours=13))

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == (Registration.LAPSED, Registration.OFFERED)


def test_who_asks_for_more_than_is_free_keeps_the_place_in_the_line(debate):
    first = seated(debate, "a@example.org", seats=1)
    seated(debate, "b@example.org", seats=1)
    pair, single = ask(debate, "c@example.org", seats=2), ask(debate, "d@example.org", seats=1)
    for one in (pair, single):
        confirm(one, at=timezone.now())

    cancel(first, at=timezone.now())

    pair.refresh_from_db()
    single.refresh_from_db()
    assert (pair.status, single.status) == (Registration.WAITING, Registration.OFFERED)


def test_nobody_overtakes_the_line(debate):
    first = seated(debate, "a@example.org", seats=2)
    confirm(ask(debate, "b@example.org", seats=2), at=timezone.now())
    change(first, seats=1, name="", access_needs="", rules=rules_of(debate), at=timezone.now())

    late = ask(debate, "c@example.org")

    assert late.status == Registration.WAITING


def test_an_unproved_address_is_never_offered_a_seat(debate):
    first = seated(debate, "a@example.org", seats=2)
    waiting = ask(debate, "b@example.org")

    cancel(first, at=timezone.now())

    waiting.refresh_from_db()
    assert (waiting.status, free(debate)) == (Registration.WAITING, 2)


def test_more_seats_than_there_are_change_nothing(debate):
    first = seated(debate, "a@example.org")
    seated(debate, "b@example.org")

    with pytest.raises(NotEnoughSeats) as shortage:
        change(first, seats=3, name="", access_needs="", rules=rules_of(debate), at=timezone.now())

    first.refresh_from_db()
    assert (shortage.value.free, first.seats, free(debate)) == (0, 1, 0)


def test_the_citys_rules_hold(debate, night):
    rules = rules_of(debate)

    with pytest.raises(TooManySeats):
        ask(debate, seats=night.seats_at_most + 1)
    with pytest.raises(ReservationsClosed):
        ask(debate, at=debate.starts - timedelta(minutes=night.closes_minutes_before))
    assert rules.open(at=timezone.now())


def test_an_address_that_asks_again_is_sent_its_link(debate, mailoutbox):
    registration = seated(debate)

    again = ask(debate, "AWA@example.org", seats=1)

    assert again.pk == registration.pk
    assert registration.key in mailoutbox[-1].body
    assert free(debate) == 1


def test_the_page_answers_the_same_for_a_known_address(client, debate):
    seated(debate)
    address = reverse("debates:reserve", args=[debate.code])
    filled = {"seats": "1", "consent": "on"}

    known = client.post(address, {**filled, "email": "awa@example.org"})
    unknown = client.post(address, {**filled, "email": "badou@example.org"})

    assert known.status_code == unknown.status_code == 200
    # The token against forgery is drawn anew for each answer.
    bare = [re.sub(rb"value=\"\w{64}\"|nonce=\"[^\"]+\"", b"", page.content) for page in (known, unknown)]
    assert bare[0] == bare[1]


def test_reserving_needs_consent_and_an_address(client, debate):
    response = client.post(reverse("debates:reserve", args=[debate.code]), {"seats": "1", "email": "no"})

    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_opening_the_link_confirms_nothing(client, debate):
    registration = ask(debate)

    page = client.get(registration.get_absolute_url())

    registration.refresh_from_db()
    assert page.status_code == 200
    assert registration.status == Registration.UNCONFIRMED


def test_a_reservation_is_confirmed_changed_and_cancelled_by_its_link(client, debate):
    registration = ask(debate)

    client.post(reverse("debates:confirm_reservation", args=[registration.key]))
    client.post(
        reverse("debates:change_reservation", args=[registration.key]),
        {"seats": "2", "name": "Awa", "access_needs": "Une place pour un fauteuil"},
    )
    registration.refresh_from_db()
    changed = (registration.status, registration.seats, registration.name, free(debate))
    client.post(reverse("debates:cancel_reservation", args=[registration.key]))

    assert changed == (Registration.CONFIRMED, 2, "Awa", 0)
    assert free(debate) == 2


def test_somebody_elses_reservation_cannot_be_guessed(client, debate):
    registration = seated(debate)

    for view in ("reservation", "confirm_reservation", "change_reservation", "cancel_reservation"):
        address = reverse(f"debates:{view}", args=[registration.ticket])
        response = client.get(address) if view == "reservation" else client.post(address)
        assert response.status_code == 404


def test_a_draft_takes_no_reservation(client, night):
    draft = a_debate(night)

    assert client.get(reverse("debates:reserve", args=[draft.code])).status_code == 404


def test_everybody_who_reserved_is_told_once(debate, host, mailoutbox):
    seated(debate, "a@example.org", seats=2)
    confirm(ask(debate, "b@example.org"), at=timezone.now())
    ask(debate, "never-said-yes@example.org")
    call_off(debate, host, at=timezone.now(), text="La salle est inondée.")
    news = tell(debate.seating, News.OFF, "La salle est inondée.", at=timezone.now())
    mailoutbox.clear()

    told = deliver(news), deliver(news)

    assert told == (2, 0)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["a@example.org", "b@example.org"]
    assert all("La salle est inondée." in mail.body for mail in mailoutbox)


def test_reservations_are_deleted_60_days_after_the_night(debate, night):
    seated(debate)

    assert forget(at=night.ends + timedelta(days=59)) == 0
    assert forget(at=night.ends + timedelta(days=60)) == 1
    assert not Registration.objects.exists()


def test_letters_tell_the_hour_of_the_debates_own_city(dakar, montreal, mailoutbox):
    edition = an_edition(on=timezone.localdate() + timedelta(days=21))
    for city in (dakar, montreal):
        seated(published(a_debate(a_night(city, edition=edition))), f"{city.slug}@example.org")

    deliver_all = [
        deliver(tell(one.seating, News.LATE, "", at=timezone.now(), late_minutes=15))
        for one in Registration.objects.all()
    ]

    letters = [mail for mail in mailoutbox if "21:15" in mail.body]
    assert deliver_all == [1, 1]
    assert len(letters) == 2
    assert all("21:00" in mail.body for mail in letters)
