"""What blocks refuse, and when: a draft may be half made, a publication not."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kit import blocks
from kit.blocks.tables import read_cells


def cleaned(block, value, *, draft=False):
    value = block.to_python(value)
    return block.clean_deferred(value) if draft else block.clean(value)


def stream(*children):
    return blocks.TextBlocks().to_python([{"type": name, "value": value} for name, value in children])


def test_publication_is_refused_when_a_title_skips_a_level():
    body = stream(
        ("heading", {"text": "Ensuite", "level": "3"}), ("heading", {"text": "Avant", "level": "2"})
    )

    with pytest.raises(ValidationError) as refusal:
        blocks.TextBlocks().clean(body)

    assert list(refusal.value.block_errors) == [0]


def test_draft_is_saved_with_a_title_that_skips_a_level():
    body = stream(("heading", {"text": "Ensuite", "level": "3"}))

    assert blocks.TextBlocks().clean_deferred(body)


def test_part_of_a_part_under_a_part_is_whole():
    body = stream(
        ("heading", {"text": "Avant", "level": "2"}), ("heading", {"text": "Ensuite", "level": "3"})
    )

    assert blocks.outline_problems(body) == {}


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//ailleurs.example", "/\\ailleurs.example", "data:text/html,x"],
)
def test_call_never_leads_to_a_script_or_a_disguised_address(address):
    block = blocks.CallBlock()
    value = {"title": "T", "text": "", "button": "B", "page": None, "address": address}

    page = block.render(block.to_python(value))

    assert "href" not in page
    with pytest.raises(ValidationError):
        cleaned(block, value)


def test_call_without_anywhere_to_go_is_a_draft_only():
    block = blocks.CallBlock()
    value = {"title": "T", "text": "", "button": "B", "page": None, "address": ""}

    assert cleaned(block, value, draft=True)
    with pytest.raises(ValidationError):
        cleaned(block, value)


def test_table_is_read_from_a_spreadsheet_and_from_bars():
    assert read_cells("Quartier\tRéponses\nNord\t980") == [["Quartier", "Réponses"], ["Nord", "980"]]
    assert read_cells("Quartier | Réponses\n\nNord | 980") == [["Quartier", "Réponses"], ["Nord", "980"]]


@pytest.mark.parametrize(
    "cells", ["Seul", "a|b\n1", "a|\n1|2", "a|b\n|2"], ids=["one", "short", "untitled", "unnamed"]
)
def test_table_that_is_none_is_refused(cells):
    with pytest.raises(ValidationError):
        cleaned(blocks.TableBlock(), {"caption": "T", "cells": cells, "has_numbers": False})


def test_table_names_its_rows_and_columns():
    block = blocks.TableBlock()

    page = block.render(
        block.to_python({"caption": "T", "cells": "Quartier|Réponses\nNord|<b>", "has_numbers": True})
    )

    assert '<th scope="row">Nord</th>' in page
    assert page.count('scope="col"') == 2
    assert "<b>" not in page


def test_video_loads_nothing_and_says_where_it_leads():
    block = blocks.VideoBlock()
    value = {
        "title": "Le tirage au sort",
        "file": None,
        "address": "https://films.example/v/1",
        "length": "3 min",
        "picture": None,
        "transcript": "On tire une boule.",
    }

    with override("en"):
        page = block.render(block.to_python(value))

    assert not {"<iframe", "<video", "<script", "<img"} & {
        tag for tag in ("<iframe", "<video", "<script", "<img") if tag in page
    }
    assert "films.example" in page
    assert "On tire une boule." in page


def test_video_without_transcript_is_not_published():
    value = {"title": "T", "file": None, "address": "https://films.example/v/1", "transcript": ""}

    assert cleaned(blocks.VideoBlock(), value, draft=True)
    with pytest.raises(ValidationError):
        cleaned(blocks.VideoBlock(), value)


def test_video_has_one_source():
    value = {"title": "T", "file": None, "address": "", "transcript": "Mots."}

    with pytest.raises(ValidationError):
        cleaned(blocks.VideoBlock(), value)


def test_place_with_one_coordinate_is_refused_and_with_two_has_a_map():
    block = blocks.PlacesBlock().child_blocks["places"].child_block
    place = {"name": "Mairie", "address": "1, place", "latitude": "48.85", "longitude": "2.35"}

    assert "mlat=48.85" in block.to_python(place).map_url()
    with pytest.raises(ValidationError):
        cleaned(block, {**place, "longitude": None})


def test_key_figure_says_its_year_and_its_source():
    block = blocks.KeyFiguresBlock()
    figure = {
        "value": "38 %",
        "label": "votants",
        "year": "2025",
        "source": "Ville",
        "source_url": "https://ville.example",
    }

    with override("fr"):
        page = block.render(block.to_python({"figures": [figure]}))

    assert "2025" in page
    assert '<a href="https://ville.example"' in page
    assert "38\u202f%" in page


def test_body_field_asks_for_no_migration_when_blocks_change():
    whole, empty = blocks.BodyField(blank=True), blocks.BodyField([], blank=True)

    assert whole.deconstruct()[1:] == empty.deconstruct()[1:]
