"""Whether a debate is ready for its night, point by point, each with where to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from debates.models import Appearance, Debate
from debates.models.venue import UNKNOWN
from kit.localized import LocalizedText, content_languages, language_name


@dataclass(frozen=True)
class Point:
    """One thing that makes a debate ready: what it is, whether it is there, what to do and where."""

    key: str
    label: str
    ready: bool
    todo: str
    url: str


def readiness(debate: Debate) -> list[Point]:
    """All points in the order in which a host fills them in. Queries nothing beside the debate's own relations."""
    form = reverse("debates:hosted_debate_form", args=[debate.code])
    moderated = any(one.role == Appearance.MODERATOR for one in debate.appearances.all())
    placed = debate.room is not None or bool(debate.online_link)
    image_page = reverse("debates:hosted_debate_image", args=[debate.code])
    return [
        Point(
            "description", _("Question and presentation"), bool(debate.question and debate.presentation),
            _("Say what is debated, and why it is worth an evening."), f"{form}#id_question_group",
        ),
        Point(
            "hours", _("Hours"), bool(debate.starts and debate.ends),
            _("Choose when it begins and ends."), f"{form}#id_starts_at",
        ),
        Point(
            "room", _("Room"), placed,
            _("Choose a room, or give the address to follow it online."), f"{form}#id_room",
        ),
        _access(debate, form),
        Point(
            "moderator", _("Moderator"), moderated,
            _("Name who gives the floor and keeps the time."), f"{form}#people",
        ),
        Point(
            "image", _("Image"), debate.image_id is not None and bool(debate.image_text),
            _("Add a picture, with words for those who do not see it."), image_page,
        ),
        _translation(debate, form),
    ]  # fmt: skip


def _access(debate: Debate, form: str) -> Point:
    label = _("Accessibility of the place")
    if debate.room is None:
        return Point(
            "access",
            label,
            bool(debate.online_link),
            _("Choose a room first: its place says."),
            f"{form}#id_room",
        )
    venue = debate.room.venue
    told = all(answer != UNKNOWN for _fact, _question, answer, _note in venue.access())
    todo = _("Find out what is not known of the place yet.")
    url = reverse("debates:hosted_venue", args=[venue.slug])
    # Another host lends its room: only that one can answer.
    return Point("access", label, told, todo, url if venue.host_id == debate.host_id else form)


def _translation(debate: Debate, form: str) -> Point:
    missing = [
        str(language_name(code))
        for code, _name in content_languages()
        if not _written_in(code, debate.question) or not _written_in(code, debate.presentation)
    ]
    todo = _("Write the question and the presentation in: %(languages)s.") % {"languages": ", ".join(missing)}
    return Point("translation", _("Translation"), not missing, todo, f"{form}#id_presentation_group")


def _written_in(code: str, text: LocalizedText) -> bool:
    return bool(text.get(code))
