"""Why an analysis cannot be had, or failed: in sentences for people, and in a log that holds no words of citizens."""

from __future__ import annotations

import traceback

from django.utils.translation import gettext as _


class AnalysisError(Exception):
    """An analysis cannot be had; the message says why and what to do."""


class NothingToAnalyse(AnalysisError):
    """Nobody has answered the question in words."""


class AlreadyRunning(AnalysisError):
    """Another living process runs this analysis."""


def unexpected(error: Exception) -> str:
    return _(
        "The analysis stopped on an unexpected error (%(name)s) and stored nothing. Start it again; if it fails "
        "again, tell those who run the site."
    ) % {"name": type(error).__name__}


def place_of(error: BaseException) -> dict[str, str]:
    """The class of an error and where it was raised, for a log: its message may hold words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "where": f"{last.name}:{last.lineno}"}
