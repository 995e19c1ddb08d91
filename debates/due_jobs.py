"""What nights of debates have done on a rhythm."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from jobs.registry import due


@due(name="debates.let_seats_lapse", every=timedelta(minutes=1))
def let_seats_lapse() -> None:
    """Give the seats that nobody confirmed in time to the next who waits."""
    from debates.registering.waiting import let_lapse

    let_lapse(at=timezone.now())


@due(name="debates.forget_reservations", every=timedelta(days=1))
def forget_reservations() -> None:
    """Delete what is known of those who reserved when its time is up."""
    from debates.registering.forgetting import forget

    forget(at=timezone.now())


@due(name="debates.forget_hosts_data", every=timedelta(days=1))
def forget_hosts_data() -> None:
    """Delete what hosts typed and left, lapsed invitations, and speakers' addresses after the night."""
    from debates.hosting.forgetting import forget

    forget(at=timezone.now())
