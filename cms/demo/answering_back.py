"""The demonstration's proposals and charters, written and decided with the verbs of staff."""

from __future__ import annotations

from datetime import datetime, timedelta

from cities.models import City
from cms.demo.texts import read
from consultations.charters.charter_drafting import (
    add_article,
    describe_draft,
    fingerprint,
    publish,
    remove_article,
    reorder,
    reword,
    start_draft,
)
from consultations.charters.citing import Answers, cite
from consultations.charters.paragraphs import changed_paragraphs, paragraphs
from consultations.models import ArticleVersion, Charter, Consultation, Proposal, Theme
from consultations.proposals.deciding import decide, propose
from kit.localized import LocalizedText

DAY = timedelta(days=1)


def make_proposals(
    consultation: Consultation, themes: dict[str, Theme], *, by, now: datetime
) -> dict[int, Proposal]:
    """Write each proposal on its reviewed themes and decide it; return them by number."""
    resting = {}
    for wanted in read("review")["themes"]:
        for number in wanted["proposals"]:
            resting.setdefault(number, []).append(themes[wanted["key"]])
    made = {}
    for wanted in read("proposals"):
        reviewed = [theme for theme in resting[wanted["number"]] if theme.state == Theme.REVIEWED]
        proposal = propose(
            consultation,
            LocalizedText(wanted["statement"]),
            reviewed,
            by=by,
            owner=wanted["owner"],
            due_on=(now - 5 * DAY).date(),
        )
        made[wanted["number"]] = decide(
            proposal,
            wanted["decision"],
            LocalizedText(wanted["reason"]),
            wanted["owner"],
            by=by,
            at=now - 8 * DAY,
        )
    return made


def make_charters(
    consultation: Consultation, proposals: dict[int, Proposal], *, by, now: datetime
) -> list[Charter]:
    """Write every charter version by version, as its drafters would have, and publish each."""
    charters = []
    for wanted in read("charters"):
        city = City.objects.get(slug=wanted["city"])
        district = wanted["district"]
        charter = Charter.objects.create(
            slug=wanted["slug"],
            city=city,
            district=city.districts.get(code="".join(filter(str.isdigit, district))) if district else None,
            consultation=None if district else consultation,
            title=LocalizedText(wanted["title"]),
        )
        for version in wanted["versions"]:
            version["preamble"] = wanted["preamble"]
            _write_version(charter, version, proposals, by=by, now=now)
        charters.append(charter)
    return charters


def _write_version(
    charter: Charter, wanted: dict, proposals: dict[int, Proposal], *, by, now: datetime
) -> None:
    draft = start_draft(charter, by=by)
    describe_draft(draft, LocalizedText(wanted["note"]), preamble=LocalizedText(wanted["preamble"]), by=by)
    there = {
        wording.article.identifier: wording for wording in draft.article_versions.select_related("article")
    }
    for article in wanted["articles"]:
        words = {name: LocalizedText(article[name]) for name in ("title", "body", "chapter")}
        cited = [proposals[number] for number in article.get("cites", [])]
        wording = there.pop(article["identifier"], None)
        if wording is None:
            wording = add_article(draft, article["identifier"], by=by, proposals=cited, **words)
        else:
            wording = reword(
                wording,
                title=words["title"],
                body=words["body"],
                chapter=words["chapter"],
                by=by,
                expected=fingerprint(wording),
                proposals=cited,
            )
        _cite_by_paragraph(wording, article, proposals, by=by)
    for wording in there.values():
        remove_article(wording, by=by, expected=fingerprint(wording))
    identifiers = [article["identifier"] for article in wanted["articles"]]
    wordings = {w.article.identifier: w.pk for w in draft.article_versions.select_related("article").all()}
    reorder(draft, [wordings[identifier] for identifier in identifiers], by=by)
    publish(draft, by=by, at=now - wanted["days_ago"] * DAY)


def _cite_by_paragraph(wording: ArticleVersion, wanted: dict, proposals: dict[int, Proposal], *, by) -> None:
    """Say what each changed paragraph answers: the proposals given for it, or all those of the article."""
    of_article = wanted.get("cites", [])
    by_paragraph = wanted.get("paragraphs", [])
    places = {paragraph.digest: place for place, paragraph in enumerate(paragraphs(wording.body))}
    answered = {}
    for paragraph in changed_paragraphs(wording):
        place = places.get(paragraph.digest, len(by_paragraph))
        numbers = by_paragraph[place] if place < len(by_paragraph) else of_article
        answered[paragraph.digest] = Answers(tuple(proposals[number] for number in numbers))
    if answered:
        cite(wording, answered, by=by, expected=fingerprint(wording))
