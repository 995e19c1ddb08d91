"""What the worker does for consultations. Thin: each task calls one verb."""

from __future__ import annotations

from django_tasks import TaskContext, task


@task(takes_context=True)
def run_analysis_task(context: TaskContext, analysis_id: int) -> str:
    """Run an analysis; return the state that it ended in. Another attempt starts again what a dead worker left."""
    from consultations.analysis import AlreadyRunning, run_analysis

    try:
        return run_analysis(analysis_id, attempt=context.attempt).state
    except AlreadyRunning:
        return "running"


@task()
def suggest_articles_task(proposal_id: int) -> int:
    """Look for the articles that a proposal could be tied to; return how many were found."""
    from consultations.analysis import suggest_articles

    return suggest_articles(proposal_id)
