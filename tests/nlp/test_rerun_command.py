"""A run that follows an earlier one, by the command line: what was decided holds, what was settled stays."""

import csv
import json

import pytest


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def groups_in(folder):
    return {row["id"]: row for row in rows_of(folder / "texts.csv")}


@pytest.fixture
def again(results, run, tmp_path, voices, write_table):
    """Run on the same texts and five more, after the earlier results; returns (status, error, folder)."""
    texts = [
        *voices,
        "Non",
        voices[0].upper(),
        "Des pistes cyclables pour tous",
        "Planter des chênes dans la rue",
    ]
    rows = [{"id": f"v{number}", "text": text} for number, text in enumerate(texts)]

    def run_again(*decisions, without=(), name="again"):
        source = write_table([row for row in rows if row["id"] not in without], f"{name}.csv")
        options = ["--previous", results, "--encoder", "lexical", "--workers", "1"]
        if decisions:
            (tmp_path / "decided.json").write_text(json.dumps({"decisions": decisions}), encoding="utf-8")
            options += ["--decisions", tmp_path / "decided.json"]
        status, _, error = run("themes", source, "--output", tmp_path / name, *options)
        return status, error, tmp_path / name

    return run_again


def test_texts_found_again_keep_their_theme_and_its_id(again, results):
    before = groups_in(results)

    status, _, folder = again()

    after = groups_in(folder)
    assert status == 0
    assert all(after[text]["theme"] == row["theme"] for text, row in before.items())
    assert all(after[text]["subtheme"] == row["subtheme"] for text, row in before.items())
    assert after["v42"]["theme"]


def test_new_texts_are_told_in_moved_csv(again):
    _, _, folder = again()

    moved = {row["id"]: row for row in rows_of(folder / "moved.csv")}

    assert set(moved) == {"v42", "v43"}
    assert moved["v42"]["from_theme"] == ""
    assert moved["v42"]["to_theme"] == groups_in(folder)["v42"]["theme"]
    assert moved["v42"]["why"]


def test_decisions_hold_and_are_told(again, results):
    before = groups_in(results)
    other = next(row["theme"] for row in before.values() if row["theme"] not in {"", before["v0"]["theme"]})

    status, _, folder = again(
        {"kind": "name", "theme": other, "title": "Un titre choisi", "description": "Et sa description."},
        {"kind": "pin", "text": "v0", "theme": other},
        {"kind": "set-aside", "text": "v5", "reason": "hors sujet"},
        {"kind": "apart", "texts": ["v8", "v9"]},
        {"kind": "together", "texts": ["v16", "v24"]},
    )

    after = groups_in(folder)
    themes = {
        theme["id"]: theme for theme in json.loads((folder / "themes.json").read_text(encoding="utf-8"))
    }
    assert status == 0
    assert (themes[other]["title"], themes[other]["description"]) == ("Un titre choisi", "Et sa description.")
    assert after["v0"]["theme"] == after["v41"]["theme"] == other
    assert (after["v5"]["excluded"], after["v5"]["theme"]) == ("hors sujet", "")
    assert after["v8"]["theme"] != after["v9"]["theme"]
    assert after["v16"]["subtheme"] == after["v24"]["subtheme"]
    assert {row["id"] for row in rows_of(folder / "moved.csv")} >= {"v0", "v5", "v41"}


def test_decisions_that_clash_are_refused_together_and_nothing_is_written(again, results):
    themes = sorted({row["theme"] for row in groups_in(results).values()} - {""})[:2]

    status, error, folder = again(
        {"kind": "pin", "text": "v0", "theme": themes[0]},
        {"kind": "pin", "text": "v0", "theme": themes[1]},
        {"kind": "apart", "texts": ["v0", "v41"]},
        {"kind": "name", "theme": "t99", "title": "Nulle part"},
    )

    assert status == 2
    assert all(f"ecision {number}" in error for number in (1, 3, 4))
    assert "t99" in error
    assert error.count("\n") == 1
    assert not folder.exists()
    assert not list(folder.parent.glob(".*"))


def test_edition_without_those_who_left_can_be_had_again(again, run):
    _, _, folder = again(without=("v3", "v17"))

    status, out, _ = run("verify", folder)

    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert (record["edition"], record["left"]) == (2, 2)
    assert status == 0
    assert "edition 2; 2 texts have left since the first" in out
    assert "same result" in out


@pytest.mark.parametrize("name", ["previous/texts.csv", "moved.csv", "decisions.json"])
def test_altered_byte_in_what_a_run_was_told_is_noticed(name, again, run):
    _, _, folder = again({"kind": "pin", "text": "v0", "theme": "t1"})
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)

    status, _, error = run("verify", folder)

    assert status == 1
    assert name in error


def test_text_that_says_nothing_is_kept_where_people_place_it(again):
    _, _, folder = again({"kind": "pin", "text": "v40", "theme": "t2"})

    row = groups_in(folder)["v40"]
    assert (row["theme"], row["excluded"]) == ("t2", "")
