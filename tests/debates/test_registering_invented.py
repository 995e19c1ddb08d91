"""Addresses that never say yes cannot empty a room, and nobody is turned away for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.models import Registration
from debates.registering import views
from debates.registering.calling_off import call_off
from debates.registering.keeping import KEPT, KEPT_WHERE_FEW
from debates.registering.reserving import TooLate, Wish, cancel, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.waiting import let_lapse
from tests.debates.makers import a_debate, a_night, an_edition, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate(paris):
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))
    return published(a_debate(night, capacity=40))


def ask(debate, email, *, seats=4, **wish) -> Registration:
    wanted = Wish(email=email, seats=seats, language="fr", **wish)
    return reserve(debate.seating, wanted, rules=rules_of(debate), at=timezone.now())


def invent(debate, number: int, *, seats=4) -> list[Registration]:
    """Requests by so many addresses that nobody reads."""
    return [ask(debate, f"nobody{one}@example.org", seats=seats) for one in range(number)]


def free(debate) -> int:
    debate.seating.refresh_from_db()
    return debate.seating.free


def test_invented_addresses_keep_half_of_the_seats_at_most(debate):
    invent(debate, 10)

    awa = ask(debate, "awa@example.org", seats=2)
    confirm(awa, at=timezone.now())

    assert awa.status == Registration.CONFIRMED
    assert free(debate) == 40 - 20 - 2


def test_one_network_keeps_eight_seats_and_a_household_more_by_saying_yes(client, debate, mailoutbox):
    address = reverse("debates:reserve", args=[debate.code])
    for number in range(3):
        filled = {"email": f"cousin{number}@example.org", "seats": "4", "consent": "on"}
        assert client.post(address, filled).status_code == 200

    third = Registration.objects.get(email="cousin2@example.org")
    page = client.get(third.get_absolute_url()).content.decode()
    before = free(debate)
    client.post(reverse("debates:confirm_reservation", args=[third.key]))

    third.refresh_from_db()
    assert (before, third.status) == (32, Registration.CONFIRMED)
    assert "Oui, je viens" in page


def test_another_debate_of_the_same_network_is_counted_apart(client, debate):
    other = published(a_debate(debate.night, capacity=40))
    for one in (debate, debate, other):
        filled = {
            "email": f"x{one.pk}{Registration.objects.count()}@example.org",
            "seats": "4",
            "consent": "on",
        }
        client.post(reverse("debates:reserve", args=[one.code]), filled)

    assert free(other) == 36


def test_seats_are_kept_for_a_shorter_time_where_few_are_left(debate):
    early = ask(debate, "early@example.org", seats=4)
    for number in range(7):
        confirm(ask(debate, f"somebody{number}@example.org", seats=4), at=timezone.now())
    late = ask(debate, "late@example.org", seats=4)

    kept = [one.kept_until - one.asked_at for one in (early, late)]

    assert kept == [KEPT, KEPT_WHERE_FEW]


def test_who_confirms_late_has_the_seats_that_are_there_still(debate):
    awa = ask(debate, "awa@example.org")
    let_lapse(at=timezone.now() + timedelta(minutes=61))

    confirm(awa, at=timezone.now())

    assert awa.status == Registration.CONFIRMED
    assert free(debate) == 36


def test_who_confirms_late_waits_where_none_are_left(debate):
    debate.seating.capacity = 4
    debate.seating.save()
    awa = ask(debate, "awa@example.org")
    let_lapse(at=timezone.now() + timedelta(minutes=61))
    confirm(ask(debate, "badou@example.org"), at=timezone.now())

    confirm(awa, at=timezone.now())

    assert awa.status == Registration.WAITING
    assert free(debate) == 0


def test_late_yes_is_none_after_another_request_or_an_offer_that_lapsed(debate):
    awa = ask(debate, "awa@example.org")
    let_lapse(at=timezone.now() + timedelta(minutes=61))
    again = ask(debate, "awa@example.org")
    proved = ask(debate, "badou@example.org")
    Registration.objects.filter(pk=proved.pk).update(
        status=Registration.LAPSED, address_proved_at=timezone.now(), kept_until=None
    )
    cancelled = ask(debate, "coumba@example.org")
    cancel(cancelled, at=timezone.now())

    for one in (awa, proved, cancelled):
        with pytest.raises(TooLate):
            confirm(one, at=timezone.now())
    assert again.status == Registration.UNCONFIRMED


def test_who_waits_and_says_yes_when_seats_are_free_sits_and_gets_one_mail(
    debate, mailoutbox, django_capture_on_commit_callbacks
):
    awa = ask(debate, "awa@example.org", from_busy_place=True)

    with django_capture_on_commit_callbacks(execute=True):
        confirm(awa, at=timezone.now())

    assert awa.status == Registration.CONFIRMED
    assert [mail.to for mail in mailoutbox] == [["awa@example.org"]]
    assert awa.ticket in mailoutbox[0].body


@pytest.mark.parametrize("fact", ["called off", "begun", "over"])
def test_no_seats_are_asked_for_at_what_is_called_off_begun_or_over(client, debate, host, monkeypatch, fact):
    if fact == "called off":
        call_off(debate, host, at=timezone.now(), text="Inondation.")
    else:
        at = debate.starts if fact == "begun" else debate.ends + timedelta(hours=1)
        monkeypatch.setattr(views.timezone, "now", lambda: at)
    filled = {"email": "awa@example.org", "seats": "1", "consent": "on"}

    page = client.post(reverse("debates:reserve", args=[debate.code]), filled)

    assert page.status_code == 200
    assert page.templates[0].name == "debates/registering/closed.html"
    assert not Registration.objects.exists()


def test_looking_at_any_page_of_a_reservation_changes_nothing(client, debate):
    awa = ask(debate, "awa@example.org")
    before = Registration.objects.filter(pk=awa.pk).values().get()

    for view in (
        "reservation",
        "reservation_ics",
        "confirm_reservation",
        "change_reservation",
        "cancel_reservation",
    ):
        address = reverse(f"debates:{view}", args=[awa.key])
        assert (client.get(address).status_code, client.head(address).status_code) in {(200, 200), (405, 405)}

    assert Registration.objects.filter(pk=awa.pk).values().get() == before
