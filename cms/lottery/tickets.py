"""Probabilities as whole tickets out of a million, by the method of largest remainders.

Each panel first gets the whole part of its probability times the tickets; the tickets left go, one each, to the largest
remainders, and among equal remainders to the panel whose sorted members come first. A panel without a ticket is left
out: its probability was below one in a million.
"""

from __future__ import annotations

from collections.abc import Iterable

TICKETS = 1_000_000


def with_tickets(found: Iterable[tuple[Iterable[str], float]], *, tickets: int = TICKETS) -> list[dict]:
    """Panels as they are published, sorted by members: ``{"members": [...], "tickets": n}``, n adding up to tickets.

    ``found`` are (members, probability), the probabilities being of any sum above 0; the same panel twice is one.
    """
    shares: dict[tuple[str, ...], float] = {}
    for members, probability in found:
        key = tuple(sorted(members))
        shares[key] = shares.get(key, 0.0) + max(0.0, float(probability))
    total = sum(shares.values())
    exact = {key: share / total * tickets for key, share in shares.items()}
    whole = {key: int(value) for key, value in exact.items()}
    left = tickets - sum(whole.values())
    by_remainder = sorted(exact, key=lambda key: (whole[key] - exact[key], key))
    for key in by_remainder[:left]:
        whole[key] += 1
    return [{"members": list(key), "tickets": whole[key]} for key in sorted(whole) if whole[key]]
