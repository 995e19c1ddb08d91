"""Who is told what becomes of a contribution: an address says yes, and one click later no more.

An address is kept for nothing else, and deleted when it says no, when the contribution is withdrawn, or in the end.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce, Greatest

from consultations.models import Contribution, Notice, Subscription
from consultations.telling.steps import reached

MOST = 3
UNCONFIRMED_KEPT = timedelta(days=7)
KEPT = timedelta(days=365)


class NotFollowable(Exception):
    """The contribution is withdrawn: nothing more becomes of it."""


class TooManyAddresses(Exception):
    """As many addresses as one contribution may have follow it already."""


def subscribe(
    contribution: Contribution, email: str, *, language: str, at: datetime, by=None
) -> Subscription:
    """Let an address follow this contribution; the same one again comes back as it is.

    It is confirmed at once when ``by``, who is logged in, has confirmed it for the account that the contribution is
    of; otherwise the caller sends it a link. Raises NotFollowable and TooManyAddresses.
    """
    email = email.strip().lower()
    with transaction.atomic():
        held = Contribution.objects.select_for_update().only("withdrawn_at").get(pk=contribution.pk)
        if held.is_withdrawn:
            raise NotFollowable
        following = contribution.subscriptions.all()
        earlier = following.filter(email=email).first()
        if earlier is None and following.count() >= MOST:
            raise TooManyAddresses
        made = earlier or contribution.subscriptions.create(
            email=email, language=language, key=secrets.token_urlsafe(32), asked_at=at
        )
        if _is_theirs(contribution, email, by):
            confirm(made, at=at)
    return made


def with_key(key: str) -> Subscription | None:
    """The subscription that a link in a mail opens. One query."""
    found = Subscription.objects.select_related("contribution__consultation__city")
    return found.filter(key=key).first()


@transaction.atomic
def confirm(subscription: Subscription, *, at: datetime) -> Subscription:
    """Begin to tell this address. What has happened by now is on the page, and is not told again by mail."""
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=at)
    if waiting:
        subscription.confirmed_at = at
        known = reached([subscription.contribution], at=at)[subscription.contribution_id]
        Notice.objects.bulk_create(
            Notice(subscription=subscription, step=one.step, about=one.about, claimed_at=at) for one in known
        )
    return subscription


def end(subscription: Subscription) -> None:
    """Tell this address nothing more, and delete it."""
    Subscription.objects.filter(pk=subscription.pk).delete()


def forget(*, at: datetime) -> int:
    """Delete addresses that never said yes, and those that have had nothing to be told for a year; say how many.

    The year begins with the last mail, the confirmation or the publication of results, whichever came last.
    """
    unconfirmed = Q(confirmed_at=None, asked_at__lt=at - UNCONFIRMED_KEPT)
    beginning = F("contribution__consultation__closes_at")
    last = Subscription.objects.annotate(told=Max("notices__sent_at")).annotate(
        last=Greatest(
            Coalesce("told", beginning),
            Coalesce("confirmed_at", beginning),
            Coalesce("contribution__consultation__results_at", beginning),
        )
    )
    silent = last.confirmed().filter(last__lt=at - KEPT).values_list("pk", flat=True)
    gone, _by_model = Subscription.objects.filter(unconfirmed | Q(pk__in=list(silent))).delete()
    return gone


def masked(email: str) -> str:
    """An address as its owner knows it again and nobody else learns it: ``a…@example.org``."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"


def addresses_of(subscriptions: Iterable[Subscription]) -> list[dict]:
    """What the page of a contribution says of the addresses that follow it."""
    return [
        {"pk": one.pk, "address": masked(one.email), "is_confirmed": one.confirmed_at is not None}
        for one in subscriptions
    ]


def _is_theirs(contribution: Contribution, email: str, user) -> bool:
    if user is None or not user.is_authenticated or contribution.user_id != user.pk:
        return False
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()
