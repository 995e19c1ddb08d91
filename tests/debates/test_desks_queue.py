"""A desk's queue: who waits, what changed since, what is decided on one and on several, and two people at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from debates.desks.deciding import Moved, comment, decide, version_of
from debates.lifecycle import accept, ask_changes, publish, submit
from debates.models import Debate, DebateEvent
from tests.debates.desk_makers import changed_by_host, send_decision, submitted, told
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, at_night
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
QUEUE = "debates_admin:queue"


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def desk(client, login, coordinator):
    return login(client, coordinator)


def shown(client, **asked) -> list[Debate]:
    return [row.debate for row in client.get(reverse(QUEUE), asked).context["rows"]]


def test_the_longest_waiting_comes_first_and_drafts_stay_with_their_hosts(desk, night):
    now = timezone.now()
    late = submitted(night, at=now)
    early = submitted(night, at=now - timedelta(days=2))
    a_debate(night)

    page = desk.get(reverse(QUEUE))

    assert [row.debate for row in page.context["rows"]] == [early, late]
    assert {status: number for status, _title, number, _address in page.context["tabs"]} == {
        "submitted": 2, "changes_asked": 0, "accepted": 0, "published": 0, "refused": 0, "withdrawn": 0, "cancelled": 0,
    }  # fmt: skip


def test_the_queue_is_narrowed_by_district_theme_and_host(desk, night, paris):
    district = paris.districts.first()
    host = a_host(paris, name="Le Cercle des Marais")
    here = submitted(night, host=host, room=a_room(a_venue(host, district=district)), themes=("water",))
    other = submitted(night, themes=("school",))

    assert shown(desk, district=district.pk) == [here]
    assert shown(desk, district="none") == [other]
    assert shown(desk, theme="school") == [other]
    assert shown(desk, words="marais") == [here]
    assert shown(desk, words=other.code) == [other]
    assert shown(desk, night="999", district="x", theme="x") == [here, other]


def test_the_queue_makes_the_same_number_of_queries_for_one_and_for_thirty(
    desk, night, django_assert_max_num_queries
):
    submitted(night, themes=("water",))
    desk.get(reverse(QUEUE))
    with django_assert_max_num_queries(60) as one:
        desk.get(reverse(QUEUE))
    for _number in range(19):
        submitted(night, themes=("water",))

    with django_assert_max_num_queries(len(one)):
        desk.get(reverse(QUEUE))


def test_a_decision_is_logged_and_its_host_told(
    desk, night, paris, citizen, coordinator, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    debate = submitted(night, host=a_host(paris, user=citizen))

    with django_capture_on_commit_callbacks(execute=True):
        send_decision(desk, debate, "refuse", reason_code="no_place_left", text="À l’an prochain.")

    event = debate.events.last()
    assert (event.kind, event.actor, event.reason_code) == ("refused", coordinator, "no_place_left")
    assert "À l’an prochain." in mail.outbox[0].body


def test_a_refusal_needs_a_reason(desk, night):
    debate = submitted(night)

    without = send_decision(desk, debate, "refuse")
    other = send_decision(desk, debate, "refuse", reason_code="other")
    asked = send_decision(desk, debate, "ask", text="  ")

    debate.refresh_from_db()
    assert [without.status_code, other.status_code, asked.status_code] == [422, 422, 422]
    assert debate.status == Debate.SUBMITTED


def test_a_comment_leaves_the_status_and_reaches_the_host(
    desk, night, paris, citizen, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    debate = submitted(night, host=a_host(paris, user=citizen))

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("debates_admin:comment", args=[debate.code]), {"text": "Belle idée."})
    empty = desk.post(reverse("debates_admin:comment", args=[debate.code]), {"text": " "})

    debate.refresh_from_db()
    assert debate.status == Debate.SUBMITTED
    assert [event.text for event in debate.events.filter(kind=DebateEvent.COMMENTED)] == ["Belle idée."]
    assert (mail.outbox[0].to, "Belle idée." in mail.outbox[0].body) == ([citizen.email], True)
    assert empty.status_code == 422


def test_the_second_of_two_coordinators_is_told_what_the_first_did(desk, night, paris):
    colleague = UserFactory(first_name="Fanta", last_name="Ba", role="coordinator", desks=[paris])
    debate = submitted(night)
    seen = version_of(debate)
    accept(debate, colleague, at=timezone.now())

    response = send_decision(desk, debate, "refuse", seen=seen, reason_code="off_topic")

    debate.refresh_from_db()
    assert debate.status == Debate.ACCEPTED
    assert "Fanta Ba" in told(response)[0]


def test_what_the_host_changed_unseen_is_not_published(night, coordinator):
    debate = submitted(night)
    accept(debate, coordinator, at=timezone.now())
    seen = version_of(debate)
    changed_by_host(debate, question={"fr": "Tout autre chose ?"})

    with pytest.raises(Moved):
        decide(debate, "publish", coordinator, at=timezone.now(), seen=seen)

    debate.refresh_from_db()
    assert debate.status == Debate.ACCEPTED


def test_several_are_accepted_and_what_cannot_be_is_told(desk, night, coordinator):
    moved, first, second = submitted(night), submitted(night), submitted(night)
    ticks = [f"{debate.code}:{version_of(debate)}" for debate in (moved, first, second)]
    ask_changes(moved, coordinator, at=timezone.now(), text="Qui anime ?")

    response = desk.post(reverse("debates_admin:decide_several"), {"debate": ticks, "decision": "accept"})

    statuses = dict(Debate.objects.values_list("pk", "status"))
    assert statuses == {moved.pk: "changes_asked", first.pk: "accepted", second.pk: "accepted"}
    assert len(told(response)) == 2
    assert str(moved) in told(response)[1]


def test_several_are_published(desk, night, coordinator):
    debates = [submitted(night), submitted(night)]
    for debate in debates:
        accept(debate, coordinator, at=timezone.now())
    ticks = [f"{debate.code}:{version_of(debate)}" for debate in debates]

    desk.post(reverse("debates_admin:decide_several"), {"debate": ticks, "decision": "publish"})

    assert Debate.objects.public().count() == 2


def test_changes_since_the_last_decision_are_shown_word_by_word(desk, night, coordinator):
    debate = submitted(night, question="Faut-il fermer la rue ?")
    ask_changes(debate, coordinator, at=timezone.now(), text="Quelle rue ?")
    changed_by_host(
        debate,
        question={"fr": "Faut-il fermer la rue des Arts ?"},
        starts=at_night(night, 20),
        format="workshop",
    )
    debate.refresh_from_db()
    submit(debate, None, at=timezone.now())

    row = desk.get(reverse(QUEUE)).context["rows"][0]
    page = desk.get(reverse("debates_admin:debate", args=[debate.code]))

    pieces = {
        change.label: [(one.kind, one.text) for one in change.pieces] for change in page.context["changes"]
    }
    assert len(row.changed) == len(pieces) == 3
    assert ("added", " des Arts") in next(iter(pieces.values()))
    assert any(("removed", "24/03/2027 21:00") in one for one in pieces.values())
    assert row.submissions == 2


def test_nothing_changed_is_said_after_a_first_reading(desk, night, coordinator):
    debate = submitted(night)
    accept(debate, coordinator, at=timezone.now())
    publish(debate, coordinator, at=timezone.now())

    page = desk.get(reverse("debates_admin:debate", args=[debate.code]))

    assert page.context["changes"] == []
    assert page.context["is_known"]


def test_a_hosts_own_comment_is_marked_until_the_desk_answers(desk, night, paris, citizen, coordinator):
    debate = submitted(night, host=a_host(paris, user=citizen))
    comment(debate, citizen, at=timezone.now(), text="Nous changeons de salle.")
    waiting = desk.get(reverse(QUEUE)).context["rows"][0].host_wrote

    comment(debate, coordinator, at=timezone.now(), text="Très bien.")

    assert (waiting, desk.get(reverse(QUEUE)).context["rows"][0].host_wrote) == (True, False)
