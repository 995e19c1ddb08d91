"""Makers of lotteries: a small town, twelve or more candidates, panels found without a solver."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

from django.utils import timezone

from cms.lottery import drawing, gathering, publishing
from cms.lottery.gathering import Registration
from cms.lottery.pool import pool_of, sha256_of
from cms.lottery.tickets import with_tickets
from cms.models import FoundPanels, Lottery, LotteryCategory, LotteryValue

CATEGORIES = {
    "gender": {"women": (2, 2), "men": (2, 2)},
    "age": {"young": (1, 3), "old": (1, 3)},
}


def make_lottery(city, *, slug: str = "climate", size: int = 4, categories=None, **fields) -> Lottery:
    """A lottery with its categories; registration open since yesterday unless told otherwise."""
    now = timezone.now()
    fields = {
        "registration_opens_at": now - timedelta(days=1),
        "registration_closes_at": now + timedelta(days=7),
        "erase_on": city_day(city, now + timedelta(days=200)),
        **fields,
    }
    lottery = Lottery.objects.create(
        city=city, slug=slug, title={"fr": "Panel climat", "en": "Climate panel"}, size=size, **fields
    )
    for place, (key, values) in enumerate((categories or CATEGORIES).items()):
        category = LotteryCategory.objects.create(
            lottery=lottery, key=key, name={"en": key.title()}, position=place
        )
        LotteryValue.objects.bulk_create(
            LotteryValue(
                category=category,
                key=value,
                name={"en": value.title()},
                minimum=least,
                maximum=most,
                position=n,
            )
            for n, (value, (least, most)) in enumerate(values.items())
        )
    return lottery


def crowd(number: int) -> list[Registration]:
    """People whose answers go round all combinations, each with a mailbox and an address of their own."""
    combinations = list(itertools.product(CATEGORIES["gender"], CATEGORIES["age"]))
    return [
        Registration(
            name=f"Person {n}",
            email=f"person{n}@example.org",
            address=f"{n + 1} rue des Lilas",
            postcode="75019",
            answers=dict(zip(CATEGORIES, combinations[n % len(combinations)], strict=True)),
        )
        for n in range(number)
    ]


def close(lottery: Lottery) -> None:
    Lottery.objects.filter(pk=lottery.pk).update(registration_closes_at=timezone.now() - timedelta(minutes=1))
    lottery.refresh_from_db()


def find(lottery: Lottery) -> Lottery:
    """Keep as found panels all that are valid, the earlier ones more likely."""
    pool = pool_of(lottery)
    valid = [
        [one.id for one in four]
        for four in itertools.combinations(pool.people, lottery.size)
        if all(
            quota.minimum <= sum(one.answers[quota.category] == quota.value for one in four) <= quota.maximum
            for quota in pool.quotas
        )
    ]
    panels = with_tickets((panel, n + 1) for n, panel in enumerate(valid))
    FoundPanels.objects.create(
        lottery=lottery, panels=panels, of_sha256=sha256_of(pool, lottery.algorithm), found_by="by hand"
    )
    lottery.state = Lottery.FOUND
    lottery.save()
    return lottery


def publish(lottery: Lottery, *, by, days_ago: int = 10) -> Lottery:
    """Published ``days_ago``; the seed is announced for the day after."""
    at = timezone.now() - timedelta(days=days_ago)
    source = publishing.PublicSource(
        source="Six numbers of the lottery, in the order drawn",
        url="https://example.org/loto",
        day=source_day(lottery.city, days_ago),
    )
    publishing.publish(lottery, source, by=by, at=at)
    lottery.refresh_from_db()
    return lottery


def source_day(city, days_ago: int = 10) -> date:
    return city_day(city, timezone.now() - timedelta(days=days_ago - 1))


def city_day(city, at: datetime) -> date:
    """The day there: late in the evening of UTC it is already tomorrow in Paris."""
    return at.astimezone(city.zone).date()


def draw(lottery: Lottery, *, by, seed: str = "4 8 15 16 23 42", at: datetime | None = None) -> Lottery:
    drawing.draw_from_source(
        lottery,
        seed=seed,
        url="https://example.org/loto/1",
        day=source_day(lottery.city),
        by=by,
        at=at or timezone.now(),
    )
    lottery.refresh_from_db()
    return lottery


def published(city, *, by, candidates: int = 12, **fields) -> Lottery:
    lottery = make_lottery(city, **fields)
    gathering.add(lottery, crowd(candidates), by=by, at=timezone.now())
    close(lottery)
    return publish(find(lottery), by=by)


def drawn(city, *, by, candidates: int = 12, **fields) -> Lottery:
    return draw(published(city, by=by, candidates=candidates, **fields), by=by)
