"""What public pages of a consultation need to know, worked out in one place."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from consultations.models import Consultation
from consultations.showing import sections_of

PHASE_TAGS = {
    Consultation.UPCOMING: "info",
    Consultation.OPEN: "success",
    Consultation.ANALYSIS: "earth",
    Consultation.PUBLISHED: "",
}


def consultation_context(consultation: Consultation, *, at: datetime) -> dict:
    """The context of a consultation's own page: texts, phase, calendar, who may answer."""
    phase = consultation.phase(at=at)
    return {
        "consultation": consultation,
        "text": consultation.text,
        "phase": phase,
        "phase_name": Consultation.PHASES[phase],
        "phase_tag": PHASE_TAGS[phase],
        "phases": calendar_of(consultation, at=at),
        "is_open": consultation.is_open(at=at),
        "shows_figures": consultation.shows_figures(at=at),
        "closes_on": day_and_hour(consultation, consultation.closes_at),
        "opens_on": day_and_hour(consultation, consultation.opens_at),
        "who_may_answer": who_may_answer(consultation),
        "charters": list(consultation.charters.all()) if consultation.pk else [],
        "sections": sections_of(consultation, at=at) if consultation.pk else [],
    }


def who_may_answer(consultation: Consultation) -> str:
    """One sentence that says who may answer, for people who want to know before they begin."""
    sentences = {
        Consultation.RECEIPT: _(
            "Anyone aged %(age)d or over. No account is needed: you receive a code to come back with."
        ),
        Consultation.EMAIL: _(
            "Anyone aged %(age)d or over who confirms an e-mail address: one contribution an address."
        ),
        Consultation.ACCOUNT: _("Anyone aged %(age)d or over who has an account: one contribution a person."),
    }
    return sentences[consultation.access] % {"age": consultation.age_needed}


def calendar_of(consultation: Consultation, *, at: datetime) -> list[dict]:
    """The phases of a consultation, for the calendar's component."""
    current = consultation.phase(at=at)
    order = list(Consultation.PHASES)
    reached = order.index(current)
    dates = {
        Consultation.UPCOMING: _("until %(end)s") % {"end": day(consultation, consultation.opens_at)},
        Consultation.OPEN: _("from %(start)s to %(end)s")
        % {
            "start": day(consultation, consultation.opens_at),
            "end": day(consultation, consultation.closes_at),
        },
        Consultation.ANALYSIS: _("from %(start)s") % {"start": day(consultation, consultation.closes_at)},
        Consultation.PUBLISHED: _("from %(start)s") % {"start": day(consultation, consultation.results_at)}
        if consultation.results_at
        else _("date to be announced"),
    }
    return [
        {
            "name": str(Consultation.PHASES[phase]),
            "dates": dates[phase],
            "state": "current" if place == reached else "past" if place < reached else "upcoming",
        }
        for place, phase in enumerate(order)
    ]


def day(consultation: Consultation, moment: datetime) -> str:
    """A date in the consultation's own city, written for people."""
    return formats.date_format(timezone.localtime(moment, consultation.zone), "DATE_FORMAT")


def day_and_hour(consultation: Consultation, moment: datetime) -> str:
    local = timezone.localtime(moment, consultation.zone)
    return _("%(day)s at %(hour)s") % {
        "day": formats.date_format(local, "DATE_FORMAT"),
        "hour": formats.time_format(local, "TIME_FORMAT"),
    }
