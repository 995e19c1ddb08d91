"""Words: titles, running text, quotations, messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kit.blocks.groups import WORDS

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A title inside of a page; the page's own title is the only one of the first level."""

    text = blocks.CharBlock(label=_("title"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=[("2", _("Part")), ("3", _("Part of a part"))],
        default="2",
        help_text=_("“Part of a part” comes under a “Part”, never before the first one."),
        # A name for editors, which no reader sees: excerpts of the search said it before each title.
        search_index=False,
    )

    class Meta:
        label = _("Title")
        icon = "title"
        group = WORDS
        template = "kit/blocks/heading.html"
        preview_value = {"text": _("What happens next"), "level": "2"}
        description = _("A title that readers and screen readers can jump to.")


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with bold, italic, lists and links, and nothing that would break the page's look."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = WORDS
        template = "kit/blocks/paragraph.html"
        preview_value = _(
            "<p>The city reads every answer, then says in public <b>what it keeps</b> and why.</p>"
        )
        description = _("Running text with lists and links.")


class QuotationBlock(blocks.StructBlock):
    """Someone's words, and whose they are."""

    text = blocks.TextBlock(
        label=_("words"),
        rows=3,
        max_length=1000,
        help_text=_("As they were said or written, without quotation marks."),
    )
    source = blocks.CharBlock(
        label=_("who said them"),
        required=False,
        max_length=200,
        help_text=_("A person’s name needs that person’s consent."),
    )

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        group = WORDS
        template = "kit/blocks/quotation.html"
        preview_value = {
            "text": _("I would come every day if there were one bench in the shade."),
            "source": _("A contribution from the north of the city"),
        }
        description = _("Someone’s own words, set apart.")


class CalloutBlock(blocks.StructBlock):
    """A message that must not be missed."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Good to know")), ("success", _("Good news")), ("warning", _("Take care"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), required=False, max_length=150)
    text = blocks.TextBlock(label=_("text"), rows=3, max_length=1000)

    class Meta:
        label = _("Message")
        icon = "info-circle"
        group = WORDS
        template = "kit/blocks/callout.html"
        preview_value = {
            "kind": "info",
            "title": _("You need no account"),
            "text": _("A receipt code lets you find, correct or withdraw what you wrote."),
        }
        description = _("A message that must not be missed. One a page is plenty.")
