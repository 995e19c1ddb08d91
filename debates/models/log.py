"""What became of a debate, step by step, written once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DebateEvent(models.Model):
    """One step of a debate by one person: ids, reasons, and what was submitted, never a participant's data.

    ``snapshot`` is what the debate said when it was submitted or accepted, so that the desk sees what changed since.
    """

    SUBMITTED, ASKED, ACCEPTED, PUBLISHED = "submitted", "changes_asked", "accepted", "published"
    REFUSED, WITHDRAWN, CANCELLED, REOPENED = "refused", "withdrawn", "cancelled", "reopened"
    CHANGED, COMMENTED, PLACE_LOST = "changed", "commented", "place_lost"
    KINDS = [
        (SUBMITTED, _("submitted")),
        (ASKED, _("changes asked")),
        (ACCEPTED, _("accepted")),
        (PUBLISHED, _("published")),
        (REFUSED, _("refused")),
        (WITHDRAWN, _("withdrawn")),
        (CANCELLED, _("cancelled")),
        (REOPENED, _("taken up again")),
        (CHANGED, _("changed after publication")),
        (COMMENTED, _("commented")),
        (PLACE_LOST, _("its place was taken back")),
    ]

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=KINDS)
    # No constraint: the log cannot be rewritten when an account is erased; the number then leads nowhere.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    at = models.DateTimeField()
    reason_code = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    snapshot = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a debate")
        verbose_name_plural = _("steps of debates")
        indexes = [models.Index(fields=["debate", "at"], name="event_by_debate")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.debate}"
