"""The log of what staff decided: written once by the verbs, read as a history and when two people collide.

An event holds ids and what staff wrote, never a citizen's words. ``details["revisions"]`` gives the revision that
each theme touched had afterwards, so that the history of any of them can be told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Analysis, Proposal, ReviewEvent, Theme

RENAME = "rename"
MERGE, SPLIT, MOVE, PLACE, NEST = "merge", "split", "move", "place", "nest"
SET_ASIDE, RESTORE = "set_aside", "restore"
REVIEW, REOPEN = "mark_reviewed", "reopen"
PIN, DOUBT, CLEAR_DOUBT = "pin", "doubt", "clear_doubt"
ADOPT, UNDO = "adopt", "undo"
PROPOSE, REVISE, DECIDE, DISCARD = "propose", "revise_proposal", "decide", "discard_proposal"
ASSIGN, KEEP_EVIDENCE, DROP_EVIDENCE = "assign_proposal", "keep_evidence", "drop_evidence"
CONTEST, ANSWER_CONTESTATION = "contest", "answer_contestation"
DRAW_SAMPLE, GIVE_UP_SAMPLE, SETTLE, CLOSE_SAMPLE = "draw_sample", "give_up_sample", "settle", "close_sample"
READ_IN_QUEUE, UNREAD_IN_QUEUE = "read_in_queue", "unread_in_queue"
TAKE_OUT, JUDGE_CAMPAIGN = "take_out", "judge_campaign"
PLACE_PASSAGE = "place_passage"
HIDE_TEXT, SHOW_TEXT = "hide_text", "show_text"
CLOSE_REVIEW, REOPEN_REVIEW = "close_review", "reopen_review"

LABELS = {
    ADOPT: _("brought into force"),
    RENAME: _("renamed or described"),
    MERGE: _("merged"),
    SPLIT: _("split"),
    MOVE: _("texts moved"),
    PLACE: _("texts placed"),
    PLACE_PASSAGE: _("one idea of a text placed"),
    NEST: _("put under another theme, or on its own"),
    SET_ASIDE: _("set aside"),
    RESTORE: _("restored"),
    REVIEW: _("marked as reviewed"),
    REOPEN: _("reopened"),
    PIN: _("texts confirmed where they are"),
    DOUBT: _("texts marked as doubtful"),
    CLEAR_DOUBT: _("doubt taken off texts"),
    UNDO: _("decision taken back"),
    PROPOSE: _("proposal written"),
    REVISE: _("proposal rewritten"),
    DECIDE: _("decided"),
    DISCARD: _("proposal deleted"),
    ASSIGN: _("proposal entrusted"),
    KEEP_EVIDENCE: _("words kept with a proposal"),
    DROP_EVIDENCE: _("words taken out of a proposal"),
    CONTEST: _("contested by the person who wrote the text"),
    ANSWER_CONTESTATION: _("contested text answered"),
    DRAW_SAMPLE: _("sample drawn for a double reading"),
    GIVE_UP_SAMPLE: _("double reading given up"),
    SETTLE: _("difference between two readers settled"),
    CLOSE_SAMPLE: _("double reading closed"),
    READ_IN_QUEUE: _("text of a queue read"),
    UNREAD_IN_QUEUE: _("reading in a queue taken back"),
    TAKE_OUT: _("texts taken out of every theme"),
    JUDGE_CAMPAIGN: _("campaign judged"),
    HIDE_TEXT: _("words hidden from the public"),
    SHOW_TEXT: _("hidden words shown again"),
    CLOSE_REVIEW: _("review closed"),
    REOPEN_REVIEW: _("review opened again"),
}


@dataclass(frozen=True)
class Entry:
    """One line of a history: ``who`` is empty for the machine, and for an account that was erased.

    ``undone`` tells who took the decision back, if somebody did; ``root`` is the decision that an undoing is about.
    """

    event: ReviewEvent
    who: str
    label: str
    undone: Entry | None = None
    root: Entry | None = None


def record(
    analysis: Analysis,
    verb: str,
    *,
    by,
    at: datetime | None = None,
    theme: Theme | None = None,
    touched: Iterable[Theme] = (),
    undoes: ReviewEvent | None = None,
    **details,
) -> ReviewEvent:
    """Write one event. ``touched`` are the other themes that the decision changed, as they are now.

    ``changes``, among the details, is what it takes to undo the decision (see changes.py).
    """
    themes = [one for one in (theme, *touched) if one is not None]
    if themes:
        details["revisions"] = {str(one.pk): one.revision for one in themes}
    return ReviewEvent.objects.create(
        analysis=analysis,
        theme=theme,
        verb=verb,
        actor_id=by.pk if by else None,
        at=at or timezone.now(),
        undoes=undoes,
        details=details,
    )


def theme_history(theme: Theme, *, limit: int = 50) -> list[Entry]:
    """What happened to that theme, the latest first. Two queries."""
    touched = Q(theme=theme) | Q(details__revisions__has_key=str(theme.pk))
    return entries(ReviewEvent.objects.filter(touched, analysis=theme.analysis_id)[:limit])


def changes_since(theme: Theme, revision: int) -> list[Entry]:
    """What happened to that theme after it had that revision, the latest first. Two queries."""
    key = str(theme.pk)
    return [
        entry
        for entry in theme_history(theme)
        if entry.event.details.get("revisions", {}).get(key, 0) > revision
    ]


def proposal_history(proposal: Proposal, *, limit: int = 50) -> list[Entry]:
    """What happened to that proposal, the latest first. Two queries."""
    verbs = (PROPOSE, REVISE, DECIDE, ASSIGN, KEEP_EVIDENCE, DROP_EVIDENCE)
    events = ReviewEvent.objects.filter(
        analysis__consultation=proposal.consultation_id, verb__in=verbs, details__proposal=proposal.pk
    )
    return entries(events[:limit])


def entries(events: Iterable[ReviewEvent]) -> list[Entry]:
    """The events with the names of those who acted, and of those who took them back. Three queries at most."""
    events = list(events)
    undoings = {one.undoes_id: one for one in ReviewEvent.objects.filter(undoes__in=events)} if events else {}
    roots = ReviewEvent.objects.in_bulk([pk for event in events if (pk := event.details.get("root"))])
    named = (*events, *undoings.values(), *roots.values())
    names = names_of({one.actor_id for one in named if one.actor_id})
    undone = {pk: _entry(one, names) for pk, one in undoings.items()}
    root = {pk: _entry(one, names) for pk, one in roots.items()}
    return [
        _entry(event, names, undone=undone.get(event.pk), root=root.get(event.details.get("root")))
        for event in events
    ]


def _entry(event: ReviewEvent, names: Mapping[int, str], **more) -> Entry:
    label = str(LABELS.get(event.verb, event.verb))
    return Entry(event=event, who=names.get(event.actor_id, ""), label=label, **more)


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    """What people are called, by id; those without an account any more are left out. One query, or none."""
    if not ids:
        return {}
    people = get_user_model().objects.filter(pk__in=ids)
    return {person.pk: person.get_full_name() or person.email for person in people}
