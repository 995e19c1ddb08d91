"""The demonstration's guide: entries of ours, written one by one, that lead to each other and keep their sources."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest

from cms.demo.guiding import body_of, entries
from cms.demo.texts import read
from kit.blocks import TextBlocks
from tests.cms.test_demo import sentences

TAG = re.compile(r"<[^>]+>")


def words_of(entry: dict, code: str) -> str:
    """An entry's own words, without the titles that entries share."""
    said = [part for part in entry[code]["body"] if not part.startswith("## ")]
    return unescape(TAG.sub(". ", ". ".join([entry[code]["intro"], *said])))


def test_guide_has_its_entries_and_the_main_ones_in_english():
    kinds = Counter(entry["kind"] for entry in entries())

    assert sum(kinds.values()) >= 42
    assert set(kinds) == {"scheme", "body", "place", "platform", "actor"}
    assert sum("en" in entry for entry in entries()) >= 15


@pytest.mark.parametrize("code", ["fr", "en"])
def test_no_two_entries_share_a_sentence(code):
    found = Counter(
        sentence
        for entry in entries()
        if code in entry
        for sentence in {one for part in [words_of(entry, code)] for one in sentences(part)}
    )

    assert [sentence for sentence, times in found.items() if times > 1] == []


def test_no_two_entries_begin_with_the_same_words():
    beginnings = Counter(" ".join(words_of(entry, "fr").lower().split()[:4]) for entry in entries())

    assert [words for words, times in beginnings.items() if times > 1] == []


def test_entries_name_entries_and_topics_that_exist():
    keys = {entry["key"] for entry in entries()}
    topics = {topic["slug"] for topic in read("guide/topics")}

    assert len(keys) == len(entries())
    assert [key for entry in entries() for key in entry["related"] if key not in keys] == []
    assert [slug for entry in entries() for slug in entry["topics"] if slug not in topics] == []


def test_every_topic_is_somebody_s():
    used = {slug for entry in entries() for slug in entry["topics"]}

    assert [topic["slug"] for topic in read("guide/topics") if topic["slug"] not in used] == []


def test_every_figure_has_its_year_and_the_words_of_each_language():
    figures = [(entry, figure) for entry in entries() for figure in entry.get("figures", ())]

    assert figures
    assert {figure["year"] for _entry, figure in figures} <= {2016, 2017}
    assert [entry["key"] for entry, figure in figures if ("en" in entry) != ("en" in figure)] == []


def test_every_text_passes_the_editor():
    block = TextBlocks()

    for entry in entries():
        for code in {"fr", "en"} & set(entry):
            stream = [{**one, "id": str(place)} for place, one in enumerate(body_of(entry[code]["body"]))]
            assert block.clean(block.to_python(stream))


def test_guide_gives_no_telephone_number_and_no_e_mail_address():
    found = [
        entry["key"]
        for entry in entries()
        for code in {"fr", "en"} & set(entry)
        if re.search(r"@|(?<!\d)0\d([ .]?\d\d){4}", words_of(entry, code))
    ]

    assert found == []
