"""Many candidates: the same best chances, found for profiles instead of for each person, then dealt out to people.

People with the same answers and an address of their own are exchangeable: every panel stays valid when two of them
change places. Both aims (maximin: the smallest chance; nash: the sum of the logarithms of chances) are concave, so
mixing all such exchanges evenly loses nothing: some best solution gives all people of a profile the same chance. So it
is enough to say how many of each profile sit in a panel. Whoever shares an address is a profile alone.

The search is column generation, as ``sortition-algorithms`` does it for persons (Flanigan, Gölz, Gupta, Hennig and
Procaccia, “Fair algorithms for selecting citizens' assemblies”, Nature 596, 2021), over its solver HiGHS. It stops when
no further panel could raise the aim by more than a thousandth. The chances of nash are found by Cover's multiplicative
updates (“An algorithm for maximizing expected log investment return”, IEEE Trans. Inf. Theory 30, 1984).
"""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from cms.lottery.pool import Person, Pool
from cms.lottery.repeat_draw import canonical

GAP = 0.002
# Cover's updates between two looks for a better panel, for nash.
UPDATES = 100
# About how many of the panels that are dealt out hold each person, and how many panels there are at most.
PANELS_A_PERSON, FEWEST, MOST = 50, 1_000, 5_000
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Profile:
    """People with the same answers, and the address that keeps them from sitting with others."""

    answers: dict[str, str]
    people: tuple[str, ...]
    address: int | None = None


def profiles_of(pool: Pool) -> list[Profile]:
    """Everybody once, grouped by answers; who shares an address stands alone."""
    groups: dict[tuple, list[Person]] = defaultdict(list)
    for person in pool.people:
        alone = person.id if person.address is not None else ""
        groups[canonical(person.answers), alone].append(person)
    return [
        Profile(members[0].answers, tuple(one.id for one in members), members[0].address)
        for _key, members in sorted(groups.items())
    ]


class Panels:
    """All valid panels as numbers of people by profile: ``best(weights)`` finds the one of largest weight."""

    def __init__(self, pool: Pool, profiles: list[Profile]) -> None:
        from sortition_algorithms.committee_generation.solver import SolverSense, create_solver, solver_sum

        self._sum, self._maximise = solver_sum, SolverSense.MAXIMIZE
        self._solver = create_solver(mip_gap=GAP / 10)
        self._counts = [self._solver.add_integer_var(0, min(len(one.people), pool.size)) for one in profiles]
        self._solver.add_constr(solver_sum(self._counts) == pool.size)
        for quota in pool.quotas:
            of_it = [
                count
                for count, one in zip(self._counts, profiles, strict=True)
                if one.answers[quota.category] == quota.value
            ]
            if of_it:
                self._solver.add_constr(solver_sum(of_it) >= quota.minimum)
                self._solver.add_constr(solver_sum(of_it) <= quota.maximum)
        homes: dict[int, list] = defaultdict(list)
        for count, one in zip(self._counts, profiles, strict=True):
            if one.address is not None:
                homes[one.address].append(count)
        for together in homes.values():
            self._solver.add_constr(solver_sum(together) <= 1)

    def best(self, weights: list[float]) -> tuple[int, ...]:
        """How many of each profile, so that the weights of those who sit add up to most."""
        from sortition_algorithms.committee_generation.solver import SolverStatus

        pairs = zip(weights, self._counts, strict=True)
        self._solver.set_objective(self._sum(weight * count for weight, count in pairs), self._maximise)
        if self._solver.optimize() is not SolverStatus.OPTIMAL:
            raise RuntimeError("The solver found no panel although there is one.")
        return tuple(round(self._solver.get_value(count)) for count in self._counts)


def find(pool: Pool, *, algorithm: str, watch: Watch, seed: int = 0) -> list[tuple[list[str], float]]:
    """Panels of public ids with their probabilities. The quotas are known to be possible."""
    profiles = profiles_of(pool)
    panels = Panels(pool, profiles)
    columns = _covering(panels, profiles, watch, random.Random(seed))
    seated = [place for place in range(len(profiles)) if any(column[place] for column in columns)]
    sizes = {place: len(profiles[place].people) for place in seated}
    improve = _maximin if algorithm == "maximin" else _nash
    columns, shares = improve(panels, columns, sizes, watch)
    return deal(profiles, columns, shares, size=pool.size)


def _covering(
    panels: Panels, profiles: list[Profile], watch: Watch, lot: random.Random
) -> list[tuple[int, ...]]:
    """Panels of which each profile that can sit anywhere sits in one."""
    found: dict[tuple[int, ...], None] = {}
    wanted = set(range(len(profiles)))
    tried = 0
    while wanted:
        tried += 1
        watch("covering", len(profiles) - len(wanted), len(profiles))
        weights = [lot.uniform(0.0, 0.01) / len(one.people) for one in profiles]
        for place in wanted:
            weights[place] += 1.0
        panel = panels.best(weights)
        found[panel] = None
        now = {place for place in wanted if panel[place]}
        if not now:  # Even with all the weight on them, none of those left can sit.
            break
        wanted -= now
    return list(found)


def _maximin(panels: Panels, columns: list, sizes: dict[int, int], watch: Watch) -> tuple[list, list[float]]:
    """Columns and probabilities whose smallest chance is the largest there is, within GAP."""
    from sortition_algorithms.committee_generation.solver import SolverSense, create_solver, solver_sum

    dual = create_solver()
    bound = dual.add_continuous_var(0.0, float("inf"))
    weight = {place: dual.add_continuous_var(0.0, 1.0) for place in sizes}
    dual.add_constr(solver_sum(size * weight[place] for place, size in sizes.items()) == 1)

    def add(column: tuple[int, ...]) -> None:
        terms = [column[place] * weight[place] for place in sizes if column[place]]
        dual.add_constr(solver_sum(terms) <= bound)

    for column in columns:
        add(column)
    known = set(columns)
    while True:
        watch("improving", len(columns), 0)
        dual.set_objective(bound, SolverSense.MINIMIZE)
        dual.optimize()
        upper = dual.get_value(bound)
        weights = [0.0] * len(columns[0])
        for place in sizes:
            weights[place] = max(0.0, dual.get_value(weight[place]))
        panel = panels.best(weights)
        value = sum(one * count for one, count in zip(weights, panel, strict=True))
        if value <= upper * (1 + GAP) or panel in known:
            return columns, _largest_smallest(columns, sizes)
        known.add(panel)
        columns.append(panel)
        add(panel)


def _largest_smallest(columns: list, sizes: dict[int, int]) -> list[float]:
    """The probabilities of these panels with which the smallest chance is largest."""
    from sortition_algorithms.committee_generation.solver import SolverSense, create_solver, solver_sum

    primal = create_solver()
    shares = [primal.add_continuous_var(0.0, 1.0) for _column in columns]
    smallest = primal.add_continuous_var(0.0, 1.0)
    primal.add_constr(solver_sum(shares) == 1)
    for place, size in sizes.items():
        terms = [
            column[place] / size * share
            for column, share in zip(columns, shares, strict=True)
            if column[place]
        ]
        primal.add_constr(solver_sum(terms) >= smallest)
    primal.set_objective(smallest, SolverSense.MAXIMIZE)
    primal.optimize()
    return [max(0.0, primal.get_value(share)) for share in shares]


def _nash(panels: Panels, columns: list, sizes: dict[int, int], watch: Watch) -> tuple[list, list[float]]:
    """Columns and probabilities whose sum of logarithms of chances is the largest there is, within GAP.

    At the best mix no panel promises more than the number of people, a panel's promise being the sum, over those who
    sit in it, of one over their chance. The largest promise of all panels is therefore what tells how near the mix is.
    """
    import numpy as np

    places = list(sizes)
    people = np.array([sizes[place] for place in places], dtype=float)
    shares = np.full(len(columns), 1.0 / len(columns))
    table = np.array([[column[place] for place in places] for column in columns], dtype=float) / people
    known, steps = set(columns), UPDATES
    while True:
        watch("improving", len(columns), 0)
        shares = _updated(table, shares, people, steps=steps)
        weights = [0.0] * len(columns[0])
        for place, chance in zip(places, table.T @ shares, strict=True):
            weights[place] = 1.0 / float(chance)
        panel = panels.best(weights)
        promise = sum(one * count for one, count in zip(weights, panel, strict=True))
        if promise <= people.sum() * (1 + GAP):
            return columns, [float(share) for share in shares]
        if panel in known:  # The best panel is there already: its share has yet to grow.
            steps = min(2 * steps, 50 * UPDATES)
            continue
        known.add(panel)
        columns.append(panel)
        row = np.array([panel[place] for place in places], dtype=float) / people
        table = np.vstack([table, row])
        shares = np.append(shares * (1 - 1 / len(columns)), 1 / len(columns))


def _updated(table, shares, people, *, steps: int):
    """Cover's updates: each panel's share grows as what it promises over the number of people; they sum to 1."""
    for _step in range(steps):
        promise = table @ (people / (table.T @ shares)) / people.sum()
        if promise.max() <= 1 + GAP / 2:
            break
        shares = shares * promise
    return shares / shares.sum()


def deal(
    profiles: list[Profile], columns: list, shares: list[float], *, size: int
) -> list[tuple[list[str], float]]:
    """Panels of persons: each seat of a profile goes to whoever of it has had the smallest chance so far."""
    people = sum(len(one.people) for one in profiles)
    panels = min(MOST, max(FEWEST, PANELS_A_PERSON * people // size))
    waiting = [[(0.0, person) for person in one.people] for one in profiles]
    parts = [
        (share / max(1, round(share * panels)), column)
        for column, share in zip(columns, shares, strict=True)
        if share > 1e-9
        for _part in range(max(1, round(share * panels)))
    ]
    dealt = []
    for share, column in sorted(parts, reverse=True):
        members = []
        for place, count in enumerate(column):
            taken = [heapq.heappop(waiting[place]) for _seat in range(count)]
            members += [person for _chance, person in taken]
            for chance, person in taken:
                heapq.heappush(waiting[place], (chance + share, person))
        dealt.append((members, share))
    return dealt
