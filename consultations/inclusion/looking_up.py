"""What the lists say of one digest."""

from __future__ import annotations

from consultations.inclusion import lists
from consultations.models import Consultation, InclusionRemoval


class Found:
    """Where a digest was found."""

    LISTED, NEXT, WITHDRAWN, CORRECTED, UNKNOWN = "listed", "next", "withdrawn", "corrected", "unknown"


def look_up(consultation: Consultation, digest: str) -> str:
    """Where a digest of 64 small hexadecimal digits stands: in the last list, in the next one, removed, or nowhere.

    Three queries at most. Nothing is told that the files do not tell, a day later at the latest.
    """
    removal = consultation.inclusion_removals.filter(digest=digest).first()
    if removal is not None:
        return Found.WITHDRAWN if removal.because == InclusionRemoval.WITHDRAWN else Found.CORRECTED
    if lists.is_listed(consultation, digest):
        return Found.LISTED
    waits = consultation.contributions.sent().filter(inclusion_digest=digest).exists()
    return Found.NEXT if waits else Found.UNKNOWN
