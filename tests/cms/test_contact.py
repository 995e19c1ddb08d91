"""Messages reach the city's team and nobody else, whatever is typed into them."""

from __future__ import annotations

import smtplib

import pytest
from django.core import mail

from accounts.people import prove_address

ADDRESS = "/en/contact/"


@pytest.fixture
def city(paris):
    paris.contact_email = "equipe@ville.example"
    paris.save()
    return paris


@pytest.fixture
def write(client, city):
    def write(**fields):
        said = {
            "city": city.pk,
            "topic": "access",
            "message": "Le bouton ne se lit pas.",
            "email": "aminata@example.org",
        }
        return client.post(ADDRESS, {**said, **fields})

    return write


def test_message_reaches_the_citys_team_who_answer_to_its_writer(write):
    answer = write(name="Aminata Sow")

    [sent] = mail.outbox
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/contact/sent/")
    assert (sent.to, sent.reply_to) == (["equipe@ville.example"], ["aminata@example.org"])
    assert "Le bouton ne se lit pas." in sent.body
    assert sent.from_email != "aminata@example.org"


@pytest.mark.parametrize("field", ["email", "name", "topic"])
def test_line_break_in_a_field_writes_no_header(write, field):
    write(**{field: "aminata@example.org\r\nBcc: tout@le.monde"})

    for sent in mail.outbox:
        assert sent.recipients() == ["equipe@ville.example"]
        assert "\n" not in sent.subject
        assert "Bcc:" not in str(sent.message()).partition("\n\n")[0]


def test_visitor_cannot_have_a_copy_sent_to_anybody(write, client):
    write(copy="on", email="victim@example.org")

    assert [one.to for one in mail.outbox] == [["equipe@ville.example"]]
    assert 'name="copy"' not in client.get(ADDRESS).content.decode()


def test_person_with_a_confirmed_address_receives_a_copy(write, client, login, citizen):
    prove_address(citizen)
    login(client, citizen)

    write(copy="on", email=citizen.email)

    assert [one.to for one in mail.outbox] == [["equipe@ville.example"], [citizen.email]]
    assert mail.outbox[1].reply_to == []


def test_copy_goes_to_ones_own_address_only(write, client, login, citizen):
    prove_address(citizen)
    login(client, citizen)

    answer = write(copy="on", email="victim@example.org")

    assert answer.status_code == 422
    assert mail.outbox == []


def test_trap_catches_robots_without_telling_them(write):
    answer = write(website="http://spam.example")

    assert answer.status_code == 302
    assert mail.outbox == []


def test_one_place_cannot_write_for_ever(write):
    answers = [write().status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_message_is_kept_when_the_mail_server_is_gone(write, monkeypatch):
    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    answer = write()

    assert answer.status_code == 503
    assert "Le bouton ne se lit pas." in answer.content.decode()


def test_city_without_an_address_cannot_be_written_to(write, client, dakar):
    dakar.contact_email = ""
    dakar.save()

    answer = write(city=dakar.pk)

    assert answer.status_code == 422
    assert mail.outbox == []


def test_who_chooses_no_city_writes_to_none(write, client, dakar):
    dakar.contact_email = "dakar@ville.example"
    dakar.save()

    page = client.get(ADDRESS).content.decode()
    answer = write(city="")

    assert '<option value="" selected>Choose a city</option>' in page
    assert answer.status_code == 422
    assert "Choose the city that you write to." in answer.content.decode()
    assert mail.outbox == []


def test_what_is_missing_is_told_on_top(write):
    answer = write(message="", topic="")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.index('class="error-summary"') < page.index('name="message"')
