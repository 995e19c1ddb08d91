"""The history of a draft: each thing done to it keeps a revision of the whole of it, which can be brought back.

Revisions are Wagtail's own, so that its workflow knows which state of the draft was approved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Revision, WorkflowState

from consultations.amending.reanchoring import follow
from consultations.charters import charter_log, charter_refusals
from consultations.charters.charter_claiming import DraftConflict, claim_draft
from consultations.models import Article, ArticleVersion, CharterVersion, Citation
from consultations.proposals.citable import citable_proposals
from kit.localized import LocalizedText


@dataclass(frozen=True)
class Kept:
    """A draft as a revision kept it. ``wordings`` are not rows: they are there to be read and compared."""

    preamble: LocalizedText
    note: LocalizedText
    wordings: list[ArticleVersion]


def keep_revision(version: CharterVersion, *, by) -> Revision:
    """Keep the draft as it now stands. What was submitted for approval is no longer what there is: that ends.

    What citizens said of a discussed draft keeps its place in this one.
    """
    for state in WorkflowState.objects.for_instance(version).active():
        state.cancel(user=by)
    # The relation remembers what it last gave out.
    fresh = CharterVersion.objects.select_related("charter", "latest_revision").get(pk=version.pk)
    before = fresh.latest_revision
    revision = fresh.save_revision(user=by, clean=False)
    version.latest_revision = revision
    follow(fresh, _bodies_kept(before) if before else None)
    return revision


def _bodies_kept(revision: Revision) -> dict[int, LocalizedText]:
    return {row["article"]: LocalizedText(row["body"]) for row in revision.content.get("articles", [])}


def revisions_of(version: CharterVersion) -> QuerySet[Revision]:
    """The states that the draft went through, the latest first, without their content."""
    return version.revisions.select_related("user").defer("content").order_by("-created_at", "-pk")


def read(version: CharterVersion, revision: Revision) -> Kept:
    """What a revision kept, in words. One query."""
    rows = revision.content.get("articles", [])
    articles = Article.objects.select_related("charter").in_bulk([row["article"] for row in rows])
    wordings = []
    for place, row in enumerate(rows):
        gone = Article(pk=row["article"], charter=version.charter, identifier=row["identifier"])
        wordings.append(
            ArticleVersion(
                version=version,
                article=articles.get(row["article"], gone),
                sort_order=place,
                **{name: LocalizedText(row[name]) for name in ("chapter", "title", "body")},
            )
        )
    return Kept(
        LocalizedText(_texts(revision, "preamble")), LocalizedText(_texts(revision, "note")), wordings
    )


@transaction.atomic
def bring_back(
    version: CharterVersion, revision: Revision, *, by, expected: int, at: datetime | None = None
) -> CharterVersion:
    """Make the draft again what it was in that revision; ``expected`` is the id of the latest one that was seen.

    Articles come back under their identifiers, citations with them unless the proposal is no longer kept. What the
    draft was just before stays in its history too.
    """
    version = claim_draft(version)
    if version.latest_revision_id != expected:
        raise DraftConflict(version)
    if not version.revisions.filter(pk=revision.pk).exists():
        raise charter_refusals.RevisionOfAnotherDraft
    version.preamble = LocalizedText(_texts(revision, "preamble"))
    version.note = LocalizedText(_texts(revision, "note"))
    version.revision += 1
    version.save(update_fields=["preamble", "note", "revision"])
    _bring_articles_back(version, revision.content.get("articles", []))
    keep_revision(version, by=by)
    charter_log.record(version.charter, charter_log.BRING_BACK, by=by, version=version.number)
    return version


def _bring_articles_back(version: CharterVersion, rows: list[dict]) -> None:
    there = {one.article_id: one for one in ArticleVersion.objects.filter(version=version)}
    citable = set(citable_proposals(version.charter).values_list("pk", flat=True))
    for place, row in enumerate(rows):
        article = _article(version, row)
        wording = there.pop(article.pk, None) or ArticleVersion(version=version, article=article)
        wording.sort_order = place
        for name in ("chapter", "title", "body"):
            setattr(wording, name, LocalizedText(row[name]))
        wording.lagging = row.get("lagging", [])
        wording.save()
        wording.proposals.set([pk for pk in row["proposals"] if pk in citable])
        wording.proposals.commit()
        wording.citations.all().delete()
        Citation.objects.bulk_create(
            Citation(wording=wording, paragraph=paragraph, proposal_id=proposal, note=note)
            for paragraph, proposal, note in row["citations"]
            if proposal is None or proposal in citable
        )
    forget(list(there.values()))


def forget(wordings: list[ArticleVersion]) -> None:
    """Delete these wordings of a draft, and the articles that no other version holds."""
    articles = [wording.article_id for wording in wordings]
    ArticleVersion.objects.filter(pk__in=[wording.pk for wording in wordings]).delete()
    Article.objects.filter(pk__in=articles, wordings=None).delete()


def _article(version: CharterVersion, row: dict) -> Article:
    found = Article.objects.filter(pk=row["article"], charter=version.charter_id).first()
    if found is not None:
        return found
    return Article.objects.get_or_create(charter=version.charter, identifier=row["identifier"])[0]


def _texts(revision: Revision, name: str) -> dict:
    """A text once a language: Wagtail keeps our JSON columns as JSON, or as the text of it."""
    return CharterVersion._meta.get_field(name).to_python(revision.content.get(name) or {})
