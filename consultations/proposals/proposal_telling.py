"""The history of a proposal told to people, one sentence an event."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Evidence, Proposal
from consultations.reviews import review_log
from consultations.reviews.review_log import Entry
from consultations.reviews.telling import Line
from kit.localized import LocalizedText


def proposal_lines(entries: Iterable[Entry]) -> list[Line]:
    """One line an event, with the reason that the person wrote. No query."""
    lines = []
    for entry in entries:
        reason = LocalizedText(entry.event.details.get("reason") or {})
        lines.append(Line(entry.event.at, entry.who, _sentence(entry), str(reason)))
    return lines


def _sentence(entry: Entry) -> str:
    verb, details = entry.event.verb, entry.event.details
    if verb == review_log.DECIDE:
        decision = dict(Proposal.DECISIONS).get(details.get("decision"), details.get("decision"))
        return _("decided: %(decision)s") % {"decision": decision}
    if verb == review_log.ASSIGN:
        return _assignment(details)
    if verb in {review_log.KEEP_EVIDENCE, review_log.DROP_EVIDENCE}:
        return _evidence(verb, details)
    statement = {"statement": str(LocalizedText(details.get("statement", {})))}
    if verb == review_log.PROPOSE:
        return _("wrote “%(statement)s”") % statement
    if verb == review_log.REVISE:
        return _("rewrote it as “%(statement)s”") % statement
    return entry.label


def _assignment(details: dict) -> str:
    due = parse_date(details.get("due_on") or "")
    names = {
        "owner": details.get("owner") or "–",
        "date": date_format(due, "SHORT_DATE_FORMAT") if due else "",
    }
    if due:
        return _("entrusted it to %(owner)s, to be decided by %(date)s") % names
    return _("entrusted it to %(owner)s") % names


def _evidence(verb: str, details: dict) -> str:
    number = len(details.get("stretches", ()))
    if verb == review_log.DROP_EVIDENCE:
        words = ngettext("took %(number)s passage out", "took %(number)s passages out", number)
    elif details.get("side") == Evidence.AGAINST:
        words = ngettext(
            "kept %(number)s passage that speaks against it",
            "kept %(number)s passages that speak against it",
            number,
        )
    else:
        words = ngettext(
            "kept %(number)s passage that it rests on", "kept %(number)s passages that it rests on", number
        )
    return words % {"number": number}
