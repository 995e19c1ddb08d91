"""The exact search that closes what is left between a mix of panels and the best one: column generation.

As ``sortition-algorithms`` does it for persons (Flanigan, Gölz, Gupta, Hennig and Procaccia, “Fair algorithms for
selecting citizens' assemblies”, Nature 596, 2021), here for profiles: it adds the panel that could raise the aim most,
until none could by more than GAP. The chances of nash are found by Cover's multiplicative updates (“An algorithm for
maximizing expected log investment return”, IEEE Trans. Inf. Theory 30, 1984).
"""

from __future__ import annotations

import random

import numpy as np

from cms.lottery.mixing import GAP, Mix, Panel, Rules, Watch, shares_of

# Cover's updates between two looks for a better panel, for nash.
UPDATES = 100


def close(rules: Rules, panels: list[Panel], *, algorithm: str, watch: Watch, seed: int = 0) -> Mix:
    """The best mix there is, within GAP, starting from some panels."""
    panels = _covering(rules, panels, watch, random.Random(seed))
    sits = np.array(panels).any(axis=0)
    improve = _maximin if algorithm == "maximin" else _nash
    return improve(rules, panels, np.where(sits, rules.people, 0.0), watch)


def _covering(rules: Rules, panels: list[Panel], watch: Watch, lot: random.Random) -> list[Panel]:
    """These panels and others, so that each profile that can sit anywhere sits in one."""
    found = dict.fromkeys(panels)
    wanted = set(np.flatnonzero(~np.array(panels).any(axis=0)).tolist())
    number = len(rules.people)
    while wanted:
        watch("covering", number - len(wanted), number, len(found))
        weights = np.array([lot.uniform(0.0, 0.01) for _profile in range(number)]) / rules.people
        weights[list(wanted)] += 1.0
        panel = _best(rules, weights)
        found[panel] = None
        now = {place for place in wanted if panel[place]}
        if not now:  # Even with all the weight on them, none of those left can sit.
            break
        wanted -= now
    return list(found)


def _maximin(rules: Rules, panels: list[Panel], people, watch: Watch) -> Mix:
    """The mix whose smallest chance is the largest there is: no panel promises more by the weights of the programme."""
    known = set(panels)
    while True:
        watch("improving", len(panels), 0, len(panels))
        shares, smallest, weights = shares_of(panels, people)
        panel = _best(rules, weights)
        if panel in known or weights @ np.array(panel) <= smallest * (1 + GAP):
            return Mix(panels, shares, [float(one) for one in smallest * people], 1 / (1 + GAP))
        known.add(panel)
        panels.append(panel)


def _nash(rules: Rules, panels: list[Panel], people, watch: Watch) -> Mix:
    """The mix whose sum of logarithms of chances is the largest there is.

    At the best mix no panel promises more than the number of people, a panel's promise being the sum, over those who
    sit in it, of one over their chance. The largest promise of all panels is therefore what tells how near the mix is.
    """
    sits = people > 0
    shares = np.full(len(panels), 1.0 / len(panels))
    table = np.array(panels, dtype=float)[:, sits] / people[sits]
    known, steps = set(panels), UPDATES
    while True:
        watch("improving", len(panels), 0, len(panels))
        shares = _updated(table, shares, people[sits], steps=steps)
        weights = np.zeros(len(people))
        weights[sits] = 1.0 / (table.T @ shares)
        panel = _best(rules, weights)
        if weights @ np.array(panel) <= people.sum() * (1 + GAP):
            aims = np.zeros(len(people))
            aims[sits] = people[sits] / weights[sits]
            return Mix(panels, [float(one) for one in shares], [float(one) for one in aims], 1 / (1 + GAP))
        if panel in known:  # The best panel is there already: its share has yet to grow.
            steps = min(2 * steps, 50 * UPDATES)
            continue
        known.add(panel)
        panels.append(panel)
        table = np.vstack([table, np.array(panel, dtype=float)[sits] / people[sits]])
        shares = np.append(shares * (1 - 1 / len(panels)), 1 / len(panels))


def _updated(table, shares, people, *, steps: int):
    """Cover's updates: each panel's share grows as what it promises over the number of people; they sum to 1."""
    for _step in range(steps):
        promise = table @ (people / (table.T @ shares)) / people.sum()
        if promise.max() <= 1 + GAP / 2:
            break
        shares = shares * promise
    return shares / shares.sum()


def _best(rules: Rules, weights) -> Panel:
    panel = rules.best(weights)
    if panel is None:
        raise RuntimeError("The solver found no panel although there is one.")
    return panel
