"""A film that nobody loads by reading the page: a link opens it, and its words are on the page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from kit.blocks.groups import MEDIA
from kit.sanitize import web_address

FILM_FILES = frozenset({"mp4", "webm"})


class VideoValue(blocks.StructValue):
    def link(self) -> str:
        """Where the film opens: our own file before another's address."""
        document = self.get("file")
        return document.url if document else web_address(self.get("address"))

    def host(self) -> str:
        """The site that the link leads to; empty when it is ours."""
        return "" if self.get("file") else (urlsplit(web_address(self.get("address"))).hostname or "")


class VideoBlock(blocks.StructBlock):
    """A film behind a click, with its words. Nothing of it is asked for before the reader does."""

    title = blocks.CharBlock(label=_("title"), max_length=150)
    file = DocumentChooserBlock(
        label=_("film"), required=False, help_text=_("An MP4 or WebM file with subtitles in it.")
    )
    address = blocks.URLBlock(
        label=_("or its address"),
        required=False,
        help_text=_("On the site that shows it. Readers are told which."),
    )
    length = blocks.CharBlock(label=_("length"), required=False, max_length=20, help_text=_("“3 min 20”"))
    picture = ImageChooserBlock(label=_("picture"), required=False)
    transcript = blocks.TextBlock(
        label=_("transcript"),
        rows=6,
        max_length=30_000,
        help_text=_("All that is said and all that must be seen to understand it."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        group = MEDIA
        template = "kit/blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "title": _("How a citizen conference is drawn by lot"),
            "file": None,
            "address": "https://ville.example/film",
            "length": "3 min",
            "picture": None,
            "transcript": _("Eight hundred people were drawn from those who had registered."),
        }
        description = _("A film that opens by a click, with its transcript. Nothing is loaded before.")

    def clean(self, value):
        value = super().clean(value)
        document, address = value.get("file"), value.get("address")
        if document and document.file_extension.lower() not in FILM_FILES:
            sentence = _("Choose an MP4 or a WebM file: browsers show these without more.")
            raise StructBlockValidationError(block_errors={"file": ValidationError(sentence)})
        if bool(document) == bool(address) and not (self.is_deferred_validation and not document):
            sentence = _("Choose a film or give its address, one of the two.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(sentence)})
        return value
