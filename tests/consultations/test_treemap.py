"""The geometry of the map of themes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.publishing.treemap import FINGER, HEIGHT, MOST, WIDTH, treemap

SIZES = st.lists(st.integers(1, 100_000), min_size=1, max_size=80).map(
    lambda sizes: sorted(sizes, reverse=True)
)


def area(one) -> float:
    return one.width * one.height


@given(SIZES)
def test_rectangles_fill_the_drawing_and_none_leaves_it(sizes):
    found = treemap(sizes)

    assert sum(area(one) for one in found) == pytest.approx(10_000, rel=1e-3)
    assert all(one.x >= -0.01 and one.y >= -0.01 for one in found)
    assert all(one.x + one.width <= 100.05 and one.y + one.height <= 100.05 for one in found)


@given(SIZES)
def test_rectangles_do_not_cover_each_other(sizes):
    found = treemap(sizes)

    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert across <= 0.01 or down <= 0.01


@given(SIZES)
def test_rectangles_drawn_apart_are_as_large_as_their_numbers(sizes):
    apart = [one for one in treemap(sizes) if one.index is not None]

    for one in apart[1:]:
        assert area(one) / area(apart[0]) == pytest.approx(one.value / apart[0].value, rel=0.02)


@given(SIZES)
def test_every_number_is_drawn_apart_or_among_the_others(sizes):
    found = treemap(sizes)

    assert sum(one.value for one in found) == sum(sizes)
    assert len(found) <= MOST + 1


@given(SIZES)
def test_rectangles_can_be_hit_by_a_finger(sizes):
    found = treemap(sizes)

    assert len(found) == 1 or all(
        min(one.width * WIDTH, one.height * HEIGHT) / 100 >= FINGER - 0.1 for one in found
    )


def test_rectangles_of_many_small_themes_leave_one_for_all_of_them():
    found = treemap([1000, 900] + [1] * 60)

    assert [one.index for one in found] == [0, 1, None]
    assert found[-1].value == 60


def test_nothing_is_drawn_of_nothing():
    assert treemap([]) == []
