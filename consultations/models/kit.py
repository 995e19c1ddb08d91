"""The kit with which anyone can repeat an analysis: which edition of it there is, and whether it still holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .analysis import Analysis


class KitQuerySet(models.QuerySet):
    def outdated(self) -> KitQuerySet:
        """Kits that somebody has left since their last edition."""
        return self.filter(first_departure_at__isnull=False)

    def waiting(self, *, at: datetime) -> KitQuerySet:
        """Outdated kits whose next edition can be made: nobody has left just now, and no attempt has just failed."""
        is_quiet = Q(last_departure_at__lte=at - Kit.QUIET) | Q(first_departure_at__lte=at - Kit.PATIENCE)
        has_not_failed = Q(failed_at=None) | Q(failed_at__lte=at - Kit.RETRY_AFTER)
        return self.outdated().filter(is_quiet, has_not_failed)


class Kit(models.Model):
    """The kit of one analysis. Its file is of the last edition, and is there only while nobody has left it since.

    ``departures`` is raised by everyone who takes their words out, in the transaction that does so: an edition that
    was made from the texts as they were before is then not published.
    """

    # So that many withdrawals within minutes make one edition, and a steady trickle does not put it off for ever.
    QUIET, PATIENCE = timedelta(minutes=2), timedelta(minutes=30)
    RETRY_AFTER = timedelta(hours=1)

    analysis = models.OneToOneField(Analysis, models.CASCADE, related_name="kit")
    edition = models.PositiveIntegerField(_("edition"), default=0)
    left = models.PositiveIntegerField(_("texts that have left since the first edition"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    departures = models.PositiveIntegerField(default=0)
    first_departure_at = models.DateTimeField(null=True, blank=True)
    last_departure_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")

    def __str__(self) -> str:
        return f"kit {self.analysis_id}, edition {self.edition}"

    @property
    def is_current(self) -> bool:
        return self.edition > 0 and self.first_departure_at is None
