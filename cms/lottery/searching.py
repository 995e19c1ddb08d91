"""The search for panels in the worker: asked for, followed, cancelled, and what it found kept for publication."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.lottery import log
from cms.lottery.pool import Pool, pool_of, sha256_of
from cms.lottery.quotas import Problem, problems_of
from cms.lottery.refusals import Refused
from cms.models import FoundPanels, Lottery, PanelSearch

logger = structlog.get_logger(__name__)


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
    """Find and keep the panels of a search; return the state that it ended in. Starting again is harmless."""
    from cms.lottery.panels import Cancelled, Impossible, find_panels

    active = PanelSearch.objects.filter(pk=search_id, state__in=PanelSearch.ACTIVE)
    if not active.update(state=PanelSearch.RUNNING, started_at=timezone.now(), done=0, total=0):
        return PanelSearch.objects.values_list("state", flat=True).get(pk=search_id)
    search = PanelSearch.objects.select_related("lottery").get(pk=search_id)
    began = time.monotonic()
    pool = pool_of(search.lottery)
    try:
        if problems := problems_of(pool):
            raise Impossible(problems)
        panels, how = find_panels(pool, algorithm=search.lottery.algorithm, watch=_Watch(search))
    except Cancelled:
        _end(search, PanelSearch.CANCELLED)
    except Impossible as refusal:
        fail(search, refusal.problems)
    except Exception as error:
        # Whatever went wrong inside a solver is told in a sentence; the traceback is for the worker's log.
        logger.exception("search for panels failed", search=search_id)
        fail(search, [("failed", {"why": type(error).__name__})])
    else:
        keep(search, pool, panels, how, seconds=time.monotonic() - began)
    return PanelSearch.objects.values_list("state", flat=True).get(pk=search_id)


@transaction.atomic
def keep(search: PanelSearch, pool: Pool, panels: list[dict], how: str, *, seconds: float) -> None:
    """Store what was found, unless candidates or quotas changed meanwhile."""
    lottery = Lottery.objects.select_for_update().get(pk=search.lottery_id)
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


def fail(search: PanelSearch, problems: list[Problem]) -> None:
    """End a search without panels, and say why in problems that cms/lottery/quotas.py puts in words."""
    _end(search, PanelSearch.FAILED, problems=[list(one) for one in problems])
    log.record(search.lottery, log.FAIL, at=timezone.now())


def _end(search: PanelSearch, state: str, **fields) -> None:
    rows = PanelSearch.objects.filter(pk=search.pk, state__in=PanelSearch.ACTIVE)
    rows.update(state=state, finished_at=timezone.now(), **fields)


class _Watch:
    """Writes how far a search is, once a second, and stops it when that was asked for."""

    def __init__(self, search: PanelSearch) -> None:
        self.row = PanelSearch.objects.filter(pk=search.pk)
        self.last = 0.0

    def __call__(self, phase: str, done: int, total: int) -> None:
        from cms.lottery.panels import Cancelled

        if time.monotonic() - self.last < 1:
            return
        self.last = time.monotonic()
        active = self.row.filter(state=PanelSearch.RUNNING, is_cancel_asked=False)
        if not active.update(phase=phase, done=done, total=total):
            raise Cancelled
