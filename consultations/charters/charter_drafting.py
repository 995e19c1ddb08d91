"""What staff do to a charter's draft: start it, write its articles, order them. A published version never changes.

An article's identifier is for ever once published; its wording belongs to one version. Verbs that change a wording
take ``expected``, the fingerprint of what the person had before their eyes, and raise WordingConflict otherwise;
those that change the draft's preamble, summary or order take the draft's ``revision``, and raise DraftConflict.
Each keeps a revision of the whole draft.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Max

from consultations.charters import charter_log
from consultations.charters.charter_claiming import (
    DraftConflict,
    WordingConflict,
    claim_draft,
    claim_wording,
    claim_words,
    fingerprint,
)
from consultations.charters.charter_publishing import publish, what_is_missing
from consultations.charters.charter_revisions import forget, keep_revision
from consultations.charters.citing import copy_citations, set_proposals
from consultations.models import Article, ArticleVersion, Charter, CharterVersion, Proposal
from consultations.proposals.citable import citable, citable_proposals
from consultations.reviews import refusals
from kit.localized import LocalizedText

__all__ = [
    "DraftConflict", "WordingConflict", "add_article", "citable_proposals", "describe_draft", "discard_draft",
    "fingerprint", "publish", "remove_article", "reorder", "reword", "start_draft", "was_published", "what_is_missing",
]  # fmt: skip


@transaction.atomic
def start_draft(charter: Charter, *, by) -> CharterVersion:
    """Begin the charter's next version with the preamble and articles of the last frozen one, citations included.

    The last frozen version is the one in force, or a later one that people discuss.
    """
    Charter.objects.select_for_update().get(pk=charter.pk)
    if charter.versions.filter(state=CharterVersion.DRAFT).exists():
        raise refusals.DraftExists
    last = charter.versions.order_by("-number").first()
    draft = CharterVersion.objects.create(
        charter=charter,
        number=last.number + 1 if last else 1,
        preamble=last.preamble if last else LocalizedText(),
    )
    for wording in last.article_versions.order_by("sort_order", "pk") if last else []:
        copy = ArticleVersion.objects.create(
            version=draft,
            article_id=wording.article_id,
            sort_order=wording.sort_order,
            chapter=wording.chapter,
            title=wording.title,
            body=wording.body,
            lagging=wording.lagging,
        )
        copy_citations(wording, copy)
    keep_revision(draft, by=by)
    charter_log.record(charter, charter_log.START, by=by, version=draft.number)
    return draft


@transaction.atomic
def discard_draft(version: CharterVersion, *, by) -> None:
    """Delete a draft with its history, and the articles that no other version holds."""
    version = claim_draft(version)
    charter_log.record(version.charter, charter_log.DISCARD, by=by, version=version.number)
    forget(list(ArticleVersion.objects.filter(version=version)))
    version.delete()


@transaction.atomic
def describe_draft(
    version: CharterVersion,
    note: LocalizedText,
    *,
    by,
    preamble: LocalizedText | None = None,
    expected: int | None = None,
) -> CharterVersion:
    """Say, for readers, what this version changes; and write its preamble, which stays as it is when none is given."""
    version = claim_words(version, expected)
    version.note = LocalizedText(note)
    if preamble is not None:
        version.preamble = LocalizedText(preamble)
    version.save(update_fields=["note", "preamble"])
    keep_revision(version, by=by)
    charter_log.record(version.charter, charter_log.NOTE, by=by, version=version.number)
    return version


@transaction.atomic
def add_article(
    version: CharterVersion,
    identifier: str,
    *,
    title: LocalizedText,
    body: LocalizedText,
    by,
    chapter: LocalizedText | None = None,
    proposals: Iterable[Proposal] = (),
) -> ArticleVersion:
    """Write a new article at the end of the draft.

    An identifier that the charter has used before, in a version that dropped it, brings that article back.
    """
    version = claim_draft(version)
    identifier = _valid_identifier(identifier)
    if version.article_versions.filter(article__identifier=identifier).exists():
        raise refusals.IdentifierTaken(identifier=identifier)
    proposals = citable(proposals, version.charter)
    article, _made = Article.objects.get_or_create(charter=version.charter, identifier=identifier)
    last = version.article_versions.aggregate(last=Max("sort_order"))["last"]
    wording = ArticleVersion.objects.create(
        version=version,
        article=article,
        sort_order=0 if last is None else last + 1,
        chapter=LocalizedText(chapter or {}),
        title=LocalizedText(title),
        body=LocalizedText(body),
    )
    set_proposals(wording, proposals)
    keep_revision(version, by=by)
    _record(wording, charter_log.ADD, by=by)
    return wording


@transaction.atomic
def reword(
    wording: ArticleVersion,
    *,
    title: LocalizedText,
    body: LocalizedText,
    by,
    expected: str,
    chapter: LocalizedText | None = None,
    proposals: Iterable[Proposal] = (),
    identifier: str | None = None,
    leaves_behind: Iterable[str] = (),
) -> ArticleVersion:
    """Give an article of a draft this wording, chapter and list of proposals, whole; and, if asked, another identifier.

    An identifier changes until its first publication only: afterwards people link to it. ``leaves_behind`` are the
    languages that somebody must look at after this change; those written anew no longer wait for it.
    """
    wording = claim_wording(wording, expected)
    was = wording.body
    proposals = citable(proposals, wording.version.charter)
    if identifier is not None and identifier != wording.article.identifier:
        _rename(wording.article, identifier)
    wording.chapter = LocalizedText(chapter or {})
    wording.title, wording.body = LocalizedText(title), LocalizedText(body)
    waiting = {code for code in wording.lagging if was.get(code) == wording.body.get(code)}
    wording.lagging = sorted(waiting | set(leaves_behind))
    wording.save(update_fields=["chapter", "title", "body", "lagging"])
    set_proposals(wording, proposals)
    keep_revision(wording.version, by=by)
    _record(wording, charter_log.REWORD, by=by)
    return wording


@transaction.atomic
def reorder(
    version: CharterVersion, wordings: Iterable[int], *, by, expected: int | None = None
) -> CharterVersion:
    """Put the draft's articles in that order (ids of wordings). Those not named follow, in the order they had."""
    version = claim_words(version, expected)
    wanted = {pk: place for place, pk in enumerate(wordings)}
    rows = list(version.article_versions.order_by("sort_order", "pk"))
    rows.sort(key=lambda row: wanted.get(row.pk, len(wanted)))
    for place, row in enumerate(rows):
        row.sort_order = place
    ArticleVersion.objects.bulk_update(rows, ["sort_order"])
    keep_revision(version, by=by)
    charter_log.record(version.charter, charter_log.REORDER, by=by, version=version.number)
    return version


@transaction.atomic
def remove_article(wording: ArticleVersion, *, by, expected: str) -> None:
    """Take the article out of the draft; published versions keep it, and its identifier keeps its meaning."""
    wording = claim_wording(wording, expected)
    _record(wording, charter_log.REMOVE, by=by)
    forget([wording])
    keep_revision(wording.version, by=by)


def was_published(article: Article) -> bool:
    """Whether people have read the article, in a published version or in one that was discussed. One query."""
    return article.wordings.exclude(version__state=CharterVersion.DRAFT).exists()


def _rename(article: Article, identifier: str) -> None:
    identifier = _valid_identifier(identifier)
    if was_published(article):
        raise refusals.IdentifierIsPublished(identifier=article.identifier)
    if Article.objects.filter(charter=article.charter_id, identifier=identifier).exists():
        raise refusals.IdentifierTaken(identifier=identifier)
    article.identifier = identifier
    article.save(update_fields=["identifier"])


def _valid_identifier(identifier: str) -> str:
    try:
        validate_slug(identifier)
    except ValidationError as error:
        raise refusals.NotAnIdentifier from error
    return identifier


def _record(wording: ArticleVersion, action: str, *, by) -> None:
    version = wording.version
    charter_log.record(
        version.charter, action, by=by, version=version.number, article=wording.article.identifier
    )
