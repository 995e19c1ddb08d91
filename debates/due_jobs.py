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


@due(name="debates.forget_desk_deliveries", every=timedelta(days=1))
def forget_desk_deliveries() -> None:
    """Delete to whom desks wrote about nights that ended long ago."""
    from debates.desks.messaging import forget

    forget(at=timezone.now())


@due(name="debates.print_programmes", every=timedelta(minutes=5))
def print_programmes() -> None:
    """Set the printed programmes of the nights to come anew where a debate came, went or changed."""
    from debates.programme.making import make_all

    make_all(at=timezone.now())


@due(name="debates.remind_of_reports", every=timedelta(minutes=15))
def remind_of_reports() -> None:
    """Remind hosts whose report is missing."""
    from debates.reporting.reminding import remind

    remind(at=timezone.now())


@due(name="debates.look_after_room_requests", every=timedelta(minutes=10))
def look_after_room_requests() -> None:
    """Remind hosts of requests for their rooms that will lapse, and end those that nobody answered."""
    from debates.exchanging.lapsing import let_lapse, remind

    remind(at=timezone.now())
    let_lapse(at=timezone.now())


@due(name="debates.forget_room_requests", every=timedelta(days=1))
def forget_room_requests() -> None:
    """Delete offers and requests for rooms when their nights are over for long enough."""
    from debates.exchanging.lapsing import forget

    forget(at=timezone.now())


@due(name="debates.forget_waiting_imports", every=timedelta(days=1))
def forget_waiting_imports() -> None:
    """Delete files that were read and that nobody said yes to."""
    from debates.models import WaitingImport

    WaitingImport.objects.forgotten(at=timezone.now()).delete()
