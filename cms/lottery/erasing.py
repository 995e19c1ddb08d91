"""Personal data gone on the day set, and each person's own part of it for their account."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.lottery import log
from cms.lottery.gathering import forget, unsettle, withdraw
from cms.models import Candidate, Lottery


def erase_due(*, at: datetime) -> int:
    """Erase the personal data of every lottery whose day has come; say how many people were forgotten."""
    # The earliest zone's date may be ahead of UTC's: each city's own day is looked at below.
    gone = 0
    for lottery in Lottery.objects.filter(erased_at=None).select_related("city"):
        if lottery.erase_on <= at.astimezone(lottery.city.zone).date():
            gone += erase(lottery, at=at)
    return gone


@transaction.atomic
def erase(lottery: Lottery, *, at: datetime, by=None) -> int:
    """Delete names, addresses and keyed hashes of all candidates; what is published stays, without a name."""
    held = Lottery.objects.select_for_update().get(pk=lottery.pk)
    if held.erased_at is not None:
        return 0
    candidates = list(held.candidates.only("pk"))
    gone = forget(candidates)
    if held.is_published:
        # When each of them came would tell them apart in the logs of a mail server.
        held.candidates.update(registered_at=at, confirmed_at=at)
    else:
        held.candidates.all().delete()
        unsettle(held)
    held.erased_at = at
    held.save(update_fields=["erased_at"])
    log.record(held, log.ERASE, by=by, at=at, people=gone)
    return gone


def export_of(user) -> dict:
    """What lotteries keep of this person."""
    return {
        "registrations": [
            {
                "lottery": one.lottery.slug,
                "public_number": one.public_id,
                "answers": one.answers,
                "name": one.person.name,
                "email": one.person.email,
                "phone": one.person.phone,
                "address": one.person.address,
                "postcode": one.person.postcode,
                "born": one.person.born,
                "registered_at": one.registered_at.isoformat(),
            }
            for one in _of(user).select_related("lottery", "person")
        ]
    }


def erase_of(user) -> None:
    """Withdraw this person from every lottery, with all that names them."""
    for candidate in _of(user):
        withdraw(candidate, at=timezone.now())


def _of(user) -> QuerySet[Candidate]:
    """Registrations made with the account, or with a mailbox that the account has proven."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    whose = Q(person__user=user)
    for email in proven:
        whose |= Q(person__email__iexact=email)
    return Candidate.objects.filter(whose)
