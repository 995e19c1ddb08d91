"""An answer: one participant's reply to one question, beside the wording that it replies to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .consultation import Consultation
from .contribution import Contribution
from .questionnaire import QuestionnaireVersion


class AnswerQuerySet(models.QuerySet):
    def to_question(self, consultation: Consultation, key: str) -> AnswerQuerySet:
        """The answers of contributions that count, to one question."""
        return self.filter(
            contribution__consultation=consultation, contribution__withdrawn_at=None, question_key=key
        )

    def with_words(self) -> AnswerQuerySet:
        return self.exclude(text="")

    def cleared_for_public(self) -> AnswerQuerySet:
        """Answers whose words have been through redaction."""
        return self.exclude(text="").exclude(public_text=None)


class Answer(models.Model):
    """``value`` holds what a closed question was given (a key, a list of keys, a number, a date as text);
    ``text`` holds the person's own words, whether of a free question or of a choice's “other”."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="answers")
    question_key = models.CharField(_("question"), max_length=60, db_index=True)
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="answers")
    value = models.JSONField(_("value"), null=True, blank=True)
    text = models.TextField(_("words"), blank=True)
    # The words as the public may read them, personal data replaced by its kind. None until the worker has been
    # there: what was not looked at is not shown.
    public_text = models.TextField(_("words, redacted"), null=True, blank=True)  # noqa: DJ001 - None is not ""

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["contribution", "id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "question_key"], name="one_answer_a_question")
        ]
        indexes = [
            # Counting who wrote to a question reads no words: bench/README.md says what that saves.
            models.Index(
                fields=["question_key", "contribution"], condition=~models.Q(text=""), name="answers_in_words"
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
