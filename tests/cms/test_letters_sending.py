"""A letter leaves once two people want it to, and reaches each reader once."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.letters import sending
from cms.models import LetterDelivery, LetterReader, LetterSending, Topic
from tests import factories
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.cms.writing_letters import agreed, make_letter, reader, sent_to, translate_letter


@pytest.fixture
def second_editor(db):
    return factories.UserFactory(email="edwige@example.org", first_name="Edwige", role="editor")


@pytest.fixture
def letter(trees):  # noqa: F811
    return make_letter(trees)


def test_letter_reaches_each_reader_once(letter, editor, second_editor):
    for name in "abc":
        reader(f"{name}@example.org")
    reader("unconfirmed@example.org", confirmed=False)
    agreed(letter, by=editor, second=second_editor)

    sent = [sending.send_due(at=timezone.now()) for _ in range(2)]

    assert sent == [3, 0]
    assert sent_to() == ["a@example.org", "b@example.org", "c@example.org"]
    done = LetterSending.objects.get()
    assert (done.sent_count, done.finished_at is not None) == (3, True)


def test_nobody_sends_a_letter_alone(letter, editor):
    reader()
    asked = sending.ask(letter, by=editor, send_at=timezone.now(), at=timezone.now())

    with pytest.raises(sending.NotSendable):
        sending.approve(asked, by=editor, at=timezone.now())

    assert sending.send_due(at=timezone.now()) == 0


def test_database_refuses_one_person_for_two(letter, editor):
    asked = sending.ask(letter, by=editor, send_at=timezone.now(), at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        LetterSending.objects.filter(pk=asked.pk).update(approved_by=editor, approved_at=timezone.now())


def test_letter_waits_for_its_moment(letter, editor, second_editor):
    reader()
    tomorrow = timezone.now() + timedelta(days=1)
    agreed(letter, by=editor, second=second_editor, at=tomorrow)

    early, late = sending.send_due(at=timezone.now()), sending.send_due(at=tomorrow)

    assert (early, late) == (0, 1)


def test_worker_killed_in_the_middle_is_gone_on_for(letter, editor, second_editor, monkeypatch):
    for name in "abc":
        reader(f"{name}@example.org")
    agreed(letter, by=editor, second=second_editor)
    real = mail.EmailMultiAlternatives.send

    def killed(self, *args, **kwargs):
        if self.to == ["b@example.org"]:
            raise KeyboardInterrupt
        return real(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        sending.send_due(at=timezone.now())
    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", real)
    sending.send_due(at=timezone.now())

    # Whether the second mail left nobody can know: rather none than two.
    assert sent_to() == ["a@example.org", "c@example.org"]
    assert LetterDelivery.objects.filter(sent_at=None).get().reader.email == "b@example.org"


def test_batch_goes_on_where_the_last_one_stopped(letter, editor, second_editor):
    for number in range(5):
        reader(f"r{number}@example.org")
    agreed(letter, by=editor, second=second_editor)

    sent = [sending.send_due(at=timezone.now(), most=2) for _ in range(4)]

    assert sent == [2, 2, 1, 0]
    assert len(set(sent_to())) == 5


def test_reader_claimed_by_another_worker_is_left_to_it(letter, editor, second_editor):
    held = reader()
    made = agreed(letter, by=editor, second=second_editor)

    first = sending.claim(made, held, at=timezone.now())
    second = sending.claim(made, held, at=timezone.now())

    assert first is not None
    assert second is None


def test_reader_who_left_meanwhile_is_sent_nothing(letter, editor, second_editor):
    held = reader()
    made = agreed(letter, by=editor, second=second_editor)
    LetterReader.objects.all().delete()

    assert sending.claim(made, held, at=timezone.now()) is None


def test_who_comes_after_it_began_gets_the_next_letter(letter, editor, second_editor):
    reader("a@example.org")
    reader("b@example.org")
    agreed(letter, by=editor, second=second_editor)
    sending.send_due(at=timezone.now(), most=1)
    LetterReader.objects.create(
        email="late@example.org", language="fr", confirmed_at=timezone.now() + timedelta(minutes=1)
    )

    sending.send_due(at=timezone.now() + timedelta(minutes=2))

    assert sent_to() == ["a@example.org", "b@example.org"]


def test_without_a_mail_server_nothing_is_claimed(letter, editor, second_editor, monkeypatch):
    reader()
    agreed(letter, by=editor, second=second_editor)

    def refuse(self):
        raise smtplib.SMTPConnectError(421, "busy")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse, raising=False)
    sending.send_due(at=timezone.now())
    claimed = LetterDelivery.objects.count()
    monkeypatch.undo()

    assert claimed == 0
    assert sending.send_due(at=timezone.now()) == 1


def test_letter_reaches_readers_of_its_city_and_topics_and_those_who_chose_none(
    trees,  # noqa: F811
    editor,
    second_editor,
    paris,
    dakar,
):
    schools, trees_topic = (
        Topic.objects.create(facet=Topic.THEME, slug=slug, name={"fr": slug}) for slug in ("ecoles", "arbres")
    )
    letter = make_letter(trees, city=paris)
    letter.topics.set([schools])
    letter.save_revision().publish()
    reader("everything@example.org")
    reader("paris@example.org", cities=[paris, dakar], topics=[schools, trees_topic])
    reader("dakar@example.org", cities=[dakar])
    reader("trees@example.org", cities=[paris], topics=[trees_topic])
    agreed(letter, by=editor, second=second_editor)

    sending.send_due(at=timezone.now())

    assert sent_to() == ["everything@example.org", "paris@example.org"]


def test_each_reader_is_written_to_in_their_language(trees, letter, editor, second_editor):  # noqa: F811
    translate_letter(trees, letter, title="November’s letter")
    reader("fr@example.org")
    reader("en@example.org", language="en")
    reader("wo@example.org", language="wo")
    agreed(letter, by=editor, second=second_editor)

    sending.send_due(at=timezone.now())

    assert {one.to[0]: one.subject for one in mail.outbox} == {
        "fr@example.org": "La lettre de novembre",
        "en@example.org": "November’s letter",
        "wo@example.org": "La lettre de novembre",
    }


def test_what_is_sent_is_what_was_agreed_on(letter, editor, second_editor):
    reader()
    agreed(letter, by=editor, second=second_editor)
    letter.title = "Tout autre chose"
    letter.save_revision().publish()

    sending.send_due(at=timezone.now())

    assert mail.outbox[0].subject == "La lettre de novembre"


def test_draft_is_not_sent(trees, editor):  # noqa: F811
    letter = make_letter(trees)
    letter.unpublish()

    with pytest.raises(sending.NotSendable):
        sending.ask(letter, by=editor, send_at=timezone.now(), at=timezone.now())


def test_letter_and_its_translation_are_one_letter(trees, letter, editor, second_editor):  # noqa: F811
    english = translate_letter(trees, letter, title="November’s letter")
    agreed(letter, by=editor, second=second_editor)

    with pytest.raises(sending.NotSendable):
        sending.ask(english, by=editor, send_at=timezone.now(), at=timezone.now())


def test_sending_can_be_taken_back_until_it_begins(letter, editor, second_editor):
    reader()
    first = sending.take_back(agreed(letter, by=editor, second=second_editor))
    made = agreed(letter, by=editor, second=second_editor)
    sending.send_due(at=timezone.now())

    assert (first, sending.take_back(made)) == (True, False)
