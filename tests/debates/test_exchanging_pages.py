"""The pages of the room exchange: what is found, who sees what, and what strangers are kept from."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from debates.exchanging import lending
from debates.models import Loan, RoomOffer, RoomRequest
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_room, a_venue, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_coming_night(paris)


def words(name: str, *args) -> str:
    return reverse(f"debates:{name}", args=args)


def test_a_host_offers_a_room_and_is_told_what_is_planned_in_it(client, login, host, night, paris):
    login(client, host)
    room = a_room(a_venue(a_host(paris, user=host)), capacity=40)
    published(a_debate(night, host=room.venue.host, room=room, starts=at_night(night, 21)))
    typed = {"room": room.pk, "nights": [night.pk], "starts_at": "19:00", "ends_at": "00:30", "capacity": ""}

    response = client.post(words("offer_room", room.venue.slug), typed, follow=True)

    offer = RoomOffer.objects.get()
    assert (offer.starts, offer.ends, offer.capacity) == (at_night(night, 19), at_night(night, 0, 30), 40)
    assert "21:00" in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"starts_at": "17:00"}, {"capacity": "41"}, {"nights": []}, {"ends_at": "18:00", "starts_at": "19:00"}],
)
def test_an_offer_keeps_to_the_night_and_the_room(client, login, host, night, paris, wrong):
    login(client, host)
    room = a_room(a_venue(a_host(paris, user=host)), capacity=40)
    typed = {"room": room.pk, "nights": [night.pk], "starts_at": "19:00", "ends_at": "23:00", "capacity": ""}

    response = client.post(words("offer_room", room.venue.slug), typed | wrong)

    assert response.status_code == 422
    assert not RoomOffer.objects.exists()


def test_a_host_without_a_place_finds_what_meets_its_needs(
    client, login, citizen, host, neighbour, night, paris
):
    login(client, citizen)
    a_host(paris, user=citizen)
    large = an_offer(night, user=host, capacity=40)
    small = an_offer(night, user=host, capacity=10)
    stairs = an_offer(night, room=a_room(a_venue(a_host(paris, user=host), step_free="no")))
    lent = an_offer(night, user=host)
    lending.accept(a_request(lent, user=neighbour, hours=(20, 22)), by=host, at=timezone.now())
    asked = {
        "night": night.pk,
        "starts_at": "21:00",
        "ends_at": "22:00",
        "people": 15,
        "access": ["step_free"],
    }

    all_rooms = client.get(words("offered_rooms"))
    found = client.get(words("offered_rooms"), asked)

    assert {one.offer for one in all_rooms.context["offers"]} == {large, small, stairs, lent}
    assert [one.offer for one in found.context["offers"]] == [large]


def test_asking_answering_and_contacts(client, login, citizen, host, night, paris):
    asker, offer = a_host(paris, user=citizen), an_offer(night, user=host)
    login(client, citizen)
    typed = {"host": asker.pk, "about": "Un débat", "starts_at": "20:00", "ends_at": "22:00", "people": 20}

    client.post(words("ask_for_room", offer.pk), typed)
    asked = RoomRequest.objects.get()
    before = client.get(words("room_request", asked.pk)).content.decode()
    login(client, host)
    client.post(words("room_request_step", asked.pk, "accept"), {"words": "Venez !"})
    login(client, citizen)
    after = client.get(words("room_request", asked.pk)).content.decode()

    assert host.email not in before
    assert host.email in after
    assert "Venez" in after
    assert Loan.objects.get().starts == at_night(night, 20)


@pytest.mark.parametrize(
    "wrong",
    [{"starts_at": "17:00"}, {"people": 31}, {"about": ""}, {"ends_at": ""}],
)
def test_a_request_keeps_to_what_is_offered(client, login, citizen, host, night, paris, wrong):
    asker, offer = a_host(paris, user=citizen), an_offer(night, user=host)
    login(client, citizen)
    typed = {"host": asker.pk, "about": "Un débat", "starts_at": "20:00", "ends_at": "22:00", "people": 20}

    response = client.post(words("ask_for_room", offer.pk), typed | wrong)

    assert response.status_code == 422
    assert not RoomRequest.objects.exists()


def test_a_refusal_without_words_is_sent_back(client, login, citizen, host, night):
    asked = a_request(an_offer(night, user=host), user=citizen)
    login(client, host)

    response = client.post(words("room_request_step", asked.pk, "decline"), {"words": ""})

    asked.refresh_from_db()
    assert response.status_code == 422
    assert asked.status == RoomRequest.WAITING


def test_strangers_learn_nothing_of_an_exchange(client, login, citizen, host, neighbour, night, paris):
    offer = an_offer(night, user=host)
    asked = a_request(offer, user=citizen)
    a_host(paris, user=neighbour)
    login(client, neighbour)

    statuses = [
        client.get(words("room_request", asked.pk)).status_code,
        client.get(words("hosted_offer", offer.pk)).status_code,
        client.post(words("hosted_offer", offer.pk)).status_code,
        client.get(words("offer_room", offer.room.venue.slug)).status_code,
        *(
            client.post(words("room_request_step", asked.pk, step), {"words": "x"}).status_code
            for step in ("accept", "decline", "take-back", "end")
        ),
    ]

    assert statuses == [404] * len(statuses)
    assert client.get(words("room_exchange")).context["received"] == []


def test_who_asks_cannot_answer_and_who_lends_cannot_take_back(client, login, citizen, host, night):
    asked = a_request(an_offer(night, user=host), user=citizen)

    login(client, citizen)
    accepted = client.post(words("room_request_step", asked.pk, "accept"), {"words": ""})
    login(client, host)
    taken_back = client.post(words("room_request_step", asked.pk, "take-back"))

    asked.refresh_from_db()
    assert (accepted.status_code, taken_back.status_code) == (404, 404)
    assert asked.status == RoomRequest.WAITING


def test_a_room_is_not_asked_for_in_the_name_of_another_host(
    client, login, citizen, host, neighbour, night, paris
):
    offer, other = an_offer(night, user=host), a_host(paris, user=neighbour)
    a_host(paris, user=citizen)
    login(client, citizen)
    typed = {"host": other.pk, "about": "Un débat", "starts_at": "20:00", "ends_at": "22:00", "people": 20}

    response = client.post(words("ask_for_room", offer.pk), typed)

    assert response.status_code == 422
    assert not RoomRequest.objects.exists()


def test_a_debate_in_a_lent_room_keeps_to_its_hours(client, login, citizen, host, night):
    asked = a_request(an_offer(night, user=host), user=citizen, hours=(20, 22))
    lending.accept(asked, by=host, at=timezone.now())
    debate = a_debate(night, host=asked.host, room=asked.offer.room, starts=at_night(night, 20))
    login(client, citizen)
    url = reverse("debates:hosted_debate_form", args=[debate.code])

    late = client.post(url, typed_debate(debate, starts_at="21:00", ends_at="22:30"))
    within = client.post(url, typed_debate(debate, starts_at="20:30", ends_at="22:00"))

    assert (late.status_code, within.status_code) == (422, 302)


def test_lists_ask_as_many_queries_with_one_and_with_many(client, login, citizen, host, night, paris):
    login(client, citizen)
    asker = a_host(paris, user=citizen)

    def queries() -> list[int]:
        counts = []
        for name in ("offered_rooms", "room_exchange"):
            client.get(words(name))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(words(name))
            counts.append(len(asked))
        return counts

    a_request(an_offer(night, user=host), host=asker)
    with_one = queries()
    for _number in range(12):
        a_request(an_offer(night, user=host), host=asker)

    assert queries() == with_one


def test_what_a_person_wrote_is_given_back_and_erased(citizen, host, night):
    asked = a_request(an_offer(night, user=host), user=citizen)

    given = privacy.export_of(citizen)
    privacy.erase(citizen)

    asked.refresh_from_db()
    assert "quinze voisins" in str(given)
    assert (asked.message, asked.asked_by) == ("", None)
