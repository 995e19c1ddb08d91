"""Who acts for a host: founding one, inviting others, joining, leaving. An owner is always left.

Every change of members takes the host's row first, so that two owners who leave at once do not both go.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import HOST, assign_role
from debates.hosting.addresses import with_new_slug
from debates.models import Host, Invitation, Membership

INVITATION_DAYS = 14
HOSTS_AT_MOST = 10
INVITATIONS_AT_MOST = 20


class LastOwner(Exception):
    """Nobody would be left to invite others and answer for the host."""


class TooMany(Exception):
    """The number of such things that one host or person may have is reached."""


class InvitationClosed(Exception):
    """The invitation was used, was taken back, or has lapsed."""


class AlreadyIn(Exception):
    """That person acts for the host already, or has an invitation that still holds."""


@transaction.atomic
def found_host(host: Host, person) -> Host:
    """Store a new host; that person owns it and gets the role `host`. Raises `TooMany`."""
    # Their own row, so that two requests of one person count one after the other.
    User.objects.select_for_update().get(pk=person.pk)
    if Membership.objects.filter(user=person).count() >= HOSTS_AT_MOST:
        raise TooMany
    with_new_slug(host)
    Membership.objects.create(host=host, user=person, role=Membership.OWNER)
    assign_role(person, HOST)
    return host


def hosted_by(person, slug: str) -> Host:
    """The host of that address for which the person acts; nobody else learns that there is one (404)."""
    return get_object_or_404(Host.objects.of(person).select_related("city"), slug=slug)


def is_owner(host: Host, person) -> bool:
    return Membership.objects.filter(host=host, user=person, role=Membership.OWNER).exists()


@transaction.atomic
def invite(host: Host, email: str, *, by, at: datetime) -> tuple[Invitation, str]:
    """The invitation of that address and the token that only its letter holds. Raises `TooMany` or `AlreadyIn`."""
    _held(host)
    email = email.strip().lower()
    if host.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyIn
    host.invitations.filter(accepted_at=None, expires_at__lte=at).delete()
    if host.invitations.filter(accepted_at=None).count() >= INVITATIONS_AT_MOST:
        raise TooMany
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                host=host,
                email=email,
                token_digest=digest(token),
                invited_by=by,
                expires_at=at + timedelta(days=INVITATION_DAYS),
            )
    except IntegrityError as error:
        raise AlreadyIn from error
    return invitation, token


def digest(token: str) -> str:
    """What is kept of a token: enough to know it again, not to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str, *, at: datetime) -> Invitation:
    """The invitation that this token opens. Raises `InvitationClosed`."""
    found = Invitation.objects.filter(token_digest=digest(token), accepted_at=None, expires_at__gt=at)
    invitation = found.select_related("host").first()
    if invitation is None:
        raise InvitationClosed
    return invitation


@transaction.atomic
def accept(invitation: Invitation, person, *, at: datetime) -> Membership:
    """Let that person act for the host; the invitation opens nothing more. Raises `InvitationClosed`."""
    _held(invitation.host)
    # Of two people who hold the letter, the condition lets one through.
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=at)
    if not still_open.update(accepted_at=at):
        raise InvitationClosed
    membership, _made = Membership.objects.get_or_create(host=invitation.host, user=person)
    assign_role(person, HOST)
    return membership


@transaction.atomic
def remove(membership: Membership) -> None:
    """Somebody acts for the host no more. Raises `LastOwner`."""
    _held(membership.host)
    others = Membership.objects.filter(host=membership.host, role=Membership.OWNER).exclude(pk=membership.pk)
    if membership.role == Membership.OWNER and not others.exists():
        raise LastOwner
    membership.delete()


@transaction.atomic
def make_owner(membership: Membership) -> None:
    """Let a co-host invite and remove others too."""
    _held(membership.host)
    Membership.objects.filter(pk=membership.pk).update(role=Membership.OWNER)


def _held(host: Host) -> None:
    """Keep others from changing who belongs to the host until this transaction ends."""
    Host.objects.select_for_update().get(pk=host.pk)
