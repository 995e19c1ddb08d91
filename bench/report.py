"""The measures as Markdown: ratios to the floor first, absolute goals beside them, none of them asserted."""

from __future__ import annotations

import os
import platform
from datetime import date

from bench.load import Burst, median, median_ratio, percentile
from bench.rounds import CONNECTIONS, FLOOR, FLOOR_PAGE, JOURNEY, SEND, Measures

FIRST_DAY = 1.5
PEAK = 20
PAGE_GOAL = 200


def heading() -> str:
    """When and on what kind of machine; what else the machine was doing."""
    load = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    busy = " Others were at work on it: believe the ratios, not the times." if load > cores + 1 else ""
    return (
        f"{date.today().isoformat()}, {cores} cores, {platform.system()}, Python {platform.python_version()}, "
        f"load {load:.1f} at the end.{busy}"
    )


def tables(measures: Measures) -> str:
    """Both tables and the goals of one database."""
    parts = [
        f"### {measures.database}, {measures.contributions} contributions in each of two consultations",
        _writing(measures),
        _reading(measures),
        _goals(measures),
    ]
    return "\n\n".join(parts)


def _writing(measures: Measures) -> str:
    floors = measures.bursts[FLOOR]
    rows = [
        ("the floor: two inserts", floors, 2),
        ("send a ready draft", measures.bursts[SEND], measures.counted["send"]["queries"]),
        (f"whole journey, {measures.requests_a_journey} requests", measures.bursts[JOURNEY], None),
    ]
    lines = [
        f"| {CONNECTIONS} connections at once | a second | floors each | p50 ms | p99 ms | queries | n |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, bursts, queries in rows:
        ratio = median_ratio((floor.rate, one.rate) for floor, one in zip(floors, bursts, strict=True))
        lines.append(
            f"| {name} | {_rate(bursts):.1f} | {ratio:.1f} | {_middle(bursts):.0f} | {_slowest(bursts):.0f} "
            f"| {'' if queries is None else queries} | {sum(len(one.milliseconds) for one in bursts)} |"
        )
    return "\n".join(lines)


def _reading(measures: Measures) -> str:
    floors = measures.pages[FLOOR_PAGE]
    lines = [
        "| one page at a time | median ms | floors each | p95 ms | queries | time in queries | HTML, gzipped | n |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, rounds in measures.pages.items():
        pairs = [(median(one), median(floor)) for one, floor in zip(rounds, floors, strict=True)]
        counted, weight = measures.counted.get(name), measures.weights.get(name)
        lines.append(
            f"| {'the floor: one query' if name == FLOOR_PAGE else name} "
            f"| {median(one for one, _floor in pairs):.1f} | {median_ratio(pairs):.1f} "
            f"| {percentile(_together(rounds), 0.95):.1f} | {counted['queries'] if counted else 1} "
            f"| {format(counted['share'], '.0%') if counted else ''} "
            f"| {format(weight / 1000, '.1f') + ' kB' if weight else ''} | {len(_together(rounds))} |"
        )
    return "\n".join(lines)


def _goals(measures: Measures) -> str:
    """The goals beside what was measured. They are the reader's to judge: a busy machine misses them all."""
    journeys = _rate(measures.bursts[JOURNEY])
    slowest = max(
        (percentile(_together(rounds), 0.95), name)
        for name, rounds in measures.pages.items()
        if name != FLOOR_PAGE
    )
    return "\n".join(
        [
            f"- Goal: {FIRST_DAY:g} contributions a second for a day, {FIRST_DAY * PEAK:g} in a peak. "
            f"Measured: {_rate(measures.bursts[SEND]):.0f} sent, {journeys:.1f} whole journeys a second.",
            f"- Goal: each page under {PAGE_GOAL} ms for 19 visitors in 20. "
            f"Measured: the slowest, “{slowest[1]}”, {slowest[0]:.0f} ms.",
        ]
    )


def _rate(bursts: list[Burst]) -> float:
    return median(one.rate for one in bursts)


def _middle(bursts: list[Burst]) -> float:
    return median(percentile(one.milliseconds, 0.5) for one in bursts)


def _slowest(bursts: list[Burst]) -> float:
    return percentile(_together([one.milliseconds for one in bursts]), 0.99)


def _together(rounds: list[list[float]]) -> list[float]:
    return [value for one in rounds for value in one]
