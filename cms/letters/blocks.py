"""What a letter is made of: titles and words of ours, and pages of the site that it sends its readers to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kit.blocks import HeadingBlock, ParagraphBlock

MOST_PAGES = 8


class LetterPagesBlock(blocks.StructBlock):
    """Pages of the site, each with its title and introduction. The letter of another language has its translation."""

    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("page")), label=_("pages"), min_num=1, max_num=MOST_PAGES
    )

    class Meta:
        label = _("Pages to read")
        icon = "doc-full"
        preview_value = {"pages": []}
        description = _("Pages of the site, each with its title, its introduction and a link.")


class LetterBlocks(blocks.StreamBlock):
    """Few kinds, for a letter has to be read in every mail program, and as plain text."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    pages = LetterPagesBlock()

    class Meta:
        template = "cms/letters/body.html"
