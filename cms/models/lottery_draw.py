"""What a lottery leaves behind: the search for panels, their publication, the draw, replacements, and the log."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .lottery import Lottery


class PanelSearch(models.Model):
    """One search for the possible panels by the worker: how far it is, and why it failed."""

    WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
    STATES = [
        (WAITING, _("waiting for the worker")),
        (RUNNING, _("running")),
        (DONE, _("done")),
        (FAILED, _("failed")),
        (CANCELLED, _("cancelled")),
    ]
    ACTIVE = (WAITING, RUNNING)

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="searches")
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=WAITING)
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    panels = models.PositiveIntegerField(_("panels found so far"), default=0)
    is_cancel_asked = models.BooleanField(_("to be cancelled"), default=False)
    # As (code, facts): cms/lottery/quotas.py says them in the reader's language.
    problems = models.JSONField(default=list)
    asked_by_id = models.BigIntegerField(_("asked by"), null=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("search for panels")
        verbose_name_plural = _("searches for panels")
        constraints = [
            models.UniqueConstraint(
                fields=["lottery"],
                condition=models.Q(state__in=("waiting", "running")),
                name="one_active_search_a_lottery",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    def minutes(self, *, at: datetime) -> int:
        """Whole minutes since the worker began; 0 before."""
        return int((at - self.started_at).total_seconds() // 60) if self.started_at else 0


class FoundPanels(models.Model):
    """What a search found, until it is published or searched again: panels as in the file, with their tickets."""

    lottery = models.OneToOneField(Lottery, models.CASCADE, related_name="found")
    panels = models.JSONField(default=list)
    # Which candidates, quotas and algorithm they are of: published only while these are the same.
    of_sha256 = models.CharField(max_length=64)
    found_by = models.CharField(_("found by"), max_length=200)
    seconds = models.FloatField(_("seconds"), default=0)
    found_at = models.DateTimeField(_("found"), default=timezone.now)

    class Meta:
        verbose_name = _("panels found")
        verbose_name_plural = _("panels found")

    def __str__(self) -> str:
        return f"{self.lottery_id}: {self.found_at}"


class SeedHolder(models.Model):
    """Somebody who holds a secret part of the seed: its digest is published first, the secret after."""

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="seed_holders")
    name = models.CharField(_("name"), max_length=100)
    sha256 = models.CharField(_("SHA-256 of the secret"), max_length=64)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("holder of a secret")
        verbose_name_plural = _("holders of secrets")
        constraints = [models.UniqueConstraint(fields=["lottery", "position"], name="one_secret_a_place")]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """The published file of possible panels, byte for byte. Written once."""

    lottery = models.OneToOneField(Lottery, models.PROTECT, related_name="publication")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by_id = models.BigIntegerField(_("by"), null=True)

    class Meta:
        verbose_name = _("publication of panels")
        verbose_name_plural = _("publications of panels")

    def __str__(self) -> str:
        return self.sha256


class Draw(models.Model):
    """The draw: the seed, where it comes from, the ticket, the panel. Written once."""

    lottery = models.OneToOneField(Lottery, models.PROTECT, related_name="draw")
    seed = models.TextField(_("seed"))
    seed_source = models.JSONField(default=dict)
    ticket = models.PositiveIntegerField(_("ticket"))
    panel = models.PositiveIntegerField(_("panel"))
    members = models.JSONField(default=list)
    drawn_at = models.DateTimeField(_("drawn"), default=timezone.now)
    by_id = models.BigIntegerField(_("by"), null=True)

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")

    def __str__(self) -> str:
        return f"{self.lottery_id}: {self.panel}"


class Replacement(models.Model):
    """Somebody left the panel, and the same seed chose who follows. Written once."""

    DECLINED, UNREACHABLE, NOT_ELIGIBLE, LEFT = "declined", "unreachable", "not_eligible", "left"
    REASONS = [
        (DECLINED, _("declined")),
        (UNREACHABLE, _("could not be reached")),
        (NOT_ELIGIBLE, _("does not meet the conditions")),
        (LEFT, _("left the panel")),
    ]

    lottery = models.ForeignKey(Lottery, models.PROTECT, related_name="replacements")
    number = models.PositiveSmallIntegerField(_("number"))
    left = models.CharField(_("who left"), max_length=12)
    reason = models.CharField(_("why"), max_length=15, choices=REASONS)
    chosen = models.CharField(_("who follows"), max_length=12, blank=True)
    eligible = models.PositiveIntegerField(_("among how many"))
    unmet = models.JSONField(default=list)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by_id = models.BigIntegerField(_("by"), null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        constraints = [
            models.UniqueConstraint(fields=["lottery", "number"], name="one_replacement_a_number"),
            models.UniqueConstraint(fields=["lottery", "left"], name="nobody_leaves_a_panel_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.left} → {self.chosen}"


class LotteryEvent(models.Model):
    """One thing that somebody did to a lottery: ids and numbers, never a candidate's name. Written once."""

    lottery = models.ForeignKey(Lottery, models.PROTECT, related_name="events")
    verb = models.CharField(_("what"), max_length=30)
    # A plain number: erasing an account must not rewrite the log.
    by_id = models.BigIntegerField(_("who"), null=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event of a lottery")
        verbose_name_plural = _("events of lotteries")

    def __str__(self) -> str:
        return f"{self.verb} {self.lottery_id}"
