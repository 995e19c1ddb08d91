"""Verbs on people: invite, change an address, prove it, close an account."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from cities.models import City

from . import privacy
from .models import User
from .roles import ADMINISTRATOR


class LastAdministrator(Exception):
    """Nobody would be left to look after the site."""


@transaction.atomic
def invite(person: User) -> None:
    """Send a new person the link with which they choose a password. The mail leaves after commit.

    The mail holds no word that anybody typed, so that an invitation can carry nobody's advertisement.
    """
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"primary": True})
    uid, token = user_pk_to_url_str(person), default_token_generator.make_token(person)
    with translation.override(person.language):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    words = {
        "user": person,
        "link": f"{settings.SITE_URL}{path}",
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    transaction.on_commit(lambda: get_adapter().send_mail("accounts/email/invitation", person.email, words))


@transaction.atomic
def change_address(person: User, email: str) -> None:
    """Make that address the person's only one, to be confirmed at the next login; the old one is told after commit."""
    old, person.email = person.email, email
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"primary": True})
    words = {"user": person, "site": settings.SITE_URL}
    transaction.on_commit(lambda: get_adapter().send_mail("accounts/email/address_changed", old, words))


def prove_address(person: User) -> None:
    """Take the account's address as confirmed when it is the only way in, and a link sent there has come back.

    Somebody who has a confirmed address already gains nothing: the link may have gone to that one. Nor does an
    address that somebody else has confirmed.
    """
    proven = EmailAddress.objects.filter(Q(user=person) | Q(email=person.email), verified=True)
    if proven.exists():
        return
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": True}
    )


def cities_served_by(person: User) -> QuerySet[City]:
    """The cities whose papers that person handles: those of their desks, or all for an administrator."""
    if person.is_superuser or person.groups.filter(name=ADMINISTRATOR).exists():
        return City.objects.all()
    return person.desks.all()


def is_last_administrator(person: User) -> bool:
    """Whether no other active person may look after people."""
    administrators = User.objects.filter(Q(is_superuser=True) | Q(groups__name=ADMINISTRATOR), is_active=True)
    return administrators.filter(pk=person.pk).exists() and not administrators.exclude(pk=person.pk).exists()


@transaction.atomic
def close_account(person: User) -> None:
    """Erase the person everywhere and tell them by mail after commit; LastAdministrator when nobody would be left."""
    if is_last_administrator(person):
        raise LastAdministrator
    email, language = person.email, person.language
    privacy.erase(person)
    transaction.on_commit(lambda: _say_goodbye(email, language))


def _say_goodbye(email: str, language: str) -> None:
    with translation.override(language):
        get_adapter().send_mail("accounts/email/account_closed", email, {"site": settings.SITE_URL})
