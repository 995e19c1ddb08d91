"""What the workers write down so that nothing is run twice, forgotten or lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beating(self, *, since: datetime) -> HeartbeatQuerySet:
        """Workers that gave a sign of life at or after ``since``."""
        return self.filter(beat_at__gte=since)

    def silent(self, *, since: datetime) -> HeartbeatQuerySet:
        """Workers that gave no sign of life since ``since``."""
        return self.filter(beat_at__lt=since)


class Heartbeat(models.Model):
    """The last sign of life of one worker process."""

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last beat"), db_index=True)
    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        ordering = ["-beat_at"]
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.worker_id} ({self.host}, {self.pid})"


class DueJobQuerySet(models.QuerySet["DueJob"]):
    def due(self, *, at: datetime) -> DueJobQuerySet:
        """Jobs whose time has come, the longest waiting first."""
        return self.filter(due_at__lte=at).order_by("due_at", "pk")

    def waiting(self) -> DueJobQuerySet:
        """Jobs that will run again, now or later."""
        return self.filter(due_at__isnull=False)


class DueJob(models.Model):
    """Something to do at a time: on a rhythm (``every`` seconds), or once.

    ``name`` says which registered function does it; ``key`` tells apart several one-off jobs of one name.
    """

    name = models.CharField(_("name"), max_length=100)
    key = models.CharField(_("key"), max_length=200, blank=True)
    every = models.PositiveIntegerField(_("every (seconds)"), null=True, blank=True)
    payload = models.JSONField(_("payload"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    due_at = models.DateTimeField(_("due"), null=True, blank=True, db_index=True)
    last_run_at = models.DateTimeField(_("last run"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    objects = DueJobQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "name", "key"]
        verbose_name = _("due job")
        verbose_name_plural = _("due jobs")
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], name="one_due_job_a_key"),
            models.CheckConstraint(
                condition=Q(every__isnull=True) | Q(every__gt=0), name="rhythm_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(every__isnull=True) | Q(due_at__isnull=False), name="rhythm_has_a_next_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}".strip()

    def next_due(self, *, after: datetime) -> datetime | None:
        """The first beat of the job's rhythm after ``after``; None for a one-off job.

        Beats missed during downtime are one beat: a job that was due five times is run once.
        """
        if self.every is None or self.due_at is None:
            return None
        missed = max(0, int((after - self.due_at).total_seconds() // self.every))
        return self.due_at + timedelta(seconds=self.every * (missed + 1))


class JobRun(models.Model):
    """One occurrence of a due job; the database holds that there is one a (job, time)."""

    job = models.ForeignKey(DueJob, models.CASCADE, related_name="runs", verbose_name=_("job"))
    due_at = models.DateTimeField(_("due"))
    claimed_at = models.DateTimeField(_("claimed"))
    task_id = models.UUIDField(_("task"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-due_at", "-pk"]
        verbose_name = _("run of a due job")
        verbose_name_plural = _("runs of due jobs")
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="one_run_a_due_time")]

    def __str__(self) -> str:
        return f"{self.job_id} @ {self.due_at:%Y-%m-%d %H:%M:%S}"
