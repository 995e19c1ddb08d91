"""What staff do to commitments: write them on adopted articles, change their words, report what was done.

One verb, one transaction, one line in the log. Verbs on an existing commitment take ``expected``, the revision that
the person had before their eyes, and raise CommitmentConflict when it is no longer the commitment's.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.following import following_log
from consultations.models import Article, Charter, CharterVersion, Commitment, CommitmentUpdate
from consultations.reviews import refusals
from kit.localized import LocalizedText

STATUSES = dict(Commitment.STATUSES)
WEB = ("http://", "https://")


class CommitmentConflict(refusals.Conflict):
    """Somebody changed the commitment meanwhile. ``commitment`` is as it is now, ``since`` what was done to it."""

    sentence = _(
        "This commitment has been changed since you opened it. Nothing of yours was recorded: compare, then decide."
    )

    def __init__(self, commitment: Commitment, *, seen: int):
        super().__init__()
        self.commitment = commitment
        self.since = following_log.history(commitment, since=seen)


@transaction.atomic
def commit(
    article: Article,
    statement: LocalizedText,
    owner: str,
    *,
    by,
    starts_on: date | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> Commitment:
    """Write a commitment at the end of those of its charter. The article is in a published version."""
    _check_words(statement, owner, starts_on, due_on)
    _refuse_unless_adopted(article)
    # The charter's row is the turnstile: two people writing at once get two places.
    charter = Charter.objects.select_for_update().get(pk=article.charter_id)
    last = charter.commitments.aggregate(last=Max("position"))["last"] or 0
    commitment = Commitment.objects.create(
        charter=charter,
        article=article,
        statement=LocalizedText(statement),
        owner=owner.strip(),
        starts_on=starts_on,
        due_on=due_on,
        position=last + 1,
        made_at=at or timezone.now(),
    )
    following_log.record(commitment, following_log.COMMIT, by=by)
    return commitment


@transaction.atomic
def rewrite(
    commitment: Commitment,
    article: Article,
    statement: LocalizedText,
    owner: str,
    *,
    by,
    expected: int,
    starts_on: date | None = None,
    due_on: date | None = None,
) -> Commitment:
    """Change the words, the article, the owner or the dates. Once there are updates, only they move the due date."""
    _check_words(statement, owner, starts_on, due_on)
    commitment = _claim(commitment, expected)
    if article.charter_id != commitment.charter_id:
        raise refusals.ArticleOfAnotherCharter
    if article.pk != commitment.article_id:
        _refuse_unless_adopted(article)
    if due_on != commitment.due_on and commitment.updates.exists():
        raise refusals.DueDateAnnounced
    wanted = {
        "article": article,
        "statement": LocalizedText(statement),
        "owner": owner.strip(),
        "starts_on": starts_on,
        "due_on": due_on,
    }
    changed = [name for name, value in wanted.items() if getattr(commitment, name) != value]
    for name in changed:
        setattr(commitment, name, wanted[name])
    commitment.save(update_fields=changed)
    following_log.record(commitment, following_log.REWRITE, by=by, fields=changed)
    return commitment


@transaction.atomic
def report(
    commitment: Commitment,
    status: str,
    note: LocalizedText,
    *,
    on: date,
    by,
    expected: int,
    evidence_url: str = "",
    evidence_label: LocalizedText | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> CommitmentUpdate:
    """Say how the commitment stood on that day, and what was done or why it was not. It is written once.

    ``due_on`` moves the due date from then on. A mistake is put right by another update, of the same day if need be.
    """
    at = at or timezone.now()
    if status not in STATUSES:
        raise refusals.NotAStatus
    if not LocalizedText(note):
        raise refusals.NoteMissing
    if evidence_url and not evidence_url.startswith(WEB):
        raise refusals.NotAWebAddress
    commitment = _claim(commitment, expected)
    if on > timezone.localtime(at, commitment.charter.city.zone).date():
        raise refusals.UpdateInTheFuture
    if due_on and commitment.starts_on and due_on < commitment.starts_on:
        raise refusals.DueBeforeItBegins
    update = CommitmentUpdate.objects.create(
        commitment=commitment,
        on=on,
        status=status,
        note=LocalizedText(note),
        due_on=due_on,
        evidence_url=evidence_url,
        evidence_label=LocalizedText(evidence_label or {}),
        by_id=by.pk if by else None,
        written_at=at,
    )
    # The last day counts, not the last word: an update may tell of an earlier day.
    commitment.status = commitment.updates.order_by("-on", "-pk").values_list("status", flat=True)[0]
    commitment.save(update_fields=["status"])
    following_log.record(commitment, following_log.REPORT, by=by, update=update.pk)
    return update


def adopted_articles(charter: Charter):
    """The articles of that charter that a published version holds, or held, as a QuerySet."""
    return charter.articles.filter(wordings__version__state=CharterVersion.PUBLISHED).distinct()


def _claim(commitment: Commitment, expected: int) -> Commitment:
    """The commitment, locked, one revision further; of two people who saw the same one, only the first gets it."""
    claimed = Commitment.objects.filter(pk=commitment.pk, revision=expected).update(
        revision=F("revision") + 1
    )
    fresh = Commitment.objects.select_related("charter__city", "article").get(pk=commitment.pk)
    if not claimed:
        raise CommitmentConflict(fresh, seen=expected)
    return fresh


def _refuse_unless_adopted(article: Article) -> None:
    if not article.wordings.filter(version__state=CharterVersion.PUBLISHED).exists():
        raise refusals.ArticleNotAdopted(identifier=article.identifier)


def _check_words(statement: LocalizedText, owner: str, starts_on: date | None, due_on: date | None) -> None:
    if not LocalizedText(statement):
        raise refusals.CommitmentUnstated
    if not owner.strip():
        raise refusals.OwnerMissing
    if starts_on and due_on and due_on < starts_on:
        raise refusals.DueBeforeItBegins
