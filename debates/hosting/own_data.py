"""What hosting keeps about a person with an account: shown on their page, given back, let go."""

from __future__ import annotations

from django.http import HttpRequest

from debates.models import DebateEvent, Host, Invitation, Membership, WaitingImport, Writing


def section(request: HttpRequest) -> tuple[str, dict]:
    """The way to what the person hosts, or to becoming a host, for their own page. One query."""
    return "debates/hosting/my_hosting.html", {"hosts": list(Host.objects.of(request.user))}


def export(user) -> dict:
    """Whom the person acts for, whom they invited, the speakers of hosts that are theirs alone, what they typed."""
    return {
        "hosts": [
            {"host": one.host.name, "role": one.role, "joined_at": one.joined_at.isoformat()}
            for one in Membership.objects.filter(user=user).select_related("host")
        ],
        "invitations_sent": [
            {"host": one.host.name, "email": one.email, "expires_at": one.expires_at.isoformat()}
            for one in Invitation.objects.filter(invited_by=user).select_related("host")
        ],
        "invitations_received": [
            {"host": one.host.name, "expires_at": one.expires_at.isoformat()}
            for one in Invitation.objects.filter(email__iexact=user.email).select_related("host")
        ],
        "speakers": [
            {"host": host.name, "name": one.name, "email": one.email, "biography": dict(one.biography)}
            for host in _theirs_alone(user)
            for one in host.speakers.all()
        ],
        "steps_taken": [
            {"debate": str(event.debate), "step": event.kind, "at": event.at.isoformat(), "text": event.text}
            for event in DebateEvent.objects.filter(actor=user).select_related("debate")
        ],
        "unsaved_writings": [
            {"debate": one.debate.code, "typed": one.typed, "updated_at": one.updated_at.isoformat()}
            for one in Writing.objects.filter(user=user).select_related("debate")
        ],
    }


def erase(user) -> None:
    """Take the person out of every host. One that nobody acts for any more loses what is of persons in it.

    Its debates and places are the city's programme and stay; the public's address, the desk's phone and the speakers'
    addresses go. Where others act for it and no owner is left, the oldest of them becomes the owner.
    """
    alone = list(_theirs_alone(user))
    others = list(Host.objects.of(user).exclude(pk__in=[host.pk for host in alone]))
    Writing.objects.filter(user=user).delete()
    WaitingImport.objects.filter(by=user).delete()
    Invitation.objects.filter(email__iexact=user.email).delete()
    Invitation.objects.filter(invited_by=user, accepted_at=None).delete()
    Membership.objects.filter(user=user).delete()
    for host in others:
        _keep_an_owner(host)
    for host in alone:
        _forget_persons(host)


def _theirs_alone(user):
    """Hosts for which nobody else acts."""
    return (
        Host.objects.of(user)
        .exclude(memberships__in=Membership.objects.exclude(user=user))
        .prefetch_related("speakers")
    )


def _keep_an_owner(host: Host) -> None:
    memberships = Membership.objects.filter(host=host)
    if not memberships.filter(role=Membership.OWNER).exists():
        oldest = memberships.order_by("joined_at", "pk").first()
        if oldest is not None:
            oldest.role = Membership.OWNER
            oldest.save(update_fields=["role"])


def _forget_persons(host: Host) -> None:
    host.invitations.all().delete()
    host.email = host.phone = ""
    host.save(update_fields=["email", "phone"])
    host.speakers.filter(appearances=None).delete()
    for speaker in host.speakers.exclude(email=""):
        speaker.email = ""
        speaker.save()
