"""Cohen's kappa, its interval and Wilson's, against numbers worked out by hand, and what must hold of any readings."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consultations.double_reading.kappa import Z, expected_reach, kappa, one_against_the_rest, wilson

# Table 18.1 of Fleiss, Levin and Paik (2003): 100 patients, two raters (rows, columns), three diagnoses.
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]

READINGS = some.lists(some.tuples(some.integers(0, 4), some.integers(0, 4)), min_size=1, max_size=60)


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, cells in enumerate(table)
        for column, number in enumerate(cells)
        for _ in range(number)
    ]


def test_kappa_of_the_published_example_is_that_of_the_book():
    # Margins: rows .80 .10 .10, columns .80 .05 .15; p_o = .89, p_e = .64 + .005 + .015 = .66.
    value = Fraction(89 - 66, 100 - 66)

    found = kappa(pairs(DIAGNOSES))

    assert (found.size, found.agreed, found.observed) == (100, 89, 0.89)
    assert found.value == pytest.approx(float(value), abs=1e-12)
    assert round(found.value, 2) == 0.68


def test_interval_of_the_published_example_is_worked_out_term_by_term():
    value, rest = Fraction(23, 34), Fraction(11, 34)
    # A: the diagonal, with the sum of both margins of each diagnosis: 1.60, .15 and .25.
    on = (
        Fraction(75, 100) * (1 - Fraction(160, 100) * rest) ** 2
        + Fraction(4, 100) * (1 - Fraction(15, 100) * rest) ** 2
        + Fraction(10, 100) * (1 - Fraction(25, 100) * rest) ** 2
    )
    # B: cell (i, j) with column margin of i and row margin of j. (1,2): .80 + .10; (1,3): .80 + .10;
    # (2,1): .05 + .80; (2,3): .05 + .10.
    off = (
        Fraction(1, 100) * Fraction(90, 100) ** 2
        + Fraction(4, 100) * Fraction(90, 100) ** 2
        + Fraction(5, 100) * Fraction(85, 100) ** 2
        + Fraction(1, 100) * Fraction(15, 100) ** 2
    )
    spread = on + rest**2 * off - (value - Fraction(66, 100) * rest) ** 2
    error = math.sqrt(spread) / (0.34 * math.sqrt(100))

    found = kappa(pairs(DIAGNOSES))

    assert round(error, 3) == 0.088
    assert found.low == pytest.approx(float(value) - Z * error, abs=1e-12)
    assert found.high == pytest.approx(float(value) + Z * error, abs=1e-12)
    assert (round(found.low, 2), round(found.high, 2)) == (0.5, 0.85)


def test_interval_holds_the_truth_about_95_times_in_100():
    """Readers who share a true kappa of 0.6 on three equal themes; the truth must be inside nearly as often as told."""
    chance = random.Random(1969)

    def readings() -> list[tuple[int, int]]:
        made = []
        for _ in range(150):
            truth = chance.randrange(3)
            made.append((truth, truth if chance.random() < 0.6 else chance.randrange(3)))
        return made

    found = [kappa(readings()) for _ in range(600)]

    inside = sum(one.low <= 0.6 <= one.high for one in found) / len(found)
    assert 0.92 <= inside <= 0.98


@given(some.lists(some.integers(0, 4), min_size=2, max_size=60).filter(lambda given: len(set(given)) > 1))
def test_kappa_of_identical_readings_is_one_without_an_interval(categories):
    found = kappa([(one, one) for one in categories])

    assert (found.value, found.low, found.high) == (1.0, None, None)


def test_kappa_of_a_theme_that_one_reader_never_chose_has_no_interval():
    found = one_against_the_rest([("a", "b"), *[("b", "b")] * 59], "a")

    assert found.value == pytest.approx(0)
    assert (found.low, found.high) == (None, None)


@given(READINGS)
def test_kappa_never_leaves_its_bounds_and_lies_in_its_interval(readings):
    found = kappa(readings)

    if found.low is not None:
        assert -1 <= found.low <= found.value <= found.high <= 1


@given(READINGS)
def test_kappa_does_not_depend_on_who_is_called_first(readings):
    found, swapped = kappa(readings), kappa([(two, one) for one, two in readings])

    for one, two in zip(
        (found.value, found.low, found.high), (swapped.value, swapped.low, swapped.high), strict=True
    ):
        assert one == two or one == pytest.approx(two)


def test_kappa_of_readings_by_chance_alone_is_nought():
    assert kappa(pairs([[25, 25], [25, 25]])).value == pytest.approx(0)


def test_kappa_is_unknown_where_nothing_was_read_or_everything_got_one_theme():
    nothing, one_theme = kappa([]), kappa([("a", "a")] * 9)

    assert (nothing.size, nothing.value, nothing.observed) == (0, None, 0)
    assert (one_theme.size, one_theme.value, one_theme.observed) == (9, None, 1)


def test_one_theme_against_the_rest_is_the_kappa_of_a_two_by_two_table():
    # “Neurotic” or not: 4 both, 1 the second alone, 6 the first alone, 89 neither.
    by_hand = (Fraction(93, 100) - Fraction(10 * 5 + 90 * 95, 10000)) / (
        1 - Fraction(10 * 5 + 90 * 95, 10000)
    )

    found = one_against_the_rest(pairs(DIAGNOSES), 1)

    assert found.value == pytest.approx(float(by_hand), abs=1e-12)


def test_wilson_gives_the_interval_worked_out_by_hand():
    # 8 of 10: (0.8 + 3.8415/20 ± 1.96 sqrt(0.016 + 3.8415/400)) / 1.38415
    found = wilson(8, 10)

    assert (round(found.low, 3), round(found.high, 3)) == (0.490, 0.943)


def test_wilson_keeps_a_width_where_all_or_nothing_is_right():
    nothing, everything, none = wilson(0, 20), wilson(20, 20), wilson(0, 0)

    assert (nothing.low, round(nothing.high, 3)) == (0.0, 0.161)
    assert (round(everything.low, 3), everything.high) == (0.839, 1.0)
    assert none.value is None


def test_expected_reach_is_that_of_a_table_with_equal_margins():
    # Two themes, 80 % agreement, 100 texts: 40 + 40 on the diagonal, 10 + 10 off it.
    found = kappa(pairs([[40, 10], [10, 40]]))

    assert expected_reach(100, agreement=0.8, categories=2) == pytest.approx(found.high - found.value)


def test_expected_reach_falls_as_the_sample_grows():
    reaches = [expected_reach(size) for size in (25, 50, 100, 200, 400)]

    assert reaches == sorted(reaches, reverse=True)
    assert expected_reach(0) == 1
