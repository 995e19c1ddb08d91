"""Figures of closed questions, and the care taken of small numbers."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from consultations.asking.questions import Questionnaire
from consultations.publishing.figures import figures_of
from consultations.publishing.histogram import quantile
from consultations.publishing.small_numbers import FEWEST, places_shown
from tests.consultations.factories import DEFINITION


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def question(key: str):
    return Questionnaire.from_definition(DEFINITION).question(key)


def counts(figures) -> dict[str, int]:
    return {bar.label: bar.count for bar in figures.bars}


def test_figures_of_one_choice_show_every_choice_in_the_questionnaires_order():
    figures = figures_of(question("experience"), [("often", 3), ("never", 1)])

    assert figures.answered == 4
    assert list(counts(figures).items()) == [("Never", 1), ("Once", 0), ("Often", 3)]
    assert [bar.share for bar in figures.bars] == [0.25, 0, 0.75]


def test_figures_of_several_choices_count_each_choice_once_a_person_and_other_too():
    figures = figures_of(question("schemes"), [(["budget", "other"], 2), (["budget", "budget"], 1)])

    assert figures.answered == 3
    assert counts(figures) == {
        "The participatory budget": 3, "A neighbourhood council": 0, "A debate": 0, "Other": 2,
    }  # fmt: skip
    assert figures.bars[0].share == 1


def test_figures_keep_the_answers_whose_choice_is_gone():
    figures = figures_of(question("experience"), [("gone", 2)])

    assert counts(figures)["gone"] == 2


def test_figures_of_a_scale_give_the_mean_and_name_the_ends():
    figures = figures_of(question("trust"), [(1, 1), (5, 1), ("4", 1), (9, 1), ("?", 1)])

    assert figures.answered == 3
    assert counts(figures) == {"1 – not at all": 1, "2": 0, "3": 0, "4": 1, "5 – entirely": 1}
    assert figures.facts == (("Mean", "3.3, on a scale from 1 to 5"),)


def test_figures_of_a_number_give_the_median_and_the_middle_half():
    figures = figures_of(question("hours"), [(2, 1), (4, 2), (10, 1), ("n/a", 3), (True, 1)])

    assert figures.answered == 4
    assert [value for _name, value in figures.facts] == ["4", "from 3.5 to 5.5"]
    assert counts(figures) == {"2": 1, "4": 2, "10": 1}


def test_figures_of_a_number_group_many_values_and_one_enormous_one_does_not_flatten_them():
    figures = figures_of(question("hours"), [*((value, 5) for value in range(1, 31)), (1_000_000, 1)])

    assert sum(counts(figures).values()) == 151
    assert 5 <= len(figures.bars) <= 13
    assert figures.bars[-1].label.endswith("or more")
    assert max(bar.count for bar in figures.bars) <= 50


@given(st.lists(st.tuples(st.floats(-1e12, 1e12), st.integers(1, 9)), min_size=1))
def test_figures_of_any_numbers_lose_nobody(distribution):
    with override("en"):
        figures = figures_of(question("hours"), distribution)

    assert figures.answered == sum(times for _value, times in distribution)
    assert sum(bar.count for bar in figures.bars) == figures.answered
    assert all(0 <= bar.share <= 1 for bar in figures.bars)


@given(st.lists(st.integers(-50, 50), min_size=1))
def test_quantiles_stay_within_the_values_and_in_order(values):
    ordered = sorted((float(value), 1) for value in values)

    quartiles = [quantile(ordered, part) for part in (0, 0.25, 0.5, 0.75, 1)]

    assert quartiles == sorted(quartiles)
    assert (quartiles[0], quartiles[-1]) == (min(values), max(values))


@pytest.mark.parametrize("enormous", [1.7e308, -1e300, 10**400, "1e400", float("nan"), 5e-324])
def test_figures_of_numbers_typed_to_break_the_page_do_not_break_it(enormous):
    figures = figures_of(question("hours"), [*((value, 1) for value in range(20)), (enormous, 1)])

    assert figures.answered in {20, 21}
    assert sum(bar.count for bar in figures.bars) == figures.answered


def test_figures_of_dates_go_by_month_within_two_years_and_by_year_beyond():
    near = figures_of(question("last_time"), [("2024-01-05", 1), ("2024-03-31", 2), ("never", 1)])
    far = figures_of(question("last_time"), [("2019-01-05", 1), ("2024-03-31", 2)])

    assert list(counts(near).items()) == [("January 2024", 1), ("February 2024", 0), ("March 2024", 2)]
    assert counts(far) == {"2019": 1, "2020": 0, "2021": 0, "2022": 0, "2023": 0, "2024": 2}


def test_figures_of_dates_centuries_apart_stay_readable():
    figures = figures_of(question("last_time"), [("1066-10-14", 1), ("2024-03-31", 2)])

    assert len(figures.bars) <= 25
    assert sum(counts(figures).values()) == 3


def test_figures_of_a_ranking_give_first_places_and_average_places():
    figures = figures_of(
        question("priorities"), [(["time", "reply", "clarity"], 2), (["reply"], 1), (["reply", "time"], 3)]
    )

    assert figures.answered == 6
    assert list(counts(figures).items()) == [("Getting a reply", 4), ("Having time", 2), ("Understanding", 0)]
    assert figures.table.rows == (
        ("Getting a reply", "1.3", "6"), ("Having time", "1.6", "5"), ("Understanding", "3.0", "2"),
    )  # fmt: skip


@pytest.mark.parametrize("key", ["experience", "schemes", "trust", "priorities", "hours", "last_time"])
@pytest.mark.parametrize("value", [None, "", [], {}, {"a": 1}, [None], "2024-99-99", -1, 1e400, "=1+1"])
def test_figures_survive_any_stored_value(key, value):
    figures = figures_of(question(key), [(value, 1)])

    assert figures.answered in {0, 1}


def test_figures_write_numbers_as_the_language_does():
    with override("fr"):
        label, number, share = figures_of(question("experience"), [("often", 8947)]).rows[-1]

    assert (label, share) == ("Souvent", 1)
    assert number.replace("\u202f", "\u00a0") == "8\u00a0947"


def test_places_below_five_are_never_shown():
    assert places_shown({"a": 40, "b": 4, "c": 5}, without=9) == {"a", "c"}


def test_places_a_single_hidden_place_takes_another_with_it():
    assert places_shown({"a": 40, "b": 4, "c": 7}, without=0) == {"a"}


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8), st.integers(0, 30))
def test_places_hidden_can_never_be_worked_out(counts, without):
    shown = places_shown(counts, without=without)

    hidden = [count for place, count in counts.items() if count and place not in shown]
    assert all(counts[place] >= FEWEST for place in shown)
    if hidden and shown:
        assert sum(hidden) + without >= FEWEST
        assert len(hidden) + bool(without) >= 2
