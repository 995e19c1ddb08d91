"""Blocks of pages: what editors write comes out safe, spaced, and as the site looks."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from kit import blocks

BLOCKS = dict(blocks.TextBlocks().child_blocks)


@pytest.mark.parametrize("name", BLOCKS)
def test_block_shows_itself_in_the_picker(name):
    block = BLOCKS[name]

    assert block.is_previewable
    with override("en"):
        assert block.render(block.get_preview_value()).strip()
        assert str(block.get_description())


def test_paragraph_takes_french_spaces_and_keeps_links():
    block = blocks.ParagraphBlock()

    with override("fr"):
        page = block.render(block.to_python('<p>Quoi ? <a href="https://ville.example/?a">Ici</a></p>'))

    assert "Quoi\u202f?" in page
    assert 'href="https://ville.example/?a"' in page


def test_quotation_escapes_what_was_said():
    block = blocks.QuotationBlock()

    page = block.render(block.to_python({"text": "<script>alert(1)</script>", "source": "<b>"}))

    assert "<script>" not in page
    assert "<b>" not in page


def test_heading_takes_the_level_that_was_chosen():
    block = blocks.HeadingBlock()

    assert "<h3" in block.render(block.to_python({"text": "Ensuite", "level": "3"}))
    assert "<h2" in block.render(block.to_python({"text": "Ensuite", "level": "2"}))
