"""A meeting's calendar, its seats in its own words, and its door, for those who look after it alone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from debates.gatherings import holding
from debates.models import Door, DoorMark, Gathering, News, Registration
from debates.registering.forgetting import forget
from debates.registering.telling import deliver
from debates.tonight.marking import Mark, mark
from tests.consultations.factories import make_consultation
from tests.debates.gathering_makers import a_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(paris):
    return a_meeting(make_consultation(city=paris), paris)


def reserved(meeting, email="awa@example.org", **fields) -> Registration:
    now = timezone.now()
    return meeting.seating.registrations.create(
        name="Awa Sow", email=email, seats=2, status=Registration.CONFIRMED, language="fr",
        asked_at=now, consented_at=now, address_proved_at=now, **fields,
    )  # fmt: skip


def events(client, address) -> list:
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    found = Calendar.from_ical(response.content)
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["Europe/Paris"]
    return found.walk("VEVENT")


def test_a_meeting_is_in_its_own_its_consultations_and_its_citys_calendar(client, meeting, paris, dakar):
    a_meeting(meeting.consultation, paris, announced=False)
    elsewhere = a_meeting(make_consultation(slug="ailleurs", city=dakar), dakar, time_zone="Africa/Dakar")

    for address in (
        f"/meetings/{meeting.code}.ics",
        f"/meetings.ics?consultation={meeting.consultation.slug}",
        "/meetings.ics?city=paris",
    ):
        (event,) = events(client, address)
        assert str(event["uid"]).startswith(f"meeting-{meeting.code}@")
        assert event["dtstart"].dt == meeting.starts.replace(microsecond=0)
    assert client.get(f"/meetings/{elsewhere.code}.ics").status_code == 200
    assert client.get("/meetings.ics?city=nowhere").status_code == 404


def test_a_meeting_that_moves_or_is_called_off_is_a_later_state_of_its_event(client, meeting):
    address, states = f"/meetings/{meeting.code}.ics", []
    states.append(events(client, address)[0])
    meeting.starts += timedelta(hours=1)
    meeting.ends += timedelta(hours=1)
    holding.change(meeting, capacity=30, at=timezone.now())
    states.append(events(client, address)[0])
    holding.change(meeting, capacity=31, at=timezone.now())
    states.append(events(client, address)[0])
    holding.call_off(meeting, "Inondation.", at=timezone.now())
    states.append(events(client, address)[0])

    sequences = [int(one["sequence"]) for one in states]
    assert sequences[0] < sequences[1] == sequences[2] < sequences[3]
    assert {str(one["uid"]) for one in states} == {str(states[0]["uid"])}
    assert str(states[3]["status"]) == "CANCELLED"


def test_a_reservation_of_a_meeting_has_its_calendar_its_code_and_no_word_of_a_debate(client, meeting):
    guest = reserved(meeting)

    page = client.get(guest.get_absolute_url()).content.decode()
    (event,) = events(client, reverse("debates:reservation_ics", args=[guest.key]))
    asking = client.get(reverse("debates:meeting_seats", args=[meeting.code])).content.decode()

    assert "ticket-qr" in page
    assert guest.ticket in str(event["description"])
    for shown in (page, asking):
        body = shown[shown.index("<main") : shown.index("</main")].lower()
        assert "débat" not in body
        assert "hôte" not in body


@pytest.mark.parametrize("kind", [News.OFF, News.MOVED, News.LATE])
def test_letters_about_a_meeting_call_it_a_meeting(meeting, mailoutbox, kind):
    reserved(meeting)
    news = News.objects.create(
        seating=meeting.seating, kind=kind, text="Désolés.", at=timezone.now(), late_minutes=10
    )

    deliver(news)

    assert "débat" not in mailoutbox[0].body.replace("/debates/", "").lower()
    assert "réunion" in mailoutbox[0].body.lower()


def test_letters_lead_to_pages_in_their_readers_language(meeting, mailoutbox):
    guest = reserved(meeting)
    Registration.objects.filter(pk=guest.pk).update(language="en")

    deliver(News.objects.create(seating=meeting.seating, kind=News.MOVED, at=timezone.now()))

    assert "/en/meetings/" in mailoutbox[0].body
    assert "/fr/" not in mailoutbox[0].body


def test_a_desk_keeps_the_door_of_its_meeting(client, login, coordinator, meeting):
    guest = reserved(meeting)
    address = reverse("debates:meeting_door", args=[meeting.code])
    login(client, coordinator)

    client.post(address, {"kind": "in", "ticket": guest.ticket.upper(), "id": "form-1"})
    kept = {"marks": [{"id": "phone-a-1", "kind": "walk", "people": "3", "ago": 60000}]}
    answer = client.post(
        reverse("debates:meeting_door_marks", args=[meeting.code]),
        json.dumps(kept),
        content_type="application/json",
    ).json()
    Gathering.objects.filter(pk=meeting.pk).update(starts=timezone.now() - timedelta(minutes=30))
    screen = client.get(reverse("debates_admin:gathering", args=[meeting.code]))

    assert answer["present"] == {guest.ticket: 2}
    assert screen.context["minutes_form"].initial["attendance"] == 5
    assert client.get(address).status_code == 200


def test_nobody_else_reaches_the_door_of_a_meeting(client, login, host, dakar_coordinator, meeting):
    addresses = [reverse(f"debates:meeting_door{one}", args=[meeting.code]) for one in ("", "_marks")]

    anonymous = client.get(addresses[0])
    for person in (host, dakar_coordinator):
        login(client, person)
        assert [client.post(one).status_code for one in addresses] == [404, 404]

    assert anonymous.status_code == 302
    assert not DoorMark.objects.exists()


def test_staff_without_a_second_factor_is_kept_from_the_door(client, login, coordinator, meeting, settings):
    login(client, coordinator)
    settings.REQUIRE_STAFF_MFA = True

    answer = client.get(reverse("debates:meeting_door", args=[meeting.code]))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("mfa_activate_totp")


def test_marks_of_a_meetings_door_go_with_its_reservations(meeting):
    now = timezone.now()
    mark(meeting.seating, Mark("phone-a-1", DoorMark.WALK, now, 2), by=None, at=now)
    News.objects.create(seating=meeting.seating, kind=News.LATE, at=now)

    forget(at=meeting.ends + timedelta(days=59))
    kept = DoorMark.objects.count(), News.objects.count()
    forget(at=meeting.ends + timedelta(days=60))

    assert kept == (1, 1)
    assert not DoorMark.objects.exists()
    assert not News.objects.exists()
    mark(meeting.seating, Mark("phone-a-2", DoorMark.WALK, now, 1), by=None, at=now)
    assert Door.objects.get().walk_ins == 3


def test_the_calendar_of_meetings_lists_a_citys_and_costs_the_same_for_many(
    client, meeting, paris, django_assert_max_num_queries
):
    address = f"{reverse('debates:meetings')}?city=paris"
    a_meeting(meeting.consultation, paris, announced=False)
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        page = client.get(address).content.decode()
    for _number in range(5):
        a_meeting(meeting.consultation, paris)

    with django_assert_max_num_queries(len(few)):
        client.get(address)
    assert meeting.get_absolute_url() in page
    assert client.get(f"{reverse('debates:meetings')}?city=nowhere").status_code == 404
