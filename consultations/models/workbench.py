"""What staff do side by side on an analysis: where each of them is, and what each queue has had read."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .analysis import Analysis
from .answer import Answer


class Presence(models.Model):
    """Where one person works in one analysis, as of ``seen_at``. ``place`` is such as ``theme:12``, ``queue:rare``."""

    FRESH = timedelta(seconds=90)

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(_("where"), max_length=60)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["analysis", "user"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.place}"


class QueueReading(models.Model):
    """A person has read a text of a queue, and what they made of it. Until then it waits there."""

    DOUBTFUL, RARE, CAMPAIGN, SENSITIVE, CONTESTED, ARRIVAL = (
        "doubtful",
        "rare",
        "campaign",
        "sensitive",
        "contested",
        "arrival",
    )
    QUEUES = [
        (DOUBTFUL, _("doubtful placements")),
        (RARE, _("rare ideas")),
        (CAMPAIGN, _("possible campaigns")),
        (SENSITIVE, _("personal data or insults")),
        (CONTESTED, _("contested placements")),
        (ARRIVAL, _("new arrivals")),
    ]

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="queue_readings")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="queue_readings")
    queue = models.CharField(_("queue"), max_length=10, choices=QUEUES)
    verdict = models.CharField(_("what was made of it"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a queue")
        verbose_name_plural = _("readings of queues")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "queue", "answer"], name="one_reading_a_text_a_queue")
        ]

    def __str__(self) -> str:
        return f"{self.queue}: {self.answer_id}"
