"""Proof of being counted: the public lists of digests, one a day, and what left them. Both are written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation


class InclusionList(models.Model):
    """The sorted digests of the contributions that counted when it was made on that day, one a line, as published."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="inclusion_lists")
    day = models.DateField(_("day"))
    lines = models.TextField()
    count = models.PositiveIntegerField(_("contributions"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["consultation", "-day"]
        verbose_name = _("list of digests")
        verbose_name_plural = _("lists of digests")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "day"], name="one_inclusion_list_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}, {self.day}"


class InclusionRemoval(models.Model):
    """A digest that is in no later list: its contribution was withdrawn, or corrected, which made another digest."""

    WITHDRAWN, CORRECTED = "withdrawn", "corrected"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="inclusion_removals")
    digest = models.CharField(max_length=64)
    because = models.CharField(
        max_length=10, choices=[(WITHDRAWN, _("withdrawn")), (CORRECTED, _("corrected"))]
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["consultation", "at", "id"]
        verbose_name = _("digest removed")
        verbose_name_plural = _("digests removed")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "digest"], name="one_removal_a_digest")
        ]

    def __str__(self) -> str:
        return self.digest
