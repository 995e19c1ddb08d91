"""Citizen conferences: the page that lists them, and the dossier of each."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cities.models import City
from cms.conferences import blocks
from kit.blocks import BodyField
from kit.blocks.text import TEXT_FEATURES
from kit.pages import KitPage


class ConferenceIndexPage(KitPage):
    """The conferences and standing bodies of a city, and at a glance what became of their opinions."""

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ConferencePage"]
    max_count_per_parent = 1
    template = "cms/conferences/index.html"

    class Meta:
        verbose_name = _("list of citizen conferences")
        verbose_name_plural = _("lists of citizen conferences")

    def get_context(self, request, *args, **kwargs):
        from cms.conferences.listing import listed_under

        context = super().get_context(request, *args, **kwargs)
        context["listing"] = listed_under(self)
        return context


class ConferencePage(RoutablePageMixin, KitPage):
    """The dossier of a conference, of a referral to a standing body, or of the body itself with its referrals below.

    What is being prepared lives here and is rewritten freely. The opinion, once published, lives in
    ``cms.models.conference_opinion`` under this page's ``translation_key``, the same in every language, for ever.
    """

    CONFERENCE, BODY = "conference", "body"
    KINDS = [
        (CONFERENCE, _("a conference, or one referral to a body")),
        (BODY, _("a standing body, whose referrals stand below it")),
    ]

    kind = models.CharField(_("this dossier is about"), max_length=12, choices=KINDS, default=CONFERENCE)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    question = models.TextField(
        _("question"),
        blank=True,
        max_length=600,
        help_text=_("The question put to the panel, word for word."),
    )
    mandate = RichTextField(
        _("mandate"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("What the panel may decide, what it may not, and how long it has."),
    )
    commissioned_by = models.CharField(
        _("commissioned by"),
        max_length=200,
        blank=True,
        help_text=_("The office that asks, such as “deputy mayor for housing”. Never its holder’s name."),
    )
    commissioning_service = models.CharField(_("department"), max_length=200, blank=True)
    promise = models.TextField(_("what they promised to do with the opinion"), blank=True, max_length=1500)
    answer_due_on = models.DateField(
        _("answer promised for"),
        null=True,
        blank=True,
        help_text=_("After this day, recommendations without an answer are shown as late."),
    )
    begins_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    programme = BodyField(blocks.ProgrammeBlock(), blank=True, verbose_name=_("sessions"))
    panel_note = models.TextField(
        _("how the panel was composed"),
        blank=True,
        max_length=2000,
        help_text=_("Drawn by lot from whom, appointed by whom, paid how, replaced how."),
    )
    lottery = models.ForeignKey(
        "cms.Lottery",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name=_("lottery that drew the panel"),
        help_text=_("Once it is drawn, its panel is shown here, with a link to check it."),
    )
    pseudonyms = models.TextField(
        _("members under their pseudonyms"),
        blank=True,
        max_length=10_000,
        help_text=_("One a line. Never a real name: members choose how they are called here."),
    )
    composition = StreamField(
        blocks.CompositionBlock(),
        blank=True,
        verbose_name=_("composition"),
        help_text=_("By hand, when the panel was not drawn by lot here."),
    )
    drafts = StreamField(blocks.DraftsBlock(), blank=True, verbose_name=_("drafts of the opinion"))
    opinion_introduction = models.TextField(_("introduction of the opinion"), blank=True, max_length=5000)
    opinion = StreamField(
        blocks.OpinionBlock(),
        blank=True,
        verbose_name=_("recommendations"),
        help_text=_(
            "In their order: their numbers follow it. The public sees them once you publish the opinion under "
            "“Conferences”; from then on they are frozen."
        ),
    )

    content_panels = [
        *KitPage.content_panels,
        FieldPanel("kind"),
        FieldPanel("city"),
        FieldPanel("question"),
        FieldPanel("mandate"),
        MultiFieldPanel(
            [
                FieldPanel("commissioned_by"),
                FieldPanel("commissioning_service"),
                FieldPanel("promise"),
                FieldPanel("answer_due_on"),
            ],
            heading=_("Who commissioned it, and what they promised"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Mandate")),
            ObjectList(
                [FieldRowPanel([FieldPanel("begins_on"), FieldPanel("ends_on")]), FieldPanel("programme")],
                heading=_("Sessions"),
            ),
            ObjectList(
                [
                    FieldPanel("panel_note"),
                    FieldPanel("lottery"),
                    FieldPanel("composition"),
                    FieldPanel("pseudonyms"),
                ],
                heading=_("Panel"),
            ),
            ObjectList(
                [
                    HelpPanel(template="cms/conferences/admin/opinion_help.html"),
                    FieldPanel("drafts"),
                    FieldPanel("opinion_introduction"),
                    FieldPanel("opinion"),
                ],
                heading=_("Opinion"),
            ),
            ObjectList(KitPage.promote_panels, heading=_("Promote")),
        ]
    )
    override_translatable_fields = [SynchronizedField("pseudonyms")]
    search_fields = [*KitPage.search_fields, index.SearchField("question"), index.SearchField("mandate")]
    parent_page_types = ["cms.ConferenceIndexPage", "cms.ConferencePage"]
    subpage_types = ["cms.ConferencePage"]
    template = "cms/conferences/dossier.html"

    class Meta:
        verbose_name = _("dossier of a conference")
        verbose_name_plural = _("dossiers of conferences")
        permissions = [
            ("publish_conference_opinion", _("Can publish opinions and correct them by errata")),
            ("answer_recommendations", _("Can publish answers to recommendations, and updates")),
            ("enter_recommendations", _("Can enter recommendations in consultations")),
        ]

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Below the list, or below a standing body: a referral has no referrals. Queries for the parent's kind."""
        return super().can_create_at(parent) and _takes_dossiers(parent)

    def can_move_to(self, parent) -> bool:
        return super().can_move_to(parent) and _takes_dossiers(parent)

    def clean(self):
        super().clean()
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            raise ValidationError({"ends_on": _("It ends before it begins: correct one of the two dates.")})
        self._refuse_to_rewrite_the_opinion()

    def _refuse_to_rewrite_the_opinion(self) -> None:
        from cms.conferences.frozen import departs_from_opinion

        if self.pk and departs_from_opinion(self):
            raise ValidationError(
                {
                    "opinion": _(
                        "The opinion is published: it no longer changes here. Put right what is wrong by an "
                        "erratum, under “Conferences”."
                    )
                }
            )

    def get_context(self, request, *args, **kwargs):
        """The page's context; ``page_crumbs`` lead down to the page itself, for what stands below it."""
        context = super().get_context(request, *args, **kwargs)
        context["page_crumbs"] = [*context["crumbs"], (self.title, self.get_url(request) or "")]
        return context

    def serve_preview(self, request, mode_name):
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()

    @property
    def is_body(self) -> bool:
        return self.kind == self.BODY

    def today(self) -> date:
        """The date by the city's clock. Queries for the city once."""
        zone = self.city.zone if self.city_id else ZoneInfo(settings.TIME_ZONE)
        return timezone.localtime(timezone.now(), zone).date()

    def has_same_below(self, rest: str) -> bool:
        """Whether a translation has the same at this end of an address: recommendations are one in every language."""
        return re.fullmatch(r"recommendations/[0-9]+/", rest) is not None

    @path("")
    def index_route(self, request):
        """The dossier itself."""
        from cms.conferences.dossier import dossier_of

        return self.render(request, context_overrides={"dossier": dossier_of(self, on=self.today())})

    @path("drafts/<int:number>/", name="draft")
    def draft(self, request, number: int):
        """One draft of the opinion, beside the one before it."""
        from cms.conferences.drafts import compared

        comparison = compared(self, number)
        if comparison is None:
            raise Http404
        return self.render(
            request, context_overrides={"comparison": comparison}, template="cms/conferences/draft.html"
        )

    @path("recommendations/<int:number>/", name="recommendation")
    def recommendation(self, request, number: int):
        """One recommendation: its votes, its answer, everything done since, what came of it in consultations."""
        from cms.conferences.recommendation import recommendation_page

        context = recommendation_page(self, number)
        if context is None:
            raise Http404
        return self.render(request, context_overrides=context, template="cms/conferences/recommendation.html")

    @path("data/<str:kind>/", name="open_data")
    def open_data(self, request, kind: str):
        """The recommendations and their answers as a file: csv, json or schema."""
        from cms.conferences.open_data import file_of

        return file_of(self, kind)

    @path("feed/", name="feed")
    def feed(self, request):
        """The opinion, the answers and the updates as an Atom feed."""
        from cms.conferences.feed import ConferenceFeed

        return ConferenceFeed(self)(request)


def _takes_dossiers(parent) -> bool:
    page = parent.specific
    return not isinstance(page, ConferencePage) or page.is_body
