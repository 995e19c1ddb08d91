"""The demonstration's conferences and bodies, made with the pages and verbs that editors use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from cities.models import City
from cms.conferences.answering import answer, report
from cms.conferences.entering import enter
from cms.conferences.opinion_publishing import correct, publish_opinion
from cms.demo.texts import read
from cms.models import ConferenceIndexPage, ConferencePage, HomePage, Recommendation
from consultations.models import Consultation, Theme
from consultations.reviews import reviewing
from kit.localized import LocalizedText

WORDS = (
    "title",
    "introduction",
    "question",
    "mandate",
    "commissioned_by",
    "commissioning_service",
    "promise",
    "panel_note",
    "opinion_introduction",
)
ENTERED_BEFORE_RESULTS = timedelta(days=8)


def confer(*, by, now: datetime) -> None:
    """Make the list in each language, the conferences and the bodies, their opinions and the answers to them."""
    given = read("conference")
    indexes = _indexes(given["index"])
    for one in [*given["conferences"], *given["bodies"]]:
        _Dossier(one, by=by, now=now).make(indexes)


def let_the_youth_council_speak(
    consultation: Consultation, question: str, themes: dict[str, Theme], *, by, now: datetime
) -> None:
    """Enter the proposals that are meant for it in the consultation; the analyst puts each in its theme."""
    for body in read("conference")["bodies"]:
        for referral in body["referrals"]:
            wanted = [
                (number, one["enter"])
                for number, one in enumerate(referral.get("recommendations", []), start=1)
                if "enter" in one
            ]
            page = ConferencePage.objects.filter(slug=_text(referral["slug"], settings.LANGUAGE_CODE)).first()
            for number, theme in wanted:
                _enter(page, number, consultation, question, themes[theme], by=by, now=now)


def _enter(page, number: int, consultation, question: str, theme: Theme, *, by, now: datetime) -> None:
    found = Recommendation.objects.select_related("opinion").get(
        opinion__conference_key=page.translation_key, number=number
    )
    at = now - ENTERED_BEFORE_RESULTS
    entered = enter(page, found, consultation, question, by=by, at=at)
    theme.refresh_from_db()
    placed = entered.contribution.answers.values_list("pk", flat=True)
    reviewing.place(placed, theme, by=by, expected=theme.revision, at=at)


class _Dossier:
    """One dossier of the file, in every language that it is written in."""

    def __init__(self, given: dict[str, Any], *, by, now: datetime):
        self.given, self.by, self.now = given, by, now
        self.city = City.objects.get(slug="paris")
        self.today = timezone.localtime(now, self.city.zone).date()

    def make(self, parents: dict[str, Page]) -> None:
        main = settings.LANGUAGE_CODE
        codes = [main, *(code for code in parents if code != main and _is_in(self.given["title"], code))]
        pages: dict[str, Page] = {}
        for code in codes:
            page = ConferencePage(**self._fields(code), locale=parents[code].locale)
            if code != main:
                page.translation_key = pages[main].translation_key
            parents[code].add_child(instance=page)
            page.save_revision().publish()
            # What was published was written through another copy of the page.
            page.refresh_from_db()
            pages[code] = page
        if "published_in" in self.given:
            self._follow(pages[main])
        for referral in self.given.get("referrals", []):
            _Dossier(referral, by=self.by, now=self.now).make(pages)

    def _fields(self, code: str) -> dict[str, Any]:
        given = self.given
        return {
            **{name: _text(given.get(name, ""), code) for name in WORDS},
            "slug": _text(given["slug"], code),
            "kind": given.get("kind", ConferencePage.CONFERENCE),
            "city": self.city,
            **{
                name.replace("_in", "_on"): self._day(given[name])
                for name in ("begins_in", "ends_in", "answer_due_in")
                if name in given
            },
            "programme": [self._session(one, code) for one in given.get("programme", [])],
            "composition": [self._category(one, code) for one in given.get("composition", [])],
            "pseudonyms": "\n".join(given.get("pseudonyms", [])),
            "drafts": [self._draft(one, code) for one in given.get("drafts", [])],
            "opinion": [
                self._recommendation(one, code, number)
                for number, one in enumerate(given.get("recommendations", []), start=1)
            ],
        }

    def _session(self, one: dict, code: str) -> dict:
        heard = [{name: _text(person[name], code) for name in person} for person in one["heard"]]
        words = {name: _text(one[name], code) for name in ("title", "place", "programme", "minutes")}
        return {
            "type": "session",
            "id": self._id("session", one["day"]),
            "value": {
                **words,
                "hours": one["hours"],
                "is_public": one["is_public"],
                "on": self._day(one["day"]).isoformat(),
                "until": self._day(one["until"]).isoformat() if "until" in one else None,
                "heard": heard,
                "documents": [],
            },
        }

    def _category(self, one: dict, code: str) -> dict:
        shares = [{**share, "label": _text(share["label"], code)} for share in one["shares"]]
        return {"type": "category", "value": {"name": _text(one["name"], code), "shares": shares}}

    def _draft(self, one: dict, code: str) -> dict:
        return {
            "type": "draft",
            "id": self._id("draft", one["day"]),
            "value": {
                "title": _text(one["title"], code),
                "on": self._day(one["day"]).isoformat(),
                "text": _text(one["text"], code),
            },
        }

    def _recommendation(self, one: dict, code: str, number: int) -> dict:
        minorities = [
            {
                "type": "item",
                "id": self._id("minority", f"{number}.{place}"),
                "value": {"text": _text(said["text"], code), "carried_by": said["carried_by"]},
            }
            for place, said in enumerate(one.get("minorities", []))
        ]
        votes = dict(zip(("votes_for", "votes_against", "votes_blank"), one["votes"], strict=True))
        return {
            "type": "recommendation",
            "id": self._id("recommendation", number),
            "value": {
                "title": _text(one["title"], code),
                "text": _text(one["text"], code),
                **votes,
                "minorities": minorities,
            },
        }

    def _follow(self, page: ConferencePage) -> None:
        """Publish the opinion, then what was answered, done and corrected, each on its day."""
        given = self.given
        opinion = publish_opinion(page, by=self.by, at=self._moment(given["published_in"]))
        recommendations = {one.number: one for one in opinion.recommendations.all()}
        for number, one in enumerate(given["recommendations"], start=1):
            if "answer" in one:
                self._answer(page, recommendations[number], one)
        for one in given.get("errata", []):
            correct(
                page,
                LocalizedText(one["text"]),
                on=self._day(one["day"]),
                by=self.by,
                recommendation=recommendations[one["recommendation"]],
                at=self._moment(one["day"]),
            )

    def _answer(self, page: ConferencePage, recommendation: Recommendation, one: dict) -> None:
        said = one["answer"]
        answer(
            page,
            recommendation,
            said["decision"],
            _localized(said["reason"]),
            author=page.commissioned_by,
            on=self._day(said["day"]),
            by=self.by,
            expected=0,
            owner=said.get("owner", ""),
            due_on=self._day(said["due"]) if "due" in said else None,
            at=self._moment(said["day"]),
        )
        for number, update in enumerate(one.get("updates", [])):
            report(
                page,
                recommendation,
                update["status"],
                _localized(update["note"]),
                on=self._day(update["day"]),
                by=self.by,
                expected=number,
                due_on=self._day(update["due"]) if "due" in update else None,
                at=self._moment(update["day"]),
            )

    def _day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _moment(self, days: int) -> datetime:
        return self.now + timedelta(days=days)

    def _id(self, kind: str, place: object) -> str:
        """The same id for the same block in every language."""
        return str(uuid5(NAMESPACE_URL, f"palabre:{self.given['key']}:{kind}:{place}"))


def _indexes(given: dict[str, Any]) -> dict[str, Page]:
    """The list under each language's home page, by its code."""
    made: dict[str, Page] = {}
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    for code in sorted(homes, key=lambda one: one != settings.LANGUAGE_CODE):
        index = ConferenceIndexPage(
            title=_text(given["title"], code),
            introduction=_text(given["introduction"], code),
            slug=_text(given["slug"], code),
            locale=homes[code].locale,
            show_in_menus=True,
        )
        if settings.LANGUAGE_CODE in made:
            index.translation_key = made[settings.LANGUAGE_CODE].translation_key
        homes[code].add_child(instance=index)
        index.save_revision().publish()
        index.refresh_from_db()
        made[code] = index
    return made


def _text(value: str | dict[str, str], code: str) -> str:
    """The words in that language; a bare text is in the main one."""
    return value if isinstance(value, str) else value.get(code) or value[settings.LANGUAGE_CODE]


def _is_in(value: str | dict[str, str], code: str) -> bool:
    return isinstance(value, dict) and code in value


def _localized(value: str | dict[str, str]) -> LocalizedText:
    return LocalizedText({settings.LANGUAGE_CODE: value} if isinstance(value, str) else value)
