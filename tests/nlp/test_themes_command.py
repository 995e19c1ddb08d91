import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest

OUTPUTS = ("texts.csv", "passages.csv", "themes.json")


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def digest(folder):
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in OUTPUTS]


def test_texts_csv_has_one_row_a_text_and_the_columns_of_the_contract(results, voices):
    rows = rows_of(results / "texts.csv")

    assert list(rows[0]) == [
        "id",
        "theme",
        "subtheme",
        "confidence",
        "excluded",
        "duplicate_of",
        "campaign",
        "rare",
        "language",
        "lexical",
    ]
    assert [row["id"] for row in rows] == [f"v{number}" for number in range(len(voices) + 2)]
    assert rows[40]["excluded"] == "yes-no"
    assert rows[41]["duplicate_of"] == "v0"
    assert all(row["rare"] in {"0", "1"} for row in rows)


def test_themes_json_has_the_keys_of_the_contract_and_known_ids(results):
    themes = json.loads((results / "themes.json").read_text(encoding="utf-8"))
    used = {row[level] for row in rows_of(results / "texts.csv") for level in ("theme", "subtheme")} - {""}

    assert {theme["id"] for theme in themes} == used
    for theme in themes:
        expected = {"id", "parent", "title", "keywords", "description", "size", "duplicates", "exemplars"}
        assert expected <= set(theme)
        assert set(theme["exemplars"][0]) == {"id", "start", "end"}
        assert all(0 <= number <= 1 and number == round(number, 4) for number in theme["place"])


def test_passages_are_offsets_into_the_texts_as_given(results):
    texts = {row["id"]: row["text"] for row in rows_of(results.parent / "texts.csv")}
    passages = rows_of(results / "passages.csv")

    columns = ["id", "passage", "start", "end", "theme", "subtheme", "confidence", "rare", "side"]
    assert list(passages[0]) == columns
    assert {passage["side"] for passage in passages} == {"-1", "0", "1"}
    for passage in passages:
        part = texts[passage["id"]][int(passage["start"]) : int(passage["end"])]
        assert part == part.strip() != ""


def test_run_json_has_the_hash_of_the_input_and_of_each_output(results):
    run = json.loads((results / "run.json").read_text(encoding="utf-8"))

    assert run["input"]["sha256"] == hashlib.sha256((results.parent / "texts.csv").read_bytes()).hexdigest()
    assert [run["outputs"][name] for name in OUTPUTS] == digest(results)
    assert run["peak_memory_mib"] > 0
    assert run["counts"]["excluded"] == {"yes-no": 1}


def test_bytes_are_the_same_in_another_process_by_more_workers_and_another_hash_seed(
    run, tmp_path, voices, write_table
):
    source = write_table([{"text": text} for text in [*voices, *voices[:3]]])

    run("themes", source, "--output", tmp_path / "one", "--workers", "1")
    subprocess.run(
        [sys.executable, "-m", "nlp", "themes", source, "--output", tmp_path / "two", "--workers", "2"],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )

    assert digest(tmp_path / "one") == digest(tmp_path / "two")


@pytest.mark.parametrize("name", ["texts.csv", "texts.tsv", "texts.jsonl"])
def test_three_formats_give_the_same_result(name, results, run, tmp_path, voices, write_table):
    rows = [
        {"id": f"v{number}", "text": text} for number, text in enumerate([*voices, "Non", voices[0].upper()])
    ]

    status, out, err = run(
        "themes", write_table(rows, name), "--output", tmp_path / "out", "--encoder", "lexical"
    )

    assert (status, out, err) == (0, "", "")
    assert digest(tmp_path / "out") == digest(results)


def test_other_columns_are_read_by_name(run, tmp_path, voices, write_table):
    source = write_table([{"ref": f"r{n}", "answer": text} for n, text in enumerate(voices)])
    named = ("--text", "answer", "--id", "ref", "--encoder", "lexical", "--language", "fr")

    status, _, _ = run("themes", source, "--output", tmp_path / "out", *named)

    assert status == 0
    assert rows_of(tmp_path / "out" / "texts.csv")[0]["id"] == "r0"


def test_second_run_takes_the_place_of_the_first(results, run, tmp_path, write_table):
    folder = tmp_path / "out"
    shutil.copytree(results, folder)
    source = write_table([{"text": "Planter des arbres"}])

    status, _, _ = run("themes", source, "--output", folder, "--encoder", "lexical")

    assert status == 0
    assert len(rows_of(folder / "texts.csv")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts.csv"]
