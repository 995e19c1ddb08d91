"""The screen from which a letter is sent, and the archive that everybody reads."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.letters import sending
from cms.models import Letter, LetterSending
from tests import factories
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.cms.writing_letters import agreed, make_letter, reader


@pytest.fixture
def letter(trees):  # noqa: F811
    return make_letter(trees)


@pytest.fixture
def second_editor(db):
    return factories.UserFactory(email="edwige@example.org", role="editor")


@pytest.fixture
def step(client, login, letter):
    def step(user, what, **fields):
        login(client, user)
        return client.post(reverse("cms_admin:letter", args=[letter.pk]), {"do": what, **fields}, follow=True)

    return step


def test_one_asks_another_agrees_and_it_leaves(step, editor, second_editor):
    reader()

    step(editor, "ask")
    step(second_editor, "approve")
    sending.send_due(at=timezone.now())

    assert len(mail.outbox) == 1


def test_who_asked_cannot_agree(step, editor):
    step(editor, "ask")
    step(editor, "approve")

    assert LetterSending.objects.get().approved_at is None


def test_screen_can_be_read_and_says_how_many(client, login, editor, letter):
    for name in "abc":
        reader(f"{name}@example.org")
    login(client, editor)

    page = client.get(reverse("cms_admin:letter", args=[letter.pk]))

    assert page.status_code == 200
    assert page.context["total"] == 3


def test_moment_that_is_none_is_refused(step, editor):
    answer = step(editor, "ask", send_at="tomorrow-ish")

    assert answer.status_code == 422
    assert not LetterSending.objects.exists()


def test_test_goes_to_oneself(step, editor):
    reader()

    step(editor, "test")

    assert [one.to for one in mail.outbox] == [[editor.email]]


@pytest.mark.parametrize("who", ["analyst", "coordinator"])
def test_staff_of_other_trades_send_no_letter(request, step, who):
    step(request.getfixturevalue(who), "ask")

    assert not LetterSending.objects.exists()


def test_citizen_never_sees_the_screen(client, login, citizen, letter):
    login(client, citizen)

    assert client.get(reverse("cms_admin:letter", args=[letter.pk])).status_code == 302


def test_screen_asks_the_same_of_the_database_with_more_readers(client, login, editor, second_editor, letter):
    login(client, editor)
    address = reverse("cms_admin:letter", args=[letter.pk])
    agreed(letter, by=editor, second=second_editor)
    reader("first@example.org")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(29):
        reader(f"r{number}@example.org")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(one)


def test_archive_shows_published_letters_with_the_same_queries(client, trees, letter):  # noqa: F811
    draft = Letter(title="Brouillon", locale=letter.locale, body=[], live=False)
    letter.get_parent().add_child(instance=draft)
    client.get("/fr/lettres/")
    with CaptureQueriesContext(connection) as one:
        client.get("/fr/lettres/")
    for number in range(29):
        make_letter(trees, title=f"Lettre {number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/fr/lettres/").content.decode()

    assert "Lettre 28" in page
    assert "Brouillon" not in page
    assert len(many) == len(one)


def test_letter_is_read_on_the_site(client, letter):
    page = client.get(letter.get_url())

    assert page.status_code == 200
    assert "Qui décide\u202f?" in page.content.decode()
