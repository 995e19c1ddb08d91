"""Tell subscribers what happened since the last time: one mail a step, at most once, whatever becomes of the worker."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Iterator
from datetime import datetime

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from consultations.models import Notice, Subscription
from consultations.telling.mails import notice_mail
from consultations.telling.steps import Step, by_step, reached

AT_ONCE = 200
MAILS_A_RUN = 500

log = structlog.get_logger(__name__)


def tell(*, at: datetime, most: int = MAILS_A_RUN) -> int:
    """Send the mails that are due, ``most`` at once, and return how many left.

    Each step is claimed by a row of its own, committed before its mail leaves: of two workers one sends it, and a
    worker that dies between the two has sent nothing and nobody will. Better no mail than two. Without a mail server
    nothing is claimed: the next run tries again.
    """
    sent = 0
    connection = get_connection()
    try:
        connection.open()
        for subscription, step, abouts in _untold(at=at):
            if sent >= most:
                break
            notices = claim(subscription, step, abouts, at=at)
            if notices and _send(subscription, step, connection):
                Notice.objects.filter(pk__in=notices).update(sent_at=at)
                sent += 1
    except (smtplib.SMTPException, OSError) as error:
        # The server is gone: going on would claim every step and tell nobody.
        log.error("no mail server", sent=sent, error=type(error).__name__)
    finally:
        connection.close()
    return sent


def claim(subscription: Subscription, step: str, abouts: Iterable[str], *, at: datetime) -> list[int]:
    """Take these things to tell for this worker alone; the ids of the claims, none when others have them.

    Nothing is taken for an address that has been deleted meanwhile.
    """
    taken = []
    for about in abouts:
        try:
            with transaction.atomic():
                held = Subscription.objects.select_for_update().confirmed().filter(pk=subscription.pk)
                if not held.exists():
                    return []
                made = Notice.objects.create(
                    subscription_id=subscription.pk, step=step, about=about, claimed_at=at
                )
        except IntegrityError:
            continue
        taken.append(made.pk)
    return taken


def _untold(*, at: datetime) -> Iterator[tuple[Subscription, str, list[str]]]:
    """(subscription, step, what it is of) of all that somebody has not been told yet, a mail each."""
    last = 0
    while batch := _batch(after=last):
        last = batch[-1].pk
        steps = reached([one.contribution for one in batch], at=at)
        known = set(
            Notice.objects.filter(subscription__in=batch).values_list("subscription_id", "step", "about")
        )
        for subscription in batch:
            fresh = [
                one
                for one in steps[subscription.contribution_id]
                if (subscription.pk, one.step, one.about) not in known
            ]
            yield from ((subscription, step, _abouts(found)) for step, found in by_step(fresh).items())


def _batch(*, after: int) -> list[Subscription]:
    following = (
        Subscription.objects.confirmed()
        .filter(pk__gt=after, contribution__withdrawn_at=None)
        .select_related("contribution__consultation__city")
        .prefetch_related("contribution__consultation__texts")
    )
    return list(following.order_by("pk")[:AT_ONCE])


def _abouts(steps: Iterable[Step]) -> list[str]:
    return [one.about for one in steps]


def _send(subscription: Subscription, step: str, connection: BaseEmailBackend) -> bool:
    mail = notice_mail(subscription, step)
    mail.connection = connection
    try:
        return bool(mail.send())
    except smtplib.SMTPRecipientsRefused:
        log.warning("address refused", subscription=subscription.pk, step=step)
        return False
