"""What those who reserved are told when a debate changes, and that they were."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .registration import Registration
from .seating import Seating


class News(models.Model):
    """One message to everybody who holds seats at a debate or waits for them."""

    OFF, MOVED, LATE, NO_PLACE = "off", "moved", "late", "no_place"
    KINDS = [
        (OFF, _("called off")),
        (MOVED, _("new time or place")),
        (LATE, _("running late")),
        (NO_PLACE, _("place lost, another is looked for")),
    ]

    seating = models.ForeignKey(Seating, models.CASCADE, related_name="news")
    kind = models.CharField(_("what it tells"), max_length=10, choices=KINDS)
    text = models.TextField(_("message"), blank=True, max_length=1000)
    # Of a late one: how late by now, and 0 when it is on time again.
    late_minutes = models.PositiveSmallIntegerField(_("minutes late"), null=True, blank=True)
    at = models.DateTimeField(_("written"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message to those who reserved")
        verbose_name_plural = _("messages to those who reserved")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%H:%M}"


class NewsDelivery(models.Model):
    """That one reservation was told one thing: made before the mail leaves, so that nobody is told twice."""

    news = models.ForeignKey(News, models.CASCADE, related_name="deliveries")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="deliveries")
    claimed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message told")
        verbose_name_plural = _("messages told")
        constraints = [models.UniqueConstraint(fields=["news", "registration"], name="one_delivery_a_person")]

    def __str__(self) -> str:
        return f"{self.news_id} → {self.registration_id}"
