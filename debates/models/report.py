"""What a host tells of a debate after the night: who came, what was said, and what the debate arrived at."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Contribution

from .debate import Debate

# Counted from the debate's end.
TO_REPORT = timedelta(hours=72)
STATEMENTS_AT_LEAST, STATEMENTS_AT_MOST = 3, 5
PICTURES_AT_MOST = 6


class ReportQuerySet(models.QuerySet):
    def of(self, user) -> ReportQuerySet:
        """Reports of the debates of the hosts for whom that person acts."""
        return self.filter(debate__in=Debate.objects.of(user))

    def submitted(self) -> ReportQuerySet:
        return self.exclude(submitted_at=None)

    def public(self) -> ReportQuerySet:
        """What everybody can read: handed in, of a debate that took place and is public."""
        # Of each debate alone: as a list, SQLite would gather all public ones for one report.
        held = Debate.objects.public().held().filter(pk=OuterRef("debate"))
        return self.submitted().filter(Exists(held))


class Report(models.Model):
    """A debate as its host reports it, in one language. A draft may lack anything."""

    debate = models.OneToOneField(Debate, models.CASCADE, related_name="report")
    language = models.CharField(_("language of the report"), max_length=10)
    present = models.PositiveIntegerField(
        _("people present"), null=True, blank=True, validators=[MaxValueValidator(20_000)]
    )
    summary = models.TextField(_("summary"), max_length=4000, blank=True)
    # The host's leave, once for all consultations; each consultation asks for it again (`Sending`).
    consented_at = models.DateTimeField(_("statements may be sent"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    # Grows with each saving; a form that saw an older one is told so.
    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["debate"]
        verbose_name = _("report of a debate")
        verbose_name_plural = _("reports of debates")
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None) | (Q(present__isnull=False) & ~Q(summary="")),
                name="submitted_report_tells_who_came_and_what",
            ),
        ]

    def __str__(self) -> str:
        return str(self.debate)

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after the 72 hours; ``debate`` is loaded."""
        return self.submitted_at is not None and self.submitted_at > due(self.debate)


def due(debate: Debate) -> datetime:
    """Until when the report of that debate, which has hours, is expected."""
    return debate.ends + TO_REPORT


class Statement(models.Model):
    """One thing that a debate arrived at, in a sentence or two."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="statements")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("statement"), max_length=600)

    class Meta:
        ordering = ["report", "position"]
        verbose_name = _("statement of a debate")
        verbose_name_plural = _("statements of debates")
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="one_statement_a_position"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5), name="five_statements_at_most"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class ReportPicture(models.Model):
    """A picture of the evening, with the words for those who do not see it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "wagtailimages.Image", models.CASCADE, related_name="+", verbose_name=_("image")
    )
    alternative_text = models.CharField(_("what it shows"), max_length=250)
    credit = models.CharField(_("who took it"), max_length=120, blank=True)

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("picture of a report")
        verbose_name_plural = _("pictures of reports")
        constraints = [
            models.CheckConstraint(condition=~Q(alternative_text=""), name="report_picture_has_words"),
        ]

    def __str__(self) -> str:
        return self.alternative_text


class ReportReminder(models.Model):
    """That the hosts of a debate were reminded of its report, once a step."""

    AFTER, DAY, LAST, DESK = "after", "day", "last", "desk"
    STEPS = [
        (AFTER, _("after the debate")),
        (DAY, _("a day later")),
        (LAST, _("before it is due")),
        (DESK, _("by the desk")),
    ]

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="report_reminders")
    step = models.CharField(_("step"), max_length=10, choices=STEPS)
    at = models.DateTimeField(_("sent"))

    class Meta:
        ordering = ["debate", "at"]
        verbose_name = _("reminder of a report")
        verbose_name_plural = _("reminders of reports")
        constraints = [models.UniqueConstraint(fields=["debate", "step"], name="one_reminder_a_step")]

    def __str__(self) -> str:
        return f"{self.debate_id} {self.step}"


class Sending(models.Model):
    """The statements of one report for one question of one consultation: asked for by a desk or begun by the host.

    They count from the host's consent on, and no more once it is withdrawn. The host may send them again afterwards,
    which is another sending.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sendings")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="debate_sendings")
    question_key = models.CharField(_("question"), max_length=64)
    asked_at = models.DateTimeField(_("asked"))
    asked_by_desk = models.BooleanField(_("asked by the desk"), default=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["report", "asked_at", "pk"]
        verbose_name = _("sending of statements")
        verbose_name_plural = _("sendings of statements")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "consultation"],
                condition=Q(withdrawn_at=None),
                name="statements_count_once_a_consultation",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(agreed_at__isnull=False), name="only_consent_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.consultation_id}"

    @property
    def counts(self) -> bool:
        return self.agreed_at is not None and self.withdrawn_at is None


class EnteredStatement(models.Model):
    """A statement that counts as a contribution of a consultation, or did before consent was withdrawn."""

    sending = models.ForeignKey(Sending, models.PROTECT, related_name="entered")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="entered")
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="statement")

    class Meta:
        ordering = ["sending", "statement"]
        verbose_name = _("statement entered in a consultation")
        verbose_name_plural = _("statements entered in a consultation")
        constraints = [
            models.UniqueConstraint(fields=["sending", "statement"], name="statement_entered_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}, {self.contribution_id}"
