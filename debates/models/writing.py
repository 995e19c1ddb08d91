"""What somebody is writing of a debate and has not saved yet, as typed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .debate import Debate

KEPT = timedelta(days=90)


class WritingQuerySet(models.QuerySet):
    def forgotten(self, *, at: datetime) -> WritingQuerySet:
        """Those that nobody has touched for as long as we keep them."""
        return self.filter(updated_at__lt=at - KEPT)


class Writing(models.Model):
    """The raw form of one person about one debate, valid or not, so that nothing typed is lost.

    ``typed`` holds the values of each input by name. ``serial`` grows with each saving: a window that knows an older
    one does not overwrite what was typed in another. ``seen_revision`` is the debate's when the form was opened.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="writings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)
    serial = models.PositiveIntegerField(default=1)
    seen_revision = models.PositiveIntegerField()
    updated_at = models.DateTimeField(_("last typed"))

    objects = WritingQuerySet.as_manager()

    class Meta:
        ordering = ["debate", "user"]
        verbose_name = _("unsaved writing")
        verbose_name_plural = _("unsaved writings")
        constraints = [models.UniqueConstraint(fields=["debate", "user"], name="one_writing_a_person")]

    def __str__(self) -> str:
        return f"{self.debate}, {self.user}"
