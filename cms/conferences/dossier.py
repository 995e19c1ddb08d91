"""What a dossier's page shows: where the work stands, sessions, panel, drafts, opinion, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.conferences.drafts import Draft, drafts_of
from cms.conferences.panel import Panel, panel_of
from cms.conferences.standing import Standing, Tally, recommendations_of, standings, tally
from cms.conferences.words import Translations
from cms.models import ConferencePage, Erratum, Opinion, Recommendation
from kit.localized import LocalizedText

PAST, CURRENT, UPCOMING = "past", "current", "upcoming"


@dataclass(frozen=True)
class Shown:
    """A recommendation as it stands, in the reader's words."""

    standing: Standing
    title: LocalizedText
    text: LocalizedText
    is_translated: bool
    url: str

    @property
    def recommendation(self) -> Recommendation:
        return self.standing.recommendation

    @property
    def votes(self) -> list[tuple[str, int, float]]:
        """(name, number, length in hundredths of all), dissent as plainly as agreement; none without a vote."""
        one = self.recommendation
        if not one.was_voted:
            return []
        rows = [
            (_("For"), one.votes_for),
            (_("Against"), one.votes_against),
            (_("Blank"), one.votes_blank),
        ]
        total = sum(number for _name, number in rows)
        return [(name, number, round(100 * number / total, 2) if total else 0.0) for name, number in rows]

    @property
    def minorities(self) -> list[tuple[LocalizedText, int]]:
        return worded_minorities(self.recommendation.minorities)


@dataclass(frozen=True)
class Outcome:
    """A published opinion and what became of it. ``errata`` are those of the opinion as a whole."""

    opinion: Opinion
    introduction: LocalizedText
    minorities: list[tuple[LocalizedText, int]]
    errata: list[Erratum]
    shown: list[Shown]
    tally: Tally
    answer_due_on: date | None
    is_answer_late: bool

    @property
    def dissent(self) -> int:
        """How many minority statements there are in all."""
        return len(self.minorities) + sum(len(one.minorities) for one in self.shown)


@dataclass(frozen=True)
class Session:
    number: int
    state: str
    value: Any


@dataclass(frozen=True)
class Dossier:
    """Everything that the page shows, ready to be written. ``outcome`` is None before the opinion is published."""

    phases: list[dict[str, str]]
    sessions: list[Session]
    panel: Panel
    drafts: list[Draft]
    outcome: Outcome | None
    referrals: list[Any]
    feed_url: str
    data_urls: dict[str, str]


def dossier_of(page: ConferencePage, *, on: date) -> Dossier:
    """The dossier as it stood on that day. Its queries are those of the opinion and of the referrals."""
    from cms.conferences.listing import entries_of

    outcome = outcome_of(page, on=on)
    return Dossier(
        phases=[] if page.is_body else _phases(page, outcome, on=on),
        sessions=_sessions(page, on=on),
        panel=panel_of(page),
        drafts=drafts_of(page),
        outcome=outcome,
        referrals=entries_of(ConferencePage.objects.child_of(page), on=on) if page.is_body else [],
        feed_url=sub_address(page, "feed"),
        data_urls={kind: sub_address(page, "open_data", kind) for kind in ("csv", "json", "schema")},
    )


def outcome_of(page: ConferencePage, *, on: date) -> Outcome | None:
    """The published opinion in the page's language, and how each recommendation stands. Six queries at most."""
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None:
        return None
    found = standings(recommendations_of(opinion), on=on, answer_due_on=page.answer_due_on)
    counts = tally(found)
    words = Translations(page, opinion)
    return Outcome(
        opinion=opinion,
        introduction=words.introduction,
        minorities=worded_minorities(opinion.minorities),
        errata=list(opinion.errata.filter(recommendation=None)),
        shown=[shown(page, one, words) for one in found],
        tally=counts,
        answer_due_on=page.answer_due_on,
        is_answer_late=any(one.is_answer_late for one in found),
    )


def shown(page: ConferencePage, standing: Standing, words: Translations) -> Shown:
    one = standing.recommendation
    return Shown(
        standing=standing,
        title=words.title(one),
        text=words.text(one),
        is_translated=words.is_translated(one),
        url=sub_address(page, "recommendation", one.number),
    )


def worded_minorities(stored: list[dict[str, Any]]) -> list[tuple[LocalizedText, int]]:
    """Minority statements, with how many carry each."""
    return [(LocalizedText(one["text"]), one["carried_by"]) for one in stored]


def sub_address(page: ConferencePage, name: str, *args) -> str:
    """An address below that of the page; relative in the preview of a page that has no address yet."""
    base = page.get_url() if page.pk else ""
    return f"{base or ''}{page.reverse_subpage(name, args=args)}"


def stable_address(recommendation: Recommendation) -> str:
    """The address of a recommendation that stays when pages move, in the active language."""
    return reverse("cms:recommendation", args=[recommendation.pk])


def _sessions(page: ConferencePage, *, on: date) -> list[Session]:
    found = []
    for number, child in enumerate(page.programme, start=1):
        value = child.value
        last = value["until"] or value["on"]
        state = PAST if last < on else UPCOMING if value["on"] > on else CURRENT
        found.append(Session(number, state, value))
    return found


def _phases(page: ConferencePage, outcome: Outcome | None, *, on: date) -> list[dict[str, str]]:
    """Mandate, work, opinion, answer, follow-up, each with its dates; the first that is not over is the current one."""
    begun = page.begins_on is not None and page.begins_on <= on
    over = page.ends_on is not None and page.ends_on < on
    answered = outcome is not None and outcome.tally.answered == outcome.tally.total
    published = outcome.opinion.published_at if outcome else None
    steps = [
        (_("Mandate"), begun, _from(page.begins_on, _("work begins on %(day)s")) if not begun else ""),
        (_("Sessions"), over or outcome is not None, _span(page.begins_on, page.ends_on)),
        (_("Opinion"), outcome is not None, date_format(published, "DATE_FORMAT") if published else ""),
        (_("The answer"), answered, _from(page.answer_due_on, _("promised for %(day)s"))),
        (_("Follow-up"), False, ""),
    ]
    phases, is_found = [], False
    for name, is_past, dates in steps:
        state = PAST if is_past and not is_found else UPCOMING if is_found else CURRENT
        is_found = is_found or state == CURRENT
        phases.append({"name": name, "state": state, "dates": dates})
    return phases


def _from(day: date | None, sentence: str) -> str:
    return sentence % {"day": date_format(day, "DATE_FORMAT")} if day else ""


def _span(first: date | None, last: date | None) -> str:
    if first and last and last - first > timedelta(0):
        return _("from %(first)s to %(last)s") % {
            "first": date_format(first, "DATE_FORMAT"),
            "last": date_format(last, "DATE_FORMAT"),
        }
    return date_format(first or last, "DATE_FORMAT") if first or last else ""
