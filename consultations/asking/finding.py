"""Find what somebody names on a command line: a consultation by its address, a question by its key."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consultations.asking.questions import Question
from consultations.models import Consultation

SHOWN = 10


class NotFound(Exception):
    """There is nothing of that name; the message says what there is instead."""


class UnknownConsultation(NotFound):
    pass


class UnknownQuestion(NotFound):
    pass


def consultation_named(slug: str) -> Consultation:
    """The consultation of that address, or UnknownConsultation with a few that exist."""
    found = Consultation.objects.filter(slug=slug).first()
    if found is not None:
        return found
    slugs = list(Consultation.objects.values_list("slug", flat=True)[:SHOWN])
    if not slugs:
        raise UnknownConsultation(_("There is no consultation yet: create one first."))
    raise UnknownConsultation(
        _("There is no consultation “%(slug)s”. Choose one of: %(slugs)s.")
        % {"slug": slug, "slugs": ", ".join(slugs)}
    )


def free_text_question(consultation: Consultation, key: str) -> Question:
    """The question of that key as it is asked now, or UnknownQuestion unless it is answered in words. One query."""
    version = consultation.current_version()
    if version is None:
        raise UnknownQuestion(
            _("This consultation was never published, so it asks nothing yet: publish it first.")
        )
    question = version.questionnaire.question(key)
    if question is not None and question.is_free_text:
        return question
    keys = ", ".join(one.key for one in version.questionnaire.free_texts()) or "–"
    if question is None:
        raise UnknownQuestion(
            _("This consultation asks no question “%(key)s”. Its free-text questions are: %(keys)s.")
            % {"key": key, "keys": keys}
        )
    raise UnknownQuestion(
        _("The question “%(key)s” is not answered in words. The free-text questions are: %(keys)s.")
        % {"key": key, "keys": keys}
    )
