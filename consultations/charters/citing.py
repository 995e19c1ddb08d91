"""Which proposals each paragraph of an article answers, and how what people cite stays true when words change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from consultations.charters import charter_log, charter_refusals
from consultations.charters.charter_claiming import claim_wording
from consultations.charters.charter_revisions import keep_revision
from consultations.charters.paragraphs import Paragraph, changed_paragraphs, paragraphs
from consultations.models import ArticleVersion, Citation, Proposal
from consultations.proposals.citable import citable


@dataclass(frozen=True)
class Answers:
    """What one paragraph answers: proposals, or ``note``, which says what an editorial change is for."""

    proposals: tuple[Proposal, ...] = ()
    note: str = ""


@transaction.atomic
def cite(wording: ArticleVersion, answered: Mapping[str, Answers], *, by, expected: str) -> ArticleVersion:
    """Say what these paragraphs of a draft's article answer, by digest; those not named stay as they are.

    A paragraph cites proposals, or says that it is an editorial change and of what kind; not nothing.
    """
    wording = claim_wording(wording, expected)
    known = {one.digest for one in paragraphs(wording.body)} | changed_paragraphs(wording).digests
    if not answered.keys() <= known:
        raise charter_refusals.NoSuchParagraph
    for digest, answers in answered.items():
        proposals = citable(answers.proposals, wording.version.charter)
        if not proposals and not answers.note.strip():
            raise charter_refusals.CitesNothing
        _replace(wording, digest, proposals, note="" if proposals else answers.note.strip())
    keep_revision(wording.version, by=by)
    _record(wording, by=by)
    return wording


@transaction.atomic
def add_citation(wording: ArticleVersion, proposal: Proposal, *, by, expected: str) -> ArticleVersion:
    """Say that an article of a draft answers one more proposal, as where a suggestion is accepted."""
    wording = claim_wording(wording, expected)
    [proposal] = citable([proposal], wording.version.charter)
    set_proposals(wording, [*wording.proposals.all(), proposal])
    keep_revision(wording.version, by=by)
    _record(wording, by=by)
    return wording


def set_proposals(wording: ArticleVersion, proposals: Collection[Proposal]) -> None:
    """Give the article these proposals. Paragraphs stop citing others, and words that are gone are cited no more.

    In an article of one paragraph, what the article answers is what the paragraph answers.
    """
    # A parental relation waits for its cluster to be saved; an article is written on its own.
    wording.proposals.set(list(proposals))
    wording.proposals.commit()
    now = paragraphs(wording.body)
    known = {one.digest for one in now} | changed_paragraphs(wording).digests
    wording.citations.exclude(paragraph__in=known).delete()
    wording.citations.exclude(proposal=None).exclude(proposal__in=proposals).delete()
    if len(now) == 1 and proposals:
        _replace(wording, now[0].digest, proposals)


def copy_citations(original: ArticleVersion, copy: ArticleVersion) -> None:
    """Give the copy of a wording what the original cites. Three queries and one a relation."""
    copy.proposals.set(list(original.proposals.all()))
    copy.proposals.commit()
    Citation.objects.bulk_create(
        Citation(wording=copy, paragraph=one.paragraph, proposal_id=one.proposal_id, note=one.note)
        for one in original.citations.all()
    )


def citations_by_paragraph(wording: ArticleVersion) -> dict[str, Answers]:
    """What each paragraph of the article cites, by digest. One query."""
    proposals: dict[str, list[Proposal]] = defaultdict(list)
    notes: dict[str, str] = {}
    for one in wording.citations.select_related("proposal__consultation").order_by("proposal__number", "pk"):
        if one.proposal is None:
            notes[one.paragraph] = one.note
        else:
            proposals[one.paragraph].append(one.proposal)
    return {
        digest: Answers(tuple(proposals[digest]), notes.get(digest, "")) for digest in {*proposals, *notes}
    }


def uncited(changed: Iterable[Paragraph], cited: Iterable[str]) -> list[Paragraph]:
    """The changed paragraphs that neither cite a proposal nor say that the change is editorial."""
    there = set(cited)
    return [paragraph for paragraph in changed if paragraph.digest not in there]


def _replace(
    wording: ArticleVersion, digest: str, proposals: Collection[Proposal], *, note: str = ""
) -> None:
    wording.citations.filter(paragraph=digest).delete()
    if note:
        Citation.objects.create(wording=wording, paragraph=digest, note=note)
    Citation.objects.bulk_create(
        Citation(wording=wording, paragraph=digest, proposal=proposal) for proposal in proposals
    )
    wording.proposals.set({*wording.proposals.all(), *proposals})
    wording.proposals.commit()


def _record(wording: ArticleVersion, *, by) -> None:
    version = wording.version
    charter_log.record(
        version.charter,
        charter_log.CITE,
        by=by,
        version=version.number,
        article=wording.article.identifier,
    )
