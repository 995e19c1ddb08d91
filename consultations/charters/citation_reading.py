"""Which proposals each paragraph answers, as the public reads it: from the article, and from the proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from consultations.charters.charter_reading import versions_in_force
from consultations.charters.citing import Answers, citations_by_paragraph
from consultations.charters.paragraphs import main_language, paragraphs, passages_in
from consultations.models import ArticleVersion, Citation, Proposal

# Enough of a digest to name a paragraph in an address.
SHORT = 12


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph with what it answers; ``anchor`` names it in the page, and is empty where nobody could tell which."""

    words: str
    anchor: str = ""
    proposals: tuple[Proposal, ...] = ()
    note: str = ""
    note_language: str = ""


@dataclass(frozen=True)
class CitingPassage:
    """A paragraph in force that answers a proposal, and where it is."""

    wording: ArticleVersion
    anchor: str
    words: str

    @property
    def url(self) -> str:
        return f"{self.wording.article.get_absolute_url()}#{self.anchor}"


def anchor_of(digest: str) -> str:
    """The name of a paragraph in the address of its article."""
    return f"p-{digest[:SHORT]}"


def shown_paragraphs(wording: ArticleVersion, *, user) -> list[ShownParagraph]:
    """The article's paragraphs in the reader's language, each with the proposals that this person may see.

    Paragraphs are told apart in the main language. A translation that is cut otherwise shows none of it. Two queries.
    """
    cited = citations_by_paragraph(wording)
    ids = {proposal.pk for answers in cited.values() for proposal in answers.proposals}
    visible = Proposal.objects.visible_to(user).select_related("consultation").in_bulk(ids)
    known = paragraphs(wording.body)
    words = passages_in(wording.body, wording.body.language())
    if len(words) != len(known):
        return [ShownParagraph(one) for one in words]
    return [
        _shown(one, anchor_of(paragraph.digest), cited.get(paragraph.digest, Answers()), visible)
        for one, paragraph in zip(words, known, strict=True)
    ]


def passages_citing(proposal_ids: Collection[int]) -> dict[int, list[CitingPassage]]:
    """The paragraphs in force that answer each proposal, by its id. One query."""
    citations = (
        Citation.objects.filter(proposal__in=proposal_ids, wording__version__in=versions_in_force())
        .select_related("wording__article__charter")
        .order_by("wording__version", "wording__sort_order", "pk")
    )
    found: dict[int, list[CitingPassage]] = defaultdict(list)
    for citation in citations:
        wording = citation.wording
        words = _words_of(wording, citation.paragraph)
        if words and citation.proposal_id is not None:
            passage = CitingPassage(wording, anchor_of(citation.paragraph), words)
            found[citation.proposal_id].append(passage)
    return dict(found)


def _shown(words: str, anchor: str, answers: Answers, visible: dict[int, Proposal]) -> ShownParagraph:
    proposals = tuple(visible[one.pk] for one in answers.proposals if one.pk in visible)
    return ShownParagraph(words, anchor, proposals, answers.note, main_language())


def _words_of(wording: ArticleVersion, digest: str) -> str:
    """The paragraph of that digest in the reader's language, or in the main one; empty when it was taken out."""
    known = paragraphs(wording.body)
    place = next((place for place, one in enumerate(known) if one.digest == digest), None)
    if place is None:
        return ""
    words = passages_in(wording.body, wording.body.language())
    return words[place] if len(words) == len(known) else known[place].words
