"""Finding panels: quotas always hold, impossible ones are explained, an algorithm is never replaced."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.lottery import closing, mixing, profiles
from cms.lottery import panels as finding
from cms.lottery.panels import Impossible, UnknownAlgorithm, find_panels
from cms.lottery.pool import Person, Pool, Quota
from cms.lottery.quotas import problems_of, sentence
from cms.lottery.repeat_draw import chances_of
from cms.lottery.tickets import TICKETS, with_tickets


def pool(number: int = 24, *, size: int = 6, quotas=None, answers=None) -> Pool:
    """Candidates whose answers are drawn with a fixed seed; two of them share an address."""
    lot = random.Random(3)
    quotas = quotas or {
        "gender": {"f": (3, 3), "m": (3, 3)},
        "age": {"young": (2, 3), "mid": (1, 2), "old": (1, 3)},
    }
    people = tuple(
        Person(
            f"P{n:02}",
            answers[n] if answers else {key: lot.choice(list(values)) for key, values in quotas.items()},
            1 if n < 2 else None,
        )
        for n in range(number)
    )
    listed = tuple(
        Quota(key, value, *bounds) for key, values in quotas.items() for value, bounds in values.items()
    )
    return Pool(size, listed, people)


def silent(_phase: str, _done: int, _total: int, _panels: int) -> None:
    """Nobody watches."""


def holds(panel: dict, of: Pool) -> bool:
    people = {one.id: one for one in of.people}
    members = [people[one] for one in panel["members"]]
    homes = [one.address for one in members if one.address is not None]
    kept = all(
        quota.minimum <= sum(one.answers[quota.category] == quota.value for one in members) <= quota.maximum
        for quota in of.quotas
    )
    return len(set(panel["members"])) == of.size and len(homes) == len(set(homes)) and kept


@pytest.mark.parametrize("algorithm", ["maximin", "nash"])
@pytest.mark.parametrize("limit", [400, 0], ids=["person by person", "profile by profile"])
def test_every_panel_keeps_the_quotas(algorithm, limit, monkeypatch):
    monkeypatch.setattr(finding, "PERSON_BY_PERSON", limit)
    of = pool()

    panels, how = find_panels(of, algorithm=algorithm, watch=silent)

    assert all(holds(panel, of) for panel in panels)
    assert sum(panel["tickets"] for panel in panels) == TICKETS
    assert how.startswith(algorithm)


def test_profiles_give_the_same_smallest_chance_as_persons(monkeypatch):
    of = pool()
    smallest = []
    for limit in (400, 0):
        monkeypatch.setattr(finding, "PERSON_BY_PERSON", limit)
        panels, _how = find_panels(of, algorithm="maximin", watch=silent)
        smallest.append(min(chances_of(panels, [{"id": one.id} for one in of.people]).values()))

    assert smallest[1] == pytest.approx(smallest[0], rel=0.02)


def test_algorithm_that_is_not_offered_is_refused():
    with pytest.raises(UnknownAlgorithm):
        find_panels(pool(), algorithm="leximin", watch=silent)


def test_search_tells_how_many_panels_it_has():
    told = []

    panels, _how = find_panels(pool(), algorithm="maximin", watch=lambda *progress: told.append(progress))

    assert told
    assert all(phase in {"covering", "improving"} for phase, _done, _total, _panels in told)
    assert max(found for *_progress, found in told) > 0


def test_people_of_a_profile_have_nearly_the_same_chance():
    of = pool(200, size=10, quotas={"gender": {"f": (5, 5), "m": (5, 5)}})
    found, _reached = profiles.find(of, algorithm="maximin", watch=silent)

    chances = chances_of(with_tickets(found), [{"id": one.id} for one in of.people])

    women = [chances[one.id] for one in of.people if one.answers["gender"] == "f" and one.address is None]
    assert max(women) - min(women) <= TICKETS // 500


@pytest.mark.parametrize("algorithm", ["maximin", "nash"])
def test_profiles_say_how_much_of_the_best_they_reach_and_reach_it(algorithm):
    """Against the best of all panels of persons, found by hand: each sort of women and men is half of the panel."""
    of = pool(60, size=6, quotas={"gender": {"f": (3, 3), "m": (3, 3)}})
    women = sum(one.answers["gender"] == "f" for one in of.people)

    found, reached = profiles.find(of, algorithm=algorithm, watch=silent)

    chances = chances_of(with_tickets(found), [{"id": one.id} for one in of.people])
    best = 3 / max(women, 60 - women) * TICKETS
    assert 1 - profiles.TOLERANCE <= reached <= 1
    assert min(chances.values()) >= best * reached - 60


def test_many_of_one_address_still_sit_apart():
    """All people of the rare answer live in two homes: seats are dealt so that nobody sits with a housemate."""
    answers = [{"age": "old" if n < 6 else "young"} for n in range(40)]
    listed = (Quota("age", "old", 2, 2), Quota("age", "young", 4, 4))
    people = tuple(
        Person(f"P{n:02}", answer, n % 2 if n < 6 else n // 2 if n < 20 else None)
        for n, answer in enumerate(answers)
    )
    of = Pool(6, listed, people)

    found, reached = profiles.find(of, algorithm="maximin", watch=silent)

    panels = with_tickets(found)
    assert all(holds(panel, of) for panel in panels)
    assert reached >= 1 - profiles.TOLERANCE
    old = [tickets for key, tickets in chances_of(panels, []).items() if key < "P06"]
    assert max(old) - min(old) <= TICKETS // 100


@pytest.mark.parametrize("algorithm", ["maximin", "nash"])
def test_exact_search_finds_from_one_panel_what_the_best_average_promises(algorithm):
    of = pool(60, size=6)
    profiles_of_it = profiles.profiles_of(of)
    rules = mixing.Rules(of, profiles_of_it)
    aimed = mixing.mix(of, profiles_of_it, algorithm=algorithm, watch=silent, is_last=False)

    closed = closing.close(rules, aimed.panels[:1], algorithm=algorithm, watch=silent)

    people = [len(one.people) for one in profiles_of_it]
    smallest = [min(a / n for a, n in zip(one.aims, people, strict=True)) for one in (aimed, closed)]
    assert smallest[1] == pytest.approx(smallest[0], rel=0.02 if algorithm == "maximin" else 0.1)


@given(st.lists(st.floats(1e-9, 1.0), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_tickets_add_up_and_stay_within_one_of_the_probability(shares):
    found = [([f"{n:03}"], share) for n, share in enumerate(shares)]

    panels = with_tickets(found)

    assert sum(panel["tickets"] for panel in panels) == TICKETS
    tickets = {panel["members"][0]: panel["tickets"] for panel in panels}
    for (name,), share in found:
        assert abs(tickets.get(name, 0) - share / sum(shares) * TICKETS) <= 1 + 1e-6


def said(of: Pool) -> list[str]:
    return [code for code, _facts in problems_of(of)]


def test_each_impossible_quota_is_named():
    assert said(pool(0)) == ["no_candidates"]
    assert said(pool(4, size=6)) == ["too_few"]
    assert "minimums" in said(pool(quotas={"g": {"f": (4, 6), "m": (4, 6)}}))
    assert "maximums" in said(pool(quotas={"g": {"f": (0, 2), "m": (0, 2)}}))
    everybody = [{"g": "f"}] * 24
    assert said(pool(quotas={"g": {"f": (3, 6), "m": (2, 3)}}, answers=everybody)) == ["value_short"]
    assert said(pool(quotas={"g": {"f": (1, 3), "m": (0, 6)}}, answers=everybody)) == ["category_short"]


def test_two_categories_that_exclude_each_other_are_named():
    answers = [{"g": "f", "a": "old"} if n < 12 else {"g": "m", "a": "young"} for n in range(24)]
    quotas = {"g": {"f": (4, 6), "m": (0, 6)}, "a": {"old": (0, 2), "young": (0, 6)}}

    problems = problems_of(pool(quotas=quotas, answers=answers))

    code, facts = problems[0]
    assert code == "pair_short"
    assert (facts["category"], facts["value"], facts["other"], facts["short"]) == ("g", "f", "a", 2)


def test_smallest_change_is_told_when_only_all_categories_together_are_impossible():
    triangle = list(itertools.product("xy", repeat=3))
    even = [dict(zip("abc", one, strict=True)) for one in triangle if one.count("x") % 2 == 0]
    answers = [even[n % len(even)] for n in range(24)]
    quotas = {key: {"x": (3, 3), "y": (0, 0)} for key in "abc"}
    of = pool(size=3, quotas=quotas, answers=answers)

    with pytest.raises(Impossible) as refusal:
        find_panels(of, algorithm="maximin", watch=silent)

    assert problems_of(of) == [] or said(of)
    assert {code for code, _facts in refusal.value.problems} <= {"lower", "raise"}
    assert all("%(" not in sentence(one, {}) for one in refusal.value.problems)


def test_every_problem_has_a_whole_sentence():
    cases = [
        pool(4, size=6),
        pool(quotas={"g": {"f": (4, 6), "m": (4, 6)}}),
        pool(quotas={"g": {"f": (0, 2), "m": (0, 2)}}),
        Pool(3, (), ()),
    ]

    sentences = [sentence(problem, {}) for case in cases for problem in problems_of(case)]

    assert len(sentences) >= 4
    assert all(len(one) > 30 and "%" not in one for one in sentences)
