"""A discussion as people read it: what was said of each article, how many agree, what was decided, who is credited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from consultations.amending.paragraph_places import Paragraph, paragraphs, pieces
from consultations.amending.reanchoring import discussions_behind
from consultations.charters.differences import differences, settled
from consultations.models import Agreement, Amendment, Anchor, ArticleVersion, CharterVersion
from kit.typography import french

DISCUSSED, NEWEST = "discussed", "newest"
ORDERS = {DISCUSSED: ("-opinions", "-made_at", "-pk"), NEWEST: ("-made_at", "-pk")}


@dataclass(frozen=True)
class Figures:
    """A discussion in numbers. People are those who said something that is shown, or who agreed or not."""

    people: int
    comments: int
    amendments: int
    opinions: int
    accepted: int
    in_part: int
    refused: int
    pending: int
    hidden: int

    @property
    def shown(self) -> int:
        return self.comments + self.amendments


@dataclass(frozen=True)
class Talked:
    """A paragraph of a discussed article: its words in runs of (is it spoken of, words), and how many speak of it."""

    paragraph: Paragraph
    runs: list[tuple[bool, str]]
    contributions: int


@dataclass(frozen=True)
class Credit:
    """Whose words were taken up in an article: the names they signed with, and how many signed with none."""

    count: int
    names: tuple[str, ...]
    unnamed: int


def figures(version: CharterVersion) -> Figures:
    """The numbers of a discussion as they are now. Three queries."""
    said = Amendment.objects.filter(version=version)
    shown = Q(moderation=Amendment.SHOWN)
    counts = said.aggregate(
        comments=Count("pk", filter=shown & Q(kind=Amendment.COMMENT)),
        amendments=Count("pk", filter=shown & Q(kind=Amendment.AMENDMENT)),
        hidden=Count("pk", filter=Q(moderation=Amendment.HIDDEN)),
        closed_accounts=Count("signature", distinct=True, filter=shown & Q(author=None)),
        **{
            decision: Count("pk", filter=shown & Q(decision=decision))
            for decision, _label in Amendment.DECISIONS
        },
    )
    opinions = Agreement.objects.filter(amendment__version=version, amendment__moderation=Amendment.SHOWN)
    authors = said.filter(shown, author__isnull=False).order_by().values_list("author")
    people = authors.union(opinions.order_by().values_list("user")).count() + counts.pop("closed_accounts")
    return Figures(people=people, opinions=opinions.count(), **counts)


def title_of(amendment: Amendment) -> str:
    """The title of the article spoken of, as it was discussed. One query."""
    wording = ArticleVersion.objects.filter(
        version=amendment.version_id, article=amendment.article_id
    ).first()
    return str(wording.title) if wording else amendment.article.identifier


def hidden_for(version: CharterVersion) -> list[tuple[str, int]]:
    """Why contributions are hidden and how many for each reason. One query."""
    hidden = Amendment.objects.filter(version=version, moderation=Amendment.HIDDEN).order_by()
    counts = dict(hidden.values_list("hidden_for").annotate(count=Count("pk")))
    return [(str(label), counts[why]) for why, label in Amendment.HIDDEN_FOR if why in counts]


def said_of(version: CharterVersion, *, user, article=None, order: str = DISCUSSED) -> QuerySet[Amendment]:
    """What this person may read of what was said, of one article or of all, counted and in that order."""
    said = Amendment.objects.visible_to(user).filter(version=version).with_agreements()
    if article is not None:
        said = said.filter(article=article)
    return said.select_related("article", "version__charter").order_by(*ORDERS[order])


def with_readings(amendments: Iterable[Amendment], *, user) -> list[Amendment]:
    """The same with what a page shows of each: ``parts`` of the difference, ``is_own``, ``own_value`` (what this
    person said of it), ``later`` (its anchors in later versions). Two queries, whatever their number.
    """
    amendments = list(amendments)
    ids = [one.pk for one in amendments]
    values = {}
    if user is not None and user.is_authenticated:
        values = dict(
            Agreement.objects.filter(amendment__in=ids, user=user).values_list("amendment", "value")
        )
    later: dict[int, list[Anchor]] = defaultdict(list)
    anchors = Anchor.objects.filter(amendment__in=ids).select_related("version").order_by("version__number")
    for anchor in anchors:
        later[anchor.amendment_id].append(anchor)
    for one in amendments:
        one.parts = parts(one)
        one.is_own = user is not None and user.is_authenticated and one.author_id == user.pk
        one.own_value = values.get(one.pk, 0)
        one.later = [anchor for anchor in later[one.pk] if anchor.version_id != one.version_id]
    return amendments


def parts(amendment: Amendment) -> list[tuple[str, str]]:
    """The difference between the words of the article and those proposed, word by word, for the kit's component."""
    if not amendment.is_amendment:
        return []
    pieces_ = differences(settled(amendment.quote), settled(amendment.proposed))
    is_french = amendment.language == "fr"
    return [(piece.kind, french(piece.text) if is_french else piece.text) for piece in pieces_]


def talked_paragraphs(
    wording: ArticleVersion, language: str, places: Collection[tuple[int, int]]
) -> list[Talked]:
    """The paragraphs of an article's text in that language, marked where ``places`` speak of it."""
    found = []
    for paragraph in paragraphs(wording.body.get(language, "")):
        here = [place for place in places if paragraph.holds(*place)]
        found.append(Talked(paragraph, pieces(paragraph, here), len(here)))
    return found


def places_in(version: CharterVersion, article, language: str) -> list[tuple[int, int]]:
    """Where the public speaks of an article's text in that language. One query."""
    anchors = Anchor.objects.placed().filter(
        version=version,
        amendment__version=version,
        amendment__article=article,
        amendment__language=language,
        amendment__moderation=Amendment.SHOWN,
    )
    return list(anchors.values_list("start", "end"))


def counts_by_article(version: CharterVersion) -> dict[int, int]:
    """How many contributions are shown of each article, by its id. One query."""
    shown = Amendment.objects.public().filter(version=version).order_by()
    return dict(shown.values_list("article").annotate(count=Count("pk")))


def credits_of(version: CharterVersion) -> dict[int, Credit]:
    """Whose words each article of a version took up, by the article's id. One query."""
    taken = Amendment.objects.taken_up().filter(version__in=discussions_behind(version))
    signatures: dict[int, list[str]] = defaultdict(list)
    for article, signature in taken.order_by("made_at", "pk").values_list("article", "signature"):
        signatures[article].append(signature)
    return {article: _credit(signed) for article, signed in signatures.items()}


def credit_of_all(credits: dict[int, Credit]) -> Credit | None:
    """The credits of a version as one; None when nothing was taken up."""
    if not credits:
        return None
    names = dict.fromkeys(name for credit in credits.values() for name in credit.names)
    return Credit(
        sum(credit.count for credit in credits.values()),
        tuple(names),
        sum(credit.unnamed for credit in credits.values()),
    )


def _credit(signatures: list[str]) -> Credit:
    counted = Counter(signatures)
    unnamed = counted.pop("", 0)
    return Credit(len(signatures), tuple(counted), unnamed)
