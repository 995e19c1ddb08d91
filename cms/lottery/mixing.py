"""A mix of possible panels that gives profiles the chances of the best mix, or says how near it comes.

1. What could be best **on average** is one small problem without whole numbers: how many of each profile sit in a
   panel on average, under the quotas. Every mix of panels is such an average, so none is better (for nash, its chances
   are a concave programme, solved by Clarabel through cvxpy).
2. Panels **near that average** are collected one after the other: each is the panel of whole numbers that best makes up
   for what the earlier ones left short.
3. A linear programme gives these panels the shares that come nearest to the aim. When that is near enough, the bound of
   step 1 proves it; otherwise cms/lottery/closing.py goes on until nothing is left to gain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, identity, vstack

from cms.lottery.pool import Pool
from cms.lottery.profiles import Profile

# What the shares of profiles may lack of the aim.
GAP = 0.002
# How often as many panels are collected as there are profiles (or FEWEST), before the aim is given up.
ROUNDS, FEWEST = 3, 60
# Integers that are looked at first when a panel on average is made one of whole people.
LOOSE = (60, 300)
Watch = Callable[[str, int, int, int], None]
Panel = tuple[int, ...]


@dataclass(frozen=True)
class Mix:
    """Panels as people by profile, with shares that sum to 1.

    ``aims``: how many of each profile should sit in a panel on average (0: can never sit); ``proven``: which part of
    the best there can be these aims surely are.
    """

    panels: list[Panel]
    shares: list[float]
    aims: list[float]
    proven: float


class Rules:
    """The quotas, the size and the addresses as a table: one column a profile, one row a rule."""

    def __init__(self, pool: Pool, profiles: list[Profile]) -> None:
        rows = [[1.0] * len(profiles)]
        least, most = [float(pool.size)], [float(pool.size)]
        for quota in pool.quotas:
            rows.append([float(one.answers[quota.category] == quota.value) for one in profiles])
            least.append(float(quota.minimum))
            most.append(float(quota.maximum))
        homes: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(profiles):
            if one.address is not None:
                homes[one.address].append(place)
        together = [(row, place) for row, places in enumerate(homes.values()) for place in places]
        at_home = csr_matrix(
            (np.ones(len(together)), tuple(zip(*together, strict=True)) if together else ([], [])),
            shape=(len(homes), len(profiles)),
        )
        self.table = csr_matrix(vstack([csr_matrix(np.array(rows)), at_home]))
        self.least = np.array(least + [0.0] * len(homes))
        self.most = np.array(most + [1.0] * len(homes))
        self.people = np.array([float(len(one.people)) for one in profiles])
        self.caps = np.minimum(self.people, pool.size)

    def best(self, weights, caps=None) -> Panel | None:
        """The panel whose people's weights add up to most; nothing when no panel stays within ``caps``."""
        return self._whole(
            np.asarray(weights), self.caps if caps is None else caps, np.arange(len(self.caps)), 0
        )

    def near(self, weights, caps) -> Panel:
        """A panel whose weights add up to nearly the most: the best average, of which a few places are made whole."""
        found = linprog(
            -weights,
            A_ub=vstack([self.table, -self.table]),
            b_ub=np.concatenate([self.most, -self.least]),
            bounds=np.column_stack([np.zeros(len(caps)), caps]),
        )
        if found.status == 0:
            whole = np.round(found.x)
            broken = np.abs(found.x - whole) > 1e-6
            if not broken.any():
                return tuple(int(one) for one in whole)
            worth = np.abs(found.lower.marginals + found.upper.marginals)
            for number in LOOSE:
                free = np.union1d(np.flatnonzero(broken), np.argsort(worth)[:number])
                held = whole.copy()
                held[free] = 0.0
                if panel := self._whole(weights, caps, free, held):
                    return panel
        panel = self.best(weights, caps) or self.best(weights)
        if panel is None:
            raise RuntimeError("The solver found no panel although there is one.")
        return panel

    def _whole(self, weights, caps, free, held) -> Panel | None:
        taken = self.table @ held if np.ndim(held) else 0.0
        found = milp(
            -weights[free],
            constraints=LinearConstraint(self.table[:, free], self.least - taken, self.most - taken),
            bounds=Bounds(0, caps[free]),
            integrality=np.ones(len(free)),
            options={"mip_rel_gap": GAP / 10},
        )
        if found.x is None:
            return None
        counts = np.array(held, dtype=float) if np.ndim(held) else np.zeros(len(caps))
        counts[free] = np.round(found.x)
        return tuple(int(one) for one in counts)


def mix(pool: Pool, profiles: list[Profile], *, algorithm: str, watch: Watch, is_last: bool) -> Mix:
    """The best mix of panels. Where the best average is out of reach, exactly if ``is_last``, else what there is."""
    from cms.lottery import closing

    watch("aiming", 0, 0, 0)
    rules = Rules(pool, profiles)
    average = _average_of(rules, algorithm)
    aims = average
    panels, shares, reached = _near(rules, average, aims, watch)
    if reached < 1 - GAP and algorithm == "maximin":
        # The best spread of chances above the smallest is out of reach: the smallest chance alone is what was asked.
        smallest = (average / rules.people)[average > 0].min()
        aims = np.where(average > 0, smallest * rules.people, 0.0)
        shares, reached, _weights = shares_of(panels, aims)
    if reached < 1 - GAP and is_last:
        return closing.close(rules, panels, algorithm=algorithm, watch=watch)
    return Mix(panels, shares, [float(one) for one in aims], 1.0)


def _near(rules: Rules, average, aims, watch: Watch) -> tuple[list[Panel], list[float], float]:
    """Panels near the average, their shares, and the least part of its aim that a profile gets with them."""
    batch = max(FEWEST, len(average))
    seen = np.zeros(len(average))
    panels: dict[Panel, None] = {}
    steepness = np.sqrt(np.maximum(average, 1e-3))
    shares, reached = [1.0], 0.0
    for step in range(1, ROUNDS * batch + 1):
        watch("covering", (step - 1) % batch, batch, len(panels))
        short = step * average - seen
        caps = np.minimum(rules.caps, np.maximum(1.0, np.ceil(np.maximum(short, average))))
        panel = rules.near(short / steepness, caps)
        panels[panel] = None
        seen += panel
        if step % batch == 0:
            watch("weighing", 0, 0, len(panels))
            shares, reached, _weights = shares_of(list(panels), aims)
            if reached >= 1 - GAP:
                break
    return list(panels), shares, reached


def shares_of(panels: list[Panel], aims) -> tuple[list[float], float, np.ndarray]:
    """The shares with which the least part of its aim that a profile gets is largest; that part; each profile's weight.

    The weights, with which no panel's people would weigh more than that part if it were the best there is, are 0 for
    profiles without an aim.
    """
    wanted = np.flatnonzero(np.asarray(aims) > 0)
    table = csr_matrix(np.array(panels, dtype=float)[:, wanted] / np.asarray(aims)[wanted])
    found = linprog(
        np.append(np.zeros(len(panels)), -1.0),
        A_ub=hstack([-table.T, csr_matrix(np.ones((len(wanted), 1)))]),
        b_ub=np.zeros(len(wanted)),
        A_eq=csr_matrix(np.append(np.ones(len(panels)), 0.0)),
        b_eq=[1.0],
        bounds=(0, None),
        method="highs-ipm" if len(panels) > 300 else "highs",
    )
    if found.status != 0:
        raise RuntimeError(f"The solver found no shares: {found.message}")
    shares = np.maximum(0.0, found.x[:-1])
    weights = np.zeros(len(aims))
    weights[wanted] = np.maximum(0.0, -found.ineqlin.marginals) / np.asarray(aims)[wanted]
    return [float(one) for one in shares / shares.sum()], float(found.x[-1]), weights


def _average_of(rules: Rules, algorithm: str):
    """How many of each profile sit in a panel on average, at the best that averages allow; 0 where nobody ever can."""
    average = _maximin_average(rules, np.ones(len(rules.people), dtype=bool))
    possible = average / rules.people > 1e-9
    if not possible.all():
        possible = _possible(rules)
        average = _maximin_average(rules, possible)
    smallest = (average / rules.people)[possible].min()
    # Of all averages with the largest smallest chance, maximin takes the one with the largest product of chances: the
    # other chances are not left to where a solver happens to stop.
    floor = smallest * (1 - GAP / 20) * rules.people if algorithm == "maximin" else np.zeros(len(average))
    return np.where(possible, _nash_average(rules, possible, floor), 0.0)


def _maximin_average(rules: Rules, counted):
    """The average that gives the smallest chance, among the profiles that are counted, its largest value."""
    number = len(rules.people)
    size = csr_matrix(rules.people[counted]).T
    rows = vstack(
        [
            hstack([rules.table, csr_matrix((rules.table.shape[0], 1))]),
            hstack([-rules.table, csr_matrix((rules.table.shape[0], 1))]),
            hstack([-csr_matrix(identity(number))[counted], size]),
        ]
    )
    limits = np.concatenate([rules.most, -rules.least, np.zeros(int(counted.sum()))])
    bounds = np.column_stack([np.zeros(number + 1), np.append(rules.caps, 1.0)])
    found = linprog(np.append(np.zeros(number), -1.0), A_ub=rows, b_ub=limits, bounds=bounds)
    if found.status != 0:
        raise RuntimeError(f"The solver found no average: {found.message}")
    return np.maximum(0.0, found.x[:-1])


def _possible(rules: Rules):
    """Which profiles can have a seat at all, as far as averages show it."""
    number = len(rules.people)
    nothing = csr_matrix((rules.table.shape[0], number))
    one = csr_matrix(identity(number))
    rows = vstack(
        [hstack([rules.table, nothing]), hstack([-rules.table, nothing]), hstack([-1000.0 * one, one])]
    )
    limits = np.concatenate([rules.most, -rules.least, np.zeros(number)])
    bounds = np.column_stack([np.zeros(2 * number), np.concatenate([rules.caps, np.ones(number)])])
    found = linprog(np.append(np.zeros(number), -np.ones(number)), A_ub=rows, b_ub=limits, bounds=bounds)
    if found.status != 0:
        raise RuntimeError(f"The solver found no average: {found.message}")
    return found.x[number:] > 1e-6


def _nash_average(rules: Rules, possible, floor):
    """The average with the largest sum of logarithms of chances, of those nowhere below ``floor``."""
    import cvxpy

    count = cvxpy.Variable(int(possible.sum()))
    table = rules.table[:, possible]
    inside = [table @ count <= rules.most, table @ count >= rules.least, count <= rules.caps[possible]]
    inside.append(count >= floor[possible])
    weights = rules.people[possible] / rules.people.sum()
    problem = cvxpy.Problem(cvxpy.Maximize(weights @ cvxpy.log(count)), inside)
    problem.solve(solver=cvxpy.CLARABEL)
    if problem.status not in ("optimal", "optimal_inaccurate"):
        raise RuntimeError(f"The solver found no average: {problem.status}")
    average = np.zeros(len(rules.people))
    average[possible] = np.maximum(1e-9, count.value)
    return average
