"""The demonstration's guide to participation: entries of ours as real pages, with a past that a year's changes show."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from accounts.models import User
from cities.models import City, District
from cms.demo.texts import read
from cms.models import (
    GuideContact,
    GuideEntryPage,
    GuideFigure,
    GuideIndexPage,
    GuideLink,
    GuidePlace,
    GuideRelation,
    HomePage,
    Topic,
)
from cms.models.guide import months_before

HERE = Path(__file__).parent / "guide"
NO_ENTRIES = ("topics", "history")
SOURCE = {
    "fr": "Communication de la Maire de Paris sur la vie associative et la participation citoyenne, 2017",
    "en": "Communication of the Mayor of Paris on associations and citizen participation (in French), 2017",
}
KEPT_BY = {"fr": "Rédaction du guide", "en": "Editors of the guide"}
INDEX = {
    "fr": {
        "title": "Guide de la participation",
        "slug": "guide",
        "intro": "Instances, lieux, dispositifs et associations : tout ce qui permet de prendre part à la vie de la "
        "ville, et par où commencer.",
    },
    "en": {
        "title": "Guide to participation",
        "slug": "guide",
        "intro": "Bodies, places, schemes and associations: every way to take part in the life of the city, and where "
        "to begin.",
    },
}


def entries() -> list[dict[str, Any]]:
    """Every entry that is to be read, as it is written in our files, in a settled order."""
    files = sorted(path.stem for path in HERE.glob("*.json"))
    return [entry for name in files if name not in NO_ENTRIES for entry in read(f"guide/{name}")]


def make_guide(people: dict[str, User], *, now: datetime) -> None:
    """Make topics and pages, most of them published last year; then edit some and withdraw one, as editors would."""
    history = read("guide/history")
    written = [*entries(), *history["withdrawn"]]
    by, moments = people["edith"], _moments(now)
    topics = _make_topics()
    pages = {code: _add_pages(code, written, topics, history, owner=by, now=now) for code in INDEX}
    originals = pages["fr"]
    GuideRelation.objects.bulk_create(
        GuideRelation(entry=found[entry["key"]], other=originals[other], sort_order=place)
        for found in pages.values()
        for entry in written
        if entry["key"] in found
        for place, other in enumerate(entry.get("related", ()))
    )
    for code, found in pages.items():
        for entry in written:
            if page := found.get(entry["key"]):
                _keep_as_published(page, by=by)
                if entry["key"] in history["before"]:
                    fill(page, entry, code)
                    _publish(page, by=by, at=moments.this_year)
    for entry in history["withdrawn"]:
        _withdraw(originals[entry["key"]], by=by, at=moments.this_year)


def fill(page: GuideEntryPage, entry: dict[str, Any], code: str) -> None:
    """Give the page the words and facts of an entry in that language; lists of places and figures are left alone."""
    words, who = entry[code], entry["who"]
    page.title, page.introduction = words["title"], words["intro"]
    page.body = cast(Any, body_of(words["body"]))
    page.minimum_age, page.maximum_age = who.get("minimum_age"), who.get("maximum_age")
    page.residence, page.as_who = who["residence"], who["as"]
    page.conditions = entry.get("conditions", {}).get(code, "")
    codes = entry.get("districts", ())
    page.districts.set(District.objects.filter(city=page.city, code__in=codes) if codes else [])


def body_of(parts: list[str]) -> list[dict]:
    """Our texts as blocks: “## ” begins a title, what begins with a tag is HTML already, the rest are paragraphs."""
    blocks: list[dict] = []
    for part in parts:
        if part.startswith("## "):
            blocks.append({"type": "heading", "value": {"text": part.removeprefix("## "), "level": "2"}})
        else:
            html = part if part.startswith("<") else f"<p>{part}</p>"
            blocks.append({"type": "paragraph", "value": html})
    return blocks


def _make_topics() -> dict[str, Topic]:
    made = [
        Topic(
            facet=one["facet"],
            slug=one["slug"],
            name={"fr": one["fr"], "en": one["en"]},
            question=one.get("question", {}),
            age=one.get("age"),
            as_who=one.get("as_who", ""),
            position=position,
        )
        for position, one in enumerate(read("guide/topics"), start=1)
    ]
    return {topic.slug: topic for topic in Topic.objects.bulk_create(made)}


def _add_pages(
    code: str, written: list[dict], topics: dict[str, Topic], history: dict, *, owner: User, now: datetime
) -> dict[str, GuideEntryPage]:
    """The index, and the entries that are written in that language as they were at first, by key."""
    index = _add_index(code)
    cities = {city.slug: city for city in City.objects.all()}
    keys = dict(GuideEntryPage.objects.values_list("slug", "translation_key"))
    moments, today = _moments(now), timezone.localdate(now)
    made = {}
    for entry in written:
        if code not in entry:
            continue
        at = moments.this_year if entry["key"] in history["added_this_year"] else moments.last_year
        page = GuideEntryPage(
            slug=entry["key"],
            kind=entry["kind"],
            city=cities[entry.get("city", "paris")],
            locale=index.locale,
            owner=owner,
            kept_by=KEPT_BY[code],
            reviewed_on=months_before(today, entry["reviewed"]),
            review_every=12,
            first_published_at=at,
            last_published_at=at,
        )
        if entry["key"] in keys:
            page.translation_key = keys[entry["key"]]
        fill(page, entry | _merged(entry, history["before"].get(entry["key"], {})), code)
        _list_details(page, entry, code)
        page.topics = [topics[slug] for slug in entry["topics"]]
        made[entry["key"]] = index.add_child(instance=page)
    return made


def _add_index(code: str) -> GuideIndexPage:
    """The guide's front page in that language; the second is the first one's translation."""
    home = HomePage.objects.get(locale__language_code=code)
    words, original = INDEX[code], GuideIndexPage.objects.first()
    index = GuideIndexPage(
        title=words["title"],
        slug=words["slug"],
        introduction=words["intro"],
        locale=home.locale,
        show_in_menus=True,
    )
    if original is not None:
        index.translation_key = original.translation_key
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def _list_details(page: GuideEntryPage, entry: dict[str, Any], code: str) -> None:
    shared = {"locale": page.locale}
    districts = {one.code: one for one in page.city.districts.all()} if "places" in entry else {}
    page.places = [
        GuidePlace(
            name=one.get(code, one["fr"]),
            address=one["address"],
            district=districts[one["district"]],
            other_districts=", ".join(one.get("serves", ())),
            latitude=one["at"][0] if "at" in one else None,
            longitude=one["at"][1] if "at" in one else None,
            **shared,
        )
        for one in entry.get("places", ())
    ]
    page.figures = [
        GuideFigure(value=one[code][0], label=one[code][1], year=one["year"], source=SOURCE[code], **shared)
        for one in entry.get("figures", ())
    ]
    page.contacts = [GuideContact(label=one[code], **shared) for one in entry.get("contacts", ())]
    page.links = [
        GuideLink(label=one.get(code, one["fr"]), url=one["url"], **shared) for one in entry.get("links", ())
    ]


def _merged(entry: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What an entry said before: words are laid over its own, language by language."""
    return {key: entry[key] | value if key in INDEX else value for key, value in before.items()}


def _keep_as_published(page: GuideEntryPage, *, by: User) -> None:
    """Keep what the page says as the revision that was published: what ``publish`` does, without a second save."""
    revision = page.save_revision(user=by, clean=False)
    log(instance=page, action="wagtail.publish", user=by, revision=revision)
    page.live_revision, page.has_unpublished_changes = revision, False
    Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
    _date(page, revision, at=page.first_published_at)


def _publish(page: GuideEntryPage, *, by: User, at: datetime) -> None:
    """Publish what the page says now, as if it had been done at that moment."""
    revision = page.save_revision(user=by)
    revision.publish(user=by)
    _date(page, revision, at=at)


def _withdraw(page: GuideEntryPage, *, by: User, at: datetime) -> None:
    page.unpublish(user=by)
    PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish").update(timestamp=at)


def _date(page: GuideEntryPage, revision: Revision, *, at: datetime) -> None:
    Revision.objects.filter(pk=revision.pk).update(created_at=at)
    PageLogEntry.objects.filter(revision=revision).update(timestamp=at)
    Page.objects.filter(pk=page.pk).update(last_published_at=at, latest_revision_created_at=at)


class Moments(NamedTuple):
    last_year: datetime
    this_year: datetime


def _moments(now: datetime) -> Moments:
    """A day of last year, and one of this year that is over."""
    here = timezone.localtime(now)
    start = here.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return Moments(start.replace(year=start.year - 1, month=3, day=12, hour=10), start + (here - start) / 2)
