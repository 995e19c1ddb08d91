"""Which proposals an article may answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from consultations.models import Charter, Proposal
from consultations.reviews import refusals

CITABLE = (Proposal.KEPT, Proposal.KEPT_IN_PART)


def citable_proposals(charter: Charter) -> QuerySet[Proposal]:
    """The proposals that an article of this charter may answer: kept, at least in part, in the same city."""
    return Proposal.objects.filter(decision__in=CITABLE, consultation__city=charter.city_id)


def citable(proposals: Iterable[Proposal], charter: Charter) -> list[Proposal]:
    """The proposals as they are now; a refusal when an article of this charter cannot cite one of them. One query."""
    fresh = list(
        Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]).select_related("consultation")
    )
    for proposal in fresh:
        if proposal.consultation.city_id != charter.city_id:
            raise refusals.ProposalOfAnotherCity(number=proposal.number)
        if proposal.decision not in CITABLE:
            raise refusals.ProposalNotKept(number=proposal.number)
    return fresh
