import numpy as np
import pytest

from nlp.grouping.features import Points
from nlp.grouping.lexicon import Lexicon, pieces_of

FRENCH = [
    "des arbres dans la rue",
    "planter un arbre sur la place",
    "les arbres donnent de l'ombre",
    "arroser les jeunes arbres",
    "des pistes pour les vélos",
    "une piste cyclable large",
    "les cyclistes veulent une piste",
    "garer son vélo à la gare",
]
WOLOF = [
    "ndox mi dafa neex ci dëkk bi",
    "dëkk bi soxla na ndox mu set",
    "ndox mu set ci dëkk yi",
]


def unit_rows(count, *, size=64, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_pieces_of_a_word_forget_case_and_accents():
    assert pieces_of("Vélo") == pieces_of("velo")
    assert " ve" in pieces_of("vélo")


def test_pieces_of_a_short_word_mark_its_ends():
    assert pieces_of("a") == [" a "]


def test_forms_of_one_word_are_closer_than_two_words():
    rows = Lexicon().fit(FRENCH).transform(["arbre", "arbres", "piste"])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)

    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3


def test_word_that_nobody_else_uses_has_a_short_row():
    rows = Lexicon().fit(FRENCH * 4).transform(["xylographiquement", "les arbres de la place"])

    assert np.linalg.norm(rows[0]) < np.linalg.norm(rows[1])


def test_points_are_unit_rows_of_single_precision():
    points = Points().fit(FRENCH, unit_rows(8), languages=["fr"] * 8).points_

    assert points.dtype == np.float32
    assert np.allclose(np.linalg.norm(points, axis=1), 1, atol=1e-5)


def test_vectors_in_arrays_of_any_length_give_the_same_points():
    texts, vectors = FRENCH * 20, unit_rows(160, size=150)
    languages = ["fr", "en"] * 80

    whole = Points().fit(texts, vectors, languages=languages).points_
    parts = Points().fit(texts, [vectors[:7], vectors[7:100], vectors[100:]], languages=languages).points_

    assert np.allclose(whole, parts, atol=1e-4)


def test_half_precision_vectors_are_taken():
    points = Points().fit(FRENCH, unit_rows(8).astype(np.float16), languages=["fr"] * 8).points_

    assert np.isfinite(points).all()


def test_too_few_vectors_are_refused():
    with pytest.raises(ValueError, match="5 vectors for 8 texts"):
        Points().fit(FRENCH, unit_rows(5))


def test_what_a_language_shares_does_not_part_it_from_another():
    ideas = np.repeat(unit_rows(2, seed=1), 60, axis=0)
    noise = 0.1 * unit_rows(120, seed=2)
    accent = unit_rows(1, seed=3)
    said_in_two = np.vstack([ideas + noise, ideas + noise + 3 * accent])
    said_in_two /= np.linalg.norm(said_in_two, axis=1, keepdims=True)

    points = (
        Points(lexical_weight=0)
        .fit(["mot"] * 240, said_in_two, languages=["fr"] * 120 + ["en"] * 120)
        .points_
    )

    assert (points[:60] @ points[120:180].T).mean() > 0.5
    assert (points[:60] @ points[180:].T).mean() < 0


def test_texts_of_an_unknown_language_are_nearest_to_each_other_by_their_words():
    texts = FRENCH + WOLOF
    unknown = np.array([False] * 8 + [True] * 3)

    points = Points().fit(texts, unit_rows(11), languages=["fr"] * 8 + ["wo"] * 3, unknown=unknown).points_

    cosines = points @ points.T
    assert (cosines[8:, 8:].sum(axis=1) - 1).min() / 2 > cosines[8:, :8].max()


def test_meaning_of_an_unknown_language_changes_nothing():
    texts, vectors = FRENCH + WOLOF, unit_rows(11)
    unknown = np.array([False] * 8 + [True] * 3)
    other = vectors.copy()
    other[8:] = unit_rows(3, seed=9)

    first = Points().fit(texts, vectors, unknown=unknown).points_
    second = Points().fit(texts, other, unknown=unknown).points_

    assert np.array_equal(first, second)


def test_parts_of_one_text_are_nearer_than_the_same_parts_of_two():
    owners = [0, 0, 1, 2, 3, 4, 5, 6]
    vectors = unit_rows(8)

    alone = Points().fit(FRENCH, vectors).points_
    beside = Points().fit(FRENCH, vectors, owners=owners).points_

    assert beside[0] @ beside[1] > alone[0] @ alone[1]


@pytest.mark.parametrize(
    "texts", [["a"], ["oui", "non"], ["même texte"] * 5, ["?!"] * 3, ["", "mot", "", ""]]
)
@pytest.mark.parametrize("encoded", [True, False])
def test_tiny_and_empty_texts_have_finite_points(texts, encoded):
    vectors = unit_rows(len(texts)) if encoded else None

    points = Points().fit(texts, vectors).points_

    assert points.shape[0] == len(texts)
    assert np.isfinite(points).all()


def test_no_text_has_no_point():
    assert Points().fit([], None).points_.shape[0] == 0
