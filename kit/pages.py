"""What every kind of page has."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from kit.known_locales import known_locale
from kit.second_look import SecondLookTester
from kit.structured_data import questions_and_answers

FRONT_DEPTH = 2


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

    # Set on a front page on its way to be served: those of all languages, that nobody needs to ask for again.
    open_fronts: list[KitPage] | None = None

    @classmethod
    def from_db(cls, db, field_names, values):
        page = super().from_db(db, field_names, values)
        locale = known_locale(page.locale_id) if "locale_id" in page.__dict__ else None
        if locale is not None:
            page._state.fields_cache["locale"] = locale
        return page

    def get_context(self, request, *args, **kwargs):
        """The page's context, with the way down to it for the page header's breadcrumb. Queries once."""
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs(request)
        context["main_language"] = self.locale.language_code
        context["share_title"] = self.title
        context["structured_data"] = self.structured_data()
        return context

    def structured_data(self) -> list[dict]:
        """What the page is, in the words of schema.org: the questions that its body answers, if any."""
        body = getattr(self, "body", None) or []
        asked = [one for block in body if block.block_type == "questions" for one in block.value["questions"]]
        if not asked:
            return []
        return [questions_and_answers((one["question"], str(one["answer"])) for one in asked)]

    def serve_preview(self, request, mode_name):
        """The page as its readers will see it: in its own language, whatever the editor's."""
        with override(self.locale.language_code):
            response = super().serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response

    def get_view_restrictions(self):
        """Wagtail's, and none where it was just seen that anybody may read the page. Two queries, or none."""
        if self.open_fronts is not None and self in self.open_fronts:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def permissions_for_user(self, user):
        return SecondLookTester(user, self)

    @property
    def footer_label(self) -> str:
        """What the footer calls this page, where it stands in it."""
        return self.title

    def crumbs(self, request) -> list[tuple[str, str]]:
        """(title, address) of each page above this one, from the front page down. Queries once.

        The front page is called “Home”: its title is a slogan, too long for a way.
        """
        if self.depth <= FRONT_DEPTH:
            return []
        above = self.get_ancestors().live().filter(depth__gt=1).order_by("depth")
        return [
            (gettext("Home") if page.depth == FRONT_DEPTH else page.title, page.get_url(request))
            for page in above
        ]
