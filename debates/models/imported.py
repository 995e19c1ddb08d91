"""What a host's imports made, so that the next one updates the same things, and imports that wait for a yes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .debate import Debate
from .edition import Night
from .host import Host
from .venue import Venue

KEPT = timedelta(days=2)


class Imported(models.Model):
    """That a row of a host's file, known by the host's own ``external_id``, is that place or that debate.

    ``digest`` is of what the row said last: the same row again changes nothing.
    """

    host = models.ForeignKey(Host, models.CASCADE, related_name="imported")
    external_id = models.CharField(_("external id"), max_length=200)
    venue = models.OneToOneField(Venue, models.CASCADE, null=True, related_name="imported")
    debate = models.OneToOneField(Debate, models.CASCADE, null=True, related_name="imported")
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["host", "kind", "external_id"], name="one_thing_an_imported_row"),
            models.CheckConstraint(
                condition=Q(kind="venue", venue__isnull=False, debate=None)
                | Q(kind="debate", venue=None, debate__isnull=False),
                name="imported_row_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.external_id


class WaitingImportQuerySet(models.QuerySet):
    def forgotten(self, *, at: datetime) -> WaitingImportQuerySet:
        return self.filter(at__lt=at - KEPT)


class WaitingImport(models.Model):
    """A file that was read and shown, until somebody says yes or two days are over. ``rows`` is as it was read."""

    host = models.ForeignKey(Host, models.CASCADE, related_name="waiting_imports")
    night = models.ForeignKey(Night, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = WaitingImportQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("import that waits")
        verbose_name_plural = _("imports that wait")

    def __str__(self) -> str:
        return self.name

    def read_rows(self) -> list:
        """The rows of the file, as they were read."""
        from debates.importing.tables import row_of

        return [row_of(one) for one in self.rows]
