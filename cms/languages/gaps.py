"""wagtail-localize 1.14 stops with an error at a text that a block does not have.

That is every page written before a block was given one more optional text. Nothing is there to translate: go on.
"""

from __future__ import annotations

from wagtail_localize.segments.extract import StreamFieldSegmentExtractor


def step_over_gaps() -> None:
    """Have a block's missing value taken for no words at all; twice is the same as once."""
    handle = StreamFieldSegmentExtractor.handle_block
    if getattr(handle, "steps_over_gaps", False):
        return

    def handle_block(self, block_type, block_value, raw_value=None):
        return [] if block_value is None else handle(self, block_type, block_value, raw_value=raw_value)

    handle_block.steps_over_gaps = True
    StreamFieldSegmentExtractor.handle_block = handle_block
