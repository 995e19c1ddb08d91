"""One recommendation on a page of its own: votes, answers, updates, corrections, what came of it in consultations."""

from __future__ import annotations

from typing import Any

from cms.conferences.dossier import shown
from cms.conferences.entering import entries_public
from cms.conferences.standing import standing
from cms.conferences.words import Translations
from cms.models import ConferencePage, Opinion
from consultations.publishing.fate import fate_of


def recommendation_page(page: ConferencePage, number: int) -> dict[str, Any] | None:
    """What the template needs; None when this opinion has no such recommendation, or is not published."""
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None:
        return None
    found = opinion.recommendations.prefetch_related("answers", "updates", "errata").filter(number=number)
    recommendation = found.first()
    if recommendation is None:
        return None
    recommendation.opinion = opinion
    stands = standing(recommendation, on=page.today(), answer_due_on=page.answer_due_on)
    return {
        "shown": shown(page, stands, Translations(page, opinion)),
        "opinion": opinion,
        "entries": [
            {"entry": entry, "fates": fate_of(entry.contribution)} for entry in entries_public(recommendation)
        ],
    }
