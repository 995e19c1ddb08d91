"""Library computers are shared: whoever comes next at the same browser finds nothing of who came before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.answering.mail import link_token
from consultations.models import Contribution, Draft
from tests.consultations.browsing import answer, enter, open_with_code, receipt_code, section_url, send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db
WORDS = "Ce que je n’ai dit à personne"


def contribute(client, consultation) -> None:
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    answer(client, consultation, "city", promise=WORDS)
    send(client, consultation)


def confirm_address(client, consultation, email: str):
    path = reverse("consultations:confirm", args=[consultation.slug, link_token(consultation, email)])
    return client.post(path)


def assert_nothing_is_found(client, consultation) -> None:
    for name, args in (
        ("sent", [consultation.slug]),
        ("check", [consultation.slug]),
        ("entry", [consultation.slug]),
        ("contribution", []),
    ):
        response = client.get(reverse(f"consultations:{name}", args=args), follow=True)
        assert WORDS not in response.content.decode(), name
        assert not response.context.get("code"), name


def test_shared_leaving_closes_every_way_back_to_the_contribution(client):
    consultation = make_consultation()
    contribute(client, consultation)

    client.post(reverse("consultations:leave"))

    assert_nothing_is_found(client, consultation)


def test_shared_leaving_keeps_a_draft_that_is_still_being_written(client):
    sent, other = make_consultation(), make_consultation(slug="autre")
    contribute(client, sent)
    enter(client, other)

    client.post(reverse("consultations:leave"))

    assert client.get(section_url(other, "you")).status_code == 200


def test_shared_leaving_takes_a_correction_that_was_begun_away(client):
    consultation = make_consultation()
    contribute(client, consultation)
    client.post(reverse("consultations:correct"))

    client.post(reverse("consultations:leave"))

    assert_nothing_is_found(client, consultation)
    assert Draft.objects.exists()


def test_shared_browser_opens_what_it_sent_for_an_hour_only(client):
    consultation = make_consultation()
    contribute(client, consultation)
    Contribution.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    session = client.session
    session["opened_contributions"]["until"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()

    pressed_again = send(client, consultation)

    assert pressed_again.url == reverse("consultations:receipt")
    assert_nothing_is_found(client, consultation)


def test_shared_confirmed_address_is_forgotten_once_it_has_served(client):
    consultation = make_consultation(access="email")
    confirm_address(client, consultation, "awa@example.org")
    contribute(client, consultation)

    client.post(reverse("consultations:leave"))
    response = client.get(reverse("consultations:entry", args=["charte"]))

    assert response.url == reverse("consultations:address", args=["charte"])
    assert_nothing_is_found(client, consultation)


def test_shared_link_in_the_history_opens_nothing_once_it_has_served(client):
    consultation = make_consultation(access="email")
    link = reverse("consultations:confirm", args=["charte", link_token(consultation, "awa@example.org")])
    client.post(link)
    contribute(client, consultation)
    Contribution.objects.update(sent_at=timezone.now() + timedelta(seconds=5))

    response = Client().post(link)

    assert response.url == reverse("consultations:address", args=["charte"])


def test_shared_link_asked_for_after_sending_opens_the_contribution(client):
    consultation = make_consultation(access="email")
    confirm_address(client, consultation, "awa@example.org")
    contribute(client, consultation)
    other_device = Client()

    confirm_address(other_device, consultation, "awa@example.org")

    page = other_device.get(reverse("consultations:entry", args=["charte"]), follow=True)
    assert WORDS in page.content.decode()


def test_shared_next_address_does_not_go_on_with_the_draft_of_the_one_before(client):
    consultation = make_consultation(access="email")
    confirm_address(client, consultation, "awa@example.org")
    enter(client, consultation)
    answer(client, consultation, "city", promise=WORDS)

    confirm_address(client, consultation, "binta@example.org")

    assert_nothing_is_found(client, consultation)
    assert Draft.objects.get().email == "awa@example.org"


def test_shared_draft_of_an_account_is_shown_to_nobody_after_logout(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    answer(client, consultation, "city", promise=WORDS)
    client.post(reverse("account_logout"))

    checked = client.get(reverse("consultations:check", args=["charte"]))

    assert checked.url.startswith(reverse("account_login"))
    assert_nothing_is_found(client, consultation)


def test_shared_draft_of_an_account_is_not_given_back_to_others_at_the_end(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    answer(client, consultation, "city", promise=WORDS)
    client.post(reverse("account_logout"))
    now = timezone.now()
    type(consultation).objects.update(opens_at=now - timedelta(days=3), closes_at=now - timedelta(days=1))

    response = client.post(section_url(consultation, "you"), follow=True)

    assert WORDS not in response.content.decode()


def test_shared_neighbour_with_an_account_answers_for_themselves(client, login, citizen, neighbour):
    consultation = make_consultation(access="account")
    login(client, citizen)
    enter(client, consultation)
    answer(client, consultation, "city", promise=WORDS)
    cookie = client.cookies[f"draft-{consultation.pk}"].value
    login(client, neighbour)
    client.cookies[f"draft-{consultation.pk}"] = cookie

    assert_nothing_is_found(client, consultation)
    contribute(client, consultation)

    assert Contribution.objects.get().user == neighbour


def test_shared_receipt_of_an_account_is_not_shown_after_logout(client, login, citizen):
    consultation = make_consultation(access="account")
    login(client, citizen)
    contribute(client, consultation)
    client.post(reverse("account_logout"))

    assert_nothing_is_found(client, consultation)


def test_session_noted_before_a_code_is_typed_opens_nothing(client):
    consultation = make_consultation()
    contribute(client, consultation)
    code = receipt_code(client, consultation)
    victim = Client()
    victim.get(reverse("consultations:contribution"))
    session = victim.session
    session["seen"] = True
    session.save()
    noted = session.session_key
    thief = Client()
    thief.cookies["sessionid"] = noted

    opened = open_with_code(victim, code)

    assert WORDS in opened.content.decode()
    assert WORDS not in thief.get(reverse("consultations:contribution"), follow=True).content.decode()


def test_session_noted_before_an_address_is_confirmed_answers_for_nobody(client):
    consultation = make_consultation(access="email")
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    thief = Client()
    thief.cookies["sessionid"] = session.session_key

    confirm_address(client, consultation, "awa@example.org")

    entry = reverse("consultations:entry", args=["charte"])
    assert client.get(entry).status_code == 200
    assert thief.get(entry).url == reverse("consultations:address", args=["charte"])


def test_session_renewed_by_the_first_click_does_not_lose_the_second(client):
    consultation = make_consultation()
    contribute(client, consultation)
    before = client.cookies["sessionid"].value
    client.get(reverse("consultations:contribution"))
    send(client, consultation)
    late = Client()
    late.cookies["sessionid"] = before
    late.cookies[f"draft-{consultation.pk}"] = client.cookies[f"draft-{consultation.pk}"].value

    response = send(late, consultation)

    assert response.url == reverse("consultations:sent", args=["charte"])
    assert Contribution.objects.count() == 1
