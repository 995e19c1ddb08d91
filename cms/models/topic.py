"""What the guide's entries are about, whom they are for and what they ask: words that editors keep themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.localized import LocalizedField

INDIVIDUAL, ASSOCIATION, COLLECTIVE, SCHOOL = "individual", "association", "collective", "school"
AS_WHO = [
    (INDIVIDUAL, _("One person")),
    (ASSOCIATION, _("An association")),
    (COLLECTIVE, _("A group of residents")),
    (SCHOOL, _("A school")),
]


class TopicQuerySet(models.QuerySet):
    def of_facet(self, facet: str) -> TopicQuerySet:
        return self.filter(facet=facet)

    def situations(self) -> TopicQuerySet:
        """Those that are also said as people say them: “I have two hours a month”."""
        return self.exclude(question={})


class Topic(models.Model):
    """A theme, a goal, an audience or an amount of time. With a question, it is a situation to start from."""

    THEME, GOAL, AUDIENCE, TIME = "theme", "goal", "audience", "time"
    FACETS = [
        (THEME, _("Theme")),
        (GOAL, _("What one wants to do")),
        (AUDIENCE, _("Who it is for")),
        (TIME, _("How much time it takes")),
    ]

    facet = models.CharField(_("kind"), max_length=10, choices=FACETS)
    slug = models.SlugField(
        _("address"),
        max_length=60,
        help_text=_("Stands in the addresses that people share: do not change it."),
    )
    name = LocalizedField(_("name"), text_length=80)
    question = LocalizedField(
        _("situation, as people say it"),
        blank=True,
        text_length=120,
        help_text=_(
            "“I want to change my street.” With one, the guide's front page offers it as a way to start."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Orders the list. For time, from the least to the most: who has more time has time for less."
        ),
    )
    age = models.PositiveSmallIntegerField(
        _("age that the situation stands for"),
        null=True,
        blank=True,
        help_text=_("For “I am 17”: 17. Entries are then looked for by their ages instead of by this topic."),
    )
    as_who = models.CharField(
        _("who speaks in the situation"),
        max_length=12,
        choices=AS_WHO,
        blank=True,
        help_text=_("For “Our association needs a room”: an association."),
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["facet", "position", "slug"]
        verbose_name = _("topic of the guide")
        verbose_name_plural = _("topics of the guide")
        constraints = [models.UniqueConstraint(fields=["facet", "slug"], name="one_topic_a_facet_and_slug")]

    def __str__(self) -> str:
        return str(self.name) or self.slug
