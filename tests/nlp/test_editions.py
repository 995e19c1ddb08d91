import csv
import json
import shutil

import pytest

from nlp.deciding.previous import Previous
from nlp.files.editions import defused, keep_groups, write_input
from nlp.files.sources import read_texts

ODD = [
    ("a", "Des bancs, « partout »"),
    ("b", 'Elle a dit : "non"'),
    ("c", "Deux\nlignes\r\net demie\r"),
    ("d", ""),
    ("e", "'déjà une apostrophe"),
    ("f", "🌳 et l’œuf\u2028fin"),
]


@pytest.fixture
def texts_of(results):
    with (results / "texts.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_input_is_read_as_it_was_written(tmp_path):
    write_input(tmp_path / "input.csv", ODD)

    ids, texts = read_texts(tmp_path / "input.csv")

    assert list(zip(ids, texts, strict=True)) == ODD


@pytest.mark.parametrize(
    "text", ["=1+1", " =1+1", "+33", "-2", "@here", "\t=1", "＝1", "\ufeff=1", "|x", "%x"]
)
def test_formula_is_put_behind_an_apostrophe(text):
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Des arbres", "1 + 1 = 2", "", "« Oui »", "'=1+1"])
def test_other_texts_stay_as_they_are(text):
    assert defused(text) == text


def test_groups_are_kept_whole_and_without_a_word(results, texts_of, tmp_path):
    left = keep_groups(results, tmp_path / "groups", edition=1)

    kept = Previous.read(tmp_path / "groups")
    told = Previous.read(results)
    assert left == 0
    assert kept.ids == told.ids
    assert kept.parents == told.parents
    assert kept.text_groups.tolist() == told.text_groups.tolist()
    assert kept.starts.tolist() == told.starts.tolist()
    assert kept.reasons == told.reasons
    assert set(kept.titles.values()) == {""}
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "groups").iterdir())
    assert not any(word in written for word in ("arbres", "vélo", "mairie", "keywords"))


def test_rows_of_those_who_left_are_left_out_and_counted(results, texts_of, tmp_path):
    gone = {texts_of[0]["id"], texts_of[7]["id"]}
    staying = {row["id"] for row in texts_of} - gone

    left = keep_groups(results, tmp_path / "groups", edition=2, left=3, staying=staying)

    kept = Previous.read(tmp_path / "groups")
    assert left == 5
    assert set(kept.ids) == staying
    assert {kept.ids[owner] for owner in kept.owners} <= staying
    assert json.loads((tmp_path / "groups" / "run.json").read_bytes()) == {
        "edition": 2,
        "left": 5,
        "retired": {},
    }


def test_nobody_leaves_what_was_never_published(results, texts_of, tmp_path):
    staying = {row["id"] for row in texts_of[1:]}

    assert keep_groups(results, tmp_path / "groups", edition=0, staying=staying) == 0


def test_next_edition_keeps_the_groups_and_says_how_many_left(results, texts_of, tmp_path, run):
    ids, texts = read_texts(results.parent / "texts.csv")
    staying = dict(list(zip(ids, texts, strict=True))[1:])
    keep_groups(results, tmp_path / "last", edition=1, staying=staying)
    write_input(tmp_path / "input.csv", staying.items())
    out = tmp_path / "second"
    run(
        "themes",
        tmp_path / "input.csv",
        "--output",
        out,
        "--encoder",
        "lexical",
        "--workers",
        "1",
        "--previous",
        tmp_path / "last",
    )
    shutil.rmtree(tmp_path / "last")

    status, said, _ = run("verify", out)

    assert status == 0
    assert "edition 2; 1 text" in said
    assert "same result" in said
    with (out / "texts.csv").open(encoding="utf-8", newline="") as lines:
        themes = {row["id"]: row["theme"] for row in csv.DictReader(lines)}
    assert themes == {row["id"]: row["theme"] for row in texts_of if row["id"] in staying}
