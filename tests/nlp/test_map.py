"""Where groups stand on the map."""

import numpy as np
import pytest

from nlp.grouping.map import COVERED, map_places

DIMENSIONS = 12


@pytest.fixture
def groups():
    """Four themes of two sub-themes, 40 passages each: themes 0 and 1 alike, 2 and 3 alike, the pairs apart."""
    generator = np.random.default_rng(7)
    subjects = np.repeat(np.eye(DIMENSIONS)[:2], 2, axis=0) + 0.3 * np.eye(DIMENSIONS)[2:6]
    parents = np.repeat(np.arange(4), 2)
    subthemes = np.repeat(np.arange(8), 20)
    ideas = subjects[parents] + 0.2 * generator.normal(size=(8, DIMENSIONS))
    points = ideas[subthemes] + 0.05 * generator.normal(size=(len(subthemes), DIMENSIONS))
    points = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    return {
        "themes": parents[subthemes],
        "subthemes": subthemes,
        "parents": parents,
        "units": np.arange(len(subthemes)),
        "points": points,
    }


def apart(one, other):
    return float(np.hypot(*np.subtract(one, other)))


def test_themes_that_are_alike_stand_nearer_than_others(groups):
    places, _ = map_places(**groups)

    alike = [apart(places[0], places[1]), apart(places[2], places[3])]
    others = [apart(places[one], places[other]) for one in (0, 1) for other in (2, 3)]
    assert max(alike) < min(others)


def test_places_are_in_the_square_and_hide_nothing(groups):
    places, below = map_places(**groups)

    radius = np.sqrt(COVERED / 4 / np.pi)
    assert all(0 <= number <= 1 for place in places + below for number in place)
    for one in range(4):
        assert all(apart(places[one], places[other]) >= 2 * radius - 1e-3 for other in range(one))
    assert len(set(below)) == 8


def test_subthemes_stand_inside_the_circle_of_their_theme(groups):
    places, below = map_places(**groups)

    radius = np.sqrt(COVERED / 4 / np.pi)
    assert all(apart(below[sub], places[theme]) < radius for sub, theme in enumerate(groups["parents"]))


def test_same_input_gives_the_same_places(groups):
    assert map_places(**groups) == map_places(**groups)


def test_only_subtheme_stands_where_its_theme_does(groups):
    groups["subthemes"], groups["parents"] = groups["themes"], np.arange(4)

    places, below = map_places(**groups)

    assert below == places


@pytest.mark.parametrize("count", [1, 2, 3, 30])
def test_themes_of_one_meaning_stand_side_by_side(count):
    numbers = np.arange(count)

    places, _ = map_places(numbers, numbers, numbers, units=numbers, points=np.ones((count, 3), np.float32))

    assert len(set(places)) == count
    assert all(0 <= number <= 1 for place in places for number in place)


def test_nothing_has_no_place():
    nothing = np.zeros(0, dtype=np.int64)

    assert map_places(nothing, nothing, nothing, units=nothing, points=np.zeros((0, 1))) == ([], [])
