"""Importing existing answers: all of a file or nothing, and never twice."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from consultations.answering.contributing import withdraw
from consultations.models import Answer, Contribution
from tests.consultations.factories import make_consultation

ODD = ["=1+1", "@maire", "-2", "«é» œ\u2028suite", "a\u00a0b 🌳", "  espaces  ", 'guillemets " ici']

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def consultation(paris):
    return make_consultation(phase="analysis")


@pytest.fixture
def write(tmp_path):
    """``write("a.csv", content)``: the path of a new file of that content, text in UTF-8 or bytes."""

    def make(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


def bring(path: str, *options: str) -> None:
    call_command("import_contributions", path, "--consultation=charte", "--question=promise", *options)


def texts() -> list[str]:
    return list(Answer.objects.order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text,label\nPlus de bancs,x\n\"Des arbres,\ndes fleurs\",y\n"),
        ("a.csv", "text;label\r\nPlus de bancs;x\r\n\"Des arbres,\ndes fleurs\";y\r\n"),
        ("a.csv", "\ufefftext\nPlus de bancs\n\"Des arbres,\ndes fleurs\"\n"),
        ("a.jsonl", '{"text": "Plus de bancs"}\n\n{"text": "Des arbres,\\ndes fleurs", "label": 3}\n'),
    ],
)  # fmt: skip
def test_import_reads_each_format(consultation, write, name, content):
    bring(write(name, content))

    assert texts() == ["Plus de bancs", "Des arbres,\ndes fleurs"]
    assert set(Answer.objects.values_list("question_key", "version__number")) == {("promise", 1)}
    contribution = Contribution.objects.first()
    assert (contribution.channel, contribution.language, contribution.city) == (
        "online",
        "fr",
        consultation.city,
    )


def test_import_reads_tsv_without_quoting(consultation, write):
    bring(write("a.tsv", 'text\tlabel\n"Bancs" et "arbres\tx\r\nEncore\ty'))

    assert texts() == ['"Bancs" et "arbres', "Encore"]


def test_import_keeps_odd_characters_as_they_are(consultation, write):
    bring(write("a.jsonl", "\n".join(json.dumps({"text": text}) for text in ODD)))

    assert texts() == ODD


def test_import_reads_the_columns_that_say_more(consultation, write):
    district = consultation.city.districts.first()
    header = "text,language,district,sent_at,channel"
    bring(
        write(
            "a.csv",
            f"{header}\nPlus de bancs,en,{district.code},2026-03-31,paper\nArbres,,,2026-03-31T18:30,\n",
        )
    )

    first, second = Contribution.objects.order_by("pk")
    assert (first.language, first.district, first.channel) == ("en", district, "paper")
    assert first.sent_at == datetime(2026, 3, 31, 12, tzinfo=ZoneInfo("Europe/Paris"))
    assert (second.language, second.district, second.channel) == ("fr", None, "online")
    assert second.sent_at == datetime(2026, 3, 31, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))


def test_import_takes_options_for_what_no_column_says(consultation, write):
    bring(write("a.csv", "avis\nMore benches\n"), "--text-column=avis", "--channel=spoken", "--language=en")

    contribution = Contribution.objects.get()
    assert (contribution.channel, contribution.language) == ("spoken", "en")


def test_same_file_again_adds_nothing(consultation, write, capsys):
    path = write("a.csv", "text\nPlus de bancs\nPlus de bancs\nDes arbres\n")

    bring(path)
    bring(path)

    assert texts() == ["Plus de bancs", "Plus de bancs", "Des arbres"]
    assert "3" in capsys.readouterr().out


def test_longer_file_adds_only_what_is_new(consultation, write):
    bring(write("a.csv", "text\nPlus de bancs\n"))
    bring(write("b.csv", "text\nDes arbres\nPlus de bancs\nPlus de bancs\n"))

    assert sorted(texts()) == ["Des arbres", "Plus de bancs", "Plus de bancs"]


def test_withdrawn_answer_does_not_come_back_with_its_file(consultation, write):
    path = write("a.csv", "text\nBancs\nArbres\n")
    bring(path)
    withdraw(Contribution.objects.get(answers__text="Bancs"), at=timezone.now())

    bring(path)

    assert texts() == ["Arbres"]


def test_same_text_for_another_question_is_another_answer(consultation, write):
    path = write("a.csv", "text\nBancs\n")
    bring(path)
    call_command("import_contributions", path, "--consultation=charte", "--question=word")

    assert sorted(Answer.objects.values_list("question_key", flat=True)) == ["promise", "word"]


def test_blank_texts_are_skipped_and_said(consultation, write, capsys):
    bring(write("a.tsv", "text\nPlus de bancs\n\n   \nDes arbres\n"))

    assert texts() == ["Plus de bancs", "Des arbres"]
    assert "2" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "texte,label\nBancs,x\n", ["a.csv", "1", "“text”", "texte, label", "--text-column"]),
        ("a.csv", "text,text\nBancs,x\n", ["1", "“text”"]),
        ("a.csv", 'text,label\n"Deux\nlignes",x\nBancs,x,y\n', ["a.csv", " 4", "3", "2"]),
        ("a.csv", 'text\nBancs\n"Arbres\n', [" 3"]),
        ("a.tsv", "text\tlabel\nBancs\tx\nArbres\n", ["a.tsv", " 3"]),
        ("a.tsv", b"text\nBancs\n\xe9t\xe9\n", ["a.tsv", " 3", "UTF-8"]),
        ("a.jsonl", '{"text": "Bancs"}\n{"text": \n', ["a.jsonl", " 2", "JSON"]),
        ("a.jsonl", '{"text": "Bancs"}\n["Arbres"]\n', [" 2", '{"text": "…"}']),
        ("a.jsonl", '{"text": "Bancs"}\n{"texte": "Arbres"}\n', [" 2", "“text”", "texte"]),
        ("a.jsonl", '{"text": "Bancs"}\n{"text": 3}\n', [" 2", "“text”"]),
        ("a.jsonl", '{"text": "Bancs"}\n{"text": "\\ud800"}\n', [" 2"]),
        ("a.csv", "text\nBancs\nAr\0bres\n", [" 3"]),
        ("a.csv", "text,channel\nBancs,online\nArbres,pigeon\n", [" 3", "pigeon", "paper"]),
        ("a.csv", "text,language\nBancs,fr\nArbres,French\n", [" 3", "French"]),
        ("a.csv", "text,district\nBancs,\nArbres,99\n", [" 3", "99"]),
        ("a.csv", "text,sent_at\nBancs,\nArbres,31/03/2026\n", [" 3", "31/03/2026", "2026-03-31"]),
        ("a.csv", "text,sent_at\nBancs,\nArbres,2026-02-31\n", [" 3", "2026-02-31"]),
        ("a.csv", "", ["a.csv"]),
        ("a.csv", "text\n", ["a.csv"]),
        ("a.txt", "text\nBancs\n", ["a.txt", ".csv"]),
    ],
)
def test_import_refuses_a_bad_file_whole_and_says_where(consultation, write, name, content, said):
    path = write(name, content)

    with pytest.raises(CommandError) as refusal:
        bring(path)

    assert [words for words in said if words not in str(refusal.value)] == []
    assert not Contribution.objects.exists()


def test_import_of_a_missing_file_says_so(consultation, tmp_path):
    with pytest.raises(CommandError, match="nowhere.csv"):
        bring(str(tmp_path / "nowhere.csv"))


@pytest.mark.parametrize(
    ("consultation_slug", "question", "said"),
    [("nowhere", "promise", "charte"), ("charte", "nothing", "promise"), ("charte", "trust", "promise")],
)
def test_import_into_what_does_not_exist_says_what_does(
    consultation, write, consultation_slug, question, said
):
    path = write("a.csv", "text\nBancs\n")

    with pytest.raises(CommandError, match=said):
        call_command(
            "import_contributions", path, f"--consultation={consultation_slug}", f"--question={question}"
        )

    assert not Contribution.objects.exists()


def test_import_that_fails_while_writing_leaves_nothing(consultation, write, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(Answer.objects, "bulk_create", fail)

    with pytest.raises(RuntimeError):
        bring(write("a.csv", "text\nBancs\n"))

    assert not Contribution.objects.exists()


def test_import_logs_no_words(consultation, write, caplog, capsys):
    bring(write("a.csv", "text\nUn secret bien gardé\n"))

    shown = capsys.readouterr()
    assert "secret" not in caplog.text + shown.out + shown.err
