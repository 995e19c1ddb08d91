"""What consultations have done on a rhythm, and who is told when an analysis' worker keeps dying."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.registry import LostTask, due, on_lost

CLEARED_AT_ONCE = 5000


@due(name="consultations.forget_drafts", every=timedelta(days=1))
def forget_drafts() -> None:
    """Delete the drafts that nobody has touched for as long as we keep them."""
    from consultations.models import Draft

    Draft.objects.forgotten(at=timezone.now()).delete()


@due(name="consultations.silent_analyses", every=timedelta(seconds=30))
def give_up_silent_analyses() -> None:
    """Mark as failed the analyses whose process died without a worker to find them again."""
    from consultations.analysis import give_up_silent

    give_up_silent(at=timezone.now())


@due(name="consultations.clear_for_public", every=timedelta(minutes=10))
def clear_new_words() -> None:
    """Look for private data in words that came, or were corrected, since the last analysis."""
    from consultations.analysis import clear_for_public
    from consultations.models import Answer

    waiting = Answer.objects.filter(contribution__withdrawn_at=None, public_text=None).with_words()
    first = waiting.order_by("pk").values_list("pk", flat=True)[:CLEARED_AT_ONCE]
    clear_for_public(Answer.objects.filter(pk__in=list(first)))


@due(name="consultations.next_editions", every=timedelta(minutes=2))
def make_next_editions() -> None:
    """Make the next edition of the kits that somebody has left, some minutes after the last who did."""
    from consultations.analysis import make_next_editions as make

    make(at=timezone.now())


@due(name="consultations.tidy_kits", every=timedelta(hours=1))
def tidy_kits() -> None:
    """Remove what dead runs left on disk, and words that should have gone from it."""
    from consultations.analysing.kit_editions import tidy

    tidy()


@due(name="consultations.inclusion_lists", every=timedelta(hours=1))
def make_inclusion_lists() -> None:
    """Publish the day's list of digests of every consultation, once; a day on which no worker ran has none."""
    from consultations.inclusion import lists

    now = timezone.now()
    for consultation in lists.listed_consultations(at=now).select_related("city"):
        lists.make_list(consultation, at=now)


@due(name="consultations.tell_subscribers", every=timedelta(minutes=5))
def tell_subscribers() -> None:
    """Tell those who follow their contribution what happened to it since the last time."""
    from consultations.telling import sending

    sending.tell(at=timezone.now())


@due(name="consultations.forget_subscribers", every=timedelta(days=1))
def forget_subscribers() -> None:
    """Delete the addresses that never said yes, and those that nothing is told any more."""
    from consultations.telling import subscribing

    subscribing.forget(at=timezone.now())


@due(name="consultations.publish_scheduled", every=timedelta(minutes=5))
def publish_scheduled() -> None:
    """Publish and withdraw the pages and consultations whose time, set in the editor, has come."""
    from django.core.management import call_command

    call_command("publish_scheduled")


@due(name="consultations.publish_charters", every=timedelta(minutes=1))
def publish_charters() -> None:
    """Put in force the drafts of charters whose moment has come; tell who planned it where something is missing."""
    from consultations.charters.charter_publishing import publish_due

    publish_due(at=timezone.now())


@due(name="consultations.results_held_back", every=timedelta(minutes=10))
def tell_results_held_back() -> None:
    """Tell those who decide proposals that results whose day has come are not out, and what is missing."""
    from consultations.proposals.holding import tell_held_back

    tell_held_back(at=timezone.now())


def give_up_lost(lost: LostTask) -> None:
    """Tell people why an analysis failed whose workers stopped in the middle of it, again and again."""
    from consultations.analysis import give_up
    from consultations.models import Analysis

    analysis_id = lost.args[0] if lost.args else lost.kwargs["analysis_id"]
    analysis = Analysis.objects.filter(pk=analysis_id).first()
    if analysis is not None:
        reason = _(
            "Its worker stopped in the middle of it, %(times)d times. Look at the worker's log and memory."
        )
        give_up(analysis, reason % {"times": lost.attempts})


on_lost("consultations.tasks.run_analysis_task", give_up_lost)
