"""A new run on more texts: what was validated stays, new texts join it, decisions are replayed."""

import numpy as np
import pytest

from nlp.deciding.account import doubt_rows
from nlp.deciding.previous import Previous
from nlp.deciding.settled import Given, new_ids, retired_ids
from tests.nlp.random_decisions import Deciding
from tests.nlp.synthetic_run import large_run, small_run, without_texts

THIRD = {str(number) for number in range(25, 37)}  # the texts of t3
DECIDED = (
    {"kind": "merge", "themes": ["t3"], "into": "t2"},
    {
        "kind": "split",
        "theme": "t1",
        "parts": [{"title": "A", "texts": ["2", "3"]}, {"title": "B", "texts": ["8"]}],
    },
    {"kind": "pin", "text": "5", "theme": "t3.2"},
    {"kind": "pin", "text": "4", "theme": "t1"},
    {"kind": "name", "theme": "t2", "title": "Le titre", "description": "La phrase."},
    {"kind": "together", "texts": ["14", "30"]},
    {"kind": "apart", "texts": ["9", "10"]},
    {"kind": "set-aside", "text": "6", "reason": "hors sujet"},
)


@pytest.fixture
def run():
    return small_run()


def as_previous(run, settled):
    """The earlier run that this one is for the next."""
    themes, subthemes = new_ids(settled, run.previous)
    parents = dict.fromkeys(themes)
    parents |= {group: themes[settled.parents[number]] for number, group in enumerate(subthemes)}
    number = {group: at for at, group in enumerate(group for group, parent in parents.items() if parent)}
    code = np.array([number[group] for group in subthemes])
    return Previous(
        parents=parents,
        ids=list(run.ids),
        text_groups=np.where(settled.text_subthemes >= 0, code[settled.text_subthemes], -1),
        reasons={run.ids[place]: reason for place, reason in settled.set_aside.items()},
        owners=settled.layout.owners,
        starts=settled.layout.starts,
        ends=settled.layout.ends,
        passage_groups=code[settled.subthemes],
        retired=retired_ids(settled, run.previous, theme_ids=themes, subtheme_ids=subthemes),
    )


def test_new_texts_join_the_theme_of_their_neighbours(run):
    run.previous = without_texts(run, {"4", "5", "16"})

    settled = run.settle()

    placed, moved = run.placed(settled), run.moves(settled)
    assert placed["4"] == placed["5"] == ("t1", "t1.1")
    assert placed["16"] == ("t2", "t2.1")
    assert set(moved) == {"4", "5", "16"}
    assert {move.why for move in moved.values()} == {"new text"}
    new = [run.ids.index(text) for text in ("4", "5", "16")]
    assert (settled.confidence[np.isin(settled.layout.owners, new)] > 0.5).all()


def test_new_texts_far_from_all_others_found_a_theme_with_an_id_of_its_own(run):
    run.previous = without_texts(run, THIRD)

    settled = run.settle()

    placed = run.placed(settled)
    assert {placed[text][0] for text in THIRD} == {"t4"}
    assert {placed[text][1] for text in THIRD} == {"t4.1", "t4.2"}
    assert {move.why for move in run.moves(settled).values()} == {"theme founded by new texts"}
    assert "t3" not in settled.theme_ids
    assert settled.ended == {"t3": ("themes", ()), "t3.1": ("subthemes", ()), "t3.2": ("subthemes", ())}


def test_new_themes_keep_to_the_number_a_reader_is_shown(run):
    run.previous = without_texts(run, THIRD)

    settled = run.settle(max_themes=2)

    placed = run.placed(settled)
    assert set(settled.theme_ids) == {"t1", "t2"}
    assert len({placed[text][1] for text in THIRD} - set(run.previous.parents)) == 2


def test_a_few_new_texts_found_nothing(run):
    run.previous = without_texts(run, {"31", "32"})

    settled = run.settle()

    assert run.placed(settled)["31"] == ("t3", "t3.2")
    assert None not in settled.subtheme_ids


def test_text_that_a_copy_of_was_there_takes_what_the_copy_had(run):
    old = run.previous
    old.text_groups[old.place["13b"]] = old.subthemes.index("t3.1")
    old.passage_groups[old.owners == old.place["13b"]] = old.subthemes.index("t3.1")
    run.previous = without_texts(run, {"13"})

    settled = run.settle()

    assert run.placed(settled)["13"] == run.placed(settled)["13b"] == ("t3", "t3.1")


def test_text_that_is_cut_otherwise_keeps_its_themes_by_place(run):
    whole = run.previous.owners == run.previous.place["37"]
    first, last = np.flatnonzero(whole)[[0, -1]]
    run.previous.ends[first] = run.previous.ends[last]
    keep = ~whole
    keep[first] = True
    for column in ("owners", "starts", "ends", "passage_groups"):
        setattr(run.previous, column, getattr(run.previous, column)[keep])

    settled = run.settle()

    rows = settled.layout.owners == run.ids.index("37")
    assert rows.sum() == 3
    assert {settled.subtheme_ids[group] for group in settled.subthemes[rows]} == {"t1.1"}


def test_text_that_has_changed_is_placed_anew(run):
    old = run.previous
    old.ends[old.owners == old.place["5"]] += 3
    old.text_groups[old.place["5"]] = old.subthemes.index("t3.1")

    settled = run.settle()

    assert run.placed(settled)["5"] == ("t1", "t1.1")
    assert run.moves(settled)["5"].why == "the text has changed"


def test_text_that_was_set_aside_comes_back(run):
    run.previous.text_groups[run.previous.place["5"]] = -1
    run.previous.reasons["5"] = "hors sujet"

    settled = run.settle()

    assert run.placed(settled)["5"] == ("t1", "t1.1")
    assert run.moves(settled)["5"].why == "no longer set aside (hors sujet)"


def test_text_of_the_earlier_run_that_is_gone_is_counted_not_listed(run):
    run.previous.ids[run.previous.place["5"]] = "retiré"
    run.previous.place = {text: place for place, text in enumerate(run.previous.ids)}

    settled = run.settle()

    assert settled.gone == 1
    assert set(run.moves(settled)) == {"5"}


def test_nothing_left_of_the_earlier_run_gives_the_free_cut_with_new_ids(run):
    run.previous.ids = [f"autre {text}" for text in run.previous.ids]
    run.previous.place = {text: place for place, text in enumerate(run.previous.ids)}

    settled = run.settle()

    assert sorted(new_ids(settled, run.previous)[0]) == ["t4", "t5", "t6"]
    assert (np.unique(settled.themes * 10 + run.themes[run.layout.units]).size) == 3


def test_id_that_was_retired_is_never_taken_again(run):
    run.previous = without_texts(run, THIRD)
    run.previous.retired = {"t9": ("t1",), "t9.4": ("t1.1",)}

    settled = run.settle()

    assert "t10" in new_ids(settled, run.previous)[0]


def test_decisions_hold_for_more_texts_and_new_ones_follow_them(run):
    run.previous = without_texts(run, {"12", "16", "33"})

    settled = run.settle(*DECIDED)

    placed = run.placed(settled)
    assert placed["33"] == ("t2", "t3.2")
    assert placed["16"][0] == "t2"
    assert placed["12"][0] == placed["8"][0] != placed["2"][0]
    assert run.moves(settled)["33"].why == "new text"


def test_decisions_that_are_carried_out_already_hold_again_and_move_nothing(run):
    first = run.settle(*DECIDED)
    before = run.placed(first)
    run.previous = as_previous(run, first)

    settled = run.settle(*DECIDED)

    assert run.placed(settled) == before
    assert run.moves(settled) == {}
    titles = dict(zip(settled.theme_ids, settled.theme_names, strict=True))
    assert titles["t2"] == Given("Le titre", "La phrase.")
    assert titles[before["2"][0]] == Given("A")


def test_random_decisions_hold_again_over_the_run_that_they_made():
    run = large_run(5, count=3000)
    entries = Deciding(run, 5).draw(pins=60, together=30, apart=20, aside=20, stretches=15)
    first = run.settle(*entries)
    before = run.placed(first)
    run.previous = as_previous(run, first)

    settled = run.settle(*entries)

    after = run.placed(settled)
    assert np.mean([after[text] == before[text] for text in run.ids]) > 0.999


def test_new_text_between_themes_is_for_a_person_to_look_at(run):
    run.previous = without_texts(run, {"4"})
    unit = run.layout.units[run.layout.owners == run.ids.index("4")][0]
    graph = run.graph.tolil()
    graph[unit, :] = graph[:, unit] = 0
    for other in (1, 14, 28):
        graph[unit, other] = graph[other, unit] = 0.5
    run.graph = graph.tocsr()

    settled = run.settle()

    themes, subthemes = new_ids(settled, run.previous)
    (row,) = doubt_rows(settled, ids=run.ids, theme_ids=themes, subtheme_ids=subthemes)
    text, start, end, theme, _, confidence, second, why = row
    assert (text, start, end) == ("4", *run.spans("4")[0])
    assert confidence == "0.333"
    assert {theme, second} < {"t1", "t2", "t3"}
    assert why == "new, and its neighbours are in several themes"


def test_new_text_without_any_link_is_for_a_person_to_look_at(run):
    run.previous = without_texts(run, {"4"})
    unit = run.layout.units[run.layout.owners == run.ids.index("4")][0]
    graph = run.graph.tolil()
    graph[unit, :] = graph[:, unit] = 0
    run.graph = graph.tocsr()
    run.graph.eliminate_zeros()

    settled = run.settle()

    assert run.placed(settled)["4"] == ("t1", "t1.1")
    assert [doubt.why for doubt in settled.doubts] == ["new, and far from all that is known"]


def test_new_texts_of_a_random_run_join_the_theme_they_belong_to():
    run = large_run(7)
    new = set(run.ids) - set(run.previous.ids)

    placed = run.placed(run.settle())

    truth = run.previous
    names = {int(cell): group for cell, group in zip(*cells_of(run), strict=True)}
    single = [text for text in new if len(run.spans(text)) == 1]
    right = [placed[text][1] == names[int(run.subthemes[unit_of(run, text)])] for text in single]
    assert len(single) > 300
    assert np.mean(right) > 0.99
    kept = [
        placed[text] == (truth.parents[truth.subthemes[group]], truth.subthemes[group])
        for text, group in zip(truth.ids, truth.text_groups.tolist(), strict=True)
        if group >= 0
    ]
    assert all(kept)


def unit_of(run, text):
    return run.layout.units[run.layout.owners == run.ids.index(text)][0]


def cells_of(run):
    """(numbers of the free cut's sub-themes, their ids in the earlier run)."""
    rows = np.flatnonzero(run.layout.owners == run.layout.owners)
    earlier = dict(zip(run.previous.ids, run.previous.text_groups.tolist(), strict=True))
    pairs = {}
    for row in rows.tolist():
        text = run.ids[run.layout.owners[row]]
        if earlier.get(text, -1) >= 0 and len(run.corpus.texts[run.layout.owners[row]]) < 25:
            pairs[int(run.subthemes[run.layout.units[row]])] = run.previous.subthemes[earlier[text]]
    return list(pairs), list(pairs.values())
