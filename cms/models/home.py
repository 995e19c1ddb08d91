"""The front page: what is asked now, how it works, what was decided."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from cms.blocks import PageBlocks
from kit.blocks import BodyField
from kit.languages import route_elsewhere
from kit.pages import KitPage
from kit.structured_data import website


class HomePage(KitPage):
    """One a language. The lists follow the database; the words are the editors'."""

    body = BodyField(PageBlocks(), blank=True, verbose_name=gettext_lazy("text"))

    content_panels = [*KitPage.content_panels, FieldPanel("body")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.TextPage",
        "cms.AccessibilityPage",
        "cms.GuideIndexPage",
        "cms.ConferenceIndexPage",
        "cms.LettersPage",
        "cms.NightPage",
    ]
    template = "cms/home.html"

    class Meta:
        verbose_name = gettext_lazy("home page")
        verbose_name_plural = gettext_lazy("home pages")

    def route(self, request, path_components):
        """What is at this address; where this language has nothing, the page of another that stands there."""
        try:
            return super().route(request, path_components)
        except Http404:
            return route_elsewhere(self, request, path_components)

    def structured_data(self) -> list[dict]:
        return [*website(search_url=reverse("cms:search")), *super().structured_data()]

    def get_context(self, request, *args, **kwargs):
        from cms.front_page import front_page

        context = super().get_context(request, *args, **kwargs)
        context["front"] = front_page()
        return context
