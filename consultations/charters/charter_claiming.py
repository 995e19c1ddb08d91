"""What every decision on a draft begins with: take it if it is still as the person saw it, or say who changed it."""

from __future__ import annotations

import hashlib
import json

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from consultations.charters import charter_refusals
from consultations.models import ArticleVersion, CharterVersion
from consultations.reviews import refusals


class WordingConflict(refusals.Conflict):
    """Somebody changed the article meanwhile. ``wording`` is as it is now."""

    sentence = _(
        "“%(title)s” has been changed since you opened it. Nothing of yours was recorded: compare, then decide."
    )

    def __init__(self, wording: ArticleVersion):
        super().__init__(title=str(wording.title))
        self.wording = wording


class DraftConflict(refusals.Conflict):
    """Somebody changed the draft's preamble, summary or order meanwhile. ``version`` is as it is now."""

    sentence = _(
        "The draft of version %(number)s has been changed since you opened it. Nothing of yours was recorded: "
        "compare, then decide."
    )

    def __init__(self, version: CharterVersion):
        super().__init__(number=version.number)
        self.version = version


def claim_draft(version: CharterVersion) -> CharterVersion:
    """The draft as it is now, locked for one decision; a refusal when it is published or under discussion."""
    version = (
        CharterVersion.objects.select_for_update(of=("self",)).select_related("charter").get(pk=version.pk)
    )
    if version.is_published:
        raise refusals.VersionIsPublished
    if not version.is_draft:
        raise charter_refusals.VersionIsDiscussed
    return version


def claim_words(version: CharterVersion, expected: int | None) -> CharterVersion:
    """The same, for the draft's preamble, summary and order: its revision is raised, DraftConflict if it was already.

    Without ``expected``, whatever the draft says now counts as seen.
    """
    version = claim_draft(version)
    seen = version.revision if expected is None else expected
    taken = CharterVersion.objects.filter(pk=version.pk, revision=seen).update(revision=F("revision") + 1)
    if not taken:
        raise DraftConflict(version)
    version.revision = seen + 1
    return version


def claim_wording(wording: ArticleVersion, expected: str) -> ArticleVersion:
    """An article of a draft as it is now, locked for one decision; WordingConflict if it reads otherwise."""
    version = claim_draft(wording.version)
    found = ArticleVersion.objects.select_related("article").filter(pk=wording.pk).first()
    if found is None:
        raise charter_refusals.ArticleIsGone
    found.version = version
    if fingerprint(found) != expected:
        raise WordingConflict(found)
    return found


def fingerprint(wording: ArticleVersion) -> str:
    """What a wording says and cites, in a short code: it changes when anything that can be edited does. Two queries."""
    cited = sorted([one.paragraph, one.proposal_id or 0, one.note] for one in wording.citations.all())
    said = [
        wording.chapter,
        wording.title,
        wording.body,
        sorted(one.pk for one in wording.proposals.all()),
        cited,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]
