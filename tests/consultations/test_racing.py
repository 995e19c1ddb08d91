"""One contribution a participant, held by the database when requests race."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from consultations.answering.contributing import Participant, begin, find_draft, keep, send
from consultations.models import Contribution
from tests.consultations.browsing import answer, enter, receipt_code
from tests.consultations.browsing import send as press_send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 64


def send_at_once(consultation, token: str, *, times: int = AT_ONCE) -> list:
    """Send one draft from many threads, each with its own connection and its own copy read before the start."""
    barrier = Barrier(times)

    def one(_n):
        try:
            draft = find_draft(consultation, token)
            barrier.wait(timeout=60)
            return send(consultation, draft, token, at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def ready_draft(consultation, participant=None):
    draft, token = begin(
        consultation, participant or Participant(), language="fr", district=None, at=timezone.now()
    )
    keep(draft, {"q-experience": ["never"], "q-promise": ["Une seule fois"]})
    return token


def without_constraint(name: str):
    constraint = next(one for one in Contribution._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Contribution, constraint)
    return constraint


def put_back(constraint):
    Contribution.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Contribution, constraint)


def test_64_parallel_sends_of_a_draft_make_one_contribution():
    consultation = make_consultation()
    token = ready_draft(consultation)

    results = send_at_once(consultation, token)

    assert Contribution.objects.count() == 1
    assert len({one.code for one in results}) == 1
    assert sum(one.is_new for one in results) == 1
    assert Contribution.objects.get().answers.count() == 2


def test_the_race_is_real_when_the_constraints_are_dropped():
    consultation = make_consultation()
    token = ready_draft(consultation)
    dropped = [
        without_constraint("one_contribution_a_draft"),
        without_constraint("one_contribution_a_receipt"),
    ]

    try:
        send_at_once(consultation, token)
        made = Contribution.objects.count()
    finally:
        for constraint in dropped:
            put_back(constraint)

    assert made > 1


def test_64_parallel_requests_over_http_make_one_contribution(live_server):
    consultation = make_consultation()
    first = Client()
    enter(first, consultation)
    answer(first, consultation, "you", experience="never")
    cookie = first.cookies[f"draft-{consultation.pk}"]
    barrier = Barrier(AT_ONCE)

    def one(_n):
        client = Client()
        client.cookies[f"draft-{consultation.pk}"] = cookie.value
        try:
            barrier.wait(timeout=60)
            response = press_send(client, consultation)
            return response.status_code, receipt_code(client, consultation)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        seen = set(pool.map(one, range(AT_ONCE)))

    assert Contribution.objects.count() == 1
    assert len(seen) == 1


def test_two_drafts_of_one_account_make_one_contribution(citizen):
    consultation = make_consultation(access="account")
    token = ready_draft(consultation, Participant(user=citizen))

    send_at_once(consultation, token, times=16)

    assert Contribution.objects.count() == 1


def test_account_that_begins_on_two_devices_at_once_has_one_draft(citizen):
    consultation = make_consultation(access="account")
    barrier = Barrier(8)

    def one(_n):
        try:
            barrier.wait(timeout=60)
            return ready_draft(consultation, Participant(user=citizen))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))

    assert consultation.drafts.count() == 1
