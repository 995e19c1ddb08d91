"""A letter leaves: one person asks, another agrees, and the worker sends it once to each reader, come what may."""

from __future__ import annotations

import smtplib
from datetime import datetime

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from cms.letters.composing import edition, editions
from cms.letters.mails import END_PLACE, letter_mail
from cms.models import Letter, LetterDelivery, LetterReader, LetterSending

AT_ONCE = 100
MAILS_A_RUN = 500

log = structlog.get_logger(__name__)


class NotSendable(Exception):
    """The letter cannot leave, or not now; the sentence says why."""


def ask(letter: Letter, *, by, send_at: datetime, at: datetime) -> LetterSending:
    """Ask for a letter to be sent at that moment. Raises NotSendable for one that is not published, or on its way."""
    if not letter.live:
        raise NotSendable(_("Publish the letter first: what is sent can be read on the site."))
    try:
        with transaction.atomic():
            return LetterSending.objects.create(
                letter_key=letter.translation_key,
                letter=letter,
                send_at=max(send_at, at),
                asked_by=by,
                asked_at=at,
            )
    except IntegrityError as taken:
        raise NotSendable(_("This letter is on its way already.")) from taken


@transaction.atomic
def approve(sending: LetterSending, *, by, at: datetime) -> LetterSending:
    """Agree to what another person asked for. The words are those of this moment, whatever is published later.

    Raises NotSendable for who asked, and for a letter that has been taken back or is on its way already.
    """
    # Its letter may be gone: PostgreSQL locks no row that may be missing.
    sendings = LetterSending.objects.select_for_update(of=("self",)).select_related("letter")
    held = sendings.filter(pk=sending.pk).first()
    if held is None or held.letter is None or not held.letter.live:
        raise NotSendable(_("Publish the letter first: what is sent can be read on the site."))
    if held.asked_by_id == by.pk:
        raise NotSendable(_("You asked for this sending: another person has to read the letter and agree."))
    if held.approved_at is not None:
        raise NotSendable(_("Somebody has agreed to it already."))
    held.approved_by, held.approved_at, held.editions = by, at, editions(held.letter)
    held.save(update_fields=["approved_by", "approved_at", "editions"])
    return held


def take_back(sending: LetterSending) -> bool:
    """Send nothing after all; False once it has begun to leave."""
    taken, _by_model = LetterSending.objects.filter(pk=sending.pk, started_at=None).delete()
    return bool(taken)


def send_to_oneself(letter: Letter, user) -> bool:
    """Send the letter as it is now, unpublished changes included, to the person's own address and to no other."""
    made = edition(letter.get_latest_revision_as_object())
    reader = LetterReader(email=user.email, language=letter.locale.language_code)
    shown = {name: text.replace(END_PLACE, settings.SITE_URL) for name, text in made.items()}
    mail = letter_mail(shown, reader)
    mail.extra_headers = {"Auto-Submitted": "auto-generated"}
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("test of a letter not sent", letter=letter.pk, error=type(error).__name__)
        return False


def send_due(*, at: datetime, most: int = MAILS_A_RUN) -> int:
    """Send the letters that are due to those who have not had them, ``most`` mails at once; how many left.

    Each reader is claimed by a row of its own, committed before the mail leaves: of two workers one sends it, and a
    worker that dies in between sends nothing twice. Without a mail server nothing is claimed.
    """
    sent = 0
    connection = get_connection()
    try:
        connection.open()
        for sending in LetterSending.objects.due(at=at).select_related("letter").order_by("send_at", "pk"):
            LetterSending.objects.filter(pk=sending.pk, started_at=None).update(started_at=at)
            sent += _send_batches(sending, connection, at=at, most=most - sent)
            if sent >= most:
                break
    except (smtplib.SMTPException, OSError) as error:
        log.error("no mail server", sent=sent, error=type(error).__name__)
    finally:
        connection.close()
    return sent


def waiting(sending: LetterSending, *, limit: int | None = None) -> list[LetterReader]:
    """Readers of that letter who have not been claimed for it, the first first. Two queries.

    Who came after it began to leave will get the next one.
    """
    if sending.letter is None:
        return []
    claimed = LetterDelivery.objects.filter(sending=sending, reader=OuterRef("pk"))
    found = LetterReader.objects.of(sending.letter).filter(~Exists(claimed))
    if sending.started_at:
        found = found.filter(Q(confirmed_at__lte=sending.started_at))
    return list(found.order_by("pk")[:limit])


def claim(sending: LetterSending, reader: LetterReader, *, at: datetime) -> LetterDelivery | None:
    """Take this reader for this worker alone; None when another has, or the address is gone meanwhile."""
    try:
        with transaction.atomic():
            if not LetterReader.objects.select_for_update().confirmed().filter(pk=reader.pk).exists():
                return None
            return LetterDelivery.objects.create(sending=sending, reader=reader, claimed_at=at)
    except IntegrityError:
        return None


def _send_batches(sending: LetterSending, connection: BaseEmailBackend, *, at: datetime, most: int) -> int:
    sending.refresh_from_db()
    sent = 0
    while sent < most:
        batch = waiting(sending, limit=min(AT_ONCE, most - sent))
        if not batch:
            LetterSending.objects.filter(pk=sending.pk).update(finished_at=at)
            break
        for reader in batch:
            delivery = claim(sending, reader, at=at)
            if delivery is not None and _send(sending, reader, connection):
                LetterDelivery.objects.filter(pk=delivery.pk).update(sent_at=at)
                LetterSending.objects.filter(pk=sending.pk).update(sent_count=F("sent_count") + 1)
                sent += 1
    return sent


def _send(sending: LetterSending, reader: LetterReader, connection: BaseEmailBackend) -> bool:
    known = sending.editions
    made = known.get(reader.language) or known.get(settings.LANGUAGE_CODE) or next(iter(known.values()))
    mail = letter_mail(made, reader)
    mail.connection = connection
    try:
        return bool(mail.send())
    except smtplib.SMTPRecipientsRefused:
        log.warning("address refused", reader=reader.pk, sending=sending.pk)
        return False
