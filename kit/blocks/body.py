"""The body of a page: any of the kit's blocks, in any order, under titles that don't skip a level."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField

from kit.blocks.calls import CallBlock
from kit.blocks.documents import DocumentsBlock
from kit.blocks.figures import KeyFiguresBlock
from kit.blocks.images import CreditedImageBlock
from kit.blocks.people import PeopleBlock
from kit.blocks.places import PlacesBlock
from kit.blocks.questions import QuestionsBlock
from kit.blocks.tables import TableBlock
from kit.blocks.text import CalloutBlock, HeadingBlock, ParagraphBlock, QuotationBlock
from kit.blocks.timeline import TimelineBlock
from kit.blocks.video import VideoBlock


class TextBlocks(blocks.StreamBlock):
    """The blocks that every page may use. A draft may be saved in any state; publication asks for whole titles."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quotation = QuotationBlock()
    callout = CalloutBlock()
    key_figures = KeyFiguresBlock()
    timeline = TimelineBlock()
    people = PeopleBlock()
    questions = QuestionsBlock()
    table = TableBlock()
    image = CreditedImageBlock()
    documents = DocumentsBlock()
    video = VideoBlock()
    places = PlacesBlock()
    call = CallBlock()

    class Meta:
        template = "kit/blocks/text_blocks.html"

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if problems := outline_problems(value):
            errors = {
                place: StructBlockValidationError(block_errors={"level": ValidationError(sentence)})
                for place, sentence in problems.items()
            }
            raise StreamBlockValidationError(block_errors=errors)
        return value


class BodyField(StreamField):
    """A stream of blocks whose migrations don't repeat the blocks: they are code, and the column is the same JSON.

    Otherwise a help text reworded would ask for a migration of every page of every app.
    """

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types if block_types is not None else TextBlocks(), **kwargs)

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}


def outline_problems(stream) -> dict[int, str]:
    """Titles that skip a level, as {place in the stream: what to do}. The page's own title is level 1."""
    problems = {}
    above = 1
    for place, child in enumerate(stream):
        if child.block_type != "heading":
            continue
        level = int(child.value["level"])
        if level > above + 1:
            problems[place] = _("A “Part of a part” needs a “Part” before it: choose “Part” for this title.")
        above = level
    return problems
