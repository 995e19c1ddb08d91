"""Subscribers are told each step once, in their language, in mails that give nothing away."""

from __future__ import annotations

import smtplib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from consultations.models import Notice
from consultations.reviews import contesting
from consultations.telling import sending, subscribing
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following_contributions import (
    GROUPS,
    WORDS,
    code_for,
    contribution_of,
    follow,
    tell,
)
from tests.consultations.publishing import (
    decided,
    make_charter,
    move_results,
    publish_version,
    redact,
    review,
)
from tests.consultations.reading_themes import theme


@pytest.fixture
def analysis(paris):
    analysis = make_analysis(make_consultation(phase="published", city=paris), GROUPS)
    redact()
    return analysis


@pytest.mark.django_db
def test_each_step_is_told_once(analysis, analyst, editor, paris):
    follow(language="en")

    told = [tell()]
    [reply] = review(analysis, "Répondre", by=analyst)
    told += [tell(), tell()]
    kept = decided([reply], "Répondre en trois mois.", by=analyst)
    told += [tell(), tell()]
    publish_version(make_charter(paris), {"reponse": ("La Ville répond.", [kept])}, by=editor)
    told += [tell(), tell()]

    title = "A charter to write"
    assert told == [
        [],
        [f"Your contribution has been read: {title}"],
        [],
        [f"The City has decided: {title}"],
        [],
        [f"In the charter: {title}"],
        [],
    ]


@pytest.mark.django_db
def test_answer_to_a_contestation_is_told(analysis, analyst):
    review(analysis, "Répondre", by=analyst)
    follow(language="en")
    made = contesting.contest(contribution_of().answers.get())
    waiting = tell()

    contesting.answer_contestation(made, by=analyst, reply="Nous la laissons.")

    assert waiting == []
    assert tell() == ["An analyst has answered you: A charter to write"]
    assert "Nous la laissons." not in mail.outbox[0].body


@pytest.mark.django_db
def test_decisions_that_come_together_are_told_in_one_mail(analysis, analyst):
    [reply] = review(analysis, "Répondre", by=analyst)
    follow(language="en")
    for statement in ("Répondre.", "Répondre à tous.", "Répondre vite."):
        decided([reply], statement, by=analyst)

    assert tell() == ["The City has decided: A charter to write"]
    assert Notice.objects.filter(step=Notice.DECIDED).exclude(sent_at=None).count() == 3


@pytest.mark.django_db
def test_what_had_happened_before_the_address_said_yes_is_not_told(analysis, analyst):
    review(analysis, "Répondre", by=analyst)

    follow()

    assert tell() == []


@pytest.mark.django_db
def test_nothing_is_told_before_the_results(analysis, analyst):
    follow()
    review(analysis, "Répondre", by=analyst)
    move_results(analysis.consultation, days=1)

    assert tell() == []


@pytest.mark.django_db
def test_address_that_said_nothing_is_told_nothing(analysis, analyst):
    subscribing.subscribe(contribution_of(), "aminata@example.org", language="fr", at=timezone.now())
    review(analysis, "Répondre", by=analyst)

    assert tell() == []


@pytest.mark.django_db
def test_neighbour_is_told_of_their_own_contribution_only(analysis, analyst):
    follow(WORDS)
    follow("Le soir.", "bernard@example.org")

    review(analysis, "Répondre", by=analyst)
    tell()

    assert [one.to for one in mail.outbox] == [["aminata@example.org"]]


@pytest.mark.django_db
def test_mail_speaks_the_subscribers_language_and_gives_nothing_away(analysis, analyst):
    code = code_for()
    made = follow(language="fr")
    review(analysis, "Répondre", by=analyst)

    tell()

    [message] = mail.outbox
    whole = f"{message.subject}\n{message.body}"
    assert "Une charte à écrire" in whole
    assert not any(secret in whole for secret in (WORDS, code, "Répondre"))
    assert message.extra_headers["List-Unsubscribe"].endswith(f"/fr/told/{made.key}/end/>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
def test_worker_killed_before_sending_sends_nothing_and_nobody_sends_it_again(analysis, analyst, monkeypatch):
    follow()
    review(analysis, "Répondre", by=analyst)

    with monkeypatch.context() as killed:
        killed.setattr(EmailMessage, "send", _die)
        with pytest.raises(SystemExit):
            tell()

    assert tell() == []
    assert Notice.objects.get().sent_at is None


@pytest.mark.django_db
def test_worker_killed_after_sending_sends_nothing_twice(analysis, analyst, monkeypatch):
    follow()
    review(analysis, "Répondre", by=analyst)
    send = EmailMessage.send

    def send_and_die(message, *args, **kwargs):
        send(message, *args, **kwargs)
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(EmailMessage, "send", send_and_die)
        with pytest.raises(SystemExit):
            tell()
    sent_by_the_first = len(mail.outbox)

    assert (sent_by_the_first, tell()) == (1, [])


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_lost(analysis, analyst, monkeypatch):
    follow(language="en")
    review(analysis, "Répondre", by=analyst)

    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "open", _no_server)
        without = tell()

    assert (without, len(tell())) == ([], 1)


@pytest.mark.django_db
def test_address_that_the_server_refuses_holds_up_nobody(analysis, analyst, monkeypatch):
    follow(WORDS, "refused@example.org")
    follow("Répondez-nous.", "bernard@example.org")
    review(analysis, "Répondre", by=analyst)
    send = EmailMessage.send

    def refuse_one(message, *args, **kwargs):
        if message.to == ["refused@example.org"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refuse_one)
    tell()

    assert [one.to for one in mail.outbox] == [["bernard@example.org"]]


@pytest.mark.django_db
def test_as_many_mails_leave_at_once_as_a_run_may_send(analysis, analyst):
    for n in range(3):
        follow(WORDS, f"person{n}@example.org")
    review(analysis, "Répondre", by=analyst)

    sent = [sending.tell(at=timezone.now(), most=2) for _run in range(3)]

    assert sent == [2, 1, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 30])
def test_looking_for_what_to_tell_takes_the_same_queries_for_1_and_30(
    paris, analyst, size, django_assert_max_num_queries
):
    texts = [f"Une réponse, {n} fois." for n in range(size)]
    analysis = make_analysis(make_consultation(phase="published", city=paris), {"Répondre": texts})
    redact()
    decided(review(analysis, "Répondre", by=analyst), "Répondre en trois mois.", by=analyst)
    for n, text in enumerate(texts):
        follow(text, f"person{n}@example.org")

    with django_assert_max_num_queries(14):
        assert tell() == []


@pytest.mark.django_db
def test_claiming_for_an_address_that_is_gone_takes_nothing(analysis):
    made = follow()
    subscribing.end(made)

    assert sending.claim(made, Notice.DECIDED, ["proposal:1:kept"], at=timezone.now()) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(analysis, analyst):
    follow()
    review(analysis, "Répondre", by=analyst)
    barrier = Barrier(4)
    mail.outbox.clear()

    def one(_n):
        try:
            barrier.wait(timeout=60)
            return sending.tell(at=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(one, range(4)))

    assert (sent, len(mail.outbox), Notice.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_correction_by_an_analyst_is_told_as_an_answer_not_as_a_new_theme(analysis, analyst):
    review(analysis, "Répondre", "Réunir", by=analyst)
    follow(language="en")
    made = contesting.contest(contribution_of().answers.get())

    contesting.answer_contestation(
        made, by=analyst, reply="C’est juste.", corrected_to=theme(analysis, "Réunir")
    )

    assert tell() == ["An analyst has answered you: A charter to write"]


def _die(*_args, **_kwargs):
    raise SystemExit


def _no_server(*_args, **_kwargs):
    raise ConnectionRefusedError
