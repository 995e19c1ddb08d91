import json

import pytest

from nlp.deciding.decisions import (
    Merge,
    Name,
    Pin,
    SetAside,
    Split,
    decisions_from,
    read_decisions,
    texts_placed,
)
from nlp.errors import BadInput

EACH_KIND = [
    {"kind": "name", "theme": "t1", "title": "Des arbres", "description": "Plus d'arbres en ville."},
    {"kind": "pin", "text": "4", "start": 0, "end": 12, "theme": "t2"},
    {"kind": "together", "texts": ["5", "6", "7"]},
    {"kind": "apart", "texts": ["5", "8"]},
    {"kind": "merge", "themes": ["t3"], "into": "t1"},
    {
        "kind": "split",
        "theme": "t4",
        "parts": [{"title": "A", "texts": ["1"]}, {"title": "B", "texts": ["2"]}],
    },
    {"kind": "set-aside", "text": "9", "reason": "hors sujet"},
]


def written(tmp_path, content):
    path = tmp_path / "decisions.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_each_kind_is_read_in_the_order_of_the_file(tmp_path):
    found = read_decisions(written(tmp_path, {"decisions": EACH_KIND}))

    assert [decision.number for decision in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [decision.kind for decision in found] == [entry["kind"] for entry in EACH_KIND]
    assert found[0] == Name(number=1, theme="t1", title="Des arbres", description="Plus d'arbres en ville.")
    assert found[1] == Pin(number=2, text="4", start=0, end=12, theme="t2")
    assert found[4] == Merge(number=5, themes=("t3",), into="t1")
    assert isinstance(found[5], Split)
    assert [part.texts for part in found[5].parts] == [("1",), ("2",)]
    assert found[6] == SetAside(number=7, text="9", reason="hors sujet")


def test_row_numbers_are_ids_with_or_without_quotation_marks():
    (found,) = decisions_from({"decisions": [{"kind": "together", "texts": [5, "6"]}]})

    assert found.texts == ("5", "6")


def test_texts_that_people_place_are_told_but_for_those_set_aside():
    found = decisions_from({"decisions": EACH_KIND})

    assert texts_placed(found) == ("4", "5", "6", "7", "8", "1", "2")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "line 1: this is no JSON"),
        (b'{"decisions": [\n{"kind": ]}', "line 2: this is no JSON"),
        ('{"decisions": ["é"]}'.encode("latin-1"), "not in UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        ([], "no list of decisions"),
        ({"decisions": {}}, "no list of decisions"),
        ({"decisions": ["pin"]}, "decision 1: this is no object"),
        ({"decisions": [{"text": "1"}]}, "decision 1: there is no 'kind'"),
        ({"decisions": [EACH_KIND[0], {"kind": "rename"}]}, "decision 2: the kind 'rename' is unknown"),
    ],
)
def test_what_is_no_list_of_decisions_is_refused_by_its_place(content, told, tmp_path):
    path = written(tmp_path, content)

    with pytest.raises(BadInput) as refused:
        read_decisions(path)

    assert str(path) in str(refused.value)
    assert told in str(refused.value)


def test_absent_file_is_refused(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_decisions(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"kind": "name", "theme": "t1"}, "there is no 'title'"),
        ({"kind": "name", "theme": "t1", "title": ""}, "'title' is no text"),
        ({"kind": "name", "theme": "t1", "title": "Un\ntitre"}, "one line"),
        ({"kind": "name", "theme": 3, "title": "A"}, "'theme' is no text"),
        ({"kind": "pin", "theme": "t1"}, "there is no 'text'"),
        ({"kind": "pin", "text": ["1"], "theme": "t1"}, "no id"),
        ({"kind": "pin", "text": "1", "theme": "t1", "start": 3}, "'start' and 'end' go together"),
        ({"kind": "pin", "text": "1", "theme": "t1", "start": 3, "end": 3}, "is not before"),
        ({"kind": "pin", "text": "1", "theme": "t1", "start": -1, "end": 3}, "'start' is no offset"),
        ({"kind": "pin", "text": "1", "theme": "t1", "start": 0, "end": True}, "'end' is no offset"),
        ({"kind": "pin", "text": "1", "theme": "t1", "begin": 0}, "'begin' is unknown"),
        ({"kind": "together", "texts": ["1"]}, "fewer than two texts"),
        ({"kind": "together", "texts": "1, 2"}, "no list"),
        ({"kind": "apart", "texts": ["1", "2", "3"]}, "names 3 texts"),
        ({"kind": "merge", "themes": [], "into": "t1"}, "'themes' is empty"),
        ({"kind": "merge", "themes": ["t2"]}, "there is no 'into'"),
        ({"kind": "split", "theme": "t1", "parts": [{"title": "A", "texts": ["1"]}]}, "fewer than two parts"),
        ({"kind": "split", "theme": "t1", "parts": [{"title": "A", "texts": []}] * 2}, "names no text"),
        ({"kind": "split", "theme": "t1", "parts": ["A", "B"]}, "no object"),
        ({"kind": "set-aside", "text": "1"}, "there is no 'reason'"),
        ({"kind": "set-aside", "text": "1", "reason": "x" * 81}, "81 characters"),
        ({"kind": "set-aside", "text": "1", "reason": "deux\nlignes"}, "one line"),
    ],
)
def test_decision_that_is_incomplete_is_refused_by_its_number(entry, told, tmp_path):
    path = written(tmp_path, {"decisions": [EACH_KIND[0], entry]})

    with pytest.raises(BadInput) as refused:
        read_decisions(path)

    assert f"{path}, decision 2: " in str(refused.value)
    assert told in str(refused.value)
