"""Staff answer each comment and amendment: accepted, in part or refused, with a reason that everybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from consultations.amending import amending_log, amendment_mail, refusals
from consultations.amending.discussing import locked, next_draft
from consultations.amending.moderating import claim
from consultations.charters import charter_drafting
from consultations.models import Amendment, Anchor, ArticleVersion
from kit.localized import LocalizedText

DECISIONS = (Amendment.ACCEPTED, Amendment.IN_PART, Amendment.REFUSED)


@dataclass(frozen=True)
class DraftPlace:
    """Where a contribution stands in the next draft: the wording there, and the anchor in it."""

    wording: ArticleVersion
    anchor: Anchor
    language: str

    @property
    def text(self) -> str:
        return self.wording.body.get(self.language, "")

    @property
    def words(self) -> str:
        """The words of the draft that the contribution speaks of."""
        return self.text[self.anchor.start : self.anchor.end]


@dataclass(frozen=True)
class NewWords:
    """Words to put into the draft where an amendment stands; ``seen`` is the fingerprint of the wording then."""

    text: str
    seen: str


@transaction.atomic
def decide(
    amendment: Amendment,
    decision: str,
    reason: LocalizedText,
    *,
    by,
    at: datetime,
    expected: int,
    new_words: NewWords | None = None,
) -> Amendment:
    """Record the decision with its public reason, put the words into the next draft when asked, tell the author.

    Deciding again replaces the decision; the log keeps the one before. Nobody decides on their own words. A draft that
    changed since ``new_words.seen`` raises WordingConflict, and nothing is recorded.
    """
    if decision not in DECISIONS:
        raise refusals.NotADecision
    reason = LocalizedText(reason)
    if not reason:
        raise refusals.PublicReasonMissing
    amendment = claim(amendment, by=by, expected=expected)
    if not amendment.is_shown:
        raise refusals.NotModeratedYet
    if new_words is not None and decision != Amendment.REFUSED:
        _put_into_draft(amendment, new_words, by=by)
    amendment.decision, amendment.reason = decision, reason
    amendment.decided_by, amendment.decided_at = by, at
    amendment.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    amending_log.record_about(
        amendment, amending_log.DECIDE, by=by, decision=decision, reason=dict(reason), applied=bool(new_words)
    )
    amendment_mail.tell_author(amendment, amendment_mail.DECIDED)
    return amendment


def draft_place(amendment: Amendment) -> DraftPlace | None:
    """Where the contribution stands in the next draft; None when there is none, or nobody knows where. Four queries."""
    draft = next_draft(amendment.version)
    if draft is None:
        return None
    anchor = Anchor.objects.placed().filter(amendment=amendment, version=draft).first()
    related = ArticleVersion.objects.select_related("article", "version__charter")
    wording = related.filter(version=draft, article=amendment.article_id).first()
    if anchor is None or wording is None:
        return None
    return DraftPlace(wording, anchor, amendment.language)


def _put_into_draft(amendment: Amendment, new_words: NewWords, *, by) -> None:
    draft = next_draft(amendment.version)
    if draft is not None:
        # Nobody rewords an article between the reading of its text, of the place in it, and the writing.
        locked(draft)
    where = draft_place(amendment)
    if where is None:
        raise refusals.NowhereToApply
    start, end = where.anchor.start, where.anchor.end
    written = new_words.text.strip()
    body = LocalizedText(where.wording.body)
    # The other languages say what this one said until somebody writes them anew, or says that they fit.
    others = {code for code, words in body.items() if words.strip() and code != where.language}
    body[where.language] = _joined(where.text[:start], written, where.text[end:])
    charter_drafting.reword(
        where.wording,
        title=where.wording.title,
        body=body,
        chapter=where.wording.chapter,
        proposals=where.wording.proposals.all(),
        by=by,
        expected=new_words.seen,
        leaves_behind=others | set(where.wording.lagging),
    )
    # The words are this person's doing: their place is known, and needs no search.
    has_words = bool(written)
    Anchor.objects.filter(pk=where.anchor.pk).update(
        start=start if has_words else None,
        end=start + len(written) if has_words else None,
        is_dropped=not has_words,
        placed_by=by,
    )


def _joined(before: str, words: str, after: str) -> str:
    """The text with the words in their place; where they are taken out, no space is left over."""
    if words:
        return before + words + after
    if not before or before.endswith("\n"):
        return before + after.lstrip(" ")
    if before.endswith(" ") and (not after or after[0] in " .,\n"):
        return before.rstrip(" ") + after
    return before + after
