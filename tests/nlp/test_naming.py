"""Titles, keywords, descriptions and exemplars of groups, from texts and groups that the tests make."""

import numpy as np
import pytest

from nlp.chunks import open_chunks
from nlp.naming.distinct import signature
from nlp.naming.namer import ThemeNamer
from nlp.reading.cleaning import fold

BIKES = (
    "Créer des pistes cyclables protégées sur les boulevards",
    "Il faut des pistes cyclables séparées des voitures",
    "Des pistes cyclables pour aller à l'école à vélo",
    "Relier les pistes cyclables entre elles",
    "Le vélo est dangereux sans piste cyclable continue",
    "Entretenir les pistes cyclables en hiver",
)
AGAINST = (
    "Non au péage urbain",
    "Je suis contre le péage urbain",
    "Non au péage urbain dans notre ville",
    "Le péage urbain est injuste pour les plus pauvres",
    "Il ne faut pas de péage urbain",
    "Pas de péage urbain, surtout pas au centre",
)
FAVOUR = (
    "Instaurer un péage urbain contre la pollution",
    "Le péage urbain financerait les bus",
    "Oui au péage urbain aux heures de pointe",
    "Instaurer un péage urbain pour les camions",
    "Le péage urbain a réussi dans d'autres villes",
    "Instaurer un péage urbain dès l'an prochain",
)
LIBRARY = (
    "Open the town library on Sundays",
    "The town library should open later",
    "Longer opening hours for the town library",
    "Open the town library in the evening",
)
GENDARME = (
    "Mon voisin Bernard Quintrel a une piste cyclable devant chez lui au 14 rue des Lilas, 06 12 34 56 78"
)


@pytest.fixture
def name():
    """Name groups of texts given as lists: each list a sub-theme, `parents` the theme of each; returns the namer."""

    def name_groups(groups, parents, *, stances=None, given=None, languages=None):
        texts = [text for group in groups for text in group]
        subthemes = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        points = np.eye(len(groups), dtype=np.float32)[subthemes]
        with open_chunks(1) as workers:
            return ThemeNamer().fit(
                texts,
                points,
                np.array(parents)[subthemes],
                subthemes,
                voices=np.ones(len(texts)),
                languages=languages or ["en" if text in LIBRARY else "fr" for text in texts],
                workers=workers,
                stances=stances,
                given=given,
            )

    return name_groups


def sides_of(groups, sides):
    return np.repeat(np.array(sides, dtype=np.int8), [len(group) for group in groups])


def test_title_is_a_phrase_that_most_texts_say(name):
    namer = name([BIKES, LIBRARY], [0, 1])

    assert fold(namer.themes_[0].title).startswith("pistes cyclables")
    assert "town library" in namer.themes_[1].title.lower()


def test_vague_words_are_no_title(name):
    vague = [
        "Le besoin est là",
        "Un besoin pour tous",
        "Ce besoin existe",
        "Quel besoin",
        "Besoin de bancs publics",
    ]

    namer = name([vague, BIKES], [0, 1])

    assert signature(namer.themes_[0].title) != signature("Besoin")


def test_group_against_says_so_and_group_in_favour_does_not(name):
    groups = [AGAINST, FAVOUR, BIKES]

    namer = name(groups, [0, 0, 1], stances=sides_of(groups, [-1, 1, 0]))

    against, favour, _ = (fold(group.title) for group in namer.subthemes_)
    assert against.startswith(("non ", "contre ", "pas de "))
    assert not {"non", "contre", "pas"} & set(favour.split()[:1])


def test_theme_that_holds_both_sides_has_a_neutral_title(name):
    groups = [AGAINST, FAVOUR, BIKES]

    namer = name(groups, [0, 0, 1], stances=sides_of(groups, [-1, 1, 0]))

    title = set(fold(namer.themes_[0].title).split())
    assert "peage" in title
    assert title.isdisjoint({"non", "contre", "pas", "instaurer", "oui"})


def test_negated_infinitive_never_makes_a_title_that_asks_for_it(name):
    group = [
        "Il ne faut pas fermer la maternité",
        "Ne pas fermer la maternité",
        "On ne doit pas fermer la maternité",
        "Ne pas fermer la maternité du canton",
    ]

    namer = name([group, BIKES], [0, 1], stances=sides_of([group, BIKES], [-1, 0]))

    title = fold(namer.themes_[0].title)
    assert "fermer" not in title or "pas" in title


def test_no_two_titles_differ_by_number_or_order_alone(name):
    plural = ["Des référendums locaux", "Plusieurs référendums locaux", "Les référendums locaux aussi"]
    singular = ["Un référendum local", "Le référendum local d'abord", "Organiser un référendum local"]

    namer = name([plural, singular, BIKES], [0, 1, 2])

    marks = [signature(group.title) for group in namer.themes_]
    assert len(set(marks)) == 3


def test_spelling_of_most_people_wins_in_titles(name):
    group = [
        "Les eoliennes en mer",
        "Des éoliennes en mer",
        "Installer des éoliennes en mer",
        "Eoliennes en mer",
    ]

    namer = name([group, BIKES], [0, 1])

    assert "éoliennes" in namer.themes_[0].title.lower()


def test_description_is_a_sentence_of_the_group_and_not_its_title(name):
    namer = name([BIKES, AGAINST, LIBRARY], [0, 1, 2])

    for group, texts in zip(namer.themes_, (BIKES, AGAINST, LIBRARY), strict=True):
        assert any(fold(group.description).strip(".") in fold(text) for text in texts)
        assert fold(group.description).strip(".") != fold(group.title)


def test_private_data_are_in_no_exemplar_title_or_description(name):
    namer = name([(GENDARME, *BIKES), LIBRARY], [0, 1])

    group = namer.themes_[0]
    assert 0 not in group.exemplars
    assert len(group.exemplars) == 5
    assert "Quintrel" not in f"{group.title} {group.description}"


def test_exemplars_are_all_different_rows_of_the_group(name):
    namer = name([BIKES, LIBRARY], [0, 1])

    exemplars = namer.themes_[0].exemplars
    assert len(set(exemplars)) == len(exemplars) == 5
    assert set(exemplars) <= set(range(len(BIKES)))


def test_given_names_are_taken_as_they_are_and_by_nobody_else(name):
    free = name([BIKES, LIBRARY], [0, 1])
    wanted = free.themes_[0].title

    namer = name([BIKES, LIBRARY], [0, 1], given={("theme", 1): (wanted, "Ce que la ville en dit.")})

    assert namer.themes_[1].title == wanted
    assert namer.themes_[1].description == "Ce que la ville en dit."
    assert signature(namer.themes_[0].title) != signature(wanted)


def test_given_title_without_description_gets_one_from_the_texts(name):
    namer = name([BIKES, LIBRARY], [0, 1], given={("subtheme", 0): ("Vélo", "")})

    assert namer.subthemes_[0].title == "Vélo"
    assert any(fold(namer.subthemes_[0].description).strip(".") in fold(text) for text in BIKES)


def test_language_without_model_is_named_by_its_words(name):
    wolof = (
        "Xale yi dañu wara jàng",
        "Jàngale xale yi ci dëkk bi",
        "Xale yi soxla nañu ekool",
        "Ekool ngir xale yi",
    )

    namer = name([wolof, BIKES], [0, 1], languages=["wo"] * len(wolof) + ["fr"] * len(BIKES))

    assert namer.themes_[0].language == "wo"
    assert "xale" in fold(namer.themes_[0].title)


def test_one_text_alone_and_identical_groups_get_different_titles(name):
    namer = name([("Planter des arbres",), ("Planter des arbres",)], [0, 1])

    titles = [group.title for group in (*namer.themes_, *namer.subthemes_)]
    assert len(set(titles)) == 4


def test_texts_are_asked_for_single_rows_and_not_walked_through():
    class Told:
        """A sequence that counts how many of its texts were read."""

        asked = 0

        def __len__(self):
            return 60_000

        def __getitem__(self, row):
            self.asked += 1
            return (*BIKES, *AGAINST)[row % 12]

        def __iter__(self):
            raise AssertionError("the texts were walked through")

    texts = Told()
    labels = np.arange(60_000) % 12 // 6
    points = np.eye(2, dtype=np.float32)[labels]

    with open_chunks(1) as workers:
        namer = ThemeNamer().fit(
            texts, points, labels, labels, voices=np.ones(60_000), languages=["fr"] * 60_000, workers=workers
        )

    assert len(namer.themes_[0].rows) == 30_000
    assert texts.asked < 20_000
