"""A picture, what it shows in words, and who made it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from kit.blocks.groups import MEDIA


class CreditedImageBlock(blocks.StructBlock):
    """A picture, described or marked as decorative, with its credit. Publication is refused without either."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)
    credit = blocks.CharBlock(
        label=_("credit"),
        max_length=150,
        help_text=_("Who made it, and under which licence: “Awa Diop, CC BY”."),
    )

    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        template = "kit/blocks/image.html"
        preview_value = {
            "image": None,
            "caption": _("The assembly under the tree"),
            "credit": "Palabre",
        }
        description = _("A picture with its credit, described for those who do not see it.")

    def get_preview_context(self, value, parent_context=None):
        # The picker has no picture of the library to show: the site's own drawing stands in.
        return {**super().get_preview_context(value, parent_context), "stands_in": True}
