"""A person reads each comment and amendment before the public does: shown, or hidden for a reason that is said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from consultations.amending import amending_log, amendment_mail, refusals
from consultations.amending.reanchoring import anchor_amendment
from consultations.models import Amendment


@transaction.atomic
def show(amendment: Amendment, *, by, at: datetime, expected: int) -> Amendment:
    """Show the contribution to everybody, and tell its author. What was hidden can be shown again."""
    amendment = claim(amendment, by=by, expected=expected)
    if amendment.is_shown:
        return amendment
    _moderate(amendment, Amendment.SHOWN, by=by, at=at)
    anchor_amendment(amendment)
    amending_log.record_about(amendment, amending_log.SHOW, by=by)
    amendment_mail.tell_author(amendment, amendment_mail.SHOWN)
    return amendment


@transaction.atomic
def hide(amendment: Amendment, why: str, words: str = "", *, by, at: datetime, expected: int) -> Amendment:
    """Keep the contribution from the public, and tell its author why: one of HIDDEN_FOR, and more words if need be."""
    if why not in dict(Amendment.HIDDEN_FOR):
        raise refusals.HidingReasonMissing
    amendment = claim(amendment, by=by, expected=expected)
    was_hidden = amendment.moderation == Amendment.HIDDEN
    _moderate(amendment, Amendment.HIDDEN, why, words.strip(), by=by, at=at)
    amending_log.record_about(amendment, amending_log.HIDE, by=by, why=why, words=words.strip())
    if not was_hidden:
        amendment_mail.tell_author(amendment, amendment_mail.HIDDEN)
    return amendment


def claim(amendment: Amendment, *, by, expected: int) -> Amendment:
    """The contribution as it is now, if it is as the person saw it and not their own. To be called in a transaction.

    Of two people who decide at once, the second one's ``expected`` is no longer true: AmendmentConflict.
    """
    rows = Amendment.objects.filter(pk=amendment.pk, revision=expected)
    taken = rows.update(revision=F("revision") + 1)
    fresh = Amendment.objects.select_related("version__charter", "article", "author").get(pk=amendment.pk)
    if not taken:
        raise refusals.AmendmentConflict(fresh)
    if fresh.author_id == by.pk:
        raise refusals.OwnAmendment
    return fresh


def _moderate(amendment: Amendment, state: str, why: str = "", words: str = "", *, by, at: datetime) -> None:
    amendment.moderation, amendment.hidden_for, amendment.moderation_reason = state, why, words
    amendment.moderated_by, amendment.moderated_at = by, at
    amendment.save(
        update_fields=["moderation", "hidden_for", "moderation_reason", "moderated_by", "moderated_at"]
    )
