"""One text of a queue as a person reads it: its words, its passages, its theme, and why it is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from consultations.models import (
    Analysis,
    Answer,
    Contestation,
    Membership,
    Passage,
    Placement,
    Presence,
    QueueReading,
    Theme,
)
from consultations.publishing.passages import in_own_words
from consultations.queues import insults
from consultations.queues.campaigns import Campaign, campaign_of
from consultations.queues.kinds import DOUBTFUL_BELOW, Queue
from consultations.reviews.contesting import open_in
from consultations.reviews.presence import Here, others


@dataclass(frozen=True)
class Piece:
    """A stretch of the words; ``is_marked`` where it is what the person must look at."""

    words: str
    is_marked: bool = False


@dataclass(frozen=True)
class Idea:
    """One of several passages of the text, and the theme that the machine put it in."""

    words: str
    theme: Theme | None
    confidence: float


@dataclass(frozen=True)
class Entry:
    """``placement`` is None for a text in no theme; ``suggested`` are other themes that its passages are in."""

    answer: Answer
    placement: Placement | None
    membership: Membership | None
    why: str
    pieces: tuple[Piece, ...]
    ideas: tuple[Idea, ...] = ()
    suggested: tuple[Theme, ...] = ()
    campaign: Campaign | None = None
    contestation: Contestation | None = None
    shows_public_words: bool = False
    themes: list[Theme] = field(default_factory=list)

    @property
    def theme(self) -> Theme | None:
        return self.placement.theme if self.placement else None


def entry(analysis: Analysis, queue: Queue, answer: Answer) -> Entry:
    """What there is to know of that text in that queue. Ten queries at most, however long the text."""
    placement = (
        Placement.objects.filter(analysis=analysis, answer=answer)
        .select_related("theme__parent", "placed_by")
        .first()
    )
    membership = Membership.objects.filter(analysis=analysis, answer=answer).first()
    is_campaign = queue.key == QueueReading.CAMPAIGN
    themes = list(analysis.themes.all()) if queue.has_themes else []
    ideas = _ideas(analysis, answer, themes) if queue.has_themes else ()
    current = {placement.theme_id, placement.theme.parent_id} if placement else set()
    suggested = {
        idea.theme.pk: idea.theme
        for idea in ideas
        if idea.theme is not None and idea.theme.is_living and idea.theme.pk not in current
    }
    contestation = _contestation(analysis, answer) if queue.key == QueueReading.CONTESTED else None
    words, marks = _marked(answer, queue, contestation)
    return Entry(
        answer=answer,
        placement=placement,
        membership=membership,
        why=_about_an_idea() if contestation and contestation.spans else _why(queue, placement, answer),
        pieces=tuple(_pieces(words, marks)),
        ideas=ideas if len(ideas) > 1 else (),
        suggested=tuple(suggested.values()),
        campaign=campaign_of(analysis, answer) if is_campaign else None,
        contestation=contestation,
        shows_public_words=_is_sensitive(queue) and answer.public_text not in (None, answer.text),
        themes=themes,
    )


def people_in(analysis: Analysis, user, *, at: datetime) -> dict[str, list[Here]]:
    """The colleagues who are in each queue now, by its key. Two queries."""
    found: dict[str, list[Here]] = {}
    for one in others(analysis, user, at=at):
        kind, _colon, key = one.place.partition(":")
        if kind == "queue":
            found.setdefault(key, []).append(one)
    return found


def start_for(analysis: Analysis, queue: Queue, user, *, at: datetime) -> float:
    """Where in the queue this person begins, from 0 to 1: each of those who are in it begins elsewhere. One query."""
    fresh = Q(seen_at__gte=at - Presence.FRESH) | Q(user=user)
    present = Presence.objects.filter(fresh, analysis=analysis, place=queue.place)
    ids = sorted({*present.values_list("user_id", flat=True), user.pk})
    return ids.index(user.pk) / len(ids)


def _is_sensitive(queue: Queue) -> bool:
    return queue.key == QueueReading.SENSITIVE


def _why(queue: Queue, placement: Placement | None, answer: Answer) -> str:
    if queue.key == QueueReading.DOUBTFUL:
        if placement is not None and placement.doubtful:
            return _("A colleague marked it as doubtful.")
        numbers = {
            "confidence": number_format(placement.confidence if placement else 0, 2),
            "least": number_format(DOUBTFUL_BELOW, 2),
        }
        return _("The machine is not sure: its confidence is %(confidence)s, below %(least)s.") % numbers
    if queue.key == QueueReading.SENSITIVE:
        has_word = insults.holds_one(answer.text)
        is_redacted = answer.public_text not in (None, answer.text)
        if has_word and is_redacted:
            return _("Personal data was taken out of it, and it holds a word that may insult.")
        if has_word:
            return _("It holds a word that may insult.")
        return _("Personal data was taken out of it: look whether anything is left, or too much is gone.")
    told = {
        QueueReading.RARE: _("No other text says quite the same."),
        QueueReading.CAMPAIGN: _("Many texts say the same, word for word or nearly."),
        QueueReading.CONTESTED: _("The person who wrote it says that it is not in the right place."),
        QueueReading.ARRIVAL: _("It came, or was corrected, after the analysis."),
    }
    return told[queue.key]


def _about_an_idea() -> str:
    return _("The person who wrote it says that one idea of it, marked here, is not in the right place.")


def _marked(answer: Answer, queue: Queue, contestation: Contestation | None) -> tuple[str, Iterable]:
    """(words to show, what to mark in them): words that may insult, or the idea that its author contests."""
    if contestation is not None and contestation.spans:
        spans = [(start, end) for start, end in contestation.spans]
        if spans[-1][1] <= len(answer.public_text or ""):
            own = in_own_words(spans, answer)
            return (answer.public_text or "", spans) if own is None else (answer.text, own)
    return answer.text, insults.stretches(answer.text) if _is_sensitive(queue) else ()


def _pieces(words: str, spans: Iterable[tuple[int, int]]) -> Iterable[Piece]:
    """The words cut where something is to be marked."""
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(words[at:start])
        yield Piece(words[start:end], is_marked=True)
        at = end
    if at < len(words):
        yield Piece(words[at:])


def _ideas(analysis: Analysis, answer: Answer, themes: list[Theme]) -> tuple[Idea, ...]:
    """The passages of the text with the themes that they are in now. Offsets are those of the redacted words."""
    words = answer.public_text or ""
    by_group = {theme.group_id: theme for theme in themes if theme.group_id}
    by_id = {theme.pk: theme for theme in themes}
    found = []
    for passage in Passage.objects.filter(analysis=analysis, answer=answer).order_by("number"):
        if passage.end > len(words):
            # Hidden or redacted anew since: the offsets mean nothing any more.
            return ()
        theme = by_group.get(passage.subgroup_id) or by_group.get(passage.group_id)
        while theme is not None and theme.merged_into_id and not theme.is_living:
            theme = by_id.get(theme.merged_into_id)
        found.append(Idea(words[passage.start : passage.end].strip(), theme, passage.confidence))
    return tuple(found)


def _contestation(analysis: Analysis, answer: Answer) -> Contestation | None:
    return open_in(analysis).filter(answer=answer).select_related("theme").first()
