"""What the city committed itself to in an adopted charter, who is in charge, and what was done since."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .charter import Article, Charter


class Commitment(models.Model):
    """One thing to be done, of one article. How it stands is told by its updates; ``status`` repeats the last one's.

    ``due_on`` is the date announced at first. Only an update moves it, and says why.
    """

    PLANNED, UNDER_WAY, DONE, LATE, DROPPED = "planned", "under_way", "done", "late", "dropped"
    STATUSES = [
        (PLANNED, _("planned")),
        (UNDER_WAY, _("under way")),
        (DONE, _("done")),
        (LATE, _("late")),
        (DROPPED, _("given up")),
    ]

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="commitments")
    article = models.ForeignKey(Article, models.PROTECT, related_name="commitments")
    statement = LocalizedField(_("commitment"), rows=3, text_length=600)
    owner = models.CharField(_("department in charge"), max_length=200)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default=PLANNED)
    made_at = models.DateTimeField(_("written down"), default=timezone.now)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["charter", "position", "id"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return str(self.statement)


class CommitmentUpdate(models.Model):
    """What was done, or why it was not, on a day, with the evidence. Written once; another puts it right.

    The database itself refuses to change it or to take it out (see kit/written_once.py).
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="updates")
    on = models.DateField(_("date"))
    status = models.CharField(_("status"), max_length=10, choices=Commitment.STATUSES)
    note = LocalizedField(_("what was done"), rows=3, text_length=1500)
    due_on = models.DateField(_("new due date"), null=True, blank=True)
    evidence_url = models.URLField(_("evidence (address)"), blank=True)
    evidence_label = LocalizedField(_("what the evidence is"), blank=True, text_length=200)
    # Erasing an account must not rewrite what was written once: the number stays, and leads to nobody.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["commitment", "-on", "-id"]
        verbose_name = _("update of a commitment")
        verbose_name_plural = _("updates of commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_url="")
                | Q(evidence_url__startswith="http://")
                | Q(evidence_url__startswith="https://"),
                name="evidence_on_the_web",
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}, {self.on}"


class SynthesisQuerySet(models.QuerySet):
    def published(self) -> SynthesisQuerySet:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user) -> SynthesisQuerySet:
        """Everything for those who write charters; published ones for everybody else."""
        return self if user.has_perm("consultations.change_charterversion") else self.published()


class Synthesis(models.Model):
    """The words that go with a year's figures, for the city council. The figures are counted from the updates."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="syntheses")
    year = models.PositiveIntegerField(_("year"))
    introduction = LocalizedField(_("introduction"), rows=6, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = SynthesisQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "-year"]
        verbose_name = _("yearly synthesis")
        verbose_name_plural = _("yearly syntheses")
        constraints = [models.UniqueConstraint(fields=["charter", "year"], name="one_synthesis_a_year")]

    def __str__(self) -> str:
        return f"{self.charter_id}, {self.year}"
