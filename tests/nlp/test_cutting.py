import numpy as np
import pytest

from nlp.chunks import open_chunks
from nlp.reading.copies import with_copies
from nlp.reading.cutting import Cutter, in_order_of_appearance
from nlp.reading.reader import Reader

THREE_IDEAS = (
    "1) Planter des arbres dans toutes les rues ; 2) Ouvrir la bibliothèque le dimanche ; "
    "3) Baisser le prix du métro"
)


class Directions:
    """An encoder whose vectors are at right angles: no two parts are about the same thing."""

    def encode(self, texts, *, workers, progress=None):
        return [np.eye(16, dtype=np.float16)[: len(texts)]]


@pytest.fixture
def cut():
    def cut_texts(texts):
        with open_chunks(1) as pool:
            corpus = Reader().read(texts, pool=pool)
            passages = Cutter(Directions()).cut(corpus, pool=pool)
        return corpus, passages, with_copies(passages, corpus)

    return cut_texts


def words_of(texts, layout):
    spans = zip(layout.owners, layout.starts, layout.ends, strict=True)
    return [(int(owner), texts[owner][start:end]) for owner, start, end in spans]


def test_list_of_three_ideas_becomes_three_passages(cut):
    _, _, layout = cut([THREE_IDEAS])

    assert words_of([THREE_IDEAS], layout) == [
        (0, "Planter des arbres dans toutes les rues"),
        (0, "Ouvrir la bibliothèque le dimanche"),
        (0, "Baisser le prix du métro"),
    ]


def test_same_words_in_two_texts_are_one_unit_with_two_voices(cut):
    texts = [THREE_IDEAS, "ouvrir la bibliotheque le dimanche !"]

    _, passages, layout = cut(texts)

    assert layout.units.tolist() == [0, 1, 2, 1]
    assert passages.voices.tolist() == [1, 2, 1]
    assert list(passages.texts(texts))[1] == "Ouvrir la bibliothèque le dimanche"


def test_copy_has_the_passages_of_its_original_at_its_own_offsets(cut):
    copy = THREE_IDEAS.upper().replace(" ;", ".").replace("1)", "1 -")
    texts = [THREE_IDEAS, "RAS", copy]

    _, passages, layout = cut(texts)

    assert layout.owners.tolist() == [0, 0, 0, 2, 2, 2]
    assert layout.units.tolist() == [0, 1, 2, 0, 1, 2]
    assert [words for owner, words in words_of(texts, layout) if owner == 2][
        1
    ] == "OUVRIR LA BIBLIOTHÈQUE LE DIMANCHE."
    assert passages.voices.tolist() == [2, 2, 2]


def test_vectors_of_units_have_length_one(cut):
    _, passages, _ = cut(["Des arbres.", "Des bancs ; des fontaines publiques dans les parcs"])

    vectors = np.vstack(list(passages.vectors))

    assert len(vectors) == len(passages.firsts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_keys_are_numbered_as_they_first_appear():
    firsts, numbers = in_order_of_appearance(np.array([7, 3, 7, 9, 3]))

    assert firsts.tolist() == [0, 1, 3]
    assert numbers.tolist() == [0, 1, 0, 2, 1]


def test_texts_that_say_nothing_have_no_passage(cut):
    corpus, passages, layout = cut(["RAS", "", "?"])

    assert not corpus.kept.any()
    assert len(passages.firsts) == len(layout.owners) == 0
