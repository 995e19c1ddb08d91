"""A desk's look at debates that may be the same one, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch

from debates.desks.likeness import Likeness, Pair, alike
from debates.models import Appearance, Debate, KeptApart, Night


def alike_in(night: Night) -> Likeness:
    """The pairs of that night that nobody judged yet, among debates that take place. Four queries.

    Their debates hold what is compared and no more: see `with_all`.
    """
    debates = Debate.objects.filter(night=night, status__in=Debate.OCCUPYING).order_by("pk")
    judged = KeptApart.objects.filter(first__night=night).values_list("first", "second")
    people = Appearance.objects.select_related("speaker").only("debate", "speaker__key")
    loaded = (
        debates.only("question", "room")
        .select_related("room")
        .prefetch_related(Prefetch("appearances", queryset=people))
    )
    return alike(loaded, apart=frozenset(judged))


def with_all(pairs: Iterable[Pair]) -> list[Pair]:
    """The same pairs with all that a page shows of their debates. Six queries, however many they are."""
    pairs = list(pairs)
    numbers = {debate.pk for pair in pairs for debate in (pair.first, pair.second)}
    debates = Debate.objects.for_cards().prefetch_related("appearances__speaker").in_bulk(numbers)
    return [
        replace(pair, first=debates[pair.first.pk], second=debates[pair.second.pk])
        for pair in pairs
        if pair.first.pk in debates and pair.second.pk in debates
    ]


@transaction.atomic
def keep_apart(one: Debate, other: Debate, by, *, at: datetime) -> None:
    """Say that two debates are different ones; said again, it stays as it was said first."""
    first, second = sorted((one, other), key=lambda debate: debate.pk)
    KeptApart.objects.get_or_create(first=first, second=second, defaults={"by": by, "at": at})
