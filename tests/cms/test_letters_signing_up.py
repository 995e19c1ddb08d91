"""Letters are sent to who confirmed them from the mailbox, and to nobody once they leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import privacy
from cms.letters import links, subscribing
from cms.models import LetterReader
from tests.cms.writing_letters import link_in, reader

pytestmark = pytest.mark.django_db
ADDRESS = "/en/newsletter/"
WISH = {"email": "aminata@example.org", "language": "en"}


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    def ask(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADDRESS, {**WISH, **fields})

    return ask


def test_address_reads_letters_only_once_it_has_confirmed(ask, client):
    ask()
    before = LetterReader.objects.confirmed().count()
    link = link_in(mail.outbox[0].body, "yes")

    client.get(link)
    opened = LetterReader.objects.confirmed().count()
    client.post(link)

    assert (before, opened) == (0, 0)
    assert LetterReader.objects.confirmed().get().email == "aminata@example.org"


def test_answer_is_the_same_for_known_and_unknown_addresses(ask):
    reader("known@example.org")

    known, unknown = ask(email="Known@example.org"), ask(email="unknown@example.org")

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [one.to for one in mail.outbox] == [["known@example.org"], ["unknown@example.org"]]


def test_stranger_changes_nothing_of_what_an_address_receives(ask, paris, dakar):
    held = reader("known@example.org", cities=[paris])

    ask(email="known@example.org", cities=[dakar.pk])

    held.refresh_from_db()
    assert (held.language, list(held.cities.all())) == ("fr", [paris])


def test_choices_are_kept_and_changed_by_their_reader(ask, client, paris, dakar):
    ask(cities=[dakar.pk])
    asked = list(LetterReader.objects.get().cities.all())

    page = client.post(link_in(mail.outbox[0].body, "yes"), follow=True)
    choices = page.redirect_chain[-1][0]
    client.post(choices, {"language": "fr", "cities": [paris.pk]})

    held = LetterReader.objects.get()
    assert asked == [dakar]
    assert (held.language, list(held.cities.all())) == ("fr", [paris])


def test_confirmation_link_ends_after_seven_days(client, monkeypatch):
    token = links.token(reader(confirmed=False), links.CONFIRM)
    late = timezone.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", late.timestamp)

    page = client.post(f"{ADDRESS}yes/{token}/")

    assert page.status_code == 410
    assert LetterReader.objects.confirmed().count() == 0


def test_confirmation_link_opened_again_leads_to_what_one_is_sent(client):
    held = reader(confirmed=True)
    since = held.confirmed_at

    answer = client.get(f"/en/newsletter/yes/{links.token(held, links.CONFIRM)}/")

    held.refresh_from_db()
    assert answer.status_code == 302
    assert "/newsletter/choices/" in answer["Location"]
    assert held.confirmed_at == since


def test_link_for_one_purpose_does_not_serve_another(client):
    held = reader(confirmed=False)

    pages = [
        client.post(f"{ADDRESS}yes/{links.token(held, purpose)}/").status_code
        for purpose in (links.END, links.CHOOSE)
    ]

    assert pages == [404, 404]
    assert LetterReader.objects.confirmed().count() == 0


@pytest.mark.parametrize("token", ["x", "x:y:z", "ffffffff:1:2", "%00", "é"])
@pytest.mark.parametrize("step", ["yes", "choices", "end"])
def test_link_that_is_not_ours_leads_nowhere(client, token, step):
    assert client.get(f"{ADDRESS}{step}/{token}/").status_code == 404


def test_mail_program_ends_it_in_one_click_without_cookies(client):
    held = reader()
    strict = type(client)(enforce_csrf_checks=True)

    answer = strict.post(f"{ADDRESS}end/{links.token(held, links.END)}/", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not LetterReader.objects.exists()


def test_opening_the_link_that_ends_it_ends_nothing(client):
    held = reader()

    client.get(f"{ADDRESS}end/{links.token(held, links.END)}/")

    assert LetterReader.objects.filter(pk=held.pk).exists()


def test_trap_catches_robots_without_telling_them(ask):
    answer = ask(website="http://spam.example")

    assert answer.status_code == 302
    assert not LetterReader.objects.exists()
    assert mail.outbox == []


def test_one_mailbox_is_not_flooded(ask):
    answers = [ask().status_code for _ in range(5)]

    assert answers == [302] * 5
    assert len(mail.outbox) == 3


def test_one_place_cannot_ask_for_ever(ask):
    answers = [ask(email=f"a{number}@example.org").status_code for number in range(11)]

    assert answers == [302] * 10 + [429]


def test_wrong_address_is_told(ask):
    answer = ask(email="aminata@")

    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()


def test_addresses_that_never_confirm_are_deleted_after_seven_days():
    reader("new@example.org", confirmed=False)
    reader("kept@example.org")
    LetterReader.objects.filter(email="new@example.org").update(asked_at=timezone.now() - timedelta(days=8))
    reader("fresh@example.org", confirmed=False)

    gone = subscribing.forget(at=timezone.now())

    assert gone == 1
    assert set(LetterReader.objects.values_list("email", flat=True)) == {
        "kept@example.org",
        "fresh@example.org",
    }


def test_persons_own_data_holds_their_letters_and_lets_them_go(citizen, neighbour, paris):
    reader(citizen.email, cities=[paris])
    reader(neighbour.email)

    kept = privacy.export_of(citizen)["letters"]
    privacy.erase(citizen)

    assert (kept["address"], kept["cities"]) == (citizen.email, ["paris"])
    assert list(LetterReader.objects.values_list("email", flat=True)) == [neighbour.email]
