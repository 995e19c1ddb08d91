"""A page of text: about, accessibility, legal notice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.blocks import PageBlocks
from kit.blocks import BodyField
from kit.pages import KitPage


class TextPage(KitPage):
    body = BodyField(PageBlocks(), blank=True, verbose_name=_("text"))

    content_panels = [*KitPage.content_panels, FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.TextPage"]
    subpage_types = ["cms.TextPage", "cms.NightPage"]
    template = "cms/text.html"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
