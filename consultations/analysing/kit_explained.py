"""What a kit says of itself, to people: where it comes from, what is in it, how to check it, in French and English."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from consultations.models import Analysis

NAMES = {"fr": "LISEZMOI.txt", "en": "README.txt"}


def explanations(analysis: Analysis, run: dict, *, at: datetime) -> dict[str, str]:
    """The texts by the name of their file; ``run`` is what run.json holds. About three queries."""
    consultation = analysis.consultation
    version = consultation.current_version()
    question = version.questionnaire.question(analysis.question_key) if version else None
    source = settings.SOURCE_URL
    context = {
        "run": run,
        "day": timezone.localtime(at, consultation.zone).date(),
        "source": settings.SITE_URL + source if source.startswith("/") else source,
        "key": analysis.question_key,
        "packages": sorted(run["versions"].items()),
    }
    found: dict[str, str] = {}
    for language, name in NAMES.items():
        with override(language):
            told = {
                **context,
                "results": settings.SITE_URL + reverse("consultations:results", args=[consultation.slug]),
                "title": consultation.title,
                "city": str(consultation.city),
                "question": str(question.label) if question else analysis.question_key,
            }
            found[name] = str(render_to_string(f"consultations/kit/{name}", told))
    return found
