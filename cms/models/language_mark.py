"""Since when a record's words in one language lag behind those of its main language.

A page has revisions that say when it was translated. A record in several languages is one row, whose columns don't say
which language was written when: the worker looks, and keeps digests of what it saw.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class LanguageMark(models.Model):
    """One record in one language other than the main one. Digests are SHA-256 of the words, in hexadecimal."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=10)
    original_digest = models.CharField(
        max_length=64, help_text="Of the main language's words that this language is a translation of."
    )
    own_digest = models.CharField(max_length=64)
    outdated_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "language"], name="one_mark_a_record_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.language}"
