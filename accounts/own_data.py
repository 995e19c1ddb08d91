"""What accounts themselves keep about a person: addresses, second factor, sessions, editing preferences."""

from __future__ import annotations

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from .models import User


def sessions_of(user: User) -> list[Session]:
    """That person's sessions that have not ended. Reads every open session: they are indexed by key alone."""
    open_sessions = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [
        session for session in open_sessions if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]


def export(user: User) -> dict:
    """The account as JSON can hold it. Secrets (password, authenticator keys) are named, never given."""
    return {
        "account": {
            "id": user.pk,
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "language": user.language,
            "city": user.city.slug if user.city else None,
            "desks": [city.slug for city in user.desks.all()],
            "roles": sorted(user.groups.values_list("name", flat=True)),
            "joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        },
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).order_by("pk").values("email", "verified", "primary")
        ),
        "second_factors": [
            {
                "kind": authenticator.type,
                "since": authenticator.created_at.isoformat(),
                "last_used": authenticator.last_used_at.isoformat() if authenticator.last_used_at else None,
            }
            for authenticator in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "sessions": [{"ends": session.expire_date.isoformat()} for session in sessions_of(user)],
        "editing_preferences": _preferences(user),
    }


def erase(user: User) -> None:
    """Close the person's sessions and remove what surrounds the account; the row itself goes after.

    Wagtail's log keeps that something was done to an account, under its number only.
    """
    for session in sessions_of(user):
        session.delete()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
        profile.delete()
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(label=f"#{user.pk}", data={})


def _preferences(user: User) -> dict:
    profile = UserProfile.objects.filter(user=user).first()
    if profile is None:
        return {}
    return {
        "language": profile.preferred_language,
        "time_zone": profile.current_time_zone,
        "picture": profile.avatar.name if profile.avatar else "",
        "mails": {
            "submitted": profile.submitted_notifications,
            "approved": profile.approved_notifications,
            "rejected": profile.rejected_notifications,
            "comments": profile.updated_comments_notifications,
        },
    }
