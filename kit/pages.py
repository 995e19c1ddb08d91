"""What every kind of page has."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index


class KitPage(Page):
    """A page with an introduction, read under its title, in lists of pages and by search engines.

    A kind of page lists its own panels after ``KitPage.content_panels``, and says where it may stand with
    ``parent_page_types`` and ``subpage_types``.
    """

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences under the title, also shown where pages are listed."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """The page's context, with the way down to it for the page header's breadcrumb. Queries once."""
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs(request)
        return context

    def crumbs(self, request) -> list[tuple[str, str]]:
        """(title, address) of each page above this one, from the front page down. Queries once."""
        above = self.get_ancestors().live().filter(depth__gt=1).order_by("depth")
        return [(page.title, page.get_url(request)) for page in above]
