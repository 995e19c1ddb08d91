"""Messages to the hosts of all debates of one status, or of chosen ones: written once, sent by the worker, each once.

They are service messages about a host's own debates: each says why one gets it, and there is nothing to subscribe to.
"""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from debates.models import Debate, DeskDelivery, DeskMessage, Membership, Night

log = structlog.get_logger(__name__)
AT_ONCE = timedelta(hours=1)


class NobodyToTell(Exception):
    """No debate of that night has that status, or nobody acts for their hosts any more."""


class OthersThanSeen(Exception):
    """Other people would be written to than the preview counted. ``number`` is how many it would be now."""

    def __init__(self, number: int):
        super().__init__(str(number))
        self.number = number


@dataclass(frozen=True)
class Audience:
    """The debates that a message is about, and the people who act for their hosts."""

    debates: Sequence[Debate]
    people: Sequence[User]


def audience(night: Night, status: str, codes: Sequence[str] = ()) -> Audience:
    """Whom a message to the hosts of that status would reach now, or of those debates of it alone. Two queries."""
    of_status = Debate.objects.filter(night=night, status=status).order_by("pk")
    debates = list(of_status.filter(code__in=codes) if codes else of_status)
    hosts = {debate.host_id for debate in debates}
    people = User.objects.filter(is_active=True, hostings__host__in=hosts).distinct().order_by("pk")
    return Audience(debates, list(people))


@transaction.atomic
def send(
    *,
    night: Night,
    status: str,
    subject: str,
    text: str,
    by,
    at: datetime,
    expected: int,
    codes: Sequence[str] = (),
) -> DeskMessage:
    """Log the message and have the worker send it after this transaction, to everybody who is reached now.

    ``expected`` is how many the preview told; ``codes`` are the debates that it is about, none for all of the status.
    The very same message of the last hour comes back as it was sent: a button was pressed twice. Raises `NobodyToTell`
    or `OthersThanSeen`.
    """
    # The night's row, so that of two such requests the second finds what the first has made.
    Night.objects.select_for_update().get(pk=night.pk)
    words = {"night": night, "status": status, "subject": " ".join(subject.split()), "text": text.strip()}
    made = _made_just_now(DeskMessage.objects.filter(**words, sender=by, at__gt=at - AT_ONCE), codes)
    if made is not None:
        return made
    reached = audience(night, status, codes)
    if not reached.people:
        raise NobodyToTell
    if len(reached.people) != expected:
        raise OthersThanSeen(len(reached.people))
    message = DeskMessage.objects.create(
        **words, sender=by, at=at, recipients=len(reached.people), chosen=bool(codes)
    )
    message.debates.set(reached.debates)
    DeskDelivery.objects.bulk_create(DeskDelivery(message=message, user=person) for person in reached.people)
    transaction.on_commit(lambda: _enqueue(message))
    return message


def _made_just_now(same: QuerySet[DeskMessage], codes: Sequence[str]) -> DeskMessage | None:
    """Of messages in the same words the one that was sent to that choice of debates. Two queries at most."""
    wanted = set(codes)
    for made in same.prefetch_related("debates"):
        if made.chosen == bool(wanted) and (not wanted or {one.code for one in made.debates.all()} == wanted):
            return made
    return None


def deliver(message: DeskMessage) -> int:
    """Write to those who were not written to yet, and say how many mails left.

    Each delivery is claimed and committed before its mail leaves: a worker that dies in between writes to nobody twice.
    """
    sent = 0
    for delivery in message.deliveries.waiting().select_related("user"):
        if message.deliveries.waiting().filter(pk=delivery.pk).update(claimed_at=timezone.now()):
            sent += _mail(message, delivery.user)
    return sent


def forget(*, at: datetime) -> None:
    """Delete who was written to about nights that ended long ago; the messages stay as the desk's log."""
    DeskDelivery.objects.out_of_time(at=at).delete()


def _enqueue(message: DeskMessage) -> None:
    from debates.tasks import send_desk_message

    send_desk_message.enqueue(message_id=message.pk)


def _mail(message: DeskMessage, person: User) -> bool:
    hosts = Membership.objects.filter(user=person).values("host")
    with override(person.language):
        debates = message.debates.filter(host__in=hosts)
        path = reverse("debates:hosting")
        context = {
            "text": message.text,
            "city": str(message.night.city),
            "debates": [str(debate) for debate in debates],
            "url": f"{settings.SITE_URL}{path}",
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        body = render_to_string("debates/desks/mail/message.txt", context)
    # Whoever typed it: a line end in a subject would begin another header.
    subject = " ".join(message.subject.split())
    mail = EmailMessage(subject, body, to=[person.email], headers={"Auto-Submitted": "auto-generated"})
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", desk_message=message.pk, error=type(error).__name__)
        return False
