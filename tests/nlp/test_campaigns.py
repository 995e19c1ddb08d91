import random

import numpy as np
import pytest

from nlp.chunks.port import open_chunks
from nlp.reading.campaigns import MIN_WORDS, Campaigns, sign

LETTER = (
    "Nous demandons que la mairie renonce au parking souterrain de Rennes. "
    "Un jardin public rafraîchirait tout le quartier pendant les étés qui viennent."
)
SUBJECTS = "fontaine école gare marché piscine théâtre cantine forêt plage caserne musée pont".split()
VERBS = (
    "réparer fermer peindre agrandir chauffer nettoyer éclairer couvrir louer vendre isoler relier".split()
)
PLACES = "nord sud centre port canal plateau vallon faubourg rivage coteau stade rempart".split()


def answers(count):
    """Different answers of some fifteen words, which share the turns of phrase that people share."""
    draw = random.Random(3)
    subjects = [
        [
            f"{draw.choice(SUBJECTS)}{draw.randrange(900)}",
            draw.choice(VERBS),
            f"{draw.choice(PLACES)}{draw.randrange(900)}",
        ]
        for _ in range(4 * count)
    ]
    return [
        " ".join(f"{verb} {thing} {place}" for thing, verb, place in subjects[4 * at : 4 * at + 4])
        + " il ne faut pas oublier que tout le monde"
        for at in range(count)
    ]


def found(texts, voices=None):
    return Campaigns().fit(texts, [1] * len(texts) if voices is None else voices).campaigns_.tolist()


@pytest.mark.parametrize(
    "edited",
    [
        LETTER.replace("mairie", "comune").replace("quartier", "quratier"),
        LETTER.replace("souterrain", "payant").replace("public", "partagé"),
        f"Bonjour Madame la Maire. {LETTER}",
        f"{LETTER} Mes enfants pourraient y jouer à l'ombre après leurs cours.",
        LETTER.replace("Rennes", "Villeurbanne"),
        " ".join(LETTER.split(". ")[::-1]),
        LETTER.replace("Nous demandons que la", "La"),
    ],
    ids=["typos", "words", "greeting", "sentence", "town", "order", "deletion"],
)
def test_lightly_edited_copy_is_in_the_campaign(edited):
    texts = [*answers(200), LETTER, LETTER.replace("tout le", "notre"), edited]

    campaigns = found(texts)

    assert campaigns[200:] == [200, 200, 200]
    assert set(campaigns[:200]) == {-1}


def test_letter_pasted_into_a_long_answer_is_in_the_campaign():
    around = answers(24)
    long = " ".join([*around[:12], LETTER, *around[12:]])
    texts = [LETTER, LETTER.replace("Rennes", "Brest"), long]

    assert len(long.split()) > 10 * len(LETTER.split())
    assert found(texts) == [0, 0, 0]


def test_ordinary_answers_with_common_phrases_are_no_campaign():
    assert set(found(answers(300))) == {-1}


def test_two_voices_are_no_campaign_and_three_are():
    texts = [LETTER, LETTER.replace("Rennes", "Brest")]

    assert found(texts, [1, 1]) == [-1, -1]
    assert found(texts, [2, 1]) == [0, 0]
    assert found([LETTER], [3]) == [0]


def test_short_text_is_never_a_campaign():
    short = " ".join(LETTER.split()[: MIN_WORDS - 1])

    assert found([short], [50]) == [-1]


def test_two_letters_are_two_campaigns_each_with_its_first_text():
    other = answers(1)[0]
    texts = [
        "Des bancs",
        LETTER,
        other,
        LETTER.replace("Rennes", "Brest"),
        f"{other} merci",
        f"{LETTER} Merci.",
        f"bonjour {other}",
    ]

    assert found(texts) == [-1, 1, 2, 1, 2, 1, 2]


def test_campaign_never_drifts_along_a_chain_of_half_copies():
    words = [f"mot{number}" for number in range(120)]
    chain = [" ".join(words[start : start + 24]) for start in range(0, 96, 6)]

    campaigns = np.array(found(chain))

    for campaign in set(campaigns[campaigns >= 0].tolist()):
        members = np.flatnonzero(campaigns == campaign)
        assert members.max() - members.min() <= 3


def test_texts_and_distinct_texts_of_a_campaign_are_counted_from_the_result():
    texts, voices = [LETTER, f"{LETTER} Merci.", answers(1)[0]], np.array([4, 2, 1])

    campaigns = Campaigns().fit(texts, voices).campaigns_

    assert (campaigns == 0).sum() == 2
    assert voices[campaigns == 0].sum() == 6


def test_result_is_the_same_in_several_processes():
    texts = [text for part in range(3) for text in [*answers(4200), f"{LETTER} {part}"]][:9000]
    texts += [f"Bonjour. {LETTER}", f"{LETTER} Vite."]

    alone = Campaigns().fit(texts, [1] * len(texts)).campaigns_
    with open_chunks(2) as pool:
        together = Campaigns().fit(texts, [1] * len(texts), pool=pool).campaigns_

    assert (alone >= 0).any()
    assert alone.tolist() == together.tolist()


def test_signatures_are_the_same_for_the_same_words():
    one, other = sign([LETTER]), sign([LETTER.upper()])

    assert one.bands.tolist() == other.bands.tolist()
    assert one.shingles.tolist() == other.shingles.tolist()


def test_no_text_and_only_short_texts_are_no_error():
    assert found([]) == []
    assert found(["Des bancs", ""]) == [-1, -1]
