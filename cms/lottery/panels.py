"""All that finds possible panels and their probabilities: the one door to ``sortition-algorithms``.

With the same seed that library gives different panels in different processes, so nothing of it is ever repeated: what
it finds is stored once, published, and our own draw picks from that. ``leximin`` is not offered, since without a
proprietary solver the library makes maximin of it without a word.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from importlib.metadata import version

from cms.lottery import profiles
from cms.lottery.pool import Pool
from cms.lottery.quotas import Problem
from cms.lottery.repeat_draw import unmet
from cms.lottery.tickets import with_tickets

# Beyond this many candidates panels are found profile by profile: person by person takes minutes, then hours.
PERSON_BY_PERSON = 200
HOME = "home"
_COMMITTEES = re.compile(r"(\d+) committees")
Watch = Callable[[str, int, int, int], None]


class Impossible(Exception):
    """No panel keeps the quotas; ``problems`` say why, or what would make one possible."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("No panel keeps these quotas.")
        self.problems = problems


class UnknownAlgorithm(ValueError):
    """Asked for an algorithm that is not offered: it is refused, never replaced."""


def find_panels(pool: Pool, *, algorithm: str, watch: Watch) -> tuple[list[dict], str]:
    """The possible panels with their tickets, and in words how they were found.

    ``watch(phase, done, total, panels)`` is called often, with the number of panels found so far.
    Raises Impossible and UnknownAlgorithm. Time has no limit here: cms/lottery/apart.py sets one.
    """
    if algorithm not in ("maximin", "nash"):
        raise UnknownAlgorithm(algorithm)
    person_by_person = len(pool.people) <= PERSON_BY_PERSON
    features, people = _as_the_library_wants_them(pool)
    if person_by_person:
        found = _with_library(pool, features, people, algorithm, watch)
    else:
        watch("checking", 0, 0, 0)
        if not profiles.is_possible(pool):
            _explain(pool, features, people)
        found, reached = profiles.find(pool, algorithm=algorithm, watch=watch)
    panels = with_tickets(found)
    _check(panels, pool)
    if person_by_person:
        return (
            panels,
            f"{algorithm}, person by person, sortition-algorithms {version('sortition-algorithms')}",
        )
    # Cut off, never rounded up: what is said is proven.
    proven = f"at least {int(reached * 1000) / 10} % of the best possible"
    return panels, f"{algorithm}, profile by profile, {proven}, SciPy {version('scipy')}"


def minutes_for(pool: Pool) -> int:
    """About how many minutes a search takes on one core, as bench/lotteries.py found it; at least 1.

    It is twice the time that was measured on a quiet machine. Where the best average is out of reach it takes longer.
    """
    if len(pool.people) <= PERSON_BY_PERSON:
        return max(1, round((len(pool.people) / PERSON_BY_PERSON) ** 2 * 4))
    return max(1, round((len(profiles.profiles_of(pool, apart_up_to=profiles.FEW)) / 1000) ** 2 * 2))


def _with_library(
    pool: Pool, features, people, algorithm: str, watch: Watch
) -> list[tuple[list[str], float]]:
    from sortition_algorithms.committee_generation import find_distribution_maximin, find_distribution_nash
    from sortition_algorithms.errors import InfeasibleQuotasCantRelaxError, InfeasibleQuotasError

    finder = {"maximin": find_distribution_maximin, "nash": find_distribution_nash}[algorithm]
    try:
        panels, probabilities, _report = finder(
            features, people, pool.size, [HOME], progress_reporter=_Reporter(watch)
        )
    except InfeasibleQuotasError as refusal:
        raise Impossible(_changes(pool, refusal.features)) from refusal
    except InfeasibleQuotasCantRelaxError as refusal:
        raise Impossible([("no_change_helps", {})]) from refusal
    return [(sorted(panel), share) for panel, share in zip(panels, probabilities, strict=True)]


def _explain(pool: Pool, features, people) -> None:
    """No panel is possible: have the library find the smallest change with which one is. Raises Impossible."""
    from sortition_algorithms.committee_generation.common import setup_committee_generation
    from sortition_algorithms.errors import InfeasibleQuotasCantRelaxError, InfeasibleQuotasError

    try:
        setup_committee_generation(features, people, pool.size, [HOME])
    except InfeasibleQuotasError as refusal:
        raise Impossible(_changes(pool, refusal.features)) from refusal
    except InfeasibleQuotasCantRelaxError as refusal:
        raise Impossible([("no_change_helps", {})]) from refusal
    raise RuntimeError("Two solvers do not agree whether a panel is possible.")


def _as_the_library_wants_them(pool: Pool):
    """Its features and people, under names of ours: it tells no capitals apart, and trims."""
    from sortition_algorithms.features import FeatureValueMinMax
    from sortition_algorithms.people import People

    categories = list(pool.categories)
    names = {
        (quota.category, quota.value): (f"c{categories.index(quota.category)}", f"v{place}")
        for place, quota in enumerate(pool.quotas)
    }
    features: dict = {}
    for quota in pool.quotas:
        category, value = names[quota.category, quota.value]
        features.setdefault(category, {})[value] = FeatureValueMinMax(
            min=quota.minimum, max=quota.maximum, min_flex=0, max_flex=max(pool.size, quota.maximum)
        )
    people = People([HOME])
    for row, person in enumerate(pool.people):
        data = dict(names[category, person.answers[category]] for category in categories)
        data[HOME] = f"a{person.address}" if person.address is not None else person.id
        people.add(person.id, data, features, row)
    return features, people


def _changes(pool: Pool, relaxed) -> list[Problem]:
    """The smallest change of quotas that the library found, value by value."""
    categories = list(pool.categories)
    problems: list[Problem] = []
    for place, quota in enumerate(pool.quotas):
        now = relaxed[f"c{categories.index(quota.category)}"][f"v{place}"]
        facts = {"category": quota.category, "value": quota.value}
        if now.min < quota.minimum:
            problems.append(("lower", {**facts, "before": quota.minimum, "after": now.min}))
        if now.max > quota.maximum:
            problems.append(("raise", {**facts, "before": quota.maximum, "after": now.max}))
    return problems or [("no_change_helps", {})]


def _check(panels: list[dict], pool: Pool) -> None:
    """Solvers round: a panel that does not hold to the letter stops the search instead of being published."""
    candidates = {one.id: {"answers": one.answers} for one in pool.people}
    homes = {one.id: one.address for one in pool.people if one.address is not None}
    categories = [
        {
            "key": key,
            "values": [{"key": q.value, "minimum": q.minimum, "maximum": q.maximum} for q in quotas],
        }
        for key, quotas in pool.categories.items()
    ]
    for panel in panels:
        shared = [homes[one] for one in panel["members"] if one in homes]
        whole = len(panel["members"]) == len(set(panel["members"])) == pool.size
        if not whole or len(shared) != len(set(shared)) or unmet(panel["members"], candidates, categories):
            raise RuntimeError("A panel that was found does not keep the quotas.")


class _Reporter:
    """What the library reports of its progress, passed on at most twice a second."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self.phase, self.total, self.last = watch, "", 0, 0.0
        self.panels = 0

    def start_phase(self, name: str, total: int | None = None, *, message: str | None = None) -> None:
        self.phase = "covering" if name == "multiplicative_weights" else "improving"
        self.total = total or 0
        self.watch(self.phase, 0, self.total, self.panels)

    def update(self, current: int, *, message: str | None = None) -> None:
        if time.monotonic() - self.last > 0.5:
            self.last = time.monotonic()
            # The library tells the number of panels ("committees") in its message alone.
            if told := _COMMITTEES.search(message or ""):
                self.panels = int(told[1])
            self.watch(self.phase, current, self.total, self.panels)

    def end_phase(self) -> None:
        """Nothing is told at the end of a phase: the next one begins at once."""
