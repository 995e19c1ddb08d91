"""What the worker does for lotteries. Thin: each task calls one verb."""

from __future__ import annotations

from django_tasks import task


@task()
def search_panels_task(search_id: int) -> str:
    """Look for the possible panels of a lottery; return the state that the search ended in."""
    from cms.lottery.searching import run_search

    return run_search(search_id)
