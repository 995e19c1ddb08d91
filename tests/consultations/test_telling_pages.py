"""Asking to be told, saying yes from a mail, ending it in one click; and nobody doing it to somebody else."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import privacy
from consultations.models import Contribution, Subscription
from tests.consultations.browsing import open_with_code
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following_contributions import (
    GROUPS,
    WORDS,
    code_for,
    contribution_of,
    follow,
    link_in,
)
from tests.consultations.publishing import redact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def analysis(paris):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact()
    return analysis


def ask(client, email: str = "aminata@example.org"):
    return client.post(reverse("consultations:tell_me"), {"email": email}, follow=True)


def test_asking_sends_a_link_and_says_so(client):
    open_with_code(client, code_for())

    html = ask(client).content.decode()

    assert "Open the link that we have just sent you" in html
    assert mail.outbox[0].to == ["aminata@example.org"]
    assert Subscription.objects.get().confirmed_at is None


def test_opening_the_link_says_nothing_pressing_its_button_says_yes(client):
    open_with_code(client, code_for())
    ask(client)
    link = link_in(mail.outbox[0])

    Client().get(link)
    opened = Subscription.objects.get().confirmed_at
    Client().post(link)

    assert opened is None
    assert Subscription.objects.get().confirmed_at is not None


def test_page_shows_an_address_to_who_knows_it_only(client):
    open_with_code(client, code_for())
    ask(client)

    html = client.get(reverse("consultations:contribution")).content.decode()

    assert "a…@example.org" in html
    assert "aminata@example.org" not in html


def test_confirmed_address_of_ones_own_account_needs_no_link(client, login, citizen):
    Contribution.objects.filter(pk=contribution_of().pk).update(user=citizen)
    login(client, citizen)
    client.get(reverse("consultations:mine", args=[contribution_of().pk]))

    ask(client, "Aminata@example.org")

    assert Subscription.objects.get().confirmed_at is not None
    assert mail.outbox == []


def test_other_address_of_an_account_needs_a_link(client, login, citizen):
    Contribution.objects.filter(pk=contribution_of().pk).update(user=citizen)
    login(client, citizen)
    client.get(reverse("consultations:mine", args=[contribution_of().pk]))

    ask(client, "somebody@example.org")

    assert Subscription.objects.get().confirmed_at is None
    assert len(mail.outbox) == 1


def test_neighbour_cannot_follow_what_they_did_not_open(client, login, neighbour):
    login(client, neighbour)

    response = client.post(reverse("consultations:tell_me"), {"email": neighbour.email})

    assert response.url == reverse("consultations:receipt")
    assert not Subscription.objects.exists()


def test_neighbour_cannot_end_what_another_follows(client):
    made = follow(WORDS)
    open_with_code(client, code_for("Le soir."))

    response = client.post(reverse("consultations:tell_me_no_more"), {"subscription": made.pk})

    assert response.status_code == 404
    assert Subscription.objects.exists()


def test_address_is_removed_from_the_page(client):
    made = follow(WORDS)
    open_with_code(client, code_for())

    client.post(reverse("consultations:tell_me_no_more"), {"subscription": made.pk})

    assert not Subscription.objects.exists()


def test_mail_program_ends_it_in_one_click_without_a_cookie():
    made = follow()
    program = Client(enforce_csrf_checks=True)

    response = program.post(
        reverse("consultations:end_telling", args=[made.key]), {"List-Unsubscribe": "One-Click"}
    )

    assert response.status_code == 200
    assert not Subscription.objects.exists()


def test_link_that_is_only_opened_ends_nothing(client):
    made = follow()

    response = client.get(reverse("consultations:end_telling", args=[made.key]))

    assert "Yes, tell me nothing more" in response.content.decode()
    assert Subscription.objects.exists()


def test_ending_twice_is_as_good_as_once(client):
    made = follow()
    address = reverse("consultations:end_telling", args=[made.key])

    statuses = [client.post(address).status_code, client.post(address).status_code]

    assert statuses == [200, 200]


def test_key_of_nobody_leads_nowhere(client):
    assert client.get(reverse("consultations:telling", args=["x" * 43])).status_code == 404
    assert client.get(reverse("consultations:end_telling", args=["x" * 43])).status_code == 404


def test_three_addresses_follow_a_contribution_and_no_more(client):
    for n in range(3):
        follow(WORDS, f"person{n}@example.org")
    open_with_code(client, code_for())

    html = ask(client, "fourth@example.org").content.decode()

    assert "Three addresses follow this contribution already" in html
    assert mail.outbox == []


def test_mailbox_is_spared_those_who_ask_again_and_again(client):
    open_with_code(client, code_for())

    for _n in range(5):
        html = ask(client, "victim@example.org").content.decode()

    assert "Several e-mails have just left" in html
    assert len(mail.outbox) == 3


def test_one_contribution_is_no_means_to_write_to_many(client):
    open_with_code(client, code_for())
    sent = []
    for n in range(6):
        ask(client, f"victim{n}@example.org")
        Subscription.objects.all().delete()
        sent.append(len(mail.outbox))

    assert sent[-1] == 3


@pytest.mark.parametrize("email", ["", "not an address", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_address_is_refused(client, email):
    open_with_code(client, code_for())

    ask(client, email)

    assert not Subscription.objects.exists()
    assert mail.outbox == []


def test_empty_address_is_told_what_to_give(client):
    open_with_code(client, code_for())

    html = ask(client, "").content.decode()

    assert "Give your e-mail address, such as name@example.org." in html


def test_own_page_says_what_one_is_told_of(client, login, citizen):
    Contribution.objects.filter(pk=contribution_of().pk).update(user=citizen)
    follow(WORDS, citizen.email)
    login(client, citizen)

    html = client.get(reverse("account_home")).content.decode()

    assert "Told at each step: aminata@example.org" in html


def test_closing_an_account_deletes_its_address_everywhere(citizen):
    follow(WORDS, citizen.email)

    privacy.erase(citizen)

    assert not Subscription.objects.exists()


def test_own_data_holds_the_addresses_that_follow(citizen):
    Contribution.objects.filter(pk=contribution_of().pk).update(user=citizen)
    follow(WORDS, "other@example.org")

    exported = privacy.export_of(citizen)["consultations"]["contributions"][0]

    assert exported["told_at"] == ["other@example.org"]
