"""What a conference said and what was answered: written once, in every language one record, read by everybody.

The database itself refuses to change or delete these rows (``kit.written_once``). People are plain numbers in them,
so that erasing an account rewrites nothing. A row is known by the ``translation_key`` of its conference's pages.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Commitment
from kit.localized import LocalizedField


class Opinion(models.Model):
    """The opinion as the panel gave it. ``minorities`` are ``{"text": words by language, "carried_by": how many}``."""

    conference_key = models.UUIDField(unique=True)
    language = models.CharField(_("language"), max_length=10)
    introduction = LocalizedField(_("introduction"), blank=True)
    minorities = models.JSONField(default=list)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")

    def __str__(self) -> str:
        return str(self.conference_key)


class Recommendation(models.Model):
    """One numbered recommendation. ``key`` is that of its block in the pages; votes are None where there was none."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField(_("number"))
    key = models.UUIDField()
    title = LocalizedField(_("title"))
    text = LocalizedField(_("text"))
    votes_for = models.PositiveIntegerField(_("votes for"), null=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True)
    votes_blank = models.PositiveIntegerField(_("blank votes"), null=True)
    minorities = models.JSONField(default=list)

    class Meta:
        ordering = ["opinion", "number"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="one_recommendation_a_number"),
            models.UniqueConstraint(fields=["opinion", "key"], name="one_recommendation_a_block"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, votes_blank__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_blank__isnull=False),
                name="all_votes_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def was_voted(self) -> bool:
        return self.votes_for is not None


class Erratum(models.Model):
    """A correction of a published opinion: the words stay, and this says what they should be."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="errata")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="errata"
    )
    text = LocalizedField(_("correction"), rows=3, text_length=2000)
    on = models.DateField(_("date"))
    written_at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["opinion", "on", "id"]
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")

    def __str__(self) -> str:
        return str(self.text)


class RecommendationAnswer(models.Model):
    """What the commissioner answers. ``number`` counts the answers to one recommendation: the last one holds."""

    ACCEPTED, IN_PART, REFUSED = "accepted", "in_part", "refused"
    DECISIONS = [
        (ACCEPTED, _("accepted")),
        (IN_PART, _("accepted in part")),
        (REFUSED, _("refused")),
    ]

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField(default=1)
    decision = models.CharField(_("answer"), max_length=10, choices=DECISIONS)
    reason = LocalizedField(_("reason"), rows=4, text_length=3000)
    author = models.CharField(_("who answers"), max_length=200)
    owner = models.CharField(_("department in charge"), max_length=200, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    on = models.DateField(_("date of the answer"))
    written_at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["recommendation", "-number"]
        verbose_name = _("answer to a recommendation")
        verbose_name_plural = _("answers to recommendations")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_answer_at_a_time"),
            models.CheckConstraint(
                condition=Q(decision="refused") | ~Q(owner=""), name="somebody_in_charge_of_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.decision}"


class RecommendationUpdate(models.Model):
    """What was done, or why it was not, on a day. The words of statuses are those of commitments."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="updates")
    number = models.PositiveIntegerField(default=1)
    on = models.DateField(_("date"))
    status = models.CharField(_("status"), max_length=10, choices=Commitment.STATUSES)
    note = LocalizedField(_("what was done"), rows=3, text_length=1500)
    due_on = models.DateField(_("new due date"), null=True, blank=True)
    evidence_url = models.URLField(_("evidence (address)"), blank=True)
    evidence_label = LocalizedField(_("what the evidence is"), blank=True, text_length=200)
    written_at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["recommendation", "-on", "-number"]
        verbose_name = _("update of a recommendation")
        verbose_name_plural = _("updates of recommendations")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="one_update_at_a_time"),
            models.CheckConstraint(
                condition=Q(evidence_url="")
                | Q(evidence_url__startswith="http://")
                | Q(evidence_url__startswith="https://"),
                name="update_evidence_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}, {self.on}"


class EnteredRecommendation(models.Model):
    """That a recommendation was entered in a consultation, once, as the contribution of its body."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="entries")
    consultation = models.ForeignKey("consultations.Consultation", models.PROTECT, related_name="+")
    contribution = models.OneToOneField("consultations.Contribution", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["recommendation", "entered_at"]
        verbose_name = _("recommendation entered in a consultation")
        verbose_name_plural = _("recommendations entered in consultations")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "consultation"], name="one_entry_a_consultation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} → {self.consultation_id}"
