import json

import numpy as np
import pytest

from nlp.deciding.matching import matched
from nlp.deciding.previous import Previous
from nlp.errors import BadInput

TEXTS = """id,theme,subtheme,confidence,excluded,duplicate_of,campaign,rare
a,t1,t1.1,0.9,,,,0
b,t1,t1.2,0.8,,,,0
c,,,0.0,empty,,,0
"""
PASSAGES = """id,passage,start,end,theme,subtheme,confidence
b,1,0,9,t1,t1.2,0.8
a,2,10,30,t1,t1.1,0.9
a,1,0,9,t2,t2.1,0.9
"""
THEMES = [
    {"id": "t1", "parent": None, "title": "Un"},
    {"id": "t1.1", "parent": "t1", "title": "Un un"},
    {"id": "t1.2", "parent": "t1", "title": "Un deux"},
    {"id": "t2", "parent": None, "title": "Deux"},
    {"id": "t2.1", "parent": "t2", "title": "Deux un"},
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "texts.csv").write_text(TEXTS, encoding="utf-8")
    (tmp_path / "passages.csv").write_text(PASSAGES, encoding="utf-8")
    (tmp_path / "themes.json").write_text(json.dumps(THEMES), encoding="utf-8")
    (tmp_path / "run.json").write_text(json.dumps({"retired": {"t7": ["t1"]}}), encoding="utf-8")
    return tmp_path


def test_earlier_run_is_read_from_its_folder(folder):
    found = Previous.read(folder)

    assert found.parents == {"t1": None, "t1.1": "t1", "t1.2": "t1", "t2": None, "t2.1": "t2"}
    assert found.titles["t1.2"] == "Un deux"
    assert found.ids == ["a", "b", "c"]
    assert found.text_groups.tolist() == [0, 1, -1]
    assert found.reasons == {"c": "empty"}
    assert [found.owners.tolist(), found.starts.tolist(), found.ends.tolist()] == [
        [0, 0, 1],
        [0, 10, 0],
        [9, 30, 9],
    ]
    assert found.retired == {"t7": ("t1",)}
    assert "t7" in found.taken()


def test_where_a_text_and_its_stretches_were_is_told(folder):
    found = Previous.read(folder)

    assert found.groups_of("a") == {"t1", "t1.1", "t2", "t2.1"}
    assert found.groups_of("c") == found.groups_of("unknown") == set()
    assert found.at("a") == "t1.1"
    assert found.at("a", 0, 12) == "t2.1"
    assert found.at("a", 40, 50) is None
    assert found.at("c") is None


def test_run_without_a_record_of_retired_ids_is_no_error(folder):
    (folder / "run.json").unlink()

    assert Previous.read(folder).retired == {}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("texts.csv", None, "cannot be read"),
        ("texts.csv", "id,theme\na,t1\n", "line 1: there is no column 'subtheme'"),
        ("texts.csv", TEXTS.replace("b,t1", "a,t1"), "line 3: the id 'a' is there twice"),
        ("texts.csv", TEXTS.replace("t1.2", "t9"), "line 3: 't9' is no sub-theme of 't1'"),
        ("texts.csv", TEXTS.replace("b,t1", "b,t2"), "line 3: 't1.2' is no sub-theme of 't2'"),
        ("texts.csv", TEXTS.replace("b,t1,t1.2", "b,,"), "line 3"),
        ("texts.csv", TEXTS.replace(",0.8,", ",0.8,,"), "line 3: 9 cells"),
        ("texts.csv", b"id,theme,subtheme,excluded\n\xe9,t1,t1.1,\n", "UTF-8"),
        ("passages.csv", PASSAGES.replace("b,1,0", "z,1,0"), "line 2: the text 'z' is not in texts.csv"),
        ("passages.csv", PASSAGES.replace("b,1,0", "b,1,x"), "line 2: the offsets are no numbers"),
        ("passages.csv", PASSAGES.replace("b,1,0", "b,1,12"), "line 2: the passage ends before it begins"),
        ("themes.json", "{", "line 1: this is no JSON"),
        ("themes.json", "{}", "no list of themes"),
        ("themes.json", '[{"title": "Un"}]', "theme 1: it has no 'id'"),
        ("themes.json", json.dumps([*THEMES, THEMES[0]]), "theme 6: the id 't1' is there twice"),
        ("themes.json", json.dumps([*THEMES, {"id": "t3.1", "parent": "t3"}]), "'t3'"),
        ("themes.json", json.dumps([*THEMES, {"id": "t3.1", "parent": "t1.1"}]), "'t1.1'"),
        ("run.json", "{", "cannot be read"),
        ("run.json", '{"retired": ["t1"]}', "'retired'"),
    ],
)
def test_malformed_folder_is_refused_by_file_and_place(name, content, told, folder):
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(BadInput) as refused:
        Previous.read(folder)

    assert str(folder / name) in str(refused.value)
    assert told in str(refused.value)
    assert "--previous" in str(refused.value)


def test_groups_are_matched_by_the_members_they_share():
    old = np.array([0, 0, 0, 1, 1, 2, -1])
    new = np.array([1, 1, 0, 2, 2, 2, 0])

    found = matched(new, old, counts=(4, 3))

    assert found.tolist() == [-1, 0, 1, -1]
