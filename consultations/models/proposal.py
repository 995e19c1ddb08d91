"""A proposal drawn from reviewed themes, and the decision it received, with its public reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .answer import Answer
from .consultation import Consultation
from .theme import Theme


class ProposalQuerySet(models.QuerySet):
    def decided(self) -> ProposalQuerySet:
        return self.exclude(decision=Proposal.PENDING)

    def not_kept(self) -> ProposalQuerySet:
        return self.filter(decision=Proposal.NOT_KEPT)

    def visible_to(self, user) -> ProposalQuerySet:
        """Everything for those who decide; for the public, decided proposals of published results."""
        if user is not None and user.has_perm("consultations.decide_proposals"):
            return self
        return self.decided().filter(consultation__live=True, consultation__results_at__lte=timezone.now())


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
    owner = models.CharField(_("department in charge"), max_length=200, blank=True)
    due_on = models.DateField(_("decision due"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
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
