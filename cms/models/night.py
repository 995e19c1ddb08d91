"""The page of a city's night of debates: the editors' words around what the database knows of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cities.models import City
from cms.blocks import PageBlocks
from kit.blocks import BodyField
from kit.pages import KitPage

MOST_DEBATES = 6


class NightPage(KitPage):
    """One a city: it follows the city's latest night that is shown, year after year."""

    city = models.ForeignKey(City, models.PROTECT, related_name="+", verbose_name=_("city"))
    body = BodyField(PageBlocks(), blank=True, verbose_name=_("text"))

    content_panels = [*KitPage.content_panels, FieldPanel("city"), FieldPanel("body")]
    override_translatable_fields = [SynchronizedField("city", overridable=False)]
    parent_page_types = ["cms.HomePage", "cms.TextPage"]
    subpage_types = ["cms.TextPage"]
    template = "cms/night.html"

    class Meta:
        verbose_name = _("page of a city’s night of debates")
        verbose_name_plural = _("pages of cities’ nights of debates")

    def get_context(self, request, *args, **kwargs):
        """With the night, its figures and its next debates. Nine queries however many debates."""
        from debates.finding.cards import cards
        from debates.finding.coming import figures_of, night_of
        from debates.models import Debate

        context = super().get_context(request, *args, **kwargs)
        night = night_of(self.city)
        context["night"] = night
        if night is not None:
            now = timezone.now()
            held = Debate.objects.shown_in([night]).held().filter(ends__gt=now)
            context["figures"] = figures_of(night)
            context["cards"] = cards(held.for_cards().order_by("starts", "code")[:MOST_DEBATES], at=now)
        return context
