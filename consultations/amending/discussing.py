"""A draft is opened to discussion for some days, and frozen for good: what comes of it is written in a next draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as translated

from consultations.amending import amending_log, refusals
from consultations.charters.charter_refusals import VersionIsDiscussed
from consultations.models import ArticleVersion, CharterVersion
from consultations.reviews.refusals import VersionIsPublished
from kit.localized import content_languages

UPCOMING, OPEN, OVER = "upcoming", "open", "over"


@transaction.atomic
def open_discussion(
    version: CharterVersion, *, starts: datetime, ends: datetime, by, at: datetime
) -> CharterVersion:
    """Freeze the draft and show it to everybody; from ``starts`` to ``ends`` people comment and amend its articles."""
    version = locked(version)
    if version.is_published:
        raise VersionIsPublished
    if version.state == CharterVersion.DISCUSSED:
        raise VersionIsDiscussed
    if ends <= starts or ends <= at:
        raise refusals.EndsBeforeItBegins
    if problems := what_is_missing(version):
        raise refusals.NotDiscussable(problems)
    version.state, version.publish_at = CharterVersion.DISCUSSED, None
    version.discussed_from, version.discussed_until = max(starts, at), ends
    version.save(update_fields=["state", "publish_at", "discussed_from", "discussed_until"])
    amending_log.record(version, amending_log.OPEN, by=by, ends=ends.isoformat())
    return version


@transaction.atomic
def close_discussion(version: CharterVersion, *, by, at: datetime) -> CharterVersion:
    """End the discussion before its day. What was said stays."""
    version = locked(version)
    match phase(version, at=at):
        case "open":
            version.discussed_until = at
            version.save(update_fields=["discussed_until"])
            amending_log.record(version, amending_log.CLOSE, by=by)
            return version
        case "upcoming":
            raise refusals.DiscussionNotBegun
    raise refusals.DiscussionIsOver


@transaction.atomic
def call_off(version: CharterVersion, *, by, at: datetime) -> CharterVersion:
    """Make the version a draft again, as long as its discussion has not begun and no other draft was started."""
    version = locked(version)
    if phase(version, at=at) != UPCOMING:
        raise refusals.DiscussionHasBegun
    if version.charter.versions.filter(number__gt=version.number).exists():
        raise refusals.DiscussionHasBegun
    version.state, version.discussed_from, version.discussed_until = CharterVersion.DRAFT, None, None
    version.save(update_fields=["state", "discussed_from", "discussed_until"])
    amending_log.record(version, amending_log.CALL_OFF, by=by)
    return version


def phase(version: CharterVersion, *, at: datetime) -> str:
    """Where a discussed version is in its calendar; over too for a version that is not discussed."""
    if version.state != CharterVersion.DISCUSSED or at >= version.discussed_until:
        return OVER
    return UPCOMING if at < version.discussed_from else OPEN


def refuse_unless_open(version: CharterVersion, *, at: datetime) -> None:
    """Raise what a citizen can be told when nothing may be said now."""
    now = phase(version, at=at)
    if now == UPCOMING:
        raise refusals.DiscussionNotBegun
    if now == OVER:
        raise refusals.DiscussionIsOver


def discussed_versions() -> QuerySet[CharterVersion]:
    """Every version that is, was or will be discussed: public from the moment that staff opened it."""
    return CharterVersion.objects.filter(state=CharterVersion.DISCUSSED)


def next_draft(version: CharterVersion) -> CharterVersion | None:
    """The draft in which what comes of a discussion is written, or None. One query."""
    drafts = CharterVersion.objects.filter(charter=version.charter_id, state=CharterVersion.DRAFT)
    return drafts.filter(number__gt=version.number).first()


def what_is_missing(version: CharterVersion) -> list[str]:
    """What keeps a draft from being discussed, in sentences: words to speak of, in the main language. One query.

    Proposals may wait for their decision still: that is what a discussion is for.
    """
    rows = ArticleVersion.objects.filter(version=version).select_related("article")
    wordings = list(rows.order_by("sort_order", "pk"))
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
    return problems


def locked(version: CharterVersion) -> CharterVersion:
    """The version as it is now, held for one decision."""
    versions = CharterVersion.objects.select_for_update(of=("self",)).select_related("charter__city")
    return versions.get(pk=version.pk)
