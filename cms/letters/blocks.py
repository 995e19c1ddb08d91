"""What a letter is made of: titles and words of ours, and pages of the site that it sends its readers to."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from kit.blocks import HeadingBlock, ParagraphBlock

MOST_PAGES = 8
# Pages that the editor's picker shows.
NEWEST = 2


class LetterPagesBlock(blocks.StructBlock):
    """Pages of the site, each with its title and introduction. The letter of another language has its translation."""

    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("page")), label=_("pages"), min_num=1, max_num=MOST_PAGES
    )

    class Meta:
        label = _("Pages to read")
        icon = "doc-full"
        template = "cms/letters/pages.html"
        preview_value = {"pages": []}
        description = _("Pages of the site, each with its title, its introduction and a link.")

    def get_context(self, value, parent_context=None):
        # In a letter the tag `pages_to_read` chooses the translations; this is what the editor's picker shows.
        context = super().get_context(value, parent_context)
        context["pages"] = [
            {"page": page.specific, "url": page.url, "language": page.locale.language_code}
            for page in value["pages"]
            if page is not None
        ]
        return context

    def get_preview_value(self):
        """The newest pages of the site, so that the picker shows what readers would see. A query a kind of page."""
        readable = Page.objects.live().public().filter(depth__gt=2, locale__language_code=get_language())
        newest = readable.select_related("locale").order_by("-first_published_at")
        return self.normalize({"pages": list(newest[:NEWEST].specific())})


class LetterBlocks(blocks.StreamBlock):
    """Few kinds, for a letter has to be read in every mail program, and as plain text."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    pages = LetterPagesBlock()

    class Meta:
        template = "cms/letters/body.html"
