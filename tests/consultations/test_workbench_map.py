"""The map: circles keep apart, as large as they should be, near where they belong; titles can be read."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.models import Group, Theme
from consultations.reviews import reviewing
from consultations.workbench.circles import Box, Circle, Disc, part
from consultations.workbench.filtering import read_filters
from consultations.workbench.map_labels import SIZE, Spot, label_all, wrapped
from consultations.workbench.map_places import places_of
from consultations.workbench.theme_facts import workbench_of
from consultations.workbench.theme_map import HEIGHT, WIDTH, map_of, map_of_theme
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, theme

SIZES = st.lists(st.integers(1, 2000), min_size=1, max_size=40)
MAP = Box(1200, 900)


def circles_of(sizes, wanted=None) -> list[Circle]:
    scale = math.sqrt(0.34 * MAP.width * MAP.height / math.pi / sum(sizes))
    return [
        Circle(scale * math.sqrt(size), wanted[place] if wanted else None) for place, size in enumerate(sizes)
    ]


def overlaps(circles, shrunk: float) -> list[tuple[Circle, Circle]]:
    return [
        (one, other)
        for one, other in combinations(circles, 2)
        if math.dist((one.x, one.y), (other.x, other.y)) < (one.radius + other.radius) * shrunk - 1e-6
    ]


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_circles_that_nobody_placed_do_not_overlap_and_stay_on_the_map(sizes):
    circles = circles_of(sizes)

    shrunk = part(circles, MAP, gap=6)

    assert overlaps(circles, shrunk) == []
    assert all(MAP.room(circle) >= circle.radius * shrunk - 1e-6 for circle in circles)
    assert shrunk > 0.5


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1200), st.floats(0, 900)), min_size=1, max_size=30)
)
def test_circles_that_belong_anywhere_do_not_overlap(placed):
    circles = circles_of([size for size, _x, _y in placed], [(x, y) for _size, x, y in placed])

    shrunk = part(circles, MAP, gap=6)

    assert overlaps(circles, shrunk) == []


def test_circles_that_belong_to_one_point_part():
    circles = circles_of([10, 10, 10], [(600.0, 450.0)] * 3)

    assert part(circles, MAP, gap=6) == 1
    assert overlaps(circles, 1) == []


def test_circles_with_room_stay_where_they_belong():
    circles = [Circle(50, (200.0, 200.0)), Circle(50, (900.0, 600.0))]

    part(circles, MAP, gap=6)

    assert [(round(one.x), round(one.y)) for one in circles] == [(200, 200), (900, 600)]


def test_circles_stay_inside_a_disc():
    disc = Disc(100, 100, 80)
    circles = [Circle(30, (500.0, 100.0)), Circle(30, (500.0, 100.0))]

    shrunk = part(circles, disc, gap=2)

    assert all(disc.room(circle) >= circle.radius * shrunk - 1e-6 for circle in circles)
    assert overlaps(circles, shrunk) == []


@pytest.fixture
def analysis(db):
    groups = {
        "Répondre": {"À chacun": ["a"] * 6, "Vite": ["b"] * 3, "Par écrit": ["c"]},
        "Réunir": ["d"] * 5,
        "Parler": {"Simplement": ["e"], "Souvent": ["f"]},
    }
    return make_analysis(make_consultation(phase="analysis"), groups)


def bench_of(analysis):
    return workbench_of(analysis, read_filters(analysis, {}))


def place_groups(analysis) -> None:
    for number, group in enumerate(analysis.groups.filter(parent=None)):
        Group.objects.filter(pk=group.pk).update(map_x=0.1 + 0.4 * number, map_y=0.5)
    for group in analysis.groups.exclude(parent=None).select_related("parent"):
        Group.objects.filter(pk=group.pk).update(map_x=group.parent.map_x + 0.01, map_y=0.48)


@pytest.mark.parametrize("is_placed", [True, False])
def test_map_draws_areas_as_people_and_parts_inside_their_theme(analysis, is_placed):
    if is_placed:
        place_groups(analysis)
    bench = bench_of(analysis)

    nodes = map_of(bench.themes, places_of(analysis, bench.all)).nodes

    mains = [node for node in nodes if not node.is_part]
    areas = [node.radius**2 / node.people for node in mains]
    assert [node.title for node in mains] == ["Répondre", "Réunir", "Parler"]
    assert max(areas) == pytest.approx(min(areas), rel=0.01)
    assert not any(
        math.dist((one.x, one.y), (other.x, other.y)) < one.radius + other.radius
        for one, other in combinations(mains, 2)
    )
    inside = [node.radius**2 / node.people for node in nodes if node.is_part]
    assert max(inside) == pytest.approx(min(inside), rel=0.05)
    around = None
    for node in nodes:
        around = around if node.is_part else node
        reach = math.dist((node.x, node.y), (around.x, around.y)) + node.radius
        assert reach <= around.radius + 0.2


def test_map_keeps_the_order_of_the_engines_places(analysis):
    place_groups(analysis)
    bench = bench_of(analysis)

    nodes = map_of(bench.themes, places_of(analysis, bench.all)).nodes

    places = {node.title: node.x for node in nodes}
    assert places["Répondre"] < places["Réunir"] < places["Parler"]


def test_a_theme_of_peoples_making_stands_in_the_middle_of_where_its_texts_come_from(analysis, analyst):
    place_groups(analysis)
    reply, gather = theme(analysis, "Répondre"), theme(analysis, "Réunir")
    new = reviewing.split(gather, answers(gather)[:2], {"fr": "Neuf"}, by=analyst, expected=1)
    reviewing.move(
        answers(theme(analysis, "À chacun"))[:2],
        Theme.objects.get(pk=new.pk),
        source=reply,
        by=analyst,
        expected=1,
    )

    places = places_of(analysis, bench_of(analysis).all)

    # Two texts from (0.5, 0.5), two from (0.11, 0.48).
    assert places[new.pk] == pytest.approx((0.305, 0.49))


def test_a_theme_alone_is_drawn_large_with_the_texts_that_no_part_has(analysis, analyst):
    reply = theme(analysis, "Répondre")
    reviewing.move(answers(theme(analysis, "Vite"))[:2], reply, source=reply, by=analyst, expected=1)
    bench = bench_of(analysis)
    facts = bench.find(reply.pk)

    nodes = map_of_theme(facts, places_of(analysis, bench.all)).nodes

    assert sorted(node.people for node in nodes) == [1, 1, 2, 6]
    assert [node.people for node in nodes if node.is_itself] == [2]
    assert all(0 <= node.x <= WIDTH and 0 <= node.y <= HEIGHT for node in nodes)


def test_titles_never_overlap_each_other_or_another_circle():
    spots = [
        Spot(
            f"Une promesse de la Ville, {number}",
            100 + 140 * (number % 8),
            100 + 140 * (number // 8),
            60 - number,
        )
        for number in range(40)
    ]

    labels = label_all(spots, width=1200, height=900)

    shown = [(spot, label) for spot, label in zip(spots, labels, strict=True) if label and label.level == 1]
    assert shown
    boxes = [box_of(label) for _spot, label in shown]
    assert not any(crossing(one, other) for one, other in combinations(boxes, 2))
    for spot, label in shown:
        left, top, right, bottom = box_of(label)
        for other in spots:
            nearest = (min(max(other.x, left), right), min(max(other.y, top), bottom))
            assert other is spot or math.dist(nearest, (other.x, other.y)) >= other.radius - 1


def box_of(label) -> tuple[float, float, float, float]:
    half = max(len(line.text) for line in label.lines) * 0.5 * label.size / 2
    x = label.lines[0].x
    return x - half, label.lines[0].y - 0.8 * label.size, x + half, label.lines[-1].y + 0.1 * label.size


def crossing(one, other) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_title_stands_clear_of_the_circles_inside_its_own():
    parts = ((500.0, 360.0, 60.0), (500.0, 500.0, 40.0))
    full = Spot("Répondre à chacun", 500, 400, 200, holds=parts)

    [label] = label_all([full], width=1200, height=900)

    left, top, right, bottom = box_of(label)
    assert label.is_inside
    for x, y, radius in parts:
        nearest = (min(max(x, left), right), min(max(y, top), bottom))
        assert math.dist(nearest, (x, y)) >= radius - 1


def test_a_title_without_room_appears_closer_by():
    small = [Spot("Long titre de thème", 100, 100, 40, may_leave=False)]

    [label] = label_all(small, width=1200, height=900)

    assert label.level > 1
    assert label.size == SIZE / label.level


def test_wrapped_never_breaks_a_word():
    assert wrapped("Répondre à chacun", 9, most=3) == ["Répondre", "à chacun"]
    assert wrapped("Anticonstitutionnellement", 9, most=3) is None
    assert wrapped("un deux trois quatre", 5, most=2) is None
