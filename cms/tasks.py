"""What the worker does for pages. Thin: each task calls one verb."""

from __future__ import annotations

from django_tasks import task


@task()
def find_names_task(page_id: int) -> int:
    """Look for names of people in a page that was saved; return how many were seen."""
    from cms.checking.names import find_names

    return find_names(page_id)
