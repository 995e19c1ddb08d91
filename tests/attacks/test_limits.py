"""Guessing codes and sending mails: how much one place, or one mailbox, gets."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import RequestFactory
from django.urls import reverse

from consultations.answering.receipt_codes import code_of
from kit.limits import within_limit
from tests.consultations.browsing import answer, enter, receipt_code, send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db


def guess(client, n: int, **extra):
    return client.post(reverse("consultations:receipt"), {"code": code_of(f"guess {n}")}, **extra)


def test_codes_cannot_be_guessed_on_and_on(client):
    statuses = [guess(client, n).status_code for n in range(21)]

    assert statuses == [422] * 20 + [429]


def test_limit_is_not_escaped_by_a_forwarded_address(client):
    spoofed = [
        guess(client, n, headers={"x-forwarded-for": f"203.0.113.{n}", "x-real-ip": f"203.0.113.{n}",
                                  "forwarded": f"for=203.0.113.{n}"})
        for n in range(21)
    ]  # fmt: skip

    assert spoofed[-1].status_code == 429


def test_limit_does_not_let_the_right_code_through_either(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    code = receipt_code(client, consultation)
    client.cookies.clear()
    for n in range(20):
        guess(client, n)

    response = client.post(reverse("consultations:receipt"), {"code": code})

    assert response.status_code == 429


@pytest.mark.parametrize(
    ("addresses", "passes"),
    [
        (["2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3"], False),
        (["2001:db8:1:2::1", "2001:db8:1:3::1"], True),
        (["192.0.2.1", "192.0.2.2"], True),
        (["192.0.2.1", "::ffff:192.0.2.1"], False),
    ],
)
def test_limit_takes_a_subscribers_network_for_one_place(addresses, passes):
    first, second = (RequestFactory().get("/", REMOTE_ADDR=address) for address in addresses)
    within_limit(first, "try", times=1, seconds=60)

    assert within_limit(second, "try", times=1, seconds=60) is passes


def test_mailbox_is_not_flooded_from_many_places(client):
    make_consultation(access="email")
    path = reverse("consultations:address", args=["charte"])

    last = [client.post(path, {"email": "Awa@example.org"}, REMOTE_ADDR=f"192.0.2.{n}") for n in range(8)][-1]
    other = client.post(path, {"email": "binta@example.org"}, REMOTE_ADDR="192.0.2.99")

    assert last.status_code == 429
    assert other.status_code == 200
    assert [
        len([one for one in mail.outbox if one.to == [to]]) for to in ("Awa@example.org", "binta@example.org")
    ] == [5, 1]


def test_mailbox_is_not_flooded_with_receipts(client):
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)

    for _n in range(8):
        client.post(reverse("consultations:sent", args=["charte"]), {"email": "awa@example.org"})

    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org,b@example.org",
        "a@example.org%0aBcc:b@example.org",
    ],
)
def test_mail_goes_to_no_second_address(client, address):
    make_consultation(access="email")

    client.post(reverse("consultations:address", args=["charte"]), {"email": address})

    assert all(one.recipients() != ["b@example.org"] and len(one.recipients()) == 1 for one in mail.outbox)
    assert "Bcc" not in "".join(str(one.message()) for one in mail.outbox)


def test_mail_title_of_two_lines_makes_no_header(client):
    consultation = make_consultation(access="email")
    consultation.texts.update(title="Charte\r\nBcc: b@example.org\r\n\r\nLisez ceci")

    client.post(reverse("consultations:address", args=["charte"]), {"email": "awa@example.org"})

    [sent] = mail.outbox
    assert sent.recipients() == ["awa@example.org"]
    assert sent.message()["Bcc"] is None
    assert "\n" not in sent.subject
