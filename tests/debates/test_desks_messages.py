"""Messages to the hosts of a status, the log of a desk and its files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from debates.desks.messaging import NobodyToTell, OthersThanSeen, deliver, forget, send
from debates.lifecycle import refuse
from debates.models import DeskDelivery, DeskMessage, Membership
from tests.debates.desk_makers import submitted
from tests.debates.makers import a_host, a_night
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = {"status": "submitted", "subject": "Clés", "text": "Venez chercher les clés."}


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def desk(client, login, coordinator):
    return login(client, coordinator)


@pytest.fixture
def two_hosts(night, paris, citizen, neighbour):
    """Aminata hosts two debates, Bernard one; a fourth is refused already."""
    own = a_host(paris, user=citizen)
    debates = [submitted(night, host=own), submitted(night, host=own)]
    debates.append(submitted(night, host=a_host(paris, user=neighbour)))
    other = submitted(night, host=a_host(paris, user=UserFactory()))
    refuse(other, None, at=timezone.now(), reason_code="off_topic")
    return debates


def written(night, by, **changes) -> DeskMessage:
    words = {**WORDS, "night": night, "by": by, "at": timezone.now(), "expected": 2} | changes
    return send(**words)


def test_the_preview_tells_the_number_and_sending_reaches_each_once(
    desk, two_hosts, night, citizen, neighbour, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    typed = {**WORDS, "night": night.pk}
    address = reverse("debates_admin:new_message")

    preview = desk.post(address, {**typed, "do": "preview"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {**typed, "do": "send", "expected": preview.context["people"]})
        again = desk.post(
            address, {**typed, "do": "send", "expected": preview.context["people"]}, follow=True
        )

    assert (preview.context["people"], preview.context["debates"]) == (2, 3)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([citizen.email, neighbour.email])
    own = next(one for one in mail.outbox if one.to == [citizen.email])
    assert [str(debate) in own.body for debate in two_hosts] == [True, True, False]
    assert again.context["message"] == DeskMessage.objects.get()
    assert deliver(DeskMessage.objects.get()) == 0


def test_a_worker_that_died_tells_nobody_twice(two_hosts, night, coordinator, citizen):
    message = written(night, coordinator)
    message.deliveries.filter(user=citizen).update(claimed_at=timezone.now())

    sent = deliver(message)

    assert sent == 1
    assert citizen.email not in mail.outbox[0].to


def test_nothing_is_sent_to_others_than_the_preview_counted(two_hosts, night, coordinator):
    Membership.objects.create(host=two_hosts[0].host, user=UserFactory())

    with pytest.raises(OthersThanSeen):
        written(night, coordinator)
    with pytest.raises(NobodyToTell):
        written(night, coordinator, status="cancelled")

    assert not DeskMessage.objects.exists()


def test_a_subject_begins_no_other_header(desk, two_hosts, night, coordinator):
    message = written(night, coordinator, subject="Clés\r\nBcc: tous@example.org")
    typed = {**WORDS, "night": night.pk, "subject": "a\nBcc: b@example.org"}

    deliver(message)
    preview = desk.post(reverse("debates_admin:new_message"), {**typed, "do": "preview"})

    assert {one.subject for one in mail.outbox} == {"Clés Bcc: tous@example.org"}
    assert all(not one.bcc and len(one.to) == 1 for one in mail.outbox)
    assert preview.status_code in (200, 422)


def test_who_was_written_to_is_forgotten_after_the_night(two_hosts, night, coordinator, citizen):
    message = written(night, coordinator)
    given = privacy.export_of(citizen)["desks"]["messages_received"]

    forget(at=night.ends + timedelta(days=59))
    kept = DeskDelivery.objects.count()
    forget(at=night.ends + timedelta(days=61))

    assert [one["subject"] for one in given] == ["Clés"]
    assert (kept, DeskDelivery.objects.count()) == (2, 0)
    assert DeskMessage.objects.get() == message


def test_somebody_who_leaves_takes_their_name_and_leaves_the_log(two_hosts, night, coordinator, citizen):
    message = written(night, coordinator)

    privacy.erase(citizen)
    privacy.erase(coordinator)

    message.refresh_from_db()
    assert message.sender is None
    assert message.deliveries.count() == 1


def rows_of(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_log_is_a_file_with_formulas_defused(desk, night, coordinator, citizen, paris):
    debate = submitted(night, host=a_host(paris, user=citizen), question="=1+1")
    refuse(debate, coordinator, at=timezone.now(), reason_code="other", text="@SUM(A1)")

    rows = rows_of(desk.get(reverse("debates_admin:log_file")))

    assert [(row["step"], row["code"]) for row in rows] == [
        ("refused", debate.code),
        ("submitted", debate.code),
    ]
    assert rows[0]["by"] == str(coordinator)
    assert (rows[0]["question"], rows[0]["text"]) == ("'=1+1", "'@SUM(A1)")
    assert rows[0]["at"].endswith(("+01:00", "+02:00"))


def test_messages_are_a_file(desk, two_hosts, night, coordinator):
    written(night, coordinator, subject="-Clés")

    rows = rows_of(desk.get(reverse("debates_admin:messages_file")))

    assert [(row["subject"], row["recipients"], row["status"]) for row in rows] == [
        ("'-Clés", "2", "submitted")
    ]


def test_lists_make_the_same_number_of_queries_for_one_and_for_thirty(
    desk, two_hosts, night, coordinator, paris, django_assert_max_num_queries
):
    addresses = [reverse(f"debates_admin:{name}") for name in ("log", "messages")]
    written(night, coordinator)
    needed = []
    for address in addresses:
        desk.get(address)
        with django_assert_max_num_queries(60) as one:
            desk.get(address)
        needed.append(len(one))
    for number in range(12):
        written(night, coordinator, subject=f"Message {number}")
        submitted(night)

    for address, number in zip(addresses, needed, strict=True):
        with django_assert_max_num_queries(number):
            desk.get(address)
