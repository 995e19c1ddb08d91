"""The wording that was asked, kept for ever."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.asking.questions import Questionnaire


class QuestionnaireVersion(models.Model):
    """One published wording of a questionnaire; each answer names the version that it was given to."""

    consultation = models.ForeignKey("consultations.Consultation", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    definition = models.JSONField(_("definition"))
    created_at = models.DateTimeField(_("published"), auto_now_add=True)

    class Meta:
        ordering = ["consultation", "number"]
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="one_questionnaire_version_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} v{self.number}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.from_definition(self.definition)
