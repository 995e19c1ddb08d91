"""The log of the review told to people: one sentence an event, as seen from the theme whose history it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Proposal, Theme
from consultations.reviews import review_log
from consultations.reviews.review_log import Entry
from kit.localized import LocalizedText


@dataclass(frozen=True)
class Line:
    """``words`` are what the person wrote: a title, a reason; empty for most decisions."""

    at: datetime
    who: str
    sentence: str
    words: str = ""


def theme_lines(entries: Iterable[Entry], theme: Theme) -> list[Line]:
    """The history of that theme, one sentence an event. One query for the titles of the other themes."""
    entries = list(entries)
    titles = _titles(entries)
    return [_line(entry, _sentence(entry, theme, titles)) for entry in entries]


def proposal_lines(entries: Iterable[Entry]) -> list[Line]:
    """The history of a proposal, one sentence an event. No query."""
    return [_line(entry, _proposal_sentence(entry)) for entry in entries]


def _line(entry: Entry, sentence: str) -> Line:
    details = entry.event.details
    reason = details.get("reason", "")
    words = LocalizedText(reason) if isinstance(reason, dict) else reason
    return Line(entry.event.at, entry.who, sentence, str(words))


def _titles(entries: list[Entry]) -> dict[int, str]:
    ids = set()
    for entry in entries:
        details = entry.event.details
        ids |= {details.get(key) for key in ("into", "to", "new", "under")} | {entry.event.theme_id}
    return {theme.pk: str(theme.title) for theme in Theme.objects.filter(pk__in=ids - {None})}


def _sentence(entry: Entry, theme: Theme, titles: dict[int, str]) -> str:
    event, details = entry.event, entry.event.details
    is_source = event.theme_id == theme.pk
    other = details.get("into") or details.get("to") or details.get("new") or details.get("under")
    names = {
        "title": str(LocalizedText(details.get("title", {}))),
        "other": titles.get(other if is_source else event.theme_id, ""),
        "number": len(details.get("answers", ())),
    }
    if event.verb == review_log.MERGE:
        return (_("merged it into “%(other)s”") if is_source else _("merged “%(other)s” into it")) % names
    if event.verb in {review_log.MOVE, review_log.SPLIT, review_log.PLACE}:
        return _texts_sentence(event.verb, names, is_source=is_source)
    if event.verb == review_log.NEST and is_source:
        return (_("put it under “%(other)s”") if other else _("put it on its own")) % names
    told = {
        review_log.RENAME: _("gave it the title “%(title)s”"),
        review_log.NEST: _("moved the sub-theme “%(other)s”"),
        review_log.SET_ASIDE: _("set it aside") if is_source else _("set it aside together with “%(other)s”"),
        review_log.RESTORE: _("restored it")
        if is_source
        else _("restored “%(other)s”, which was merged into it"),
        review_log.REVIEW: _("marked it as reviewed"),
        review_log.REOPEN: _("put it back among those to review"),
    }
    return told.get(event.verb, entry.label) % names


def _texts_sentence(verb: str, names: dict, *, is_source: bool) -> str:
    number = names["number"]
    if verb == review_log.PLACE:
        words = ngettext("placed %(number)s text in it", "placed %(number)s texts in it", number)
    elif verb == review_log.MOVE and is_source:
        words = ngettext(
            "moved %(number)s text to “%(other)s”", "moved %(number)s texts to “%(other)s”", number
        )
    elif verb == review_log.MOVE:
        words = ngettext(
            "moved %(number)s text between it and “%(other)s”",
            "moved %(number)s texts between it and “%(other)s”",
            number,
        )
    elif is_source:
        words = ngettext(
            "made “%(other)s” of %(number)s of its texts",
            "made “%(other)s” of %(number)s of its texts",
            number,
        )
    else:
        words = ngettext(
            "split %(number)s text off “%(other)s”", "split %(number)s texts off “%(other)s”", number
        )
    return words % names


def _proposal_sentence(entry: Entry) -> str:
    details = entry.event.details
    if entry.event.verb == review_log.DECIDE:
        decision = dict(Proposal.DECISIONS).get(details.get("decision"), details.get("decision"))
        return _("decided: %(decision)s") % {"decision": decision}
    statement = str(LocalizedText(details.get("statement", {})))
    if entry.event.verb == review_log.PROPOSE:
        return _("wrote “%(statement)s”") % {"statement": statement}
    return _("rewrote it as “%(statement)s”") % {"statement": statement}
