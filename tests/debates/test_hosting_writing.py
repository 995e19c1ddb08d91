"""Writing a debate: drafts as typed, what is told of clashes, what two people at once are told."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from debates.models import Debate, DebateEvent, News, Seating, Speaker, Writing
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_speaker, a_venue, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def own(client, login, citizen, paris):
    """Aminata's host, and she is logged in."""
    login(client, citizen)
    return a_host(paris, user=citizen)


def form_of(debate: Debate) -> str:
    return reverse("debates:hosted_debate_form", args=[debate.code])


def keeping(debate: Debate) -> str:
    return reverse("debates:hosted_debate_typed", args=[debate.code])


def an_empty_draft(night, host) -> Debate:
    return Debate.objects.create(night=night, host=host, seating=Seating.objects.create())


def test_a_host_begins_a_draft_that_lacks_everything(client, own, night):
    response = client.post(reverse("debates:new_debate", args=[own.slug]), {"night": night.pk})

    debate = Debate.objects.get()
    assert response.url == form_of(debate)
    assert (debate.status, dict(debate.question)) == ("draft", {})
    saved = client.post(
        form_of(debate), typed_debate(debate, question_fr="", starts_at="", ends_at="", save="1")
    )
    assert saved.status_code == 302


def test_a_whole_debate_is_written_and_submitted(client, own, night):
    debate = an_empty_draft(night, own)
    room = a_room(a_venue(own), capacity=40)
    people = [
        {"name": "Awa Diop", "role": "moderator", "biography_fr": "Elle anime.", "email": "awa@example.org"},
        {"name": "Jean Petit", "role": "speaker"},
    ]

    client.post(form_of(debate), typed_debate(debate, people, room=room.pk, interpreted=["wo"], submit="1"))

    debate.refresh_from_db()
    assert debate.status == "submitted"
    assert (debate.starts, debate.ends) == (at_night(night, 21), at_night(night, 22, 30))
    assert debate.seating.capacity == 40
    assert [(one.speaker.name, one.role) for one in debate.appearances.all()] == [
        ("Awa Diop", "moderator"),
        ("Jean Petit", "speaker"),
    ]
    assert list(debate.spoken_languages.values_list("code", "interpreted")) == [("fr", False), ("wo", True)]
    assert debate.slots.count() == 3
    assert not mail.outbox


def test_small_hours_are_of_the_next_day(client, own, night):
    debate = an_empty_draft(night, own)

    client.post(form_of(debate), typed_debate(debate, starts_at="23:30", ends_at="00:45", save="1"))

    debate.refresh_from_db()
    assert (debate.starts, debate.ends) == (at_night(night, 23, 30), at_night(night, 0, 45))


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": "21:00", "ends_at": ""},
        {"starts_at": "22:00", "ends_at": "21:00"},
        {"starts_at": "vers neuf heures"},
        {"capacity": "41"},
        {"online_link": "javascript:alert(1)"},
        {"interpreted": ["fr"]},
    ],
)
def test_what_cannot_be_is_refused_and_kept_as_typed(client, own, citizen, night, wrong):
    debate = a_debate(night, host=own, room=a_room(a_venue(own), capacity=40))

    response = client.post(form_of(debate), typed_debate(debate, question_fr="Et si ?", save="1", **wrong))
    again = client.get(form_of(debate))

    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert Writing.objects.get(debate=debate).user == citizen
    assert "Et si ?" in again.content.decode()


def test_hours_before_the_night_are_told_as_such_while_typing_and_on_saving(client, own, night):
    debate = a_debate(night, host=own)
    early = typed_debate(debate, starts_at="17:00", ends_at="19:00", save="1")

    while_typing = client.post(keeping(debate), early).json()["clashes"]
    on_saving = client.post(form_of(debate), early).context["form"].errors

    assert list(on_saving) == ["starts_at"]
    assert while_typing == on_saving["starts_at"]
    assert "18:00" in while_typing[0]


def test_what_is_typed_is_kept_without_touching_the_debate(client, own, night):
    debate = published(a_debate(night, host=own))
    before = str(debate.question)

    first = client.post(keeping(debate), typed_debate(debate, question_fr="Nouveau", starts_at="pas fini"))
    second = client.post(keeping(debate), typed_debate(debate, question_fr="Nouveau titre", serial=1))
    stale = client.post(keeping(debate), typed_debate(debate, question_fr="Ailleurs", serial=1))

    debate.refresh_from_db()
    assert (first.json()["serial"], second.json()["serial"], stale.status_code) == (1, 2, 409)
    assert str(debate.question) == before
    assert "Nouveau titre" in client.get(form_of(debate)).content.decode()


def test_what_was_typed_is_forgotten_on_request(client, own, night):
    debate = a_debate(night, host=own)
    client.post(keeping(debate), typed_debate(debate))

    client.post(form_of(debate), {"discard": "1"})

    assert not Writing.objects.exists()


def test_a_letter_of_endless_length_is_not_kept(client, own, night):
    debate = a_debate(night, host=own)

    response = client.post(keeping(debate), typed_debate(debate, question_fr="a" * 160_000))

    assert response.status_code == 413
    assert not Writing.objects.exists()


def test_another_person_is_added_without_a_script(client, own, night):
    debate = a_debate(night, host=own)

    response = client.post(form_of(debate), typed_debate(debate, [{"name": "Awa"}], person="1"))

    page = response.content.decode()
    assert 'name="people-1-name"' in page
    assert 'value="Awa"' in page


def test_clashes_are_told_while_typing(client, own, neighbour, night):
    taken = published(a_debate(night, host=own, room=a_room(a_venue(own)), starts=at_night(night, 21)))
    a_speaker(published(a_debate(night)), name="Awa", email="awa@example.org")
    mine = an_empty_draft(night, own)
    Debate.objects.filter(pk=mine.pk).update(room=taken.room)

    told = client.post(keeping(mine), typed_debate(mine, room=taken.room_id)).json()["clashes"]
    outside = client.post(
        keeping(mine), typed_debate(mine, room="", starts_at="16:00", ends_at="17:00", serial=1)
    ).json()["clashes"]
    free = client.post(
        keeping(mine), typed_debate(mine, room=taken.room_id, starts_at="19:00", ends_at="20:00", serial=2)
    ).json()["clashes"]

    assert len(told) == 1
    assert taken.room.name in told[0]
    assert str(taken.question) not in told[0]
    assert len(outside) == 1
    assert "18:00" in outside[0]
    assert free == []


def test_a_draft_that_clashes_is_saved_and_told_and_not_submitted(client, own, night):
    taken = published(a_debate(night, host=own, room=a_room(a_venue(own))))
    mine = an_empty_draft(night, own)

    response = client.post(form_of(mine), typed_debate(mine, room=taken.room_id, submit="1"), follow=True)

    mine.refresh_from_db()
    assert (mine.status, mine.room) == ("draft", taken.room)
    assert taken.room.name in response.content.decode()


def test_of_two_who_write_the_second_is_told(client, login, own, neighbour, night):
    debate = a_debate(night, host=own)
    old = typed_debate(debate, question_fr="Le mien ?", save="1")
    client.post(form_of(debate), typed_debate(debate, question_fr="Celui du voisin ?", save="1"))

    told = client.post(form_of(debate), old)
    debate.refresh_from_db()
    kept = str(debate.question)
    client.post(form_of(debate), old | {"revision": debate.revision})

    debate.refresh_from_db()
    assert told.status_code == 409
    assert "Le mien ?" in told.content.decode()
    assert kept == "Celui du voisin ?"
    assert str(debate.question) == "Le mien ?"


def test_moving_a_published_debate_is_logged_told_and_numbered(client, own, night):
    debate = published(a_debate(night, host=own))
    before = debate.sequence

    client.post(form_of(debate), typed_debate(debate, starts_at="19:00", ends_at="20:00", save="1"))

    debate.refresh_from_db()
    event = debate.events.get(kind=DebateEvent.CHANGED)
    assert debate.starts == at_night(night, 19)
    assert debate.sequence == before + 1
    assert event.snapshot["starts"] == debate.starts.isoformat()
    assert debate.slots.filter(starts=debate.starts).count() == 1
    assert debate.seating.news.get().kind == News.MOVED


def test_a_published_debate_stays_whole_and_out_of_taken_rooms(client, own, night):
    taken = published(a_debate(night, host=own, room=a_room(a_venue(own)), starts=at_night(night, 19)))
    debate = published(a_debate(night, host=own, starts=at_night(night, 21)))
    hours = {"starts_at": "19:00", "ends_at": "20:00"}

    empty = client.post(form_of(debate), typed_debate(debate, question_fr="", save="1"))
    clash = client.post(form_of(debate), typed_debate(debate, room=taken.room_id, save="1", **hours))

    debate.refresh_from_db()
    assert (empty.status_code, clash.status_code) == (422, 422)
    assert (debate.starts, debate.room_id != taken.room_id) == (at_night(night, 21), True)
    assert not News.objects.exists()


def test_seats_that_are_reserved_stay(client, own, night):
    debate = published(a_debate(night, host=own, capacity=20))
    Seating.objects.filter(pk=debate.seating_id).update(taken=12)

    response = client.post(form_of(debate), typed_debate(debate, capacity="11", save="1"))

    assert response.status_code == 422
    assert Seating.objects.get(pk=debate.seating_id).capacity == 20


def test_speakers_whom_no_debate_names_are_forgotten(client, own, night):
    debate = a_debate(night, host=own)
    a_speaker(debate, name="Awa")

    client.post(form_of(debate), typed_debate(debate, save="1"))

    assert not Speaker.objects.exists()
