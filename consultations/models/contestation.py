"""“This is not what I meant”: a citizen contests the theme that their words were put in, and an analyst answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .analysis import Analysis
from .answer import Answer
from .theme import Theme


class Contestation(models.Model):
    """It goes with the answer: who withdraws takes the sentence with them. The log keeps that there was one."""

    OPEN, CORRECTED, KEPT = "open", "corrected", "kept"
    STATES = [(OPEN, _("not answered yet")), (CORRECTED, _("corrected")), (KEPT, _("left as it was"))]

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="contestations")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="contestations")
    # None for a text that the machine set aside: it is in no theme.
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="contestations")
    # One idea of the text, as [start, end] pairs into its redacted words; none for the whole of it.
    spans = models.JSONField(_("words contested"), default=list, blank=True)
    sentence = models.CharField(_("what was meant"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("contested"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=OPEN)
    reply = models.TextField(_("reply"), blank=True)
    corrected_to = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme it is in now")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("contested placement")
        verbose_name_plural = _("contested placements")
        constraints = [
            # An idea is known by the theme that it was shown in; a text that is in none is contested whole.
            models.UniqueConstraint(
                fields=["answer", "theme"], condition=Q(state="open"), name="one_open_contestation_an_idea"
            ),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state="open", theme__isnull=True),
                name="one_open_contestation_a_text",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(answered_at__isnull=False) & ~Q(reply="")),
                name="answered_with_a_reply",
            ),
            models.CheckConstraint(
                condition=~Q(state="corrected") | Q(corrected_to__isnull=False), name="corrected_to_a_theme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.state}"

    def is_about(self, words: Iterable[tuple[int, int]]) -> bool:
        """Whether it is about some of these words, given by their offsets into the redacted text."""
        return any(start < last and first < end for first, last in self.spans for start, end in words)
