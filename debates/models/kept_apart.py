"""Debates that look like the same one and are not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .debate import Debate


class KeptApart(models.Model):
    """That somebody at the desk looked at two debates and found them different. ``first`` has the lower number."""

    first = models.ForeignKey(Debate, models.CASCADE, related_name="+")
    second = models.ForeignKey(Debate, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pair of different debates")
        verbose_name_plural = _("pairs of different debates")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_judgement_a_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
