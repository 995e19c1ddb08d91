"""The log of the review told to people: one sentence an event, as seen from the theme whose history it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Proposal, ReviewEvent, Theme
from consultations.reviews import review_log, undoing, undoing_told
from consultations.reviews.review_log import Entry
from kit.localized import LocalizedText

MARKS = (review_log.PIN, review_log.DOUBT, review_log.CLEAR_DOUBT)
PROPOSAL_VERBS = (review_log.PROPOSE, review_log.REVISE, review_log.DECIDE, review_log.DISCARD)


@dataclass(frozen=True)
class Line:
    """``words`` are what the person wrote: a title, a reason; empty for most decisions.

    ``event`` is the id of the decision, which can be taken back if ``can_undo``; ``undone`` says by whom it was.
    """

    at: datetime
    who: str
    sentence: str
    words: str = ""
    event: int = 0
    can_undo: bool = False
    undone: str = ""
    theme: Theme | None = None


def theme_lines(entries: Iterable[Entry], theme: Theme) -> list[Line]:
    """The history of that theme, one sentence an event. One query for the titles of the other themes."""
    entries = list(entries)
    titles = _titles(entries)
    return [_line(entry, _sentence(entry, theme, titles)) for entry in entries]


def log_lines(entries: Iterable[Entry]) -> list[Line]:
    """The log of an analysis, each decision as seen from the theme that it was taken on. One query for titles.

    The events come with their themes.
    """
    entries = list(entries)
    titles = _titles(entries)
    return [_line(entry, _log_sentence(entry, titles), theme=entry.event.theme) for entry in entries]


def done(undoing_event: ReviewEvent) -> str:
    """What the person who took a decision back is told. Five queries at most."""
    root = ReviewEvent.objects.select_related("theme").get(pk=undoing_event.details["root"])
    words = {"decision": what(root)}
    if undoing_event.details["again"]:
        return _("Done again: %(decision)s.") % words
    return _("Taken back: %(decision)s.") % words


def what(event: ReviewEvent) -> str:
    """One decision in a sentence that stands alone: on which theme, who, what. Four queries at most."""
    [entry] = review_log.entries([event])
    names = {
        "theme": str(event.theme.title) if event.theme else "",
        "who": entry.who or undoing_told.nobody(),
        "decision": _log_sentence(entry, _titles([entry])),
    }
    if not event.theme:
        return f"{names['who']} {names['decision']}"
    return _("“%(theme)s”: %(who)s %(decision)s") % names


def _line(entry: Entry, sentence: str, *, theme: Theme | None = None) -> Line:
    event = entry.event
    reason = event.details.get("reason", "")
    words = LocalizedText(reason) if isinstance(reason, dict) else reason
    return Line(
        event.at,
        entry.who,
        sentence,
        str(words),
        event=event.pk,
        can_undo=entry.undone is None and undoing.can_be_undone(event),
        undone=_undone(entry.undone) if entry.undone else "",
        theme=theme,
    )


def _undone(entry: Entry) -> str:
    when = date_format(timezone.localtime(entry.event.at), "SHORT_DATETIME_FORMAT")
    return _("Taken back by %(who)s on %(date)s.") % {"who": entry.who or undoing_told.nobody(), "date": when}


def _log_sentence(entry: Entry, titles: dict[int, str]) -> str:
    if entry.event.theme is not None:
        return _sentence(entry, entry.event.theme, titles)
    if entry.event.verb in PROPOSAL_VERBS:
        return _proposal_sentence(entry)
    return _by_its_label(entry)


def _titles(entries: list[Entry]) -> dict[int, str]:
    ids = set()
    for event in (one.event for entry in entries for one in (entry, entry.root) if one is not None):
        ids |= {event.details.get(key) for key in ("into", "to", "new", "under")} | {event.theme_id}
    return {theme.pk: str(theme.title) for theme in Theme.objects.filter(pk__in=ids - {None})}


def _sentence(entry: Entry, theme: Theme, titles: dict[int, str]) -> str:
    event, details = entry.event, entry.event.details
    if entry.root is not None:
        return _undoing_sentence(entry, entry.root, theme, titles)
    is_source = event.theme_id == theme.pk
    other = details.get("into") or details.get("to") or details.get("new") or details.get("under")
    names = {
        "title": str(LocalizedText(details.get("title", {}))),
        "other": titles.get(other if is_source else event.theme_id, ""),
        "number": len(details.get("answers", ())),
    }
    if event.verb == review_log.MERGE:
        return (_("merged it into “%(other)s”") if is_source else _("merged “%(other)s” into it")) % names
    if event.verb in MARKS:
        return _mark_sentence(event.verb, len(details.get("answers", ())))
    if event.verb in {review_log.MOVE, review_log.SPLIT, review_log.PLACE}:
        return _texts_sentence(event.verb, names, is_source=is_source)
    if event.verb == review_log.NEST and is_source:
        return (_("put it under “%(other)s”") if other else _("put it on its own")) % names
    told = {
        review_log.RENAME: _("gave it the title “%(title)s”")
        if names["title"]
        else _("gave it the machine’s title, or another description"),
        review_log.NEST: _("moved the sub-theme “%(other)s”"),
        review_log.SET_ASIDE: _("set it aside") if is_source else _("set it aside together with “%(other)s”"),
        review_log.RESTORE: _("restored it")
        if is_source
        else _("restored “%(other)s”, which was merged into it"),
        review_log.REVIEW: _("marked it as reviewed"),
        review_log.PLACE_PASSAGE: _("placed one idea of a text in it"),
        review_log.REOPEN: _("put it back among those to review"),
    }
    return told[event.verb] % names if event.verb in told else _by_its_label(entry)


def _by_its_label(entry: Entry) -> str:
    """For decisions that other screens tell at length: many of them record something and settle nothing."""
    return _("entered in the log: %(decision)s") % {"decision": entry.label}


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


def _mark_sentence(verb: str, number: int) -> str:
    told = {
        review_log.PIN: ngettext(
            "confirmed %(number)s of its texts where it is",
            "confirmed %(number)s of its texts where they are",
            number,
        ),
        review_log.DOUBT: ngettext(
            "marked %(number)s of its texts as doubtful", "marked %(number)s of its texts as doubtful", number
        ),
        review_log.CLEAR_DOUBT: ngettext(
            "took the doubt off %(number)s of its texts", "took the doubt off %(number)s of its texts", number
        ),
    }
    return told[verb] % {"number": number}


def _undoing_sentence(entry: Entry, root: Entry, theme: Theme, titles: dict[int, str]) -> str:
    """What was taken back or done again, and how many texts stayed where others had put them since."""
    details = entry.event.details
    words = {"who": root.who or undoing_told.nobody(), "decision": _sentence(root, theme, titles)}
    if details["again"]:
        told = _("did a decision again that had been taken back: “%(who)s %(decision)s”") % words
    else:
        told = _("took a decision back: “%(who)s %(decision)s”") % words
    stayed = details.get("stayed", {})
    number = stayed.get("moved", 0) + sum(stayed.get("homeless", {}).values())
    if not number:
        return told
    rest = ngettext("%(number)s text stayed where it was", "%(number)s texts stayed where they were", number)
    return f"{told} ({rest % {'number': number}})"


def _proposal_sentence(entry: Entry) -> str:
    details = entry.event.details
    if entry.event.verb == review_log.DECIDE:
        decision = dict(Proposal.DECISIONS).get(details.get("decision"), details.get("decision"))
        return _("decided: %(decision)s") % {"decision": decision}
    statement = str(LocalizedText(details.get("statement", {})))
    if entry.event.verb == review_log.PROPOSE:
        return _("wrote “%(statement)s”") % {"statement": statement}
    return _("rewrote it as “%(statement)s”") % {"statement": statement}
