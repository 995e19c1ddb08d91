"""How long seats are kept for an address that has not said yes, so that invented ones cannot empty a room.

Nobody is turned away by it: whoever is above a limit is given the seats on saying yes, as long as there are any. So a
household, a campus or everybody behind one network of a telephone company reserves as others do.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Sum

from debates.models import Registration, Seating

KEPT = timedelta(hours=1)
# Where few seats are left. A mail may take a quarter of an hour.
KEPT_WHERE_FEW = timedelta(minutes=20)
FEW = 0.25
# Of all seats, those that unconfirmed requests may keep from others; a small room's may all be.
KEPT_SHARE, KEPT_AT_LEAST = 0.5, 8
# Seats kept at once for one network, of one debate.
FROM_ONE_PLACE = {"times": 8, "seconds": int(KEPT.total_seconds())}


def time_to_confirm(seating: Seating, seats: int) -> timedelta | None:
    """How long that many seats are kept for somebody new; None when enough are kept already. Two queries at most.

    Called in the transaction that takes the seats: nobody else takes or gives back any of this seating until it ends.
    """
    # Locked, so that of many who ask at once each counts what those before were given.
    seating.refresh_from_db(from_queryset=Seating.objects.select_for_update())
    if seating.capacity is None or seating.free is None:
        return KEPT
    unconfirmed = seating.registrations.filter(status=Registration.UNCONFIRMED).aggregate(all=Sum("seats"))
    if (unconfirmed["all"] or 0) + seats > max(seating.capacity * KEPT_SHARE, KEPT_AT_LEAST):
        return None
    return KEPT_WHERE_FEW if seating.free - seats < seating.capacity * FEW else KEPT
