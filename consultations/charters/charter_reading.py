"""Charters as the public reads them: versions, the articles in force, and what changed from one version to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from consultations.charters.differences import Piece, differences, settled
from consultations.models import ArticleVersion, Charter, CharterVersion, Proposal
from kit.localized import LocalizedText
from kit.typography import french

UNCHANGED, ADDED, REMOVED, REWORDED = "unchanged", "added", "removed", "reworded"


@dataclass(frozen=True)
class Chapter:
    """Neighbouring articles under one title; the title is empty for articles without a chapter."""

    title: LocalizedText
    articles: tuple[ArticleVersion, ...]


@dataclass(frozen=True)
class TextChange:
    """A text on both sides of a comparison."""

    pieces: tuple[Piece, ...]
    language: str

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The pieces for the kit's component, spaced as their language wants."""
        return spaced(self.pieces, self.language)


@dataclass(frozen=True)
class ArticleChange:
    """One article on both sides of a comparison; ``old`` or ``new`` is None where it is not there."""

    kind: str
    old: ArticleVersion | None
    new: ArticleVersion | None
    title: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()
    language: str = ""

    @property
    def wording(self) -> ArticleVersion:
        return self.new or self.old  # type: ignore[return-value]

    @property
    def title_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.title)

    @property
    def title_parts(self) -> list[tuple[str, str]]:
        """The title's pieces for the kit's component, spaced as their language wants."""
        return self._parts(self.title)

    @property
    def body_parts(self) -> list[tuple[str, str]]:
        return self._parts(self.body)

    def _parts(self, pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
        return spaced(pieces, self.language)


def spaced(pieces: Collection[Piece], language: str) -> list[tuple[str, str]]:
    """(kind, text) of each piece, with the fine spaces that French wants."""
    is_french = language == "fr"
    return [(piece.kind, french(piece.text) if is_french else piece.text) for piece in pieces]


def versions_in_force() -> QuerySet[CharterVersion]:
    """The last published version of every charter."""
    published = CharterVersion.objects.filter(state=CharterVersion.PUBLISHED)
    later = published.filter(charter=OuterRef("charter"), number__gt=OuterRef("number"))
    return published.filter(~Exists(later))


def versions_visible_to(user, charter: Charter) -> QuerySet[CharterVersion]:
    """The versions that this person may read, the newest first: published ones, those that people discuss, and drafts
    for those who write them.
    """
    versions = charter.versions.order_by("-number")
    if user.has_perm("consultations.change_charterversion"):
        return versions
    return versions.exclude(state=CharterVersion.DRAFT)


def articles_citing(proposal_ids: Collection[int]) -> dict[int, list[ArticleVersion]]:
    """The articles that answer each proposal, by its id, in the charters' versions in force. One query."""
    if not proposal_ids:
        return {}
    links = (
        ArticleVersion.proposals.through.objects.filter(
            proposal_id__in=proposal_ids, articleversion__version__in=versions_in_force()
        )
        .select_related("articleversion__article__charter", "articleversion__version")
        .order_by("articleversion__article__charter", "articleversion__sort_order", "articleversion")
    )
    found: dict[int, list[ArticleVersion]] = defaultdict(list)
    for link in links:
        found[link.proposal_id].append(link.articleversion)
    return dict(found)


def chapters(articles: Collection[ArticleVersion]) -> list[Chapter]:
    """Articles in their order, cut where the chapter's title changes."""
    groups: list[list[ArticleVersion]] = []
    for article in articles:
        if groups and groups[-1][-1].chapter == article.chapter:
            groups[-1].append(article)
        else:
            groups.append([article])
    return [Chapter(group[0].chapter, tuple(group)) for group in groups]


def compare(
    old: Collection[ArticleVersion], new: Collection[ArticleVersion], *, language: str
) -> list[ArticleChange]:
    """Every article of two versions in the new one's order, a removed article after the one that it followed.

    Wordings are compared in ``language``, or in the language that both sides have when it is missing on one.
    """
    before = {wording.article_id: wording for wording in old}
    after = {wording.article_id: wording for wording in new}
    changes = [_change(before.get(pk), wording, language) for pk, wording in after.items()]
    previous = None
    for pk, wording in before.items():
        if pk not in after:
            changes.insert(_place_after(previous, changes), _change(wording, None, language))
        previous = pk
    return changes


def compare_texts(old: LocalizedText, new: LocalizedText, *, language: str) -> TextChange:
    """Two states of a text such as a preamble, word by word, in ``language`` or in one that both have."""
    shared = _shared_language(LocalizedText(old), LocalizedText(new), language)
    pieces = differences(*(settled(LocalizedText(one).in_language(shared)) for one in (old, new)))
    return TextChange(tuple(pieces), shared or LocalizedText(new or old).language())


def order_changed(old: Collection[ArticleVersion], new: Collection[ArticleVersion]) -> bool:
    """Whether the articles that both versions hold stand in another order."""
    before, after = ([wording.article_id for wording in one] for one in (old, new))
    both = {*before} & {*after}
    return [pk for pk in before if pk in both] != [pk for pk in after if pk in both]


def _place_after(article_id: int | None, changes: list[ArticleChange]) -> int:
    ids = [change.wording.article_id for change in changes]
    return ids.index(article_id) + 1 if article_id in ids else 0


def _change(old: ArticleVersion | None, new: ArticleVersion | None, language: str) -> ArticleChange:
    if old is None or new is None:
        return ArticleChange(ADDED if old is None else REMOVED, old, new)
    if (old.title, old.body) == (new.title, new.body):
        return ArticleChange(UNCHANGED, old, new)
    language = _shared_language(old.body, new.body, language)
    title = differences(*(settled(one.title.in_language(language)) for one in (old, new)))
    body = differences(*(settled(one.body.in_language(language)) for one in (old, new)))
    is_same = all(piece.kind == "same" for piece in [*title, *body])
    return ArticleChange(
        UNCHANGED if is_same else REWORDED, old, new, title=tuple(title), body=tuple(body), language=language
    )


def _shared_language(old: LocalizedText, new: LocalizedText, wanted: str) -> str:
    """The wanted language when both have it, else one that both have, so that no translation passes for a change."""
    both = [code for code in old if old.get(code) and new.get(code)]
    return wanted if wanted in both or not both else both[0]


@dataclass(frozen=True)
class Step:
    """One moment of an article's history: what a version did to it. ``before`` is the version that it changed."""

    kind: str
    version: CharterVersion
    before: CharterVersion | None
    wording: ArticleVersion | None


def history_of(versions: Collection[CharterVersion], wordings: Collection[ArticleVersion]) -> list[Step]:
    """How an article came to read as it does, the newest step first; versions that left it as it was are no step.

    ``versions`` are those of the charter that the reader may see, ``wordings`` the article's own in any of them.
    """
    by_version = {wording.version_id: wording for wording in wordings}
    steps: list[Step] = []
    before: CharterVersion | None = None
    last: ArticleVersion | None = None
    for version in sorted(versions, key=lambda one: one.number):
        wording = by_version.get(version.pk)
        kind = _step_kind(last, wording)
        if kind != UNCHANGED:
            steps.append(Step(kind, version, before, wording))
        before, last = version, wording
    return steps[::-1]


def _step_kind(last: ArticleVersion | None, wording: ArticleVersion | None) -> str:
    if last is None:
        return UNCHANGED if wording is None else ADDED
    if wording is None:
        return REMOVED
    return UNCHANGED if (last.title, last.body) == (wording.title, wording.body) else REWORDED


def proposals_cited_by(wordings: Collection[ArticleVersion], *, user) -> dict[int, list[Proposal]]:
    """The proposals that each wording answers and this person may see, by the wording's id. Two queries."""
    links = ArticleVersion.proposals.through.objects.filter(articleversion__in=[one.pk for one in wordings])
    pairs = list(links.values_list("articleversion_id", "proposal_id"))
    visible = (
        Proposal.objects.visible_to(user)
        .select_related("consultation")
        .in_bulk({proposal for _one, proposal in pairs})
    )
    found: dict[int, list[Proposal]] = defaultdict(list)
    for wording, proposal in pairs:
        if proposal in visible:
            found[wording].append(visible[proposal])
    return {
        pk: sorted(cited, key=lambda one: (one.consultation_id, one.number)) for pk, cited in found.items()
    }
