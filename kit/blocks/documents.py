"""Files to take away: each says its kind and its weight before it is opened."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from kit.blocks.groups import MEDIA


class OneDocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        label=_("title"), required=False, max_length=150, help_text=_("Empty: the document’s own title.")
    )
    text = blocks.CharBlock(
        label=_("what is in it"),
        required=False,
        max_length=250,
        help_text=_("So that nobody opens it for nothing."),
    )

    class Meta:
        label = _("Document")
        icon = "doc-full"


class DocumentsBlock(blocks.StructBlock):
    """Some documents, fetched together."""

    documents = blocks.ListBlock(OneDocumentBlock(), label=_("documents"), min_num=1, max_num=30)

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        group = MEDIA
        template = "kit/blocks/documents.html"
        preview_value = {
            "documents": [
                {
                    "document": None,
                    "title": _("Minutes of the first session"),
                    "text": _("Who spoke, what was decided."),
                }
            ]
        }
        description = _("Files to take away. What matters most belongs on the page itself.")

    def get_preview_context(self, value, parent_context=None):
        # The picker has no file of the library to show: a title stands in that looks like a link to one.
        return {**super().get_preview_context(value, parent_context), "stands_in": True}
