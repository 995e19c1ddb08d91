"""What people type, and what they are shown."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from search.finding import find, ids_filter, matching_ids


@pytest.fixture
def library(trees):
    """Four pages of ours, in French."""
    trees.add(
        "Le budget participatif",
        "budget",
        words="Les habitants proposent et votent l’emploi de cent millions.",
    )
    trees.add(
        "Les conseils de quartier", "conseils", words="Des assemblées ouvertes à toute personne du quartier."
    )
    trees.add("Le Conseil parisien de la jeunesse", "cpj", words="Cent jeunes élus par tirage au sort.")
    trees.add(
        "Accessibilité des salles", "salles", words="Une boucle magnétique équipe l’école et la mairie."
    )
    return trees


def titles(text: str, **how) -> list[str]:
    return [result.title for result in find(text, language="fr", **how).results]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("accessibilite", "Accessibilité des salles"),
        ("ACCESSIBILITÉ", "Accessibilité des salles"),
        ("ecole", "Accessibilité des salles"),
        ("l'école", "Accessibilité des salles"),
        ("élu", "Le Conseil parisien de la jeunesse"),
        ("elus", "Le Conseil parisien de la jeunesse"),
        ("participation", "Le budget participatif"),
        ("habitant", "Le budget participatif"),
        ("proposer", "Le budget participatif"),
        ("partici", "Le budget participatif"),
    ],
)
def test_words_are_found_without_their_accents_and_endings(library, typed, title):
    assert titles(typed) == [title]


@pytest.mark.parametrize(
    ("typed", "meant", "title"),
    [
        ("budjet", "budget", "Le budget participatif"),
        ("bugdet", "budget", "Le budget participatif"),
        ("quartuer", "quartier", "Les conseils de quartier"),
        ("asemblées", "assemblées", "Les conseils de quartier"),
        ("magetnique", "magnétique", "Accessibilité des salles"),
        ("particpatiff", "participatif", "Le budget participatif"),
        ("xarticipatif", "participatif", "Le budget participatif"),
    ],
)
def test_typing_errors_are_forgiven_and_told(library, typed, meant, title):
    found = find(typed, language="fr")

    assert [result.title for result in found.results] == [title]
    assert found.suggestion == meant


def test_what_is_near_nothing_is_said_to_be_nowhere(library):
    found = find("hippopotame budget", language="fr")

    assert [result.title for result in found.results] == ["Le budget participatif"]
    assert [(one.typed, one.meant) for one in found.corrections] == [("hippopotame", "")]
    assert found.suggestion == ""


def test_a_word_in_a_title_counts_for_more_than_one_below_it(library):
    library.add("La fête de juin", "fete", words="On y parle du budget, du quartier et de la jeunesse.")

    assert titles("budget") == ["Le budget participatif", "La fête de juin"]


def test_a_text_with_all_the_words_comes_alone(library):
    assert titles("conseil jeunesse") == ["Le Conseil parisien de la jeunesse"]
    assert len(titles("conseil")) == 2


def test_one_word_of_a_sentence_may_be_missing(library):
    assert titles("cent jeunes élus tirage girafe") == ["Le Conseil parisien de la jeunesse"]


def test_words_that_say_nothing_find_nothing(library):
    found = find("qu’est-ce que c’est que le la les", language="fr")

    assert not found.has_words
    assert found.results == []


def test_found_words_are_marked_in_the_title_and_in_the_excerpt(library):
    result = find("mairies accessibilite", language="fr").results[0]

    assert [part.text for part in result.marked_title if part.is_found] == ["Accessibilité"]
    assert [part.text for part in result.excerpt if part.is_found] == ["mairie"]


def test_languages_are_apart(library):
    page = library.add("La girafe", "girafe")
    library.add("The giraffe", "giraffe", words="A tall animal.", like=page)

    assert [one.title for one in find("giraffes", language="en").results] == ["The giraffe"]
    assert titles("animal") == []


def test_results_are_counted_by_kind_and_come_in_pages(library):
    found = find("conseil", language="fr", limit=1, offset=1, kinds=["page"])

    assert found.total == 2
    assert found.by_kind == {"page": 2}
    assert len(found.results) == 1
    assert find("conseil", language="fr", kinds=["guide"]).total == 0


def test_matching_ids_come_best_first(library):
    page = library.add("La fête de juin", "fete", words="On y parle du budget.")
    budget = find("budget", language="fr").results[0]

    ids = matching_ids("budgets", kind="page", language="fr")

    assert len(ids) == 2
    assert ids[1] == page.pk
    assert budget.title == "Le budget participatif"
    assert matching_ids("budgets", kind="guide", language="fr") == []


@pytest.mark.parametrize(
    "typed", ["budget", "conseil", "cent jeunes", "quartuer", "conseil jeunes budget", "xyzzyx", ""]
)
def test_filter_by_words_lets_through_what_is_found(library, typed):
    found = ids_filter(typed, kind="page", language="fr")

    assert set(found.values_list("object_id", flat=True)) == set(
        matching_ids(typed, kind="page", language="fr")
    )


def test_filter_by_words_stands_inside_another_query(library, django_assert_num_queries):
    found = ids_filter("conseil", kind="page", language="fr")

    with django_assert_num_queries(1):
        titles = set(Page.objects.filter(pk__in=found).exclude(slug="cpj").values_list("title", flat=True))

    assert titles == {"Les conseils de quartier"}


@pytest.mark.parametrize("length", [1, 30])
def test_the_number_of_queries_does_not_grow_with_what_is_found(library, length, django_assert_num_queries):
    for number in range(length):
        library.add(f"Balade {number}", f"balade-{number}", words="Une promenade au marché.")
    find("marché", language="fr")

    # Words, their weights, how many texts there are, which were found, and the pages with what keeps some private.
    with django_assert_num_queries(6):
        found = find("marché", language="fr", limit=50)

    assert found.total == len(found.results) == length


HOSTILE = [
    "",
    " ",
    "\x00",
    "bud\x00get",
    "'\"; DROP TABLE search_word; --",
    "%_\\",
    "a",
    "🎉",
    "🎉 budget 🎉",
    "dem ngeen jot ci jàmm ak ŋ",
    "ما هي الميزانية التشاركية",
    "‮budget‬",
    "é" * 5000,
    "a " * 5000,
    "((((((((((" * 500 + "a+" * 500,
    "-" * 10_000,
    " ".join(f"mot{n}" for n in range(3000)),
    "ﷺ" * 40,
    "\ud7ff\uffff",
    "ß" * 40,
    "İ" * 60,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_find_little_and_break_nothing(library, typed, django_assert_max_num_queries):
    # Eight words at most, three queries for each that nobody wrote.
    with django_assert_max_num_queries(5 + 3 * 8):
        found = find(typed, language="fr")

    assert len(found.corrections) <= 8


def test_words_of_any_script_are_found(library):
    library.add("Ndajem gox", "wolof", words="Jàmm ak ŋ ci gox bi. ما هي الميزانية. Ça coûte 17 €, le cœur.")

    for typed in ("jamm", "gox", "الميزانية", "17", "coeur", "cœur", "cout"):
        assert titles(typed) == ["Ndajem gox"], typed
