"""The blocks that texts of pages are made of, an idea a file. Each shows itself in the editor's block picker."""

from kit.blocks.body import BodyField, TextBlocks, outline_problems
from kit.blocks.calls import CallBlock
from kit.blocks.documents import DocumentsBlock
from kit.blocks.figures import KeyFigureBlock, KeyFiguresBlock
from kit.blocks.images import CreditedImageBlock
from kit.blocks.people import PeopleBlock
from kit.blocks.places import PlacesBlock
from kit.blocks.questions import QuestionsBlock
from kit.blocks.tables import TableBlock
from kit.blocks.text import CalloutBlock, HeadingBlock, ParagraphBlock, QuotationBlock
from kit.blocks.timeline import TimelineBlock
from kit.blocks.video import VideoBlock

__all__ = [
    "BodyField", "CallBlock", "CalloutBlock", "CreditedImageBlock", "DocumentsBlock", "HeadingBlock", "KeyFigureBlock",
    "KeyFiguresBlock", "ParagraphBlock", "PeopleBlock", "PlacesBlock", "QuestionsBlock", "QuotationBlock",
    "TableBlock", "TextBlocks", "TimelineBlock", "VideoBlock", "outline_problems",
]  # fmt: skip
