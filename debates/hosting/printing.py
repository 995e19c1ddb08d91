"""What a host prints for a debate: poster, sign-in sheet, moderator's sheet, as tagged PDF in the active language.

Every word is data for ``kit.typesetting``; the QR code holds the address of the debate's public page and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.models import Debate
from debates.models.venue import YES
from debates.on_paper import address_of, code_of, hour_of, languages_of, qr, spaced, told, where
from kit.localized import LocalizedText
from kit.typesetting import set_pages

POSTER, SIGN_IN, MODERATOR = "poster", "sign-in", "moderator"
SHEETS = (POSTER, SIGN_IN, MODERATOR)
LINES_AT_LEAST, LINES_AT_MOST = 20, 80
STATEMENTS = 5


def sheet_of(debate: Debate, kind: str) -> bytes:
    """That sheet as PDF/UA. The debate has its question and hours."""
    contents = {POSTER: poster_content, SIGN_IN: sign_in_content, MODERATOR: moderator_content}
    template = Path(__file__).parent / "typst" / f"{kind}.typ"
    return set_pages(template, contents[kind](debate))


def poster_content(debate: Debate) -> dict[str, Any]:
    """The question large, when, where, and a QR code beside the address that it holds."""
    venue = debate.room.venue if debate.room is not None else None
    open_to = [
        question for _fact, question, answer, _note in (venue.access() if venue else []) if answer == YES
    ]
    return _frame(debate, _("Poster")) | {
        "when": spaced(_when(debate)),
        "where": [spaced(line) for line in where(debate)],
        "languages": spaced(languages_of(debate)),
        "entry": spaced(_entry(debate)),
        "host": spaced(_("Welcomed by %(host)s") % {"host": debate.host}),
        "access_title": spaced(_("This place answers yes")) if open_to else "",
        "access": [spaced(question) for question in open_to],
        "scan": spaced(_("Read more and reserve:")),
        "qr": qr(address_of(debate)),
        "qr_words": spaced(_("QR code that leads to %(address)s") % {"address": address_of(debate)}),
    }


def sign_in_content(debate: Debate) -> dict[str, Any]:
    """Lines on which people who come put a name, as many as there are seats within reason."""
    seats = debate.seating.capacity or LINES_AT_LEAST
    notice = _(
        "This sheet serves to count who came. Nobody has to write a name: a first name or a cross is enough. The host "
        "destroys it once the numbers are told."
    )
    return _frame(debate, _("Sign-in sheet")) | {
        "facts": [spaced(_when(debate)), *(spaced(line) for line in where(debate))],
        "notice": spaced(notice),
        "headers": [spaced(word) for word in (_("No."), _("Name or cross"), _("How many people"))],
        "lines": min(max(seats, LINES_AT_LEAST), LINES_AT_MOST),
    }


def moderator_content(debate: Debate) -> dict[str, Any]:
    """What a moderator has in hand: the course of the evening, who speaks, what the place offers, room for notes."""
    venue = debate.room.venue if debate.room is not None else None
    answers = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
    return _frame(debate, _("Moderator’s sheet")) | {
        "facts": [
            spaced(_when(debate)),
            *(spaced(line) for line in where(debate)),
            spaced(languages_of(debate)),
        ],
        "presentation": _paragraphs(debate.presentation),
        "course_title": spaced(_("The course of the evening")),
        "course_headers": [spaced(_("Hour")), spaced(_("What happens"))],
        "course": [[hour, spaced(words)] for hour, words in _course(debate)],
        "people_title": spaced(_("Who speaks")),
        "people": [
            {
                "name": one.speaker.name,
                "role": spaced(one.get_role_display()),
                "language": code_of(one.speaker.biography),
                "biography": spaced(
                    " ".join(str(one.speaker.biography).split()), code_of(one.speaker.biography)
                ),
            }
            for one in debate.appearances.all()
        ],
        "manners_title": spaced(_("So that everybody can speak")),
        "manners": [spaced(words) for words in _manners()],
        "access_title": spaced(_("The place")),
        "access": [
            spaced(f"{question} {answers[answer]}{f' – {note}' if note else ''}")
            for _fact, question, answer, note in (venue.access() if venue else [])
        ],
        "statements_title": spaced(_("What this debate arrived at")),
        "statements_words": spaced(
            _("Three to five sentences on which the room agrees, or between which it stays divided.")
        ),
        "statements": STATEMENTS,
    }


def _frame(debate: Debate, kind: str) -> dict[str, Any]:
    return {
        "title": spaced(f"{kind} – {debate.question}"),
        "kind": spaced(kind),
        "author": settings.WAGTAIL_SITE_NAME,
        "description": spaced(str(debate.question)),
        "language": code_of(),
        "night": {"text": str(debate.night.edition), "language": code_of(debate.night.edition.name)},
        "question": told(debate.question),
        "address": address_of(debate),
    }


def _course(debate: Debate) -> list[tuple[str, str]]:
    """(hour, what happens): five minutes to welcome, a sixth to present, a quarter of an hour at most to conclude."""
    starts, ends = _hours(debate)
    whole = ends - starts
    welcome = min(timedelta(minutes=5), whole / 10)
    present = welcome + whole / 6
    conclude = whole - min(timedelta(minutes=15), whole / 5)
    steps = [
        (timedelta(0), _("Welcome: the question, how we speak, how long.")),
        (welcome, _("The people who were asked to speak present the question.")),
        (present, _("The floor is everybody’s.")),
        (conclude, _("The room words what it arrived at, and reads it aloud.")),
        (whole, _("End. Count who came.")),
    ]
    return [(hour_of(debate, starts + after), words) for after, words in steps]


def _manners() -> list[str]:
    return [
        _("Who has not spoken yet comes first."),
        _("Two minutes each; say so at the beginning."),
        _("Speak into the microphone: the hearing loop hears nothing else."),
        _("Say a word again in other words when somebody looks lost."),
        _("Disagree with what is said, never with who says it."),
    ]


def _when(debate: Debate) -> str:
    starts, ends = _hours(debate)
    return _("%(day)s, from %(first)s to %(last)s") % {
        "day": formats.date_format(starts.astimezone(debate.zone), "l j F Y"),
        "first": hour_of(debate, starts),
        "last": hour_of(debate, ends),
    }


def _hours(debate: Debate) -> tuple[datetime, datetime]:
    if debate.starts is None or debate.ends is None:
        raise ValueError("A sheet tells hours, which this debate does not have yet.")
    return debate.starts, debate.ends


def _entry(debate: Debate) -> str:
    price = str(debate.price) or _("free of charge")
    if debate.entry == Debate.FREE_ENTRY:
        return _("Come as you are, %(price)s") % {"price": price}
    seats = debate.seating.capacity
    if seats is None:
        return _("Reserve, %(price)s") % {"price": price}
    sentence = ngettext("%(seats)d seat, reserve, %(price)s", "%(seats)d seats, reserve, %(price)s", seats)
    return sentence % {"seats": seats, "price": price}


def _paragraphs(text: LocalizedText) -> dict[str, Any]:
    parts = [" ".join(part.split()) for part in str(text).replace("\r", "").split("\n\n")]
    return {"language": code_of(text), "paragraphs": [spaced(part, code_of(text)) for part in parts if part]}
