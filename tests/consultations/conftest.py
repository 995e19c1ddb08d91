"""What several tests of consultations begin with."""

from __future__ import annotations

import pytest
from django.utils import translation

from consultations.models import Analysis
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact

PUBLISHED_GROUPS = {
    "Répondre": ["Répondez-nous, signé Zoé.", "Une réponse, vite.", "Une réponse, vite."],
    "Réunir": {"Le soir": ["Le soir, après 19 h."], "Les enfants": ["Avec une garde d’enfants."]},
    "Parler": ["Parlez simplement."],
}


@pytest.fixture
def in_english(own_language):
    """Sentences in the language of their source, for tests that look at them."""
    with translation.override("en"):
        yield


@pytest.fixture
def analysis(paris) -> Analysis:
    """An analysis in force whose results are out: three themes, nothing reviewed yet, one name redacted."""
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, PUBLISHED_GROUPS, set_aside={"no-opinion": ["RAS", "Rien"]})
    redact(Zoé="PERSON")
    return analysis
