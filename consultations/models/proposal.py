"""A proposal drawn from reviewed themes, and the decision it received, with its public reason."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField, LocalizedText

from .answer import Answer
from .consultation import Consultation
from .theme import Theme


class ProposalQuerySet(models.QuerySet):
    def decided(self) -> ProposalQuerySet:
        return self.exclude(decision=Proposal.PENDING)

    def lacking(self) -> ProposalQuerySet:
        """Those without a decision, a public reason or an owner: while there is one, nothing is published."""
        return self.filter(Q(decision=Proposal.PENDING) | Q(reason=LocalizedText()) | Q(owner=""))

    def overdue(self, *, on: date) -> ProposalQuerySet:
        """Those whose decision was due before that day."""
        return self.filter(decision=Proposal.PENDING, due_on__lt=on)

    def overdue_first(self, *, on: date) -> ProposalQuerySet:
        """Those that should have been decided before that day, then consultation by consultation, the latest first."""
        is_overdue = Case(When(decision=Proposal.PENDING, due_on__lt=on, then=0), default=1)
        return self.order_by(is_overdue, "-consultation__opens_at", "consultation", "number")

    def not_kept(self) -> ProposalQuerySet:
        return self.filter(decision=Proposal.NOT_KEPT)

    def visible_to(self, user) -> ProposalQuerySet:
        """Everything for those who decide; for the public, decided proposals of published results."""
        if user is not None and user.has_perm("consultations.decide_proposals"):
            return self
        return self.decided().filter(consultation__in=Consultation.objects.with_results())


class Proposal(models.Model):
    PENDING, KEPT, KEPT_IN_PART, NOT_KEPT = "pending", "kept", "kept_in_part", "not_kept"
    DECISIONS = [
        (PENDING, _("not decided yet")),
        (KEPT, _("kept")),
        (KEPT_IN_PART, _("kept in part")),
        (NOT_KEPT, _("not kept")),
    ]

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(_("number"))
    statement = LocalizedField(_("statement"), rows=3, text_length=600)
    themes = models.ManyToManyField(Theme, related_name="proposals", verbose_name=_("themes it rests on"))
    decision = models.CharField(_("decision"), max_length=15, choices=DECISIONS, default=PENDING)
    reason = LocalizedField(_("public reason"), rows=4, blank=True, text_length=3000)
    owner = models.CharField(_("person or department in charge"), max_length=200, blank=True)
    due_on = models.DateField(_("decision due"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    # What the engine suggests: {"version": id, "at": when, "articles": [[id of article, score], …]}; empty when it
    # was not asked, without "articles" while it is at work. People decide: nothing else reads it.
    suggestions = models.JSONField(_("suggested articles"), default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_proposal_a_number"),
            models.CheckConstraint(
                condition=Q(decision="pending") | Q(decided_at__isnull=False), name="decided_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.statement)

    @property
    def is_decided(self) -> bool:
        return self.decision != self.PENDING

    @property
    def lacks(self) -> list[str]:
        """What is missing before anything can be published, as names of fields."""
        there = {"decision": self.is_decided, "reason": bool(self.reason), "owner": bool(self.owner)}
        return [name for name, is_there in there.items() if not is_there]

    def is_overdue(self, *, on: date) -> bool:
        """Whether its decision was due before that day and is still awaited."""
        return not self.is_decided and self.due_on is not None and self.due_on < on


class Evidence(models.Model):
    """A stretch of a text that a proposal rests on, or that speaks against it, by offsets into its redacted words."""

    FOR, AGAINST = 1, -1
    SIDES = [(FOR, _("it rests on this")), (AGAINST, _("this speaks against it"))]

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="evidence")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField()
    side = models.SmallIntegerField(_("side"), choices=SIDES, default=FOR)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["proposal", "-side", "position", "id"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "answer", "start", "end"], name="one_evidence_a_stretch"
            ),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="evidence_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.answer_id}"
