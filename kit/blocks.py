"""The blocks that texts of pages are made of. Each shows itself in the editor's block picker."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A title inside of a page; the page's own title is the only one of the first level."""

    text = blocks.CharBlock(label=_("title"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("2", _("Part")), ("3", _("Part of a part"))], default="2"
    )

    class Meta:
        label = _("Title")
        icon = "title"
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
        template = "kit/blocks/paragraph.html"
        preview_value = _(
            "<p>The city reads every answer, then says in public <b>what it keeps</b> and why.</p>"
        )
        description = _("Running text with lists and links.")


class QuotationBlock(blocks.StructBlock):
    """Someone's words, and whose they are."""

    text = blocks.TextBlock(label=_("words"), rows=3)
    source = blocks.CharBlock(label=_("who said them"), required=False, max_length=200)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
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
    text = blocks.TextBlock(label=_("text"), rows=3)

    class Meta:
        label = _("Message")
        icon = "info-circle"
        template = "kit/blocks/callout.html"
        preview_value = {
            "kind": "info",
            "title": _("You need no account"),
            "text": _("A receipt code lets you find, correct or withdraw what you wrote."),
        }
        description = _("A message that must not be missed. One a page is plenty.")


class KeyFigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    value = blocks.CharBlock(label=_("number"), max_length=20)
    label = blocks.CharBlock(label=_("what it counts"), max_length=100)

    class Meta:
        label = _("Number")
        icon = "order"


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers that matter."""

    figures = blocks.ListBlock(KeyFigureBlock(), label=_("numbers"), min_num=1, max_num=4)

    class Meta:
        label = _("Key figures")
        icon = "order"
        template = "kit/blocks/key_figures.html"
        preview_value = {
            "figures": [
                {"value": "128", "label": _("answers")},
                {"value": "9", "label": _("themes")},
                {"value": "4", "label": _("articles changed")},
            ]
        }
        description = _("One to four numbers, each with what it counts.")


class TextBlocks(blocks.StreamBlock):
    """The body of a page: any of these, in any order."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quotation = QuotationBlock()
    callout = CalloutBlock()
    key_figures = KeyFiguresBlock()

    class Meta:
        template = "kit/blocks/text_blocks.html"
