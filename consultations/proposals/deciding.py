"""What staff do to proposals: write them from reviewed themes, rewrite them, decide, and say why in public.

One verb, one transaction, one event in the log. Verbs on an existing proposal take ``expected``, the revision that
the person had before their eyes, and raise ProposalConflict when it is no longer the proposal's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from consultations.charters.charter_reading import articles_citing
from consultations.models import Analysis, ArticleVersion, Consultation, Proposal, Theme
from consultations.proposals.citable import CITABLE
from consultations.reviews import refusals, review_log
from kit.localized import LocalizedText

DECISIONS = (Proposal.KEPT, Proposal.KEPT_IN_PART, Proposal.NOT_KEPT)


class ProposalConflict(refusals.Conflict):
    """Somebody changed the proposal meanwhile. ``proposal`` is as it is now, ``since`` what was done to it."""

    sentence = _(
        "Proposal %(number)s has been changed since you opened it. Nothing of yours was recorded: "
        "compare, then decide."
    )

    def __init__(self, proposal: Proposal, *, seen: int):
        super().__init__(number=proposal.number)
        self.proposal = proposal
        self.since = [
            entry
            for entry in review_log.proposal_history(proposal)
            if entry.event.details.get("revision", 0) > seen
        ]


@transaction.atomic
def propose(
    consultation: Consultation,
    statement: LocalizedText,
    themes: Iterable[Theme],
    *,
    by,
    owner: str = "",
    due_on: date | None = None,
    at: datetime | None = None,
) -> Proposal:
    """Write a proposal that rests on these reviewed themes, under the consultation's next number.

    ``owner`` is the person or department in charge, ``due_on`` the day by which it is to be decided.
    """
    statement = _stated(statement)
    # The consultation's row is the turnstile: two people writing at once get two numbers.
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    themes = _restable(themes, consultation)
    last = consultation.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(
        consultation=consultation, number=last + 1, statement=statement, owner=owner.strip(), due_on=due_on
    )
    proposal.themes.set(themes)
    record(review_log.PROPOSE, proposal, by=by, at=at, statement=dict(statement), themes=_keys(themes))
    return proposal


@transaction.atomic
def revise(
    proposal: Proposal,
    statement: LocalizedText,
    themes: Iterable[Theme],
    *,
    by,
    expected: int,
    at: datetime | None = None,
) -> Proposal:
    """Rewrite the proposal, or let it rest on other reviewed themes. A decision already made stays."""
    statement = _stated(statement)
    proposal = claim(proposal, expected)
    already = frozenset(proposal.themes.values_list("pk", flat=True))
    themes = _restable(themes, proposal.consultation, already=already)
    proposal.statement = statement
    proposal.save(update_fields=["statement"])
    proposal.themes.set(themes)
    record(review_log.REVISE, proposal, by=by, at=at, statement=dict(statement), themes=_keys(themes))
    return proposal


@transaction.atomic
def assign(
    proposal: Proposal,
    owner: str,
    due_on: date | None,
    *,
    by,
    expected: int,
    at: datetime | None = None,
) -> Proposal:
    """Entrust the proposal to a person or department, with the day by which it is to be decided, or none.

    Once it is decided somebody is always in charge.
    """
    proposal = claim(proposal, expected)
    owner = owner.strip()
    if proposal.is_decided and not owner:
        raise refusals.NobodyInCharge
    proposal.owner, proposal.due_on = owner, due_on
    proposal.save(update_fields=["owner", "due_on"])
    due = due_on.isoformat() if due_on else None
    record(review_log.ASSIGN, proposal, by=by, at=at, owner=owner, due_on=due)
    return proposal


@transaction.atomic
def decide(
    proposal: Proposal,
    decision: str,
    reason: LocalizedText,
    owner: str = "",
    *,
    by,
    at: datetime,
    expected: int | None = None,
) -> Proposal:
    """Record the decision with its public reason; ``owner`` is the person or department in charge of what follows.

    An owner given before stays when none is named here. Deciding again replaces the decision, and the log keeps the
    one before. A proposal that the charter in force answers cannot stop being kept before the charter changes.
    Without ``expected``, the proposal as passed counts.
    """
    if decision not in DECISIONS:
        raise refusals.NotADecision
    reason = LocalizedText(reason)
    if not reason:
        raise refusals.PublicReasonMissing
    proposal = claim(proposal, proposal.revision if expected is None else expected)
    owner = owner.strip() or proposal.owner
    if not owner:
        raise refusals.NobodyInCharge
    if decision not in CITABLE:
        _refuse_while_in_force(proposal)
    proposal.decision, proposal.reason, proposal.owner = decision, reason, owner
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save(update_fields=["decision", "reason", "owner", "decided_by", "decided_at"])
    record(
        review_log.DECIDE,
        proposal,
        by=by,
        at=at,
        decision=decision,
        reason=dict(reason),
        owner=proposal.owner,
    )
    return proposal


@transaction.atomic
def discard(proposal: Proposal, *, by, expected: int, at: datetime | None = None) -> None:
    """Delete a proposal written by mistake: not decided, and cited by no article."""
    proposal = claim(proposal, expected)
    if proposal.is_decided:
        raise refusals.ProposalIsDecided
    citing = ArticleVersion.objects.filter(proposals=proposal).select_related("article")
    if citing:
        raise refusals.ProposalIsCited(articles=_titles(citing))
    record(review_log.DISCARD, proposal, by=by, at=at, statement=dict(proposal.statement))
    proposal.delete()


def claim(proposal: Proposal, expected: int) -> Proposal:
    """Take the proposal for one decision: raise its revision if it is still ``expected``, else ProposalConflict."""
    taken = Proposal.objects.filter(pk=proposal.pk, revision=expected).update(revision=F("revision") + 1)
    fresh = Proposal.objects.select_related("consultation").get(pk=proposal.pk)
    if not taken:
        raise ProposalConflict(fresh, seen=expected)
    return fresh


def _stated(statement: LocalizedText) -> LocalizedText:
    statement = LocalizedText(statement)
    if not statement:
        raise refusals.StatementMissing
    return statement


def _restable(
    themes: Iterable[Theme], consultation: Consultation, *, already: frozenset[int] = frozenset()
) -> list[Theme]:
    """The themes as they are now; a refusal when a proposal of this consultation cannot rest on one of them.

    ``already`` are the ids of those that it rests on: they may come from an analysis that another one replaced.
    """
    wanted = Theme.objects.filter(pk__in=[theme.pk for theme in themes]).order_by("pk")
    # Decisions on themes hold their analysis too, so that nobody sets one aside before this transaction ends.
    list(
        Analysis.objects.select_for_update()
        .filter(pk__in=wanted.order_by().values("analysis"))
        .order_by("pk")
    )
    fresh = list(wanted.select_related("analysis"))
    if not fresh:
        raise refusals.NoTheme
    for theme in fresh:
        if theme.analysis.consultation_id != consultation.pk:
            raise refusals.ThemeOfAnotherConsultation(title=str(theme.title))
        if theme.state != Theme.REVIEWED:
            raise refusals.ThemeNotReviewed(title=str(theme.title))
        if not theme.analysis.adopted and theme.pk not in already:
            raise refusals.AnalysisNotInForce
    return fresh


def _refuse_while_in_force(proposal: Proposal) -> None:
    if citing := articles_citing([proposal.pk]).get(proposal.pk):
        raise refusals.ProposalIsInForce(articles=_titles(citing))


def _titles(wordings: Iterable[ArticleVersion]) -> str:
    return ", ".join(sorted({f"“{wording.title}”" for wording in wordings}))


def _keys(themes: list[Theme]) -> list[int]:
    return [theme.pk for theme in themes]


def record(verb: str, proposal: Proposal, *, by, at: datetime | None, **details) -> None:
    """Events belong to an analysis: the oldest of those that the proposal's themes come from."""
    theme = proposal.themes.select_related("analysis").order_by("analysis").first()
    review_log.record(
        theme.analysis,
        verb,
        by=by,
        at=at,
        proposal=proposal.pk,
        number=proposal.number,
        revision=proposal.revision,
        **details,
    )
