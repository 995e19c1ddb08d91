"""Hide a text's words from the public, and show them again. The person's own words stay theirs, unchanged.

What is hidden is replaced as a whole by a mark that says so, wherever the public reads: quotations leave it out, open
data shows the mark, a new kit is made without the words. Its author, its theme and every count stay as they were.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.analysing.kit_editions import mark_departures
from consultations.models import Analysis, Answer
from consultations.reviews import review_log


@transaction.atomic
def hide(analysis: Analysis, answer: Answer, *, by, at: datetime | None = None) -> None:
    """Put the mark in the place of the public words. Kits that hold them are served no more from the same commit on."""
    at = at or timezone.now()
    mark_departures([answer.pk], at=at)
    Answer.objects.filter(pk=answer.pk).update(public_text=hidden_mark(answer.contribution.language))
    review_log.record(analysis, review_log.HIDE_TEXT, by=by, at=at, answers=[answer.pk])


@transaction.atomic
def show(analysis: Analysis, answer: Answer, *, by, at: datetime | None = None) -> None:
    """Let the words be read again, once the worker has looked for personal data in them as it does for any text."""
    at = at or timezone.now()
    Answer.objects.filter(pk=answer.pk).update(public_text=None)
    review_log.record(analysis, review_log.SHOW_TEXT, by=by, at=at, answers=[answer.pk])


def hidden_mark(language: str) -> str:
    """What stands in the place of hidden words, in the language that they were written in."""
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return f"[{_('words hidden by the team that reviews the answers')}]"
