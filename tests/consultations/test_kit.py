"""The kit with which anyone can repeat an analysis: what is in it, who may take it, when."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from django.urls import reverse

from consultations import analysis as verbs
from consultations.analysing import kit_editions, kit_files
from consultations.analysis import analyse_now, cancel, request_analysis, run_analysis
from consultations.models import Analysis, Consultation, Exemplar
from consultations.publishing.open_data import public_id
from nlp.chunks import ChunkStore
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING, rows, run_of, take, the_kit, unpack, verify
from tests.consultations.publishing import move_results, page
from tests.consultations.taking_open_data import table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PRIVATE = "Écrivez-moi à zoe.martin@example.org : les pistes cyclables sont trop étroites"
FORMULA = '=HYPERLINK("http://example.org";"Les pistes cyclables") des écoles'


@pytest.fixture
def consultation(paris):
    consultation = make_consultation(phase="published", city=paris)
    make_contributions(consultation, [*CYCLING, *REPLYING, PRIVATE, FORMULA, "RAS"])
    return consultation


@pytest.fixture
def analysis(consultation):
    return analyse_now(consultation, "promise", by=None, settings=LEXICAL)


def test_kit_gives_the_same_result_again(client, analysis, tmp_path, capsys):
    folder = unpack(take(client), tmp_path / "kit")

    status, out, err = verify(folder, capsys)

    assert (status, err) == (0, "")
    assert "same result" in out
    assert {path.name for path in folder.iterdir()} == {
        "LISEZMOI.txt", "README.txt", "input.csv", "passages.csv", "run.json", "texts.csv", "themes.json"
    }  # fmt: skip
    assert (run_of(folder)["edition"], run_of(folder)["left"]) == (1, 0)
    assert run_of(folder)["settings"]["encoder"] == "lexical"


@pytest.mark.parametrize("name", ["input.csv", "texts.csv", "themes.json", "run.json"])
def test_one_altered_byte_of_a_kit_makes_its_check_fail(client, analysis, tmp_path, capsys, name):
    folder = unpack(take(client), tmp_path / "kit")
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)

    status, _out, err = verify(folder, capsys)

    assert status == 1
    assert name in err


def test_kit_holds_redacted_words_under_the_names_of_the_open_data(client, analysis, tmp_path):
    found = rows(unpack(take(client), tmp_path / "kit") / "input.csv")

    names = [row["id"] for row in found]
    assert names == sorted(names)
    open_data = {row["contribution.id"]: row["promise"] for row in table(client)}
    assert {row["id"]: row["text"] for row in found} == open_data
    assert not any("zoe.martin" in row["text"] for row in found)
    assert any("trop étroites" in row["text"] for row in found)


def test_kit_holds_no_cell_that_a_spreadsheet_computes(client, analysis, tmp_path):
    found = rows(unpack(take(client), tmp_path / "kit") / "input.csv")

    assert f"'{FORMULA}" in {row["text"] for row in found}


def test_quotations_are_the_words_that_the_engine_chose(analysis):
    for exemplar in Exemplar.objects.select_related("answer"):
        assert exemplar.of_public
        assert exemplar.quotation
        assert exemplar.quotation in exemplar.answer.public_text
        assert not exemplar.quotation.startswith("'")


def test_exemplar_of_before_the_engine_read_redacted_words_shows_no_wrong_stretch(analysis):
    exemplar = Exemplar.objects.select_related("answer").first()
    exemplar.of_public, exemplar.start, exemplar.end = False, 4, 12
    exemplar.answer.text, exemplar.answer.public_text = "Zoé Martin : plus de bancs", "[nom] : plus de bancs"

    assert exemplar.quotation == "[nom] : plus de bancs"

    exemplar.answer.public_text = exemplar.answer.text
    assert exemplar.quotation == "Martin :"


def test_titles_and_keywords_are_made_of_redacted_words(analysis):
    told = str(list(analysis.groups.values("title", "keywords", "description")))

    assert "cyclables" in told
    assert "zoe.martin" not in told


@pytest.mark.parametrize("phase", ["open", "analysis"])
def test_kit_is_absent_before_results_are_published(client, paris, phase):
    consultation = make_consultation(phase=phase, shows_partial_results=True, city=paris)
    make_contributions(consultation, CYCLING)
    analyse_now(consultation, "promise", by=None, settings=LEXICAL)

    assert take(client).status_code == 404
    assert 'id="repeat"' not in page(client, "results", "charte")


def test_kit_is_absent_when_results_are_taken_back(client, consultation, analysis):
    move_results(consultation, days=3)

    assert take(client).status_code == 404


def test_kit_is_absent_of_an_unpublished_consultation_and_of_another_question(client, analysis):
    assert take(client, "trust").status_code == 404
    Consultation.objects.update(live=False)
    assert take(client).status_code == 404


def test_kit_is_that_of_the_analysis_in_force(client, consultation, analysis, tmp_path):
    settings = {**LEXICAL, "random_state": 7}
    second = analyse_now(consultation, "promise", by=None, settings=settings)

    assert not second.adopted
    assert run_of(unpack(take(client), tmp_path / "kit"))["settings"]["random_state"] == 0


def test_results_page_gives_the_fingerprint_of_what_is_served(client, analysis):
    served = b"".join(take(client).streaming_content)

    html = page(client, "results", "charte")

    assert hashlib.sha256(served).hexdigest() in html
    assert reverse("open_data:kit", args=["charte", "promise"]) in html
    assert the_kit().size == len(served)


def test_kit_is_a_file_that_other_sites_may_read_and_caches_may_not_keep(client, analysis):
    response = take(client)

    assert response["Content-Type"] == "application/zip"
    assert 'filename="charte-promise-1.zip"' in response["Content-Disposition"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in response["Cache-Control"]


def test_files_are_their_owners_alone_and_hold_no_leftover_of_the_run(analysis):
    folder = kit_files.folder_of(analysis.pk)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {"edition-1.zip", "groups-1"}
    assert stat.S_IMODE((folder / "edition-1.zip").stat().st_mode) == 0o600


def test_groups_that_are_kept_for_the_next_edition_hold_no_word(analysis):
    kept = kit_files.groups_of(analysis.pk, 1)

    written = "".join(path.read_text(encoding="utf-8") for path in kept.iterdir()).lower()
    assert "cyclable" not in written
    assert "mairie" not in written


def test_analysis_where_every_text_is_set_aside_has_no_kit(client, paris):
    consultation = make_consultation(phase="published", city=paris)
    make_contributions(consultation, ["RAS", "non concerné"])

    analysis = analyse_now(consultation, "promise", by=None, settings=LEXICAL)

    assert (analysis.state, take(client).status_code) == (Analysis.DONE, 404)
    assert not kit_files.folder_of(analysis.pk).exists()


@pytest.mark.parametrize("ends", ["cancelled", "failed"])
def test_analysis_that_ends_otherwise_leaves_no_file(consultation, ends, monkeypatch):
    def stop(step: str, _share: float) -> None:
        if step == "naming" and ends == "cancelled":
            cancel(Analysis.objects.get(), by=None)
        elif step == "naming":
            raise RuntimeError

    analysis = analyse_now(consultation, "promise", by=None, settings=LEXICAL, listener=stop)

    assert analysis.state == ends
    assert not kit_files.folder_of(analysis.pk).exists()


def test_run_whose_chunks_another_process_holds_goes_on_without_them(consultation, monkeypatch):
    monkeypatch.setattr(verbs, "PATIENCE", 0.2)
    waiting = request_analysis(consultation, "promise", by=None, settings=LEXICAL)
    chunks = kit_files.new_work(waiting.pk, kit_files.RUN) / kit_files.CHUNKS

    with ChunkStore(chunks):
        analysis = run_analysis(waiting.pk)

    assert (analysis.state, analysis.failure) == (Analysis.DONE, "")


def test_files_of_analyses_that_are_gone_are_removed(consultation, analysis):
    waiting = request_analysis(consultation, "promise", by=None, settings=LEXICAL)
    running = kit_files.new_work(waiting.pk, kit_files.RUN)
    orphan = kit_files.new_work(999_999, kit_files.RUN)

    kit_editions.tidy()

    assert running.exists()
    assert not orphan.parent.exists()
    assert kit_files.archive_of(analysis.pk, 1).exists()


def test_public_name_of_a_text_is_that_of_its_contribution(analysis, tmp_path, client):
    names = {row["id"] for row in rows(unpack(take(client), Path(tmp_path) / "kit") / "texts.csv")}

    contributions = analysis.consultation.contributions.values_list("pk", flat=True)
    assert names == {public_id(pk) for pk in contributions}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("LISEZMOI.txt", "Que doit promettre la Ville ?"), ("README.txt", "What must the City promise?")],
)
def test_kit_explains_itself_in_both_languages(client, analysis, tmp_path, name, sentence):
    text = (unpack(take(client), tmp_path / "kit") / name).read_text(encoding="utf-8")

    assert sentence in text
    assert "python -m nlp verify" in text
    assert "numpy" in text
