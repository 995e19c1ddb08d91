"""Who wants to be told at each step what became of their contribution, and what they were told."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .contribution import Contribution


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self) -> SubscriptionQuerySet:
        """Those whose address said yes."""
        return self.exclude(confirmed_at=None)


class Subscription(models.Model):
    """An address that follows one contribution. ``key`` opens the one-click end, which deletes the row."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="subscriptions")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10)
    key = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "email"], name="one_subscription_an_address")
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Notice(models.Model):
    """A step that a subscriber was told of, once: ``about`` names what it is of, such as ``proposal:12``.

    The row is made before the mail leaves, so that a worker that dies in between sends nothing twice. It is never sent
    (``sent_at`` stays empty) for what had happened already when the address said yes.
    """

    IN_THEME, DECIDED, IN_CHARTER, CONTESTATION = "in_theme", "decided", "in_charter", "contestation"
    STEPS = [
        (IN_THEME, _("in a reviewed theme")),
        (DECIDED, _("a decision")),
        (IN_CHARTER, _("in the charter")),
        (CONTESTATION, _("a reply")),
    ]

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="notices")
    step = models.CharField(max_length=15, choices=STEPS)
    about = models.CharField(max_length=60)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "step", "about"], name="one_notice_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.step} {self.about}"
