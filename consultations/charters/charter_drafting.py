"""What staff do to charters: start a draft, write its articles, publish it. A published version never changes.

An article's identifier is for ever once published; its wording belongs to one version. Verbs that change a wording
take ``expected``, the fingerprint of what the person had before their eyes, and raise WordingConflict otherwise.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from consultations.charters import charter_log
from consultations.models import Article, ArticleVersion, Charter, CharterVersion, Proposal
from consultations.proposals.deciding import CITABLE
from consultations.reviews import refusals
from kit.localized import LocalizedText, content_languages


class WordingConflict(refusals.Conflict):
    """Somebody changed the article meanwhile. ``wording`` is as it is now."""

    sentence = _(
        "“%(title)s” has been changed since you opened it. Nothing of yours was recorded: compare, then decide."
    )

    def __init__(self, wording: ArticleVersion):
        super().__init__(title=str(wording.title))
        self.wording = wording


@transaction.atomic
def start_draft(charter: Charter, *, by) -> CharterVersion:
    """Begin the charter's next version with the articles of the last published one, proposals included."""
    Charter.objects.select_for_update().get(pk=charter.pk)
    if charter.versions.filter(state=CharterVersion.DRAFT).exists():
        raise refusals.DraftExists
    last = charter.current_version()
    number = (charter.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    draft = CharterVersion.objects.create(charter=charter, number=number)
    for wording in last.article_versions.order_by("sort_order", "pk") if last else []:
        copy = ArticleVersion.objects.create(
            version=draft,
            article_id=wording.article_id,
            sort_order=wording.sort_order,
            chapter=wording.chapter,
            title=wording.title,
            body=wording.body,
        )
        _cite(copy, wording.proposals.all())
    charter_log.record(charter, charter_log.START, by=by, version=number)
    return draft


@transaction.atomic
def discard_draft(version: CharterVersion, *, by) -> None:
    """Delete a draft, and the articles that no other version holds."""
    version = _draft(version)
    articles = list(version.article_versions.values_list("article_id", flat=True))
    version.delete()
    Article.objects.filter(pk__in=articles, wordings=None).delete()
    charter_log.record(version.charter, charter_log.DISCARD, by=by, version=version.number)


@transaction.atomic
def describe_draft(version: CharterVersion, note: LocalizedText, *, by) -> CharterVersion:
    """Say, for readers, what this version changes."""
    version = _draft(version)
    version.note = LocalizedText(note)
    version.save(update_fields=["note"])
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
    version = _draft(version)
    identifier = _valid_identifier(identifier)
    if version.article_versions.filter(article__identifier=identifier).exists():
        raise refusals.IdentifierTaken(identifier=identifier)
    proposals = _citable(proposals, version.charter)
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
    _cite(wording, proposals)
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
) -> ArticleVersion:
    """Give an article of a draft this wording, chapter and list of proposals, whole; and, if asked, another identifier.

    An identifier changes until its first publication only: afterwards people link to it.
    """
    wording = _claim(wording, expected)
    proposals = _citable(proposals, wording.version.charter)
    if identifier is not None and identifier != wording.article.identifier:
        _rename(wording.article, identifier)
    wording.chapter = LocalizedText(chapter or {})
    wording.title, wording.body = LocalizedText(title), LocalizedText(body)
    wording.save(update_fields=["chapter", "title", "body"])
    _cite(wording, proposals)
    _record(wording, charter_log.REWORD, by=by)
    return wording


@transaction.atomic
def reorder(version: CharterVersion, wordings: Iterable[int], *, by) -> None:
    """Put the draft's articles in that order (ids of wordings). Those not named follow, in the order they had."""
    version = _draft(version)
    wanted = {pk: place for place, pk in enumerate(wordings)}
    rows = list(version.article_versions.order_by("sort_order", "pk"))
    rows.sort(key=lambda row: wanted.get(row.pk, len(wanted)))
    for place, row in enumerate(rows):
        row.sort_order = place
    ArticleVersion.objects.bulk_update(rows, ["sort_order"])
    charter_log.record(version.charter, charter_log.REORDER, by=by, version=version.number)


@transaction.atomic
def remove_article(wording: ArticleVersion, *, by, expected: str) -> None:
    """Take the article out of the draft; published versions keep it, and its identifier keeps its meaning."""
    wording = _claim(wording, expected)
    article = wording.article
    _record(wording, charter_log.REMOVE, by=by)
    wording.delete()
    if not article.wordings.exists():
        article.delete()


@transaction.atomic
def publish(version: CharterVersion, *, by, at: datetime) -> CharterVersion:
    """Put the draft in force and freeze it. NotPublishable says all that is missing, one sentence each."""
    version = _draft(version)
    if problems := what_is_missing(version):
        raise refusals.NotPublishable(problems)
    version.state, version.published_at, version.published_by = CharterVersion.PUBLISHED, at, by
    version.save(update_fields=["state", "published_at", "published_by"])
    charter_log.record(version.charter, charter_log.PUBLISH, by=by, version=version.number)
    return version


def what_is_missing(version: CharterVersion) -> list[str]:
    """What keeps a draft from being published, in sentences. Two queries."""
    wordings = list(
        version.article_versions.select_related("article")
        .prefetch_related("proposals")
        .order_by("sort_order", "pk")
    )
    if not wordings:
        return [translated("The draft has no article: write one.")]
    code, language = content_languages()[0]
    problems = []
    for wording in wordings:
        names = {"article": wording.article.identifier, "language": language}
        if not wording.title.get(code):
            problems.append(translated("Article “%(article)s” has no title in %(language)s.") % names)
        if not wording.body.get(code):
            problems.append(translated("Article “%(article)s” has no text in %(language)s.") % names)
        for proposal in wording.proposals.all():
            if proposal.decision not in CITABLE:
                problems.append(
                    translated(
                        "Article “%(article)s” cites proposal %(number)s, which is not decided as kept or kept in part."
                    )
                    % {**names, "number": proposal.number}
                )
    return problems


def fingerprint(wording: ArticleVersion) -> str:
    """What a wording says, in a short code: it changes when anything that can be edited does. One query."""
    said = [wording.chapter, wording.title, wording.body, sorted(one.pk for one in wording.proposals.all())]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


def was_published(article: Article) -> bool:
    """Whether a published version holds, or held, the article. One query."""
    return article.wordings.filter(version__state=CharterVersion.PUBLISHED).exists()


def citable_proposals(charter: Charter):
    """The proposals that an article of this charter may answer: kept, at least in part, in the same city."""
    return Proposal.objects.filter(decision__in=CITABLE, consultation__city=charter.city_id)


def _draft(version: CharterVersion) -> CharterVersion:
    """The version as it is now, locked for one decision; VersionIsPublished when it is too late."""
    version = (
        CharterVersion.objects.select_for_update(of=("self",)).select_related("charter").get(pk=version.pk)
    )
    if version.is_published:
        raise refusals.VersionIsPublished
    return version


def _in_draft(wording: ArticleVersion) -> ArticleVersion:
    version = _draft(wording.version)
    fresh = ArticleVersion.objects.select_related("article").get(pk=wording.pk)
    fresh.version = version
    return fresh


def _claim(wording: ArticleVersion, expected: str) -> ArticleVersion:
    wording = _in_draft(wording)
    if fingerprint(wording) != expected:
        raise WordingConflict(wording)
    return wording


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


def _citable(proposals: Iterable[Proposal], charter: Charter) -> list[Proposal]:
    fresh = list(
        Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]).select_related("consultation")
    )
    for proposal in fresh:
        if proposal.consultation.city_id != charter.city_id:
            raise refusals.ProposalOfAnotherCity(number=proposal.number)
        if proposal.decision not in CITABLE:
            raise refusals.ProposalNotKept(number=proposal.number)
    return fresh


def _cite(wording: ArticleVersion, proposals: Iterable[Proposal]) -> None:
    # A parental relation waits for its cluster to be saved; an article is written on its own.
    wording.proposals.set(list(proposals))
    wording.proposals.commit()


def _record(wording: ArticleVersion, action: str, *, by) -> None:
    version = wording.version
    charter_log.record(
        version.charter, action, by=by, version=version.number, article=wording.article.identifier
    )
