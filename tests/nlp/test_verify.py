import shutil

import pytest


@pytest.fixture
def copy(results, tmp_path):
    shutil.copytree(results, tmp_path / "out")
    shutil.copy(results.parent / "texts.csv", tmp_path / "texts.csv")
    return tmp_path / "out"


def test_sound_folder_passes_and_is_grouped_again_the_same(copy, run):
    status, out, _ = run("verify", copy)

    assert status == 0
    assert "same result" in out


def test_folder_without_its_input_passes_on_its_hashes(copy, run):
    (copy.parent / "texts.csv").unlink()

    status, out, _ = run("verify", copy)

    assert status == 0
    assert "--input" in out


@pytest.mark.parametrize("name", ["texts.csv", "passages.csv", "themes.json", "run.json"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.999])
def test_one_altered_byte_makes_it_fail(name, share, copy, run):
    content = bytearray((copy / name).read_bytes())
    content[int(share * len(content))] ^= 1
    (copy / name).write_bytes(content)

    status, _, err = run("verify", copy)

    assert status == 1
    assert name in err


def test_missing_file_makes_it_fail(copy, run):
    (copy / "passages.csv").unlink()

    status, _, err = run("verify", copy)

    assert status == 1
    assert "missing" in err


def test_texts_of_another_run_are_refused(copy, run, write_table):
    other = write_table([{"text": "Planter des arbres"}], "other.csv")

    status, _, err = run("verify", copy, "--input", other)

    assert status == 2
    assert "SHA-256" in err


def test_folder_that_is_no_run_is_refused(tmp_path, run):
    status, _, err = run("verify", tmp_path)

    assert status == 2
    assert "run.json" in err
    assert err.count("\n") == 1


def test_moved_texts_are_those_whose_company_changed():
    from nlp.files.verifying import moved_texts

    recorded = {
        "a": ("t1", "t1.1", ""),
        "b": ("t1", "t1.1", ""),
        "c": ("t2", "t2.1", ""),
        "d": ("t2", "t2.1", ""),
    }
    renamed = {
        "a": ("t2", "t2.1", ""),
        "b": ("t2", "t2.1", ""),
        "c": ("t1", "t1.1", ""),
        "d": ("t1", "t1.1", ""),
    }

    assert moved_texts(recorded, renamed) == []
    assert moved_texts(recorded, {**renamed, "d": ("t2", "t2.1", "")}) == ["d"]
