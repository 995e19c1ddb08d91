"""The search for panels in the worker: asked for, followed, stopped, and what it found kept for publication."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.lottery import log
from cms.lottery.pool import Pool, pool_of, sha256_of
from cms.lottery.quotas import Problem, problems_of
from cms.lottery.refusals import Refused
from cms.models import FoundPanels, Lottery, PanelSearch

logger = structlog.get_logger(__name__)


class Stopped(Exception):
    """Staff asked for the end of the search, or another worker has taken it over."""


def ask_search(lottery: Lottery, *, by, at: datetime) -> PanelSearch:
    """Have the worker look for the possible panels. Raises Refused while people may register, or while one runs."""
    from cms.lottery.tasks import search_panels_task

    with transaction.atomic():
        held = Lottery.objects.select_for_update().get(pk=lottery.pk)
        if held.is_published:
            raise Refused(_("The panels are published: they cannot be looked for again."))
        if held.is_open(at=at):
            raise Refused(_("People can still register: close the registration first, or wait for its end."))
        try:
            with transaction.atomic():
                search = held.searches.create(asked_by_id=by.pk, asked_at=at)
        except IntegrityError as error:
            raise Refused(_("A search for panels is running already.")) from error
        log.record(held, log.ASK_SEARCH, by=by, at=at)
        transaction.on_commit(partial(search_panels_task.enqueue, search.pk))
    return search


@transaction.atomic
def cancel_search(lottery: Lottery, *, by, at: datetime) -> None:
    """End the search that runs: at once when no worker has it yet, else within seconds."""
    lottery.searches.filter(state=PanelSearch.WAITING).update(state=PanelSearch.CANCELLED, finished_at=at)
    lottery.searches.filter(state=PanelSearch.RUNNING).update(is_cancel_asked=True)
    log.record(lottery, log.CANCEL_SEARCH, by=by, at=at)


def run_search(search_id: int) -> str:
    """Find and keep the panels of a search; return the state that it ended in.

    Starting again, as after the death of a worker, begins anew, with the whole of the time. Nothing is kept before
    the end.
    """
    from cms.lottery.apart import Broken, TooLong, find_apart
    from cms.lottery.panels import Impossible

    turn = _Turn.of(search_id)
    if turn is None:
        return PanelSearch.objects.values_list("state", flat=True).get(pk=search_id)
    search, minutes = turn.search, settings.LOTTERY_SEARCH_MINUTES
    began = time.monotonic()
    algorithm = search.lottery.algorithm
    try:
        pool = pool_of(search.lottery)
        if problems := problems_of(pool):
            raise Impossible(problems)
        panels, how = find_apart(pool, algorithm=algorithm, seconds=minutes * 60, watch=turn.watch)
        keep(search, pool, panels, how, seconds=time.monotonic() - began)
    except Stopped:
        turn.end(PanelSearch.CANCELLED)
    except Impossible as refusal:
        turn.fail(refusal.problems)
    except TooLong:
        instead = Lottery.NASH if algorithm == Lottery.MAXIMIN else Lottery.MAXIMIN
        turn.fail([("limit", {"minutes": minutes, "instead": instead})], verb=log.END)
    except Broken as broken:
        logger.error("search for panels broke", search=search_id, why=broken.why)
        turn.fail([("killed" if broken.is_killed else "failed", {"why": broken.why})])
    except Exception as error:
        # A search that no worker has any more, and still says that it runs, could neither be stopped nor begun again.
        logger.exception("search for panels failed", search=search_id)
        turn.fail([("failed", {"why": type(error).__name__})])
    return PanelSearch.objects.values_list("state", flat=True).get(pk=search_id)


@transaction.atomic
def keep(search: PanelSearch, pool: Pool, panels: list[dict], how: str, *, seconds: float) -> None:
    """Store what was found, unless candidates or quotas changed meanwhile, or the search was stopped."""
    lottery = Lottery.objects.select_for_update().get(pk=search.lottery_id)
    held = PanelSearch.objects.select_for_update().get(pk=search.pk)
    if not held.is_active or held.started_at != search.started_at:
        return
    if held.is_cancel_asked:
        _end(search, PanelSearch.CANCELLED)
        return
    before, now = sha256_of(pool, search.lottery.algorithm), sha256_of(pool_of(lottery), lottery.algorithm)
    if lottery.is_published or before != now:
        fail(search, [("changed", {})])
        return
    at = timezone.now()
    FoundPanels.objects.update_or_create(
        lottery=lottery,
        defaults={"panels": panels, "of_sha256": now, "found_by": how, "seconds": seconds, "found_at": at},
    )
    lottery.state = Lottery.FOUND
    lottery.save(update_fields=["state"])
    _end(search, PanelSearch.DONE)
    log.record(lottery, log.FIND, at=at, panels=len(panels))


@transaction.atomic
def fail(search: PanelSearch, problems: list[Problem], *, verb: str = log.FAIL) -> None:
    """End a search without panels, and say why in problems that cms/lottery/quotas.py puts in words."""
    if _end(search, PanelSearch.FAILED, problems=[list(one) for one in problems]):
        log.record(search.lottery, verb, at=timezone.now())


def _end(search: PanelSearch, state: str, **fields) -> bool:
    rows = PanelSearch.objects.filter(
        pk=search.pk, state__in=PanelSearch.ACTIVE, started_at=search.started_at
    )
    return bool(rows.update(state=state, finished_at=timezone.now(), **fields))


class _Turn:
    """One worker's turn at a search. A worker that was taken for dead, and whose search another one took, has none."""

    def __init__(self, search: PanelSearch) -> None:
        self.search = search
        self.row = PanelSearch.objects.filter(
            pk=search.pk, state=PanelSearch.RUNNING, started_at=search.started_at
        )

    @classmethod
    def of(cls, search_id: int) -> _Turn | None:
        """Begin, or nothing when the search has ended meanwhile."""
        active = PanelSearch.objects.filter(pk=search_id, state__in=PanelSearch.ACTIVE)
        fresh = {"phase": "", "done": 0, "total": 0, "panels": 0}
        if not active.update(state=PanelSearch.RUNNING, started_at=timezone.now(), **fresh):
            return None
        return cls(PanelSearch.objects.select_related("lottery").get(pk=search_id))

    def watch(self, progress: tuple[str, int, int, int] | None) -> None:
        """Write how far the search is. Raises Stopped when staff asked for its end, or another worker has it."""
        kept = dict(zip(("phase", "done", "total", "panels"), progress, strict=True)) if progress else {}
        if not self.row.filter(is_cancel_asked=False).update(state=PanelSearch.RUNNING, **kept):
            raise Stopped

    def end(self, state: str) -> None:
        _end(self.search, state)

    def fail(self, problems: list[Problem], *, verb: str = log.FAIL) -> None:
        fail(self.search, problems, verb=verb)
