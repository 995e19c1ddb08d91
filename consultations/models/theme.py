"""What people made of the machine's groups: themes, the texts placed in them, and the log of every decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

from .analysis import Analysis, Group
from .answer import Answer
from .consultation import Consultation


class ThemeQuerySet(models.QuerySet):
    def living(self) -> ThemeQuerySet:
        """Themes that are still there: neither merged into another nor set aside."""
        return self.filter(state__in=Theme.LIVING)

    def reviewed(self) -> ThemeQuerySet:
        return self.filter(state=Theme.REVIEWED)

    def top(self) -> ThemeQuerySet:
        return self.filter(parent=None)

    def public(self) -> ThemeQuerySet:
        """Reviewed themes of analyses in force, whose results are published."""
        return self.reviewed().filter(
            analysis__adopted=True, analysis__consultation__in=Consultation.objects.with_results()
        )

    def with_counts(self) -> ThemeQuerySet:
        """Add ``own_texts`` (that speak of the theme itself), ``texts`` (its living sub-themes’ too), ``repeats``
        among them (copies that a campaign spread are some), and ``distinct_texts``, those that are none.

        Counted from the rows as they are now, so that a withdrawal corrects every figure at once. A person gives one
        answer to a question, so in one analysis texts are people; a text that speaks of two parts is one text.
        """
        theme = models.OuterRef("pk")
        own = Placement.objects.filter(theme=theme)
        below = Placement.objects.filter(theme__parent=theme, theme__state__in=Theme.LIVING)
        theme = models.OuterRef(models.OuterRef("pk"))
        ideas = PlacedPassage.objects.of_texts_outside(Q(theme=theme)).filter(theme=models.OuterRef("pk"))
        outside = PlacedPassage.objects.of_texts_outside(
            Q(theme=theme) | Q(theme__parent=theme, theme__state__in=Theme.LIVING)
        )
        of_parts = Theme.objects.living().filter(parent=theme).order_by().values("pk")
        by_idea = outside.filter(Q(theme=models.OuterRef("pk")) | Q(theme__in=of_parts))
        return self.annotate(
            own_texts=_count(own) + _count(ideas, "answer"),
            texts=_count(own) + _count(below) + _count(by_idea, "answer"),
            repeats=_count(own.filter(repeats=True))
            + _count(below.filter(repeats=True))
            + _count(by_idea.filter(is_repeat=True), "answer"),
            distinct_texts=models.F("texts") - models.F("repeats"),
        )


def _count(rows: models.QuerySet, distinct: str = "") -> Coalesce:
    """How many there are, as a subquery of its own: joining several counts would multiply their rows."""
    number = Count(distinct, distinct=True) if distinct else Count("pk")
    counted = rows.order_by().values("analysis").annotate(number=number).values("number")
    return Coalesce(models.Subquery(counted, output_field=models.IntegerField()), 0)


class Theme(models.Model):
    """A theme as people keep it. It starts as the machine's suggestion (``group``), which stays as it was."""

    TO_REVIEW, REVIEWED, SET_ASIDE, MERGED = "to_review", "reviewed", "set_aside", "merged"
    STATES = [
        (TO_REVIEW, _("to review")),
        (REVIEWED, _("reviewed")),
        (SET_ASIDE, _("set aside")),
        (MERGED, _("merged")),
    ]
    LIVING = (TO_REVIEW, REVIEWED)

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="themes")
    group = models.OneToOneField(Group, models.SET_NULL, null=True, blank=True, related_name="theme")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    title = LocalizedField(_("title"), text_length=200)
    description = LocalizedField(_("description"), rows=3, blank=True, text_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=TO_REVIEW)
    reason = models.TextField(_("why it is set aside"), blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    position = models.PositiveIntegerField(default=0)
    # Raised by every decision; a form that was opened on an older number is refused (see reviewing.py).
    revision = models.PositiveIntegerField(default=1)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["analysis", "position", "id"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""), name="set_aside_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="merged_into_a_theme"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_living(self) -> bool:
        return self.state in self.LIVING


class PlacementQuerySet(models.QuerySet):
    """A text speaks of the theme that it is placed in, and of every theme in which a person placed an idea of it.

    An idea counts for as long as its text is in a theme at all, whichever.
    """

    def speaking_of(self, themes: Iterable[int] | models.QuerySet) -> PlacementQuerySet:
        """The placements, one a text, of those that speak of any of these themes: ids, or a query of ids."""
        ideas = PlacedPassage.objects.filter(theme__in=themes)
        by_idea = Q(answer__in=ideas.values("answer"), analysis__in=ideas.values("analysis"))
        return self.filter(Q(theme__in=themes) | by_idea)


class Placement(models.Model):
    """Where a text is now, mainly, and whether the machine or a person put it there."""

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="placements")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="placements")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="placements")
    confidence = models.FloatField(default=0)
    repeats = models.BooleanField(_("repeats another text"), default=False)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_person = models.BooleanField(_("placed by a person"), default=False)
    # A person is not sure, or has yet to read it in a theme that was reviewed before it came: the text waits in the
    # queue of doubtful ones.
    doubtful = models.BooleanField(_("doubtful"), default=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [models.UniqueConstraint(fields=["analysis", "answer"], name="one_placement_a_text")]
        # All that a theme's figures need: see ThemeQuerySet.with_counts.
        indexes = [models.Index(fields=["theme", "repeats", "analysis"], name="placements_of_theme")]

    def __str__(self) -> str:
        return f"{self.answer_id} → {self.theme_id}"


class PlacedPassageQuerySet(models.QuerySet):
    def of_texts_outside(self, themes: Q) -> PlacedPassageQuerySet:
        """Those of texts that are in a theme, but in none that ``themes`` (a condition on placements) names.

        Each has ``is_repeat``: whether its text repeats another.
        """
        placed = Placement.objects.filter(
            analysis=models.OuterRef("analysis"), answer=models.OuterRef("answer")
        )
        return self.filter(models.Exists(placed.exclude(themes))).annotate(
            is_repeat=models.Exists(placed.filter(repeats=True))
        )

    def elsewhere(self) -> PlacedPassageQuerySet:
        """Those that are not in the theme that their text is in: what makes it count for other themes too.

        Each has ``main``, the theme that its text is in, and ``is_repeat``.
        """
        placed = Placement.objects.filter(
            analysis=models.OuterRef("analysis"), answer=models.OuterRef("answer")
        )
        return self.of_texts_outside(Q(theme=models.OuterRef("theme"))).annotate(
            main=models.Subquery(placed.values("theme")[:1])
        )


class PlacedPassage(models.Model):
    """Some words of a text that a person put in a theme of their own, whatever the machine made of them.

    The rest of the text stays where it is; the text counts for this theme too (``PlacementQuerySet.speaking_of``).
    ``start`` and ``end`` are character offsets into the redacted words.
    """

    analysis = models.ForeignKey(Analysis, models.CASCADE, related_name="placed_passages")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="placed_passages")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="placed_passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PlacedPassageQuerySet.as_manager()

    class Meta:
        ordering = ["answer", "start"]
        verbose_name = _("placed passage")
        verbose_name_plural = _("placed passages")
        constraints = [
            models.UniqueConstraint(fields=["analysis", "answer", "start"], name="one_place_a_passage"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="placed_passage_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} [{self.start}:{self.end}] → {self.theme_id}"


class AppendOnly(Exception):
    """The log of decisions is written once: nothing in it is changed or taken out."""


class ReviewEventQuerySet(models.QuerySet):
    def by_person(self, pk: int) -> ReviewEventQuerySet:
        return self.filter(actor_id=pk)

    def of_verb(self, verb: str) -> ReviewEventQuerySet:
        return self.filter(verb=verb)

    def on_day(self, day: date) -> ReviewEventQuerySet:
        """Those of that day, in the active time zone."""
        return self.filter(at__date=day)

    def update(self, **kwargs):
        raise AppendOnly("Review events cannot be changed.")

    def delete(self):
        raise AppendOnly("Review events cannot be deleted.")


class ReviewEvent(models.Model):
    """One decision of one person. It holds ids and what staff wrote, never a citizen's words."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="events")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="events")
    verb = models.CharField(_("what"), max_length=40)
    # A plain number: erasing an account must not rewrite the log.
    actor_id = models.BigIntegerField(_("who"), null=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    details = models.JSONField(default=dict)
    # The decision that this one takes back.
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("takes back")
    )

    objects = ReviewEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("review event")
        verbose_name_plural = _("review events")

    def __str__(self) -> str:
        return f"{self.verb} {self.theme_id}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("Review events cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Review events cannot be deleted.")
