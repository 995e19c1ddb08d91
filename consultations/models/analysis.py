"""What the text engine found in the answers to one question: stored whole, never edited by people."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from .answer import Answer
from .consultation import Consultation


class AnalysisQuerySet(models.QuerySet):
    def active(self) -> AnalysisQuerySet:
        return self.filter(state__in=Analysis.ACTIVE)

    def finished(self) -> AnalysisQuerySet:
        return self.filter(state=Analysis.DONE)

    def of_question(self, consultation: Consultation, key: str) -> AnalysisQuerySet:
        return self.filter(consultation=consultation, question_key=key)

    def in_force(self) -> AnalysisQuerySet:
        """The analyses that people review and the public sees, one a question at most."""
        return self.filter(adopted=True)

    def silent(self, *, at: datetime) -> AnalysisQuerySet:
        """Running analyses that have not reported progress for too long."""
        return self.filter(state=Analysis.RUNNING, progressed_at__lt=at - Analysis.SILENCE)


class Analysis(models.Model):
    """One run of the engine on the answers to one question, with all that is needed to repeat it."""

    QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
    STATES = [
        (QUEUED, _("waiting")),
        (RUNNING, _("running")),
        (DONE, _("finished")),
        (FAILED, _("failed")),
        (CANCELLED, _("cancelled")),
    ]
    ACTIVE = (QUEUED, RUNNING)
    SILENCE = timedelta(seconds=90)

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="analyses")
    question_key = models.CharField(_("question"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=QUEUED)
    step = models.CharField(_("step"), max_length=60, blank=True)
    progress = models.FloatField(_("progress"), default=0)
    progressed_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    failure = models.TextField(_("why it failed"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True)
    closed_at = models.DateTimeField(_("review closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settings = models.JSONField(_("settings"), default=dict)
    run = models.JSONField(_("versions, counts and times"), default=dict)
    # The analysis whose themes, and what people decided about them, this one was told to keep.
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    # What the engine was told to hold, by ids of answers and of the earlier run's groups: never words of citizens.
    decisions = models.JSONField(_("decisions that it obeys"), default=list, blank=True)
    adopted = models.BooleanField(
        _("in force"),
        default=False,
        help_text=_("People review this analysis, and the public sees what they made."),
    )

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "question_key"],
                condition=Q(state__in=("queued", "running")),
                name="one_analysis_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["consultation", "question_key"],
                condition=Q(adopted=True),
                name="one_analysis_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_key} #{self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE

    @property
    def percent(self) -> int:
        return round(100 * self.progress)


class GroupQuerySet(models.QuerySet):
    def with_sizes(self) -> GroupQuerySet:
        """Add ``texts``: how many texts the group holds now, which falls when people withdraw."""
        return self.annotate(
            texts=Count("memberships", distinct=True) + Count("sub_memberships", distinct=True)
        )


class Group(models.Model):
    """A theme (no parent) or sub-theme that the machine suggests."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="groups")
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    title = models.CharField(_("title"), max_length=200)
    keywords = models.JSONField(_("keywords"), default=list)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    lexical = models.BooleanField(_("grouped by words alone"), default=False)
    position = models.PositiveIntegerField(default=0)
    # Where the group stands on the map, from 0 to 1 from the left and from the top; groups that speak of like things
    # stand near each other. None for analyses of before there was a map.
    map_x = models.FloatField(null=True, blank=True)
    map_y = models.FloatField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["analysis", "position"]
        verbose_name = _("suggested theme")
        verbose_name_plural = _("suggested themes")
        constraints = [models.UniqueConstraint(fields=["analysis", "code"], name="one_group_a_code")]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """Where the machine put one text, or why it set it aside."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="memberships")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="memberships")
    subgroup = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="sub_memberships")
    confidence = models.FloatField(_("confidence"), default=0)
    excluded = models.CharField(_("set aside because"), max_length=40, blank=True)
    duplicate_of = models.ForeignKey(
        Answer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("repeats")
    )
    # The first text of the campaign that this one is a copy of, itself for the first.
    campaign = models.ForeignKey(
        Answer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("campaign")
    )
    rare = models.BooleanField(_("rare"), default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    lexical = models.BooleanField(_("grouped by words alone"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "answer"], name="one_membership_a_text"),
            models.CheckConstraint(
                condition=(Q(group__isnull=False) & Q(excluded=""))
                | (Q(group__isnull=True) & ~Q(excluded="")),
                name="in_a_group_or_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} → {self.group_id}"


class Passage(models.Model):
    """One idea in a text, by character offsets into its redacted words, and where the machine put it.

    ``side`` is what the machine read: 1 for, -1 against, 0 neither. Where people placed the text, they placed all
    of its passages (see ``publishing.passages``).
    """

    FOR, AGAINST, NEITHER = 1, -1, 0
    SIDES = [(FOR, _("for")), (AGAINST, _("against")), (NEITHER, _("neither"))]

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="passages")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="passages")
    subgroup = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="sub_passages")
    confidence = models.FloatField(_("confidence"), default=0)
    side = models.SmallIntegerField(_("side"), choices=SIDES, default=NEITHER)

    class Meta:
        ordering = ["analysis", "answer", "number"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "answer", "number"], name="one_passage_a_number"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="passage_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.start}–{self.end}"


class Move(models.Model):
    """What putting a new analysis in force would change for one text: its theme before, and the group that it joins.

    Written by the run, read before its adoption is approved. ``because`` is one of the engine's reasons.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="moves")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="moves")
    theme = models.ForeignKey(
        "consultations.Theme", models.CASCADE, null=True, blank=True, related_name="moves"
    )
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="moves")
    because = models.CharField(_("why"), max_length=40)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        constraints = [models.UniqueConstraint(fields=["analysis", "answer"], name="one_move_a_text")]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.theme_id} → {self.group_id}"


class Exemplar(models.Model):
    """A text that shows what a suggested theme is about, by character offsets into its redacted words.

    Analyses of before the engine read redacted words counted in the person's own: ``of_public`` is false there.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="exemplars")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="exemplars")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField()
    of_public = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["group", "position"]
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")

    def __str__(self) -> str:
        return f"{self.group_id}: {self.answer_id}"

    @property
    def quotation(self) -> str:
        """The stretch that the engine chose, redacted; the whole text where its offsets mean nothing any more."""
        return quoted(self.answer, start=self.start, end=self.end, of_public=self.of_public)


def quoted(answer: Answer, *, start: int, end: int, of_public: bool) -> str:
    """A stretch of the words that the public may read; all of them where redaction has moved the letters about.

    Words that were not redacted yet are none: callers who may read the person's own fall back to those.
    """
    words = answer.public_text or ""
    if not of_public and words != answer.text:
        return words
    return words[start:end].strip() or words
