"""What the site's pages have done on a rhythm."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from jobs.registry import LostTask, due, on_lost


@due(name="cms.guide_reviews", every=timedelta(hours=12))
def remind_guide_owners() -> None:
    """Tell owners of the guide's entries that a review is due."""
    from cms.guide import reviewing

    reviewing.remind_owners(at=timezone.now())


@due(name="cms.send_letters", every=timedelta(minutes=1))
def send_letters() -> None:
    """Send the letters whose moment has come to those who have not had them."""
    from cms.letters import sending

    sending.send_due(at=timezone.now())


@due(name="cms.forget_letter_readers", every=timedelta(days=1))
def forget_letter_readers() -> None:
    """Delete the addresses that asked for letters and never confirmed."""
    from cms.letters import subscribing

    subscribing.forget(at=timezone.now())


@due(name="cms.look_at_languages", every=timedelta(minutes=10))
def look_at_languages() -> None:
    """Keep since when the translations of records lag behind."""
    from cms.languages import marks

    marks.look(at=timezone.now())


@due(name="cms.forget_candidates", every=timedelta(hours=6))
def forget_candidates() -> None:
    """Erase the personal data of lotteries whose day has come, and registrations that nobody confirmed."""
    from cms.lottery import erasing, gathering

    now = timezone.now()
    erasing.erase_due(at=now)
    gathering.forget_unconfirmed(at=now)


@due(name="cms.search_follows_the_calendar", every=timedelta(minutes=10))
def search_follows_the_calendar() -> None:
    """Have what became public be found, and what stopped being so no more, where no save told of it."""
    from search import indexing

    indexing.reconcile()


@due(name="cms.search_rebuilt", every=timedelta(days=1))
def rebuild_search() -> None:
    """Look at everything that may be found again: what changed in bulk is written anew."""
    from search import indexing

    for _label, _records in indexing.rebuild():
        continue


@due(name="cms.find_names")
def find_names(page_id: int) -> None:
    """Look for names of people in a page that was saved a moment ago."""
    from cms.checking import names

    names.find_names(page_id)


def give_up_search(lost: LostTask) -> None:
    """Say that a search for panels was lost with its worker, so that it does not look as if it still ran."""
    from cms.lottery import searching
    from cms.models import PanelSearch

    search_id = lost.args[0] if lost.args else lost.kwargs["search_id"]
    search = PanelSearch.objects.filter(pk=search_id).select_related("lottery").first()
    if search is not None and search.is_active:
        searching.fail(search, [("lost", {})])


on_lost("cms.lottery.tasks.search_panels_task", give_up_search)
