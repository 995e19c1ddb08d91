"""Candidates and quotas as plain values, read once from the database: what everything that computes works on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cms.lottery.repeat_draw import digest

if TYPE_CHECKING:
    # The process that looks for panels reads this module and has neither settings nor a database.
    from cms.models import Lottery


@dataclass(frozen=True)
class Quota:
    """A value of a category, and how many of the panel must be of it."""

    category: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True)
class Person:
    """A candidate without a name: public id, category → value, and the number of an address that others share."""

    id: str
    answers: dict[str, str]
    address: int | None = None


@dataclass(frozen=True)
class Pool:
    """Everybody who may be drawn, how many are, and the quotas, in the order of the categories."""

    size: int
    quotas: tuple[Quota, ...]
    people: tuple[Person, ...] = field(repr=False)

    @property
    def categories(self) -> dict[str, list[Quota]]:
        by_category: dict[str, list[Quota]] = defaultdict(list)
        for quota in self.quotas:
            by_category[quota.category].append(quota)
        return dict(by_category)

    def counts(self) -> Counter:
        """(category, value) → how many of the panel could be of it: of an address, one."""
        counts: Counter = Counter()
        seen: set[tuple[int, str, str]] = set()
        for person in self.people:
            for category, value in person.answers.items():
                if person.address is not None:
                    if (person.address, category, value) in seen:
                        continue
                    seen.add((person.address, category, value))
                counts[category, value] += 1
        return counts

    def most(self) -> int:
        """How many people could sit together, of an address one."""
        alone = sum(person.address is None for person in self.people)
        return alone + len({person.address for person in self.people} - {None})


def pool_of(lottery: Lottery) -> Pool:
    """The lottery's confirmed candidates and its quotas. Three queries.

    Of people who share an address, each gets the address's number, counted from 1 in the order of public ids, so that
    the number tells nothing. Candidates without an address share it with nobody.
    """
    quotas = tuple(
        Quota(category.key, value.key, value.minimum, value.maximum)
        for category in lottery.categories.prefetch_related("values")
        for value in category.values.all()
    )
    rows = list(
        lottery.candidates.confirmed()
        .order_by("public_id")
        .values_list("public_id", "answers", "address_key")
    )
    numbers = _shared(key for _id, _answers, key in rows) if lottery.one_an_address else {}
    people = tuple(Person(public_id, answers, numbers.get(key)) for public_id, answers, key in rows)
    return Pool(lottery.size, quotas, people)


def published_candidates(pool: Pool) -> list[dict]:
    """The candidates as they stand in the published file."""
    return [
        {"id": one.id, "answers": one.answers} | ({"address": one.address} if one.address is not None else {})
        for one in pool.people
    ]


def sha256_of(pool: Pool, algorithm: str) -> str:
    """What panels were found of: it changes with any candidate, quota, size, or the algorithm."""
    quotas = [[one.category, one.value, one.minimum, one.maximum] for one in pool.quotas]
    return digest([pool.size, algorithm, quotas, published_candidates(pool)])


def _shared(keys: Iterable[str]) -> dict[str, int]:
    """Keys that come more than once → their number, in the order in which they first come."""
    ordered = list(keys)
    times = Counter(ordered)
    shared = dict.fromkeys(key for key in ordered if key and times[key] > 1)
    return {key: number for number, key in enumerate(shared, start=1)}
