"""A sample of texts that two people read blind, each without seeing the other's themes, and a third who settles."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .analysis import Analysis
from .answer import Answer
from .theme import Theme


class Sample(models.Model):
    """Texts of one analysis drawn at random, by a seed that anyone can draw again with."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="samples")
    size = models.PositiveIntegerField(_("texts"))
    seed = models.PositiveBigIntegerField(_("seed"))
    first_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("first reader")
    )
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("second reader"),
    )
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-id"]
        verbose_name = _("double reading")
        verbose_name_plural = _("double readings")
        constraints = [
            models.UniqueConstraint(
                fields=["analysis"], condition=Q(closed_at=None), name="one_open_sample_an_analysis"
            ),
            models.CheckConstraint(
                condition=Q(first_reader=None)
                | Q(second_reader=None)
                | ~Q(first_reader=models.F("second_reader")),
                name="two_different_readers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}: {self.size}"


class SampledText(models.Model):
    """One text of a sample, and the theme that a third person settled on where the two readers disagree."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="texts")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    is_settled = models.BooleanField(default=False)
    settled_theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sample", "position"]
        verbose_name = _("text of a double reading")
        verbose_name_plural = _("texts of double readings")
        constraints = [models.UniqueConstraint(fields=["sample", "answer"], name="one_sampling_a_text")]

    def __str__(self) -> str:
        return f"{self.sample_id}: {self.answer_id}"


class BlindReading(models.Model):
    """The main theme that one of the two readers gives a text, None where it fits none."""

    FIRST, SECOND = 1, 2

    text = models.ForeignKey(SampledText, models.CASCADE, related_name="readings")
    reader = models.PositiveSmallIntegerField(choices=[(FIRST, _("first")), (SECOND, _("second"))])
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("blind reading")
        verbose_name_plural = _("blind readings")
        constraints = [models.UniqueConstraint(fields=["text", "reader"], name="one_reading_a_reader")]

    def __str__(self) -> str:
        return f"{self.text_id}, {self.reader}: {self.theme_id}"
