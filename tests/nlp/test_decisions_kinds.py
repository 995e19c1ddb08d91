import numpy as np
import pytest

from nlp.deciding.account import doubt_rows
from nlp.deciding.settled import Given, new_ids, retired_ids
from nlp.errors import ContradictoryDecisions
from tests.nlp.synthetic_run import run_free, small_run, without_texts

FIRST = [str(number) for number in range(1, 7)]  # the texts of t1.1; those of t1.2 follow
SECOND = [str(number) for number in range(7, 13)]


@pytest.fixture
def run():
    return small_run()


def test_nothing_moves_without_decisions_when_the_earlier_run_is_the_same(run):
    settled = run.settle()

    assert run.moves(settled) == {}
    assert set(run.placed(settled)["1"]) == {"t1", "t1.1"}
    assert run.placed(settled)["38"] == ("", "")


def test_free_cut_is_kept_as_it_is_without_earlier_run_and_decisions(run):
    settled = run_free(run)

    assert settled.layout is run.layout
    assert (settled.themes == run.themes[run.layout.units]).all()
    assert (settled.subthemes == run.subthemes[run.layout.units]).all()
    assert set(settled.theme_ids) == {None}
    assert np.isnan(settled.confidence).all()


def test_pinned_text_moves_with_all_its_passages_and_its_copies(run):
    settled = run.settle(
        {"kind": "pin", "text": "1b", "theme": "t2"}, {"kind": "pin", "text": "37", "theme": "t3.2"}
    )

    placed, moved = run.placed(settled), run.moves(settled)
    assert placed["1"][0] == placed["1b"][0] == "t2"
    assert placed["1"] == placed["1b"]
    rows = settled.layout.owners == run.ids.index("37")
    assert {settled.subtheme_ids[group] for group in settled.subthemes[rows]} == {"t3.2"}
    assert (settled.confidence[rows] == 1).all()
    assert set(moved) == {"1", "1b", "37"}
    assert moved["1b"].why == "decision 1: pin"
    assert moved["1"].why == "follows its copy: decision 1: pin"
    assert (moved["37"].from_theme, moved["37"].to_subtheme) == ("t1", "t3.2")


def test_pin_without_theme_keeps_a_text_where_it_was(run):
    run.themes, run.subthemes = np.zeros_like(run.themes), np.zeros_like(run.subthemes)

    settled = run.settle({"kind": "pin", "text": "14"}, {"kind": "merge", "themes": ["t2.1"], "into": "t3.1"})

    assert run.placed(settled)["14"] == ("t3", "t3.1")
    assert settled.confidence[run.ids.index("14")] == 1


def test_pinned_stretch_cuts_the_passage_exactly_and_leaves_the_rest(run):
    start, end = run.spans("37")[1]
    text = run.corpus.texts[run.ids.index("37")]
    bound = text.index("sur", start)

    settled = run.settle({"kind": "pin", "text": "37", "start": bound, "end": end, "theme": "t3"})

    rows = np.flatnonzero(settled.layout.owners == run.ids.index("37"))
    spans = list(zip(settled.layout.starts[rows].tolist(), settled.layout.ends[rows].tolist(), strict=True))
    groups = [settled.theme_ids[group] for group in settled.themes[rows]]
    assert (bound, end) in spans
    assert len(spans) == 4
    assert groups == ["t1", "t1", "t3", "t2"]
    assert [text[begin:stop] for begin, stop in spans][1].endswith("Phrase 7")


def test_stretch_pinned_in_a_copy_is_found_in_its_original_and_all_copies(run):
    place, copy = run.ids.index("13"), run.ids.index("13b")
    words = run.corpus.texts[copy]
    start = words.index("sur")

    settled = run.settle({"kind": "pin", "text": "13b", "start": start, "end": len(words), "theme": "t3"})

    for at in (place, copy):
        rows = np.flatnonzero(settled.layout.owners == at)
        pieces = [
            run.corpus.texts[at][settled.layout.starts[row] : settled.layout.ends[row]].rstrip(" .!")
            for row in rows
        ]
        assert pieces == ["Phrase 12", "sur le sujet 2"]
        assert [settled.theme_ids[group] for group in settled.themes[rows]] == ["t2", "t3"]
    assert run.placed(settled)["13"] == run.placed(settled)["13b"]


def test_texts_together_go_where_most_of_them_are(run):
    settled = run.settle({"kind": "together", "texts": ["1", "20", "21"]})

    placed = run.placed(settled)
    assert placed["1"] == placed["1b"] == placed["20"] == placed["21"] == ("t2", "t2.2")
    assert run.moves(settled).keys() == {"1", "1b"}


def test_texts_together_follow_the_pin_of_one(run):
    settled = run.settle(
        {"kind": "together", "texts": ["1", "20", "21"]}, {"kind": "pin", "text": "1b", "theme": "t1.2"}
    )

    placed = run.placed(settled)
    assert placed["1"] == placed["20"] == placed["21"] == ("t1", "t1.2")
    assert run.moves(settled)["20"].why == "decision 1: together"
    assert run.moves(settled)["1b"].why == "decision 2: pin"


def test_texts_apart_are_in_two_themes_and_the_pinned_one_stays(run):
    settled = run.settle({"kind": "apart", "texts": ["2", "3"]}, {"kind": "pin", "text": "3", "theme": "t1"})

    placed = run.placed(settled)
    assert placed["3"][0] == "t1"
    assert placed["2"][0] not in ("", "t1")
    assert run.moves(settled).keys() == {"2"}
    assert run.moves(settled)["2"].why == "decision 1: apart"


def test_texts_apart_from_every_theme_found_one_of_their_own(run):
    pins = [
        {"kind": "pin", "text": text, "theme": theme}
        for text, theme in (("2", "t1"), ("14", "t2"), ("26", "t3"))
    ]
    aparts = [{"kind": "apart", "texts": ["4", text]} for text in ("2", "14", "26")]

    settled = run.settle(*pins, *aparts)

    assert len(settled.theme_ids) == 4
    assert run.placed(settled)["4"] == ("t4", "t4.1")


def test_merged_theme_brings_its_subthemes_along(run):
    settled = run.settle({"kind": "merge", "themes": ["t1"], "into": "t2"})

    placed = run.placed(settled)
    assert {placed[text] for text in FIRST} == {("t2", "t1.1")}
    assert {placed[text] for text in SECOND} == {("t2", "t1.2")}
    assert "t1" not in settled.theme_ids
    assert run.moves(settled)["2"].why == "decision 1: merge"


def test_merges_are_followed_and_so_are_pins(run):
    settled = run.settle(
        {"kind": "merge", "themes": ["t1"], "into": "t2"},
        {"kind": "pin", "text": "30", "theme": "t1"},
        {"kind": "merge", "themes": ["t2"], "into": "t3"},
    )

    themes, _ = new_ids(settled, run.previous)
    assert themes == ["t3"]
    assert run.placed(settled)["30"][0] == "t3"


def test_merges_between_levels_move_all_members(run):
    down = run.settle({"kind": "merge", "themes": ["t1"], "into": "t2.1"})
    up = run.settle({"kind": "merge", "themes": ["t1.1"], "into": "t2"})

    assert {run.placed(down)[text] for text in FIRST + SECOND} == {("t2", "t2.1")}
    assert {run.placed(up)[text] for text in FIRST} == {("t2", "t2.3")}
    assert {run.placed(up)[text] for text in SECOND} == {("t1", "t1.2")}


def test_split_theme_gives_way_to_its_titled_parts(run):
    settled = run.settle(
        {
            "kind": "split",
            "theme": "t1",
            "parts": [{"title": "Une partie", "texts": ["2", "3"]}, {"title": "L'autre", "texts": ["8"]}],
        }
    )

    placed = run.placed(settled)
    titles = dict(zip(new_ids(settled, run.previous)[0], settled.theme_names, strict=True))
    assert {placed[text][0] for text in FIRST} == {placed["2"][0]}
    assert {placed[text][0] for text in SECOND} == {placed["8"][0]}
    assert titles[placed["2"][0]] == Given("Une partie")
    assert titles[placed["8"][0]] == Given("L'autre")
    assert {placed["2"][0], placed["8"][0]} == {"t4", "t5"}
    assert run.moves(settled)["4"].why == "decision 1: split"


def test_split_subtheme_stays_in_its_theme_even_one_that_is_merged(run):
    settled = run.settle(
        {
            "kind": "split",
            "theme": "t1.1",
            "parts": [
                {"title": "Une partie", "texts": ["2", "3"]},
                {"title": "L'autre", "texts": ["5", "6"]},
            ],
        },
        {"kind": "merge", "themes": ["t1"], "into": "t3"},
    )

    placed = run.placed(settled)
    assert placed["2"][0] == placed["5"][0] == "t3"
    assert placed["2"] == placed["3"]
    assert placed["2"][1] != placed["5"][1]
    assert {placed[text][1] for text in FIRST} == {placed["2"][1], placed["5"][1]} == {"t3.3", "t3.4"}


def test_text_that_is_set_aside_leaves_with_its_copies_and_the_reason(run):
    settled = run.settle({"kind": "set-aside", "text": "1b", "reason": "hors sujet"})

    assert run.placed(settled)["1"] == run.placed(settled)["1b"] == ("", "")
    assert {settled.reason(run.ids.index(text)) for text in ("1", "1b")} == {"hors sujet"}
    assert settled.reason(run.ids.index("2")) is None
    assert run.moves(settled)["1b"].why == "decision 1: set-aside"
    assert run.moves(settled)["1"].why == "follows its copy: set aside"


def test_name_is_given_as_it_is_written(run):
    settled = run.settle(
        {"kind": "name", "theme": "t2", "title": " Été ", "description": "Ce qu'on y dit."},
        {"kind": "name", "theme": "t1.2", "title": "Sans plus"},
    )

    assert settled.theme_names[settled.theme_ids.index("t2")] == Given(" Été ", "Ce qu'on y dit.")
    assert settled.subtheme_names[settled.subtheme_ids.index("t1.2")] == Given("Sans plus")
    assert sum(name is not None for name in settled.theme_names + settled.subtheme_names) == 2


def test_decisions_on_texts_hold_without_an_earlier_run(run):
    run.previous = None

    settled = run.settle(
        {"kind": "together", "texts": ["1", "20", "21"]},
        {"kind": "apart", "texts": ["2", "3"]},
        {"kind": "set-aside", "text": "5", "reason": "hors sujet"},
    )

    placed = run.placed(settled)
    assert placed["1"] == placed["20"] == placed["21"]
    assert placed["2"][0] != placed["3"][0]
    assert placed["5"] == ("", "")
    assert run.moves(settled) == {}
    assert {theme for theme, _ in placed.values()} == {"t1", "t2", "t3", ""}


def test_ids_that_are_no_more_tell_what_took_their_place(run):
    settled = run.settle(
        {"kind": "merge", "themes": ["t1"], "into": "t2"},
        {
            "kind": "split",
            "theme": "t3",
            "parts": [{"title": "A", "texts": ["25"]}, {"title": "B", "texts": ["31"]}],
        },
        *(
            {"kind": "set-aside", "text": str(number), "reason": "hors sujet"}
            for number in (*range(19, 25), 37)
        ),
    )

    themes, subthemes = new_ids(settled, run.previous)
    retired = retired_ids(settled, run.previous, theme_ids=themes, subtheme_ids=subthemes)
    placed = run.placed(settled)
    assert retired == {"t1": ("t2",), "t3": (placed["25"][0], placed["31"][0]), "t2.2": ()}


def test_name_of_a_theme_that_nobody_is_left_in_is_told_not_dropped(run):
    aside = [{"kind": "set-aside", "text": text, "reason": "hors sujet"} for text in (*FIRST, "37")]

    with pytest.raises(ContradictoryDecisions, match=r"Decision 8 \(name\).*no text is left in 't1.1'"):
        run.settle(*aside, {"kind": "name", "theme": "t1.1", "title": "Vide"})


def test_doubtful_passages_are_listed_with_the_theme_that_comes_second(run):
    settled = run.settle({"kind": "apart", "texts": ["2", "3"]})
    themes, subthemes = new_ids(settled, run.previous)

    rows = doubt_rows(settled, ids=run.ids, theme_ids=themes, subtheme_ids=subthemes)

    assert [row[0] for row in rows] == list(run.moves(settled))
    assert all(row[-1].startswith("kept apart") for row in rows)


def test_pin_of_the_words_without_the_marks_after_them_takes_the_whole_passage(run):
    place = run.ids.index("2")
    text = run.corpus.texts[place]
    run.corpus.texts[place] = f"{text} !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
    run.layout.ends[run.layout.owners == place] = len(run.corpus.texts[place])

    settled = run.settle(
        {"kind": "pin", "text": "2", "start": 0, "end": len(text) - 1, "theme": "t3"},
        {"kind": "together", "texts": ["37", "37"]},
        {"kind": "together", "texts": ["1", "1b"]},
    )

    assert run.placed(settled)["2"][0] == "t3"
    assert (settled.layout.owners == place).sum() == 1
    assert len({*settled.themes[settled.layout.owners == run.ids.index("37")]}) == 2


def test_text_that_is_set_aside_has_no_vote(run):
    run.previous = without_texts(run, {"4", *(str(number) for number in range(25, 37))})
    aside = [{"kind": "set-aside", "text": str(number), "reason": "hors sujet"} for number in range(25, 37)]

    settled = run.settle(*aside)

    assert set(settled.theme_ids) == {"t1", "t2"}
    assert run.placed(settled)["4"] == ("t1", "t1.1")
