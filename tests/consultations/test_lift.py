"""The lift and its interval: against numbers worked by hand, a published example, and what must hold of all counts."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultations.workbench.lift import THRESHOLD, Counts, lift_of, ratio_interval
from consultations.workbench.lift_words import lift_mark, lift_sentence, picture_of, rule_of_many

pytestmark = pytest.mark.usefixtures("in_english")


@st.composite
def counts(draw) -> Counts:
    group = draw(st.integers(1, 3000))
    others = draw(st.integers(0, 9000))
    inside = draw(st.integers(0, group))
    outside = draw(st.integers(0, others))
    return Counts(inside, group, inside + outside, group + others)


def test_lift_is_the_share_of_the_group_divided_by_that_of_all():
    # 60 of 200 speak of it (30 %), as do 150 of all 1,000 (15 %): twice as often.
    lift = lift_of(Counts(inside=60, group=200, speaking=150, people=1000))

    assert lift.value == pytest.approx(2.0)


def test_interval_agrees_with_the_published_example():
    # Koopman (1984): 36 of 40 against 16 of 80.
    low, high = ratio_interval(36, 40, 16, 80)

    assert (round(low, 2), round(high, 2)) == (2.94, 7.15)


def test_interval_of_large_counts_is_that_of_katz():
    # φ = (100/1000)/(100/9000) = 9; the logarithm's standard error is √(1/100 − 1/1000 + 1/100 − 1/9000) = 0.13744.
    low, high = ratio_interval(100, 1000, 100, 9000)

    error = math.sqrt(1 / 100 - 1 / 1000 + 1 / 100 - 1 / 9000)
    assert low == pytest.approx(9 * math.exp(-1.96 * error), rel=0.005)
    assert high == pytest.approx(9 * math.exp(1.96 * error), rel=0.005)


def test_ends_of_the_interval_are_where_the_test_begins_to_refuse():
    # The likeliest shares under a ratio are looked for here one by one, not by the formula that the code solves.
    for ratio in ratio_interval(30, 200, 90, 800):
        shares = [number / 200_000 for number in range(1, 200_000) if number / 200_000 * ratio < 1]
        second = max(
            shares,
            key=lambda share: (
                30 * math.log(ratio * share)
                + 170 * math.log(1 - ratio * share)
                + 90 * math.log(share)
                + 710 * math.log(1 - share)
            ),
        )
        first = ratio * second
        score = (30 - 200 * first) ** 2 / (200 * first * (1 - first))
        score += (90 - 800 * second) ** 2 / (800 * second * (1 - second))

        assert score == pytest.approx(THRESHOLD, abs=0.01)


@given(counts())
def test_interval_contains_the_estimate_and_stays_possible(some):
    lift = lift_of(some)
    assume(lift is not None)

    assert 0 <= lift.low <= lift.value <= lift.high
    # Nobody can be more than everybody: the share of the group is 1 at most.
    assert lift.high <= some.people / some.group * (1 + 1e-9)


@given(counts())
def test_a_group_and_the_others_are_never_both_over_represented(some):
    others = Counts(some.speaking - some.inside, some.people - some.group, some.speaking, some.people)
    assume(others.group)
    one, other = lift_of(some), lift_of(others)
    assume(one is not None)

    assert other is not None
    assert one.is_over == other.is_under
    assert one.is_under == other.is_over


@given(st.integers(1, 9000), st.data())
def test_lift_of_everybody_is_1(people, data):
    speaking = data.draw(st.integers(1, people))

    lift = lift_of(Counts(speaking, people, speaking, people))

    assert (lift.low, lift.value, lift.high) == (1, 1, 1)
    assert not lift.stands_out


@pytest.mark.parametrize(
    "few",
    [
        Counts(inside=3, group=4, speaking=100, people=200),  # two were to be expected of the group
        Counts(inside=96, group=196, speaking=100, people=200),  # and here of the others
        Counts(inside=0, group=10, speaking=0, people=20),
        Counts(inside=0, group=0, speaking=10, people=20),
        Counts(inside=0, group=0, speaking=0, people=0),
    ],
)
def test_too_few_to_say_is_said(few):
    assert lift_of(few) is None
    assert not few.is_everybody or few.people == 0


def test_none_where_many_were_expected_is_told_not_hidden():
    never = Counts(inside=0, group=200, speaking=100, people=1000)

    lift = lift_of(never)

    assert (lift.value, lift.low, lift.is_under) == (0, 0, True)
    assert lift_sentence(lift, never) == "never, where about 20 were to be expected"
    assert lift_mark(lift) == "▼ 0"


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="do not lie in one another"):
        Counts(inside=5, group=4, speaking=10, people=20)


@pytest.mark.parametrize(
    ("some", "sentence", "mark"),
    [
        # By Katz's formula, worked by hand and carried over: 1.67 to 2.35, then 1 / 0.369 to 1 / 0.166.
        (Counts(60, 200, 150, 1000), "2.0 times as often, between 1.7 and 2.3", "▲ × 2.0"),
        (Counts(20, 400, 200, 1000), "4.0 times less often, between 2.7 and 6.0", "▼ × 0.25"),
        (Counts(40, 200, 190, 1000), "no clear difference: 1.05 times as often, between 0.81 and 1.33", ""),
        (Counts(1, 4, 10, 1000), "too few to say", ""),
        (Counts(10, 20, 10, 20), "these are everybody: there is nobody to compare with", ""),
    ],
)
def test_lift_is_said_in_words(some, sentence, mark):
    lift = lift_of(some)

    assert lift_sentence(lift, some) == sentence
    assert lift_mark(lift) == mark


def test_picture_puts_twice_as_far_from_one_as_half():
    picture = picture_of(lift_of(Counts(60, 200, 150, 1000)))

    assert picture.dot == picture.twice
    assert picture.twice - picture.one == pytest.approx(picture.one - picture.half)
    assert picture.low < picture.dot < picture.high


def test_many_comparisons_come_with_a_warning():
    assert rule_of_many(1) == ""
    assert "about 3 would stand out by chance alone" in rule_of_many(60)
