"""What the public reads of a lottery: composition against quotas, everyone's chance, the panel by public ids."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import cache
from django.utils.formats import localize
from django.utils.translation import gettext as _

from cms.lottery.drawing import seated
from cms.lottery.narrowness import as_json, from_json, named, narrowness_of
from cms.models import Lottery, Publication
from kit.localized import LocalizedText

KEPT = 24 * 3600  # seconds: a publication never changes, so what is drawn from it may stay in the cache.
BANDS = 10


@dataclass(frozen=True)
class Line:
    """One value of a category: its quota, how many candidates and how many members of the panel are of it."""

    name: LocalizedText
    minimum: int
    maximum: int
    candidates: int
    members: int
    of: int

    @property
    def share(self) -> float:
        return self.members / self.of if self.of else 0.0

    @property
    def length(self) -> float:
        """The bar's length in hundredths of the track."""
        return round(100 * self.share, 2)

    @property
    def is_kept(self) -> bool:
        return self.minimum <= self.members <= self.maximum


@dataclass(frozen=True)
class Composition:
    """A category and its lines."""

    name: LocalizedText
    lines: list[Line]


@dataclass(frozen=True)
class Member:
    """Somebody of the panel, by public id. ``left`` and ``follows`` are public ids of a replacement, or empty."""

    public_id: str
    answers: list[tuple[LocalizedText, LocalizedText]]
    follows: str = ""


def panel_of(lottery: Lottery) -> list[Member]:
    """The panel as it sits now, replacements made; empty before the draw. Three queries."""
    if lottery.state != Lottery.DRAWN:
        return []
    published = published_of(lottery)
    replacements = list(lottery.replacements.all())
    follows = {one.chosen: one.left for one in replacements if one.chosen}
    names = names_in(published)
    answers = {one["id"]: one["answers"] for one in published["candidates"]}
    return [
        Member(
            public_id,
            [names[category, value] for category, value in answers_in_order(published, answers[public_id])],
            follows=follows.get(public_id, ""),
        )
        for public_id in seated(lottery.draw, replacements)
    ]


def composition_of(lottery: Lottery, *, members: list[str]) -> list[Composition]:
    """Each category's values with quotas, candidates and members. One query, or none."""
    published = published_of(lottery)
    answers = {one["id"]: one["answers"] for one in published["candidates"]}
    pool = Counter(item for one in answers.values() for item in one.items())
    panel = Counter(item for one in members for item in answers[one].items())
    return [
        Composition(
            LocalizedText(category["name"]),
            [
                Line(
                    LocalizedText(value["name"]),
                    value["minimum"],
                    value["maximum"],
                    candidates=pool[category["key"], value["key"]],
                    members=panel[category["key"], value["key"]],
                    of=len(members),
                )
                for value in category["values"]
            ],
        )
        for category in published["categories"]
    ]


def publication_of(lottery: Lottery) -> Publication:
    """When the panels were published and with which digest, without the file itself. One query, then none."""
    known = getattr(lottery, "_publication", None)
    if known is None:
        known = Publication.objects.defer("text").get(lottery=lottery)
        lottery._publication = known  # type: ignore[attr-defined]
    return known


def published_of(lottery: Lottery) -> dict:
    """The published file but for its panels, of which only the number and what they leave to chance are kept.

    From the cache; two queries when it is not there.
    """
    publication = publication_of(lottery)
    key = f"lottery.published.2.{publication.sha256}"
    known = cache.get(key)
    if known is None:
        known = json.loads(publication.text)
        known["narrow"] = as_json(
            narrowness_of(known["panels"], known["candidates"], known["categories"], known["tickets"])
        )
        known["panels"] = len(known["panels"])
        cache.set(key, known, KEPT)
    return known


@dataclass(frozen=True)
class Chances:
    """Everyone's chance of selection: ids in order with tickets, the extremes, and how many people by band."""

    tickets: int
    of: dict[str, int]
    bands: list[tuple[float, float, int]]
    bound: float

    @property
    def smallest(self) -> float:
        return min(self.of.values()) / self.tickets

    @property
    def largest(self) -> float:
        return max(self.of.values()) / self.tickets

    @property
    def people(self) -> int:
        return len(self.of)


def found_in_words(found_by: str) -> str:
    """How panels were found, in the active language: the published file says it in English, for programs."""
    return ", ".join(_told(part) for part in found_by.split(", "))


def _told(part: str) -> str:
    if part == "person by person":
        return _("person by person")
    if part == "profile by profile":
        return _("profile by profile")
    if found := re.fullmatch(r"at least ([0-9.]+) % of the best possible", part):
        return _("at least %(share)s %% of the best possible") % {"share": localize(Decimal(found[1]))}
    return part


def chances_of(lottery: Lottery) -> Chances:
    """Everyone's chance, as published."""
    published = published_of(lottery)
    tickets, of = published["tickets"], published["chances"]
    return Chances(tickets, of, _bands(of, tickets), _bound(published))


def narrow_context(published: dict) -> dict:
    """What cms/lottery/narrow.html needs of a published file as ``published_of`` returns it."""
    narrow, names = from_json(published["narrow"]), names_in(published)
    return {"narrow": narrow, "full": named(narrow.full, names), "needed": named(narrow.needed, names)}


def _bands(of: dict[str, int], tickets: int) -> list[tuple[float, float, int]]:
    """Ten bands of equal width from the smallest chance to the largest: (from, to, people); one if all are equal."""
    least, most = min(of.values()), max(of.values())
    if least == most:
        return [(least / tickets, most / tickets, len(of))]
    width = (most - least) / BANDS
    counts = Counter(min(BANDS - 1, int((one - least) / width)) for one in of.values())
    return [
        ((least + n * width) / tickets, (least + (n + 1) * width) / tickets, counts[n]) for n in range(BANDS)
    ]


def _bound(published: dict) -> float:
    """The most that the smallest chance could ever be: no more than a value's maximum over its candidates.

    Of the people of a value at most its maximum sit in any panel, so on average their chance is at most maximum over
    number; the smallest of them is no larger than that average. The panel's size over everybody bounds it likewise.
    """
    counts = Counter(item for one in published["candidates"] for item in one["answers"].items())
    ratios = [
        value["maximum"] / counts[category["key"], value["key"]]
        for category in published["categories"]
        for value in category["values"]
        if counts[category["key"], value["key"]]
    ]
    return min([1.0, published["size"] / len(published["candidates"]), *ratios])


def visible(lottery: Lottery, user, *, at: datetime) -> bool:
    """Whether this person may see the lottery's public page. Up to two queries."""
    if Lottery.objects.public(at=at).filter(pk=lottery.pk).exists():
        return True
    return user.is_authenticated and Lottery.objects.run_by(user).filter(pk=lottery.pk).exists()


def names_in(published: dict) -> dict[tuple[str, str], tuple[LocalizedText, LocalizedText]]:
    """(category, value) → the names of both."""
    return {
        (category["key"], value["key"]): (LocalizedText(category["name"]), LocalizedText(value["name"]))
        for category in published["categories"]
        for value in category["values"]
    }


def answers_in_order(published: dict, answers: dict[str, str]) -> list[tuple[str, str]]:
    """Somebody's (category, value), in the order of the categories."""
    return [(category["key"], answers[category["key"]]) for category in published["categories"]]
