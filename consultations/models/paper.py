"""Answers given on paper or aloud, typed in by staff, twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.models import District

from .consultation import Consultation


class Batch(models.Model):
    """A pile of sheets: where they come from and who received them."""

    PAPER, SPOKEN, DEBATE = "paper", "spoken", "debate"
    CHANNELS = [(PAPER, _("on paper")), (SPOKEN, _("spoken")), (DEBATE, _("in a debate"))]

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="batches")
    label = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS, default=PAPER)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name=_("district"))
    received_on = models.DateField(_("received on"))
    sheets = models.PositiveIntegerField(_("number of sheets"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("batch of sheets")
        verbose_name_plural = _("batches of sheets")

    def __str__(self) -> str:
        return self.label


class SheetEntry(models.Model):
    """One typing of one sheet. A sheet counts once two people's typings agree."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="entries")
    sheet_number = models.PositiveIntegerField(_("sheet"))
    reading = models.PositiveSmallIntegerField(_("reading"), choices=[(1, _("first")), (2, _("second"))])
    data = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=10)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["batch", "sheet_number", "reading"]
        verbose_name = _("typed sheet")
        verbose_name_plural = _("typed sheets")
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet_number", "reading"], name="one_entry_a_reading")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.sheet_number}/{self.reading}"
