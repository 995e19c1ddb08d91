"""What hosting keeps of people goes when its time is up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from debates.models import Appearance, Invitation, Speaker, Writing
from debates.models.edition import DATA_DAYS

LAPSED_KEPT = timedelta(days=7)


def forget(*, at: datetime) -> None:
    """Delete old unsaved writings, invitations past their time, and the addresses of speakers whose nights are over."""
    Writing.objects.forgotten(at=at).delete()
    Invitation.objects.filter(expires_at__lt=at - LAPSED_KEPT).delete()
    since = at - timedelta(days=DATA_DAYS)
    still_to_come = Appearance.objects.filter(speaker=OuterRef("pk"), debate__night__ends__gt=since)
    for speaker in Speaker.objects.exclude(email="").exclude(Exists(still_to_come)):
        speaker.email = ""
        # Their key was made of the address; the slots of that night are past.
        speaker.save()
