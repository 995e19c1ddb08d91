"""Many candidates: the same best chances, found for profiles instead of for each person, then dealt out to people.

People with the same answers and an address of their own are exchangeable: every panel stays valid when two of them
change places. Both aims (maximin: the smallest chance; nash: the sum of the logarithms of chances) are concave, so
mixing all such exchanges evenly loses nothing: some best solution gives all people of a profile the same chance. So it
is enough to say how many of each profile sit in a panel.

Whoever shares an address is a profile alone where few people have the same answers. In larger profiles the address is
first left aside, which can only raise what is possible, and looked after when seats are dealt out: there is somebody to
give way to. When the people who come out of it do not reach what was possible, all is done again with everybody who
shares an address alone: then nothing is left aside. docs/lottery.md has the argument whole.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from cms.lottery.pool import Person, Pool
from cms.lottery.repeat_draw import canonical

# How far the chances of people may stay below the best that there can be.
TOLERANCE = 0.005
# Up to how many people of a profile, those who share an address are first taken out of it; then, all of them.
FEW, ALL = 8, 1_000_000
# Each panel's share is cut in parts of three sizes: (share of the whole, how many parts of the whole). The small ones,
# dealt last, make even what the large ones left uneven.
CUTS = ((0.90, 3_000), (0.09, 1_500), (0.01, 1_000))
Watch = Callable[[str, int, int, int], None]
Found = list[tuple[list[str], float]]


@dataclass(frozen=True)
class Profile:
    """People with the same answers. ``address`` is set when it stands for one person who shares that address."""

    answers: dict[str, str]
    people: tuple[Person, ...]
    address: int | None = None


def profiles_of(pool: Pool, *, apart_up_to: int = ALL) -> list[Profile]:
    """Everybody once, grouped by answers; who shares an address stands alone where at most so many answer alike."""
    answers = {person.id: canonical(person.answers) for person in pool.people}
    alike = Counter(answers.values())
    groups: dict[tuple, list[Person]] = defaultdict(list)
    for person in pool.people:
        is_alone = person.address is not None and alike[answers[person.id]] <= apart_up_to
        groups[answers[person.id], person.id if is_alone else ""].append(person)
    return [
        Profile(members[0].answers, tuple(members), members[0].address if alone else None)
        for (_answers, alone), members in sorted(groups.items())
    ]


def is_possible(pool: Pool) -> bool:
    """Whether there is a panel at all that keeps quotas and addresses."""
    from cms.lottery.mixing import Rules

    profiles = profiles_of(pool)
    return Rules(pool, profiles).best([1.0] * len(profiles)) is not None


def find(pool: Pool, *, algorithm: str, watch: Watch) -> tuple[Found, float]:
    """Panels of public ids with their probabilities, and how much of the best that there can be they surely reach.

    For maximin that is the smallest chance over the largest possible one, for nash the least ratio of a chance to the
    one at the best mix. The quotas are known to be possible.
    """
    from cms.lottery.mixing import mix

    whole = profiles_of(pool)
    first = profiles_of(pool, apart_up_to=FEW)
    for profiles in (first, whole) if len(first) < len(whole) else (whole,):
        mixed = mix(pool, profiles, algorithm=algorithm, watch=watch, is_last=profiles is whole)
        dealt = deal(profiles, mixed.panels, mixed.shares)
        reached = _reached(profiles, dealt, mixed.aims)
        if reached >= 1 - TOLERANCE:
            break
    return dealt, min(1.0, reached * mixed.proven)


def deal(profiles: list[Profile], panels: list[tuple[int, ...]], shares: list[float]) -> Found:
    """Panels of persons: each seat of a profile goes to whoever of it has had the smallest chance so far.

    Nobody sits with somebody of their address; a panel in which that cannot be helped is left out.
    """
    waiting = [[(0.0, one.id, one) for one in profile.people] for profile in profiles]
    parts = [
        (whole * share / number, panel)
        for whole, most in CUTS
        for panel, share in zip(panels, shares, strict=True)
        if share > 1e-9
        for number in [max(1, round(share * most))]
        for _part in range(number)
    ]
    dealt = []
    for share, panel in sorted(parts, reverse=True):
        seated = _seated(waiting, panel)
        if seated is None:
            continue
        for place, (chance, key, person) in seated:
            heapq.heappush(waiting[place], (chance + share, key, person))
        dealt.append(([key for _place, (_chance, key, _person) in seated], share))
    return dealt


def _seated(waiting: list[list], panel: tuple[int, ...]) -> list[tuple[int, tuple]] | None:
    """Who takes the seats of a panel, taken off those who wait; nobody, and nothing changed, when addresses clash."""
    chosen: list[tuple[int, tuple]] = []
    homes: set[int] = set()
    # The rarest first: they have nobody to give way to.
    for place in sorted((one for one, count in enumerate(panel) if count), key=lambda one: len(waiting[one])):
        passed: list[tuple] = []
        seats = panel[place]
        while seats and waiting[place]:
            entry = heapq.heappop(waiting[place])
            if entry[2].address is not None and entry[2].address in homes:
                passed.append(entry)
                continue
            if entry[2].address is not None:
                homes.add(entry[2].address)
            chosen.append((place, entry))
            seats -= 1
        for entry in passed:
            heapq.heappush(waiting[place], entry)
        if seats:
            for taken, entry in chosen:
                heapq.heappush(waiting[taken], entry)
            return None
    return chosen


def _reached(profiles: list[Profile], dealt: Found, aims: list[float]) -> float:
    """The least ratio of a person's chance to what was aimed at for their profile; those aimed at with 0 aside."""
    whole = sum(share for _members, share in dealt)
    if not whole:
        return 0.0
    chances: dict[str, float] = defaultdict(float)
    for members, share in dealt:
        for member in members:
            chances[member] += share / whole
    ratios = [
        chances[person.id] * len(profile.people) / aim
        for profile, aim in zip(profiles, aims, strict=True)
        if aim
        for person in profile.people
    ]
    return min(ratios, default=1.0)
