from nlp.reading.cleaning import match_key
from nlp.reading.duplicates import Duplicates, digests


def test_texts_with_the_same_words_have_the_first_as_original():
    copies = Duplicates().fit(["Planter !", "Arroser", "PLANTER", "plantér"])

    assert copies.originals_.tolist() == [0, 1, 0, 0]
    assert copies.distinct_.tolist() == [0, 1]


def test_voices_count_the_texts_with_the_same_words():
    copies = Duplicates().fit(["Planter !", "Arroser", "PLANTER", "plantér"])

    assert copies.voices_.tolist() == [3, 1, 3, 3]


def test_digests_made_in_chunks_find_the_same_copies():
    texts = ["Des arbres", "Des bancs", "des  ARBRES", "Des fontaines", "Des bancs."]

    whole = Duplicates().fit(texts)
    parts = [digests(map(match_key, texts[:2])), digests(map(match_key, texts[2:]))]
    joined = Duplicates().fit_digests([number for part in parts for number in part])

    assert joined.originals_.tolist() == whole.originals_.tolist() == [0, 1, 0, 3, 1]


def test_digest_of_words_is_the_same_on_every_machine():
    assert digests(["des arbres"]).tolist() == [int.from_bytes(bytes.fromhex("b8701f2094659b47"), "little")]


def test_no_text_has_no_duplicate():
    copies = Duplicates().fit([])

    assert copies.originals_.tolist() == copies.distinct_.tolist() == []
