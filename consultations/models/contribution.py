"""A contribution: what one participant said to one consultation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City, District

from .consultation import Consultation
from .paper import Batch


class ContributionQuerySet(models.QuerySet):
    def sent(self) -> ContributionQuerySet:
        """Contributions that count: sent and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_user(self, user) -> ContributionQuerySet:
        return self.filter(user=user)


class Contribution(models.Model):
    """One participant's answers. Once withdrawn only the row remains: no words, no person, no place.

    ``draft_key`` makes one contribution of one draft, however many times “send” is pressed;
    ``participant_key`` makes one contribution of one address or account. Both are held by the database.
    """

    ONLINE, PAPER, SPOKEN, DEBATE, BODY = "online", "paper", "spoken", "debate", "body"
    CHANNELS = [
        (ONLINE, _("online")),
        (PAPER, _("on paper")),
        (SPOKEN, _("spoken")),
        (DEBATE, _("in a debate")),
        (BODY, _("by a public body")),
    ]

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contributions")
    language = models.CharField(_("language"), max_length=10)
    channel = models.CharField(_("channel"), max_length=10, choices=CHANNELS, default=ONLINE)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, verbose_name=_("city"))
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name=_("district"))
    draft_key = models.CharField(max_length=64, blank=True)
    participant_key = models.CharField(max_length=80, blank=True)
    receipt_hash = models.CharField(max_length=64, blank=True)
    import_key = models.CharField(max_length=64, blank=True)
    # Proof of being counted: the digest is in the public lists, the salt is told to the person alone.
    inclusion_salt = models.CharField(max_length=32, blank=True)
    inclusion_digest = models.CharField(max_length=64, blank=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="contributions")
    sheet_number = models.PositiveIntegerField(_("sheet"), null=True, blank=True)
    consented_at = models.DateTimeField(_("consent given"), null=True, blank=True)
    consent_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(_("sent"), db_index=True)
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["draft_key"], condition=~Q(draft_key=""), name="one_contribution_a_draft"
            ),
            models.UniqueConstraint(
                fields=["consultation", "participant_key"],
                condition=~Q(participant_key=""),
                name="one_contribution_a_participant",
            ),
            models.UniqueConstraint(
                fields=["receipt_hash"], condition=~Q(receipt_hash=""), name="one_contribution_a_receipt"
            ),
            models.UniqueConstraint(
                fields=["consultation", "import_key"],
                condition=~Q(import_key=""),
                name="one_contribution_an_imported_row",
            ),
            models.UniqueConstraint(
                fields=["batch", "sheet_number"],
                condition=Q(batch__isnull=False),
                name="one_contribution_a_sheet",
            ),
        ]

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def can_be_corrected(self, *, at) -> bool:
        """Correcting ends with the consultation; seeing and withdrawing never do."""
        return not self.is_withdrawn and self.consultation.is_open(at=at)
