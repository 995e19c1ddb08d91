"""What somebody has typed so far, exactly as typed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import District

from .consultation import Consultation


class DraftQuerySet(models.QuerySet):
    def forgotten(self, *, at: datetime) -> DraftQuerySet:
        """Drafts that nobody has touched for as long as we keep them."""
        return self.filter(updated_at__lt=at - Draft.KEPT)


class Draft(models.Model):
    """Answers being written. It holds raw input, valid or not, so that nothing typed is ever lost.

    The browser holds the token; the database only its SHA-256, so that a copy of the database opens no draft.
    """

    KEPT = timedelta(days=90)

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="drafts")
    token_hash = models.CharField(max_length=64, unique=True)
    participant_key = models.CharField(max_length=80, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10)
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True)
    consented_at = models.DateTimeField()
    consent_hash = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    # Set while a sent contribution is being corrected.
    contribution = models.OneToOneField(
        "consultations.Contribution", models.CASCADE, null=True, blank=True, related_name="correction"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "participant_key"],
                condition=~Q(participant_key=""),
                name="one_draft_a_participant",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
