"""What citizens say of a discussed draft: comments and amendments to words of an article, and what comes of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .charter import Article, CharterVersion


class AmendmentQuerySet(models.QuerySet):
    def public(self) -> AmendmentQuerySet:
        return self.filter(moderation=Amendment.SHOWN)

    def visible_to(self, user) -> AmendmentQuerySet:
        """What is shown, and a person's own, whatever became of it."""
        shown = Q(moderation=Amendment.SHOWN)
        return self.filter(shown | Q(author=user.pk) if user is not None and user.is_authenticated else shown)

    def of_author(self, user) -> AmendmentQuerySet:
        return self.filter(author=user)

    def to_moderate(self) -> AmendmentQuerySet:
        return self.filter(moderation=Amendment.WAITING)

    def undecided(self) -> AmendmentQuerySet:
        return self.filter(decision=Amendment.PENDING, moderation=Amendment.SHOWN)

    def taken_up(self) -> AmendmentQuerySet:
        """Accepted, at least in part."""
        return self.filter(moderation=Amendment.SHOWN, decision__in=Amendment.TAKEN_UP)

    def with_agreements(self) -> AmendmentQuerySet:
        """Each with ``agreeing``, ``disagreeing`` and ``opinions``, the sum of both."""
        return self.annotate(
            agreeing=Count("agreements", filter=Q(agreements__value=Agreement.AGREE)),
            disagreeing=Count("agreements", filter=Q(agreements__value=Agreement.DISAGREE)),
            opinions=Count("agreements"),
        )


class Amendment(models.Model):
    """A comment on words of an article, or other words for them. What it said at first never changes.

    ``quote`` are the words chosen, in ``language``; where they stand in each version is an Anchor.
    """

    COMMENT, AMENDMENT = "comment", "amendment"
    KINDS = [(COMMENT, _("comment")), (AMENDMENT, _("amendment"))]
    WAITING, SHOWN, HIDDEN = "waiting", "shown", "hidden"
    MODERATION = [(WAITING, _("to be read")), (SHOWN, _("shown")), (HIDDEN, _("hidden"))]
    PENDING, ACCEPTED, IN_PART, REFUSED = "pending", "accepted", "in_part", "refused"
    DECISIONS = [
        (PENDING, _("not decided yet")),
        (ACCEPTED, _("accepted")),
        (IN_PART, _("accepted in part")),
        (REFUSED, _("refused")),
    ]
    TAKEN_UP = (ACCEPTED, IN_PART)
    HIDDEN_FOR = [
        ("insult", _("It insults or threatens somebody")),
        ("personal", _("It tells something private about somebody")),
        ("unlawful", _("The law forbids it")),
        ("elsewhere", _("It is about something else than this charter")),
        ("repeated", _("It repeats another contribution of the same person")),
    ]

    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="amendments")
    article = models.ForeignKey(Article, models.PROTECT, related_name="amendments")
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    language = models.CharField(_("language"), max_length=10)
    quote = models.TextField(_("words of the article"))
    body = models.TextField(_("comment or reason"), blank=True)
    proposed = models.TextField(_("words proposed"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="amendments"
    )
    # The name under which the author wants to be credited: a pseudonym, apart from the account.
    signature = models.CharField(_("signed"), max_length=80, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    moderation = models.CharField(_("moderation"), max_length=10, choices=MODERATION, default=WAITING)
    hidden_for = models.CharField(_("why it is hidden"), max_length=12, choices=HIDDEN_FOR, blank=True)
    moderation_reason = models.TextField(_("why it is hidden, in words"), blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moderated_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=DECISIONS, default=PENDING)
    reason = LocalizedField(_("public reason"), rows=3, blank=True, text_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        permissions = [("moderate_amendments", "Can moderate and decide amendments")]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="comment") | ~Q(body=""), name="comment_has_words"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_for=""), name="hidden_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decision="pending") | Q(decided_at__isnull=False),
                name="amendment_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.moderation == self.SHOWN

    @property
    def is_amendment(self) -> bool:
        return self.kind == self.AMENDMENT

    @property
    def is_decided(self) -> bool:
        return self.decision != self.PENDING


class AnchorQuerySet(models.QuerySet):
    def placed(self) -> AnchorQuerySet:
        return self.filter(start__isnull=False)

    def to_place(self) -> AnchorQuerySet:
        """Those that wait for a person to say where their words are now."""
        return self.filter(start=None, is_dropped=False, amendment__moderation=Amendment.SHOWN)


class Anchor(models.Model):
    """Where the words of an amendment stand in one version, by offsets into the article's text in its language.

    ``start`` is None where they no longer stand there, or where a person has to say where: it is then in a queue until
    ``placed_by`` has placed it, or ``is_dropped`` says that its words are gone for good.
    """

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="anchors")
    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="anchors")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    is_dropped = models.BooleanField(default=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AnchorQuerySet.as_manager()

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        constraints = [
            models.UniqueConstraint(fields=["amendment", "version"], name="one_anchor_a_version"),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=models.F("start")), name="anchor_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment_id} in {self.version_id}"

    @property
    def is_placed(self) -> bool:
        return self.start is not None


class Agreement(models.Model):
    """One person agrees (1) or disagrees (-1) with an amendment."""

    AGREE, DISAGREE = 1, -1
    VALUES = [(AGREE, _("agree")), (DISAGREE, _("disagree"))]

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="agreements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    value = models.SmallIntegerField(choices=VALUES)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [models.UniqueConstraint(fields=["amendment", "user"], name="one_agreement_a_person")]

    def __str__(self) -> str:
        return f"{self.amendment_id}: {self.value}"
