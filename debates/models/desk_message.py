"""What a city's desk writes to the hosts of debates of one status, or of some of them, and who was written to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .debate import Debate
from .edition import DATA_DAYS, Night


class DeskMessageQuerySet(models.QuerySet):
    def of_desks(self, user) -> DeskMessageQuerySet:
        """Messages of the cities whose desk that person is at."""
        return self.filter(night__in=Night.objects.of_desks(user))


class DeskMessage(models.Model):
    """One message, as it was sent. It stays as the desk's log.

    ``debates`` are those it was written about, as they stood when it was sent; ``recipients`` counts the people.
    """

    night = models.ForeignKey(Night, models.PROTECT, related_name="desk_messages", verbose_name=_("city"))
    status = models.CharField(_("status of the debates"), max_length=15, choices=Debate.STATUSES)
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("message"), max_length=4000)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("sent"))
    chosen = models.BooleanField(_("to chosen debates only"), default=False)
    debates = models.ManyToManyField(Debate, related_name="desk_messages", verbose_name=_("debates"))
    recipients = models.PositiveIntegerField(_("recipients"), default=0)

    objects = DeskMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("message to hosts")
        verbose_name_plural = _("messages to hosts")

    def __str__(self) -> str:
        return self.subject


class DeskDeliveryQuerySet(models.QuerySet):
    def waiting(self) -> DeskDeliveryQuerySet:
        """Those whose mail nobody has begun to send."""
        return self.filter(claimed_at=None)

    def out_of_time(self, *, at: datetime) -> DeskDeliveryQuerySet:
        """Those of nights that ended longer ago than we keep who was written to."""
        return self.filter(message__night__ends__lt=at - timedelta(days=DATA_DAYS))


class DeskDelivery(models.Model):
    """That one person is sent one message: claimed before the mail leaves, so that nobody gets it twice."""

    message = models.ForeignKey(DeskMessage, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField(null=True)

    objects = DeskDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message sent to a host")
        verbose_name_plural = _("messages sent to hosts")
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="one_desk_mail_a_person")]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.user_id}"
