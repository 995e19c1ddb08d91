"""The guide to participation: its front page, and one page for each scheme, body, place, platform and actor."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail_localize.fields import SynchronizedField

from cities.models import City, District
from cms.guide import panels
from cms.guide.addresses import tidy_query
from cms.guide.desk_permissions import DeskPermissionTester
from kit.blocks import BodyField
from kit.languages import address_for_reader
from kit.localized import language_name
from kit.pages import KitPage

from .guide_review import as_day, months_before
from .topic import AS_WHO, INDIVIDUAL, Topic


class GuideEntryQuerySet(PageQuerySet):
    def shown(self) -> GuideEntryQuerySet:
        """What anybody may read: published, and not in a part of the site that asks for a password."""
        return self.live().public()

    def in_city(self, city: City) -> GuideEntryQuerySet:
        return self.filter(city=city)

    def in_district(self, district: District) -> GuideEntryQuerySet:
        """Those of this district and those of its whole city."""
        whole = Q(districts=None, city=district.city_id)
        return self.filter(whole | Q(districts=district)).distinct()

    def in_language(self, code: str) -> GuideEntryQuerySet:
        return self.filter(locale__language_code=code)

    def stale(self, *, at: date | datetime, months: int = 0) -> GuideEntryQuerySet:
        """Those whose review has been due for so many months or more at that time, or that were never reviewed."""
        day = months_before(as_day(at), months)
        overdue = Q(reviewed_on=None)
        for every, _name in GuideEntryPage.REVIEW_EVERY:
            overdue |= Q(review_every=every, reviewed_on__lte=months_before(day, every))
        return self.filter(overdue)

    def for_listing(self) -> GuideEntryQuerySet:
        """With what a list shows or a finder compares, texts left out: three queries for any number of entries."""
        related = self.select_related("city", "locale", "alias_of__locale")
        return related.prefetch_related("topics", "districts").defer("body")


class GuideEntryPage(KitPage):
    """One thing to take part in. What is fact rather than words is the same in every language.

    ``owner`` is Wagtail's own field: who is told when a review is due.
    """

    SCHEME, BODY, PLACE, PLATFORM, ACTOR = "scheme", "body", "place", "platform", "actor"
    KINDS = [
        (SCHEME, _("Scheme")),
        (BODY, pgettext_lazy("kind of entry", "Body")),
        (PLACE, _("Place")),
        (PLATFORM, _("Platform")),
        (ACTOR, _("Actor")),
    ]
    ANYWHERE, REGION, TIES, CITY, DISTRICT, NEIGHBOURHOOD = (
        "any",
        "region",
        "ties",
        "city",
        "district",
        "neighbourhood",
    )
    RESIDENCES = [
        (ANYWHERE, _("Anywhere")),
        (REGION, _("In the city or its region")),
        (TIES, _("Lives, works or studies in the city")),
        (CITY, _("In the city")),
        (DISTRICT, _("In the district")),
        (NEIGHBOURHOOD, _("In the neighbourhood")),
    ]
    ANY, EUROPEAN, FRENCH = "any", "eu", "french"
    NATIONALITIES = [
        (ANY, pgettext_lazy("nationality", "Any")),
        (EUROPEAN, _("Of a country of the European Union")),
        (FRENCH, pgettext_lazy("nationality", "French")),
    ]
    REVIEW_EVERY = [
        (3, _("Every three months")),
        (6, _("Every six months")),
        (12, _("Every year")),
        (24, _("Every two years")),
    ]

    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    body = BodyField(
        blank=True,
        verbose_name=_("text"),
        help_text=_("What it is; what you can do there; how and when. One title for each."),
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("from the age of"), null=True, blank=True, help_text=_("Leave empty when there is no minimum.")
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("up to the age of"), null=True, blank=True, help_text=_("Leave empty when there is no maximum.")
    )
    residence = models.CharField(
        _("where one must live"), max_length=14, choices=RESIDENCES, default=ANYWHERE
    )
    nationality = models.CharField(_("nationality"), max_length=8, choices=NATIONALITIES, default=ANY)
    as_who = models.JSONField(
        _("who may take part"),
        default=list,
        help_text=_("Tick each that may; tick none when it is not known."),
    )
    conditions = models.CharField(
        _("other conditions"),
        max_length=300,
        blank=True,
        help_text=_("A sentence for what the questions above do not say: “Members are drawn by lot.”"),
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="entries", verbose_name=_("topics"))
    city = models.ForeignKey(City, models.PROTECT, related_name="guide_entries", verbose_name=_("city"))
    districts = ParentalManyToManyField(
        District,
        blank=True,
        related_name="guide_entries",
        verbose_name=_("districts"),
        help_text=_("Choose none when it concerns the whole city."),
    )
    kept_by = models.CharField(
        _("who keeps this entry, as readers see it"),
        max_length=150,
        blank=True,
        help_text=_("A service rather than a person: “Citizen participation desk”."),
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True, default=timezone.localdate)
    review_every = models.PositiveSmallIntegerField(_("to be reviewed"), choices=REVIEW_EVERY, default=12)

    objects = PageManager.from_queryset(GuideEntryQuerySet)()

    content_panels = [*KitPage.content_panels, *panels.ENTRY_PANELS]
    settings_panels = [*KitPage.settings_panels]
    base_form_class = panels.GuideEntryForm
    parent_page_types = ["cms.GuideIndexPage"]
    subpage_types: list[str] = []
    template = "cms/guide/entry.html"

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "kind",
            "minimum_age",
            "maximum_age",
            "residence",
            "nationality",
            "as_who",
            "topics",
            "city",
            "districts",
            "related",
            "reviewed_on",
            "review_every",
        )
    ]

    class Meta:
        verbose_name = _("entry of the guide")
        verbose_name_plural = _("entries of the guide")
        permissions = [
            ("keep_guide_of_desk", _("Can change the guide's entries of the cities of their desks"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age=None)
                | Q(maximum_age=None)
                | Q(minimum_age__lte=models.F("maximum_age")),
                name="guide_entry_ages_in_order",
                violation_error_message=_("The minimum age is above the maximum age."),
            )
        ]

    def clean(self):
        super().clean()
        if unknown := set(self.as_who) - {value for value, _name in AS_WHO}:
            raise ValidationError({"as_who": _("Unknown: %(values)s.") % {"values": ", ".join(unknown)}})
        strangers = [one for one in self.districts.all() if one.city_id != self.city_id]
        if self.city_id and strangers:
            message = _("These districts are not in the entry's city: %(districts)s.")
            names = ", ".join(str(one) for one in strangers)
            raise ValidationError({"districts": message % {"districts": names}})

    @property
    def language(self) -> str:
        """The code of the language that its words are in."""
        return (self.alias_of or self).locale.language_code

    @property
    def foreign_language(self) -> str:
        """That code when it is not the reader's language, for ``lang``; empty otherwise."""
        return "" if self.language == get_language() else self.language

    @property
    def language_told(self) -> str:
        """What warns a reader that the words are in another language than theirs; empty otherwise."""
        if not self.foreign_language:
            return ""
        return _("Only in this language: %(language)s") % {"language": language_name(self.foreign_language)}

    @property
    def reader_url(self) -> str:
        """Its address in the reader's language, where it is shown with a note if its words are in another."""
        return address_for_reader(self)

    @cached_property
    def known_topics(self) -> list[Topic]:
        """Its topics, read once: for pages that are shown and not changed."""
        return list(self.topics.all())

    @cached_property
    def known_districts(self) -> list[District]:
        """Its districts, read once: for pages that are shown and not changed."""
        return list(self.districts.all())

    @property
    def is_for_people(self) -> bool:
        """Whether somebody may take part in their own name; an entry that does not say is taken to be for people."""
        return not self.as_who or INDIVIDUAL in self.as_who

    @property
    def review_due_on(self) -> date | None:
        """The day on which its facts should be looked at again; None when they never were."""
        return self.reviewed_on and months_before(self.reviewed_on, -self.review_every)

    def is_stale(self, *, at: date | datetime, months: int = 0) -> bool:
        """Whether its review has been due for so many months or more at that time."""
        day = months_before(as_day(at), months)
        return self.reviewed_on is None or self.reviewed_on <= months_before(day, self.review_every)

    def permissions_for_user(self, user):
        return DeskPermissionTester(user, self)

    def structured_data(self) -> list[dict]:
        from cms.searching.guide_data import entry_data

        return [entry_data(self), *super().structured_data()]

    def get_context(self, request, *args, **kwargs):
        from cms.guide.entries import entry_context

        return {**super().get_context(request, *args, **kwargs), **entry_context(self, at=timezone.now())}


class GuideIndexPage(KitPage):
    """The guide's front page: situations to start from, the finder and the ways to browse."""

    body = BodyField(blank=True, verbose_name=_("text"))

    content_panels = [*KitPage.content_panels, *panels.INDEX_PANELS]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuideEntryPage"]
    max_count_per_parent = 1
    template = "cms/guide/index.html"

    class Meta:
        verbose_name = _("guide to participation")
        verbose_name_plural = _("guides to participation")

    def serve(self, request, *args, **kwargs):
        """The page, or the way to its tidy address: a form without a script sends its empty fields too."""
        tidy = tidy_query(request.GET)
        if tidy is not None:
            return redirect(f"{request.path}{tidy}")
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from cms.guide.front import front_context

        return {**super().get_context(request, *args, **kwargs), **front_context(request.GET)}
