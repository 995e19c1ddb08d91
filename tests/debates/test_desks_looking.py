"""What a desk sees in its queue: words found, what stands in the way, and writing to those that are ticked."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from debates.desks.deciding import version_of
from debates.desks.messaging import send
from debates.models import Debate, DeskMessage
from tests.debates.desk_makers import submitted, told
from tests.debates.makers import a_host, a_night, a_room, a_speaker, a_venue, at_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def desk(client, login, coordinator):
    return login(client, coordinator)


def shown(client, **wanted) -> list[Debate]:
    page = client.get(reverse("debates_admin:queue"), {"status": "submitted", **wanted})
    return [row.debate for row in page.context["rows"]]


@pytest.mark.parametrize("words", ["égouts", "EGOUTS", "soirée", "soiree parler", "péniche", "voisines d’en"])
def test_words_are_looked_for_in_question_presentation_place_and_host(desk, paris, night, words):
    host = a_host(paris, name="Les Voisines d’en face")
    found = submitted(
        night, room=a_room(a_venue(host, name="La Péniche")), question="Faut-il visiter les égouts ?"
    )
    submitted(night)
    Debate.objects.exclude(pk=found.pk).update(presentation={"fr": "Rien de tel."})

    debates = shown(desk, words=words)

    assert debates == [found]


def test_words_narrow_the_tabs_too(desk, night):
    submitted(night, question="Faut-il visiter les égouts ?")
    submitted(night)

    page = desk.get(reverse("debates_admin:queue"), {"words": "égouts"})

    assert [number for _status, _title, number, _address in page.context["tabs"]][0] == 1


def test_more_seats_than_the_room_has_is_marked_in_the_queue_and_listed(desk, night):
    crowded = submitted(night, capacity=60)
    submitted(night, capacity=20)

    rows = desk.get(reverse("debates_admin:queue")).context["rows"]
    listed = desk.get(reverse("debates_admin:clashes")).context["found"]

    assert [row.debate for row in rows if row.in_the_way] == [crowded]
    assert [debate for debate, _sentences in listed] == [crowded]


def test_one_name_at_two_places_is_marked_at_overlapping_hours_only(desk, night):
    early = submitted(night, starts=at_night(night, 19), minutes=60)
    late, other = (submitted(night, starts=at_night(night, 21)) for _number in range(2))
    for debate in (early, late, other):
        a_speaker(debate, name="Jean Martin")

    listed = desk.get(reverse("debates_admin:clashes")).context["found"]

    assert [debate for debate, _sentences in listed] == [late, other]
    assert "Jean Martin" in listed[0][1][0]


def test_the_list_asks_as_often_for_one_as_for_thirty(desk, night, django_assert_max_num_queries):
    address = reverse("debates_admin:clashes")
    a_speaker(submitted(night, capacity=60), name="Jean Martin")
    desk.get(address)
    with django_assert_max_num_queries(60) as one:
        desk.get(address)

    for _number in range(6):
        a_speaker(submitted(night, capacity=60), name="Jean Martin")

    with django_assert_max_num_queries(len(one)):
        desk.get(address)


def test_those_that_are_ticked_are_written_to_and_no_others(
    desk, night, paris, citizen, neighbour, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    ticked = submitted(night, host=a_host(paris, user=citizen))
    submitted(night, host=a_host(paris, user=neighbour))
    address = reverse("debates_admin:new_message")
    form = desk.post(address, {"debate": [f"{ticked.code}:{version_of(ticked)}"], "do": "choose"})
    chosen = form.context["form"].initial
    typed = {**chosen, "subject": "Clés", "text": "Venez chercher les clés."}

    preview = desk.post(address, {**typed, "do": "preview"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {**typed, "do": "send", "expected": preview.context["people"]})

    message = DeskMessage.objects.get()
    assert (preview.context["people"], preview.context["chosen"]) == (1, [ticked])
    assert [one.to for one in mail.outbox] == [[citizen.email]]
    assert (message.chosen, list(message.debates.all())) == (True, [ticked])


def test_the_same_words_to_others_are_another_message(night, paris, coordinator, citizen, neighbour):
    debates = [submitted(night, host=a_host(paris, user=one)) for one in (citizen, neighbour)]
    words = {"night": night, "status": "submitted", "subject": "Clés", "text": "x", "by": coordinator}

    sent = [
        send(**words, at=timezone.now(), expected=1, codes=[debate.code])
        for debate in (debates[0], debates[0], debates[1])
    ]
    everybody = send(**words, at=timezone.now(), expected=2)

    assert sent[0] == sent[1] != sent[2]
    assert (everybody.recipients, DeskMessage.objects.count()) == (2, 3)


def test_nothing_ticked_is_told(desk, night):
    answer = desk.post(reverse("debates_admin:new_message"), {"do": "choose", "status": "accepted"})

    assert answer.status_code == 302
    assert "status=accepted" in answer.url
    assert told(answer)
