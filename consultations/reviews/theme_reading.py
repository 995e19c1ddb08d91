"""Themes as staff read them: by size, with what shows what they are about, and the texts that are in them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, RowNumber

from consultations.analysing.exclusions import BY_PERSON
from consultations.models import Analysis, Answer, Exemplar, Membership, Placement, QueueReading, Theme
from consultations.reviews import review_log
from consultations.reviews.placing import family_of, family_placements, unplaced

EXEMPLARS = 2
LONGEST_WORDS = 8
FORMS = {
    "a": "aàâäáãå", "c": "cç", "e": "eéèêë", "i": "iîïíì", "n": "nñ", "o": "oôöóòõ", "u": "uùûüú", "y": "yÿý",
    "'": "'’",
}  # fmt: skip
LIGATURES = {"oe": "œ", "ae": "æ"}


@dataclass
class ThemeRow:
    """A theme with its sub-themes, the largest first, and a few exemplars (placements with their answers)."""

    theme: Theme
    parts: list[Theme] = field(default_factory=list)
    exemplars: list[Placement] = field(default_factory=list)

    @property
    def distinct(self) -> int:
        return self.theme.texts - self.theme.repeats


@dataclass(frozen=True)
class Progress:
    """Where the review stands. Themes are counted main and sub together, texts once."""

    to_review: int
    reviewed: int
    set_aside: int
    placed: int
    in_reviewed: int
    in_themes_set_aside: int
    without_theme: dict[str, int]

    @property
    def share(self) -> int:
        """Per cent of the placed texts that are in reviewed themes, rounded down: 100 means done."""
        return 100 * self.in_reviewed // self.placed if self.placed else 0

    @property
    def without(self) -> int:
        return sum(self.without_theme.values())


def rows(analysis: Analysis, *, state: str = "", words: str = "") -> list[ThemeRow]:
    """Main themes by size, those with a part that matches included. One query.

    ``state`` empty means themes that live; ``words`` are looked for in titles, descriptions and keywords, whatever
    their accents and capitals. One query more for merged ones.
    """
    states = (state,) if state else Theme.LIVING
    themes = analysis.themes.with_counts().select_related("group", "merged_into")
    if state == Theme.MERGED:
        themes = themes.exclude(pk__in=_never_were(analysis))
    return [
        row
        for row in families(themes, with_merged=state == Theme.MERGED)
        if any(one.state in states and _says(one, words) for one in (row.theme, *row.parts))
    ]


def _never_were(analysis: Analysis) -> list[int]:
    """The themes of splits that were taken back: stored as merged, they are no merger of anybody's. One query."""
    splits = analysis.events.of_verb(review_log.SPLIT)
    taken_back = splits.filter(undone_by__isnull=False, undone_by__undone_by=None)
    return [new for new in taken_back.values_list("details__new", flat=True) if new]


def families(themes: Iterable[Theme], *, with_merged: bool = False) -> list[ThemeRow]:
    """Main themes by size, each with its sub-themes by size. Takes themes with counts, and queries nothing more."""
    ordered = sorted(themes, key=lambda theme: (-theme.texts, theme.pk))
    parts: dict[int, list[Theme]] = defaultdict(list)
    for theme in ordered:
        if theme.parent_id and (with_merged or theme.state != Theme.MERGED):
            parts[theme.parent_id].append(theme)
    return [ThemeRow(theme, parts[theme.pk]) for theme in ordered if theme.parent_id is None]


def with_exemplars(page: Iterable[ThemeRow]) -> list[ThemeRow]:
    """The rows, each with the texts that best show it: the engine's exemplars first. Two queries at most."""
    page = list(page)
    shown = exemplars_of([row.theme for row in page])
    for row in page:
        row.exemplars = shown.get(row.theme.pk, [])
    return page


def exemplars_of(themes: Iterable[Theme], *, each: int = EXEMPLARS) -> dict[int, list[Placement]]:
    """By theme id, the placements whose texts best show a theme or its sub-themes. Two queries at most.

    Each placement has ``quotation``: the stretch that the engine chose, else the whole text.
    """
    ids = [theme.pk for theme in themes]
    if not ids:
        return {}
    own = Placement.objects.filter(theme__in=ids).annotate(shows=F("theme"))
    below = Placement.objects.filter(theme__parent__in=ids, theme__state__in=Theme.LIVING).annotate(
        shows=F("theme__parent")
    )
    found: dict[int, list[Placement]] = defaultdict(list)
    for placement in [*_best(own, each), *_best(below, each)]:
        placement.quotation = _quotation(placement)
        found[placement.shows].append(placement)
    return {pk: sorted(best, key=_rank)[:each] for pk, best in found.items()}


def progress(analysis: Analysis) -> Progress:
    """The counters of the review screen. Four queries."""
    # Each text once, in the theme that it is in: where else it speaks by an idea says nothing of how far people are.
    counted = analysis.themes.annotate(held=Count("placements"))
    states = list(counted.order_by().values_list("pk", "parent", "state", "held"))
    texts: dict[str, int] = defaultdict(int)
    themes: dict[str, int] = defaultdict(int)
    for _pk, _parent, state, own in states:
        themes[state] += 1
        texts[state] += own
    return Progress(
        to_review=themes[Theme.TO_REVIEW],
        reviewed=themes[Theme.REVIEWED],
        set_aside=themes[Theme.SET_ASIDE],
        placed=sum(texts.values()),
        in_reviewed=texts[Theme.REVIEWED],
        in_themes_set_aside=texts[Theme.SET_ASIDE],
        without_theme=reasons(analysis),
    )


def reasons(analysis: Analysis) -> dict[str, int]:
    """Texts in no theme, by the machine's reason; the empty reason is for texts that came after it ran. One query."""
    counted = (
        without_theme(analysis).order_by().values("reason").annotate(texts=Count("pk")).order_by("-texts")
    )
    return {row["reason"]: row["texts"] for row in counted}


def without_theme(analysis: Analysis) -> QuerySet[Answer]:
    """The answers with words that are in no theme, each with its ``reason``: the machine's, or that of who read it."""
    membership = Membership.objects.filter(analysis=analysis, answer=OuterRef("pk")).exclude(excluded="")
    readings = QueueReading.objects.filter(analysis=analysis, answer=OuterRef("pk"), verdict="aside")
    by_person = readings.annotate(reason=Value(BY_PERSON)).values("reason")
    excluded = Coalesce(Subquery(membership.values("excluded")[:1]), Subquery(by_person[:1]), Value(""))
    return unplaced(analysis).annotate(reason=excluded).order_by("contribution__sent_at", "pk")


def texts_of(
    theme: Theme,
    *,
    words: str = "",
    without_repeats: str = "",
    only: str = "",
    people: QuerySet | None = None,
) -> QuerySet[Placement]:
    """The placements of texts that speak of the theme and its sub-themes, the surest first, with the machine's marks.

    ``is_by_idea`` tells those that are in another theme, and of which a person placed one idea in this one.
    ``lexical`` is the language of a text that the engine does not understand, else empty; ``is_campaign`` tells of a
    text that is a copy spread by a campaign. ``only="doubtful"`` leaves those that a person marked so; ``people``
    (contributions) those that came with them.
    """
    member = Membership.objects.filter(analysis=theme.analysis_id, answer=OuterRef("answer"))
    placements = (
        family_placements(theme)
        .filter(containing(words, "answer__text"))
        .annotate(
            lexical=Coalesce(Subquery(member.filter(lexical=True).values("language")[:1]), Value("")),
            is_campaign=Exists(member.filter(campaign__isnull=False)),
            is_by_idea=~Q(theme__in=family_of(theme)),
        )
    )
    if without_repeats:
        placements = placements.filter(repeats=False)
    if only == "doubtful":
        placements = placements.filter(doubtful=True)
    if people is not None:
        placements = placements.filter(answer__contribution__in=people)
    return placements.select_related("answer__contribution__district", "theme").order_by(
        "-confidence", "answer_id"
    )


def containing(words: str, column: str) -> Q:
    """Rows whose text holds every one of the words, whatever their accents and capitals."""
    condition = Q()
    for word in words.replace("\x00", " ").lower().split()[:LONGEST_WORDS]:
        condition &= Q(**{f"{column}__iregex": _pattern(word)})
    return condition


def neighbours(theme: Theme, themes: Iterable[Theme]) -> tuple[Theme | None, Theme | None]:
    """The theme that comes after this one among ``themes`` (with counts), and the next one that is still to review.

    The order is that of the review screen: main themes by size, each followed by its sub-themes.
    """
    order = [
        one for row in families(themes) for one in (row.theme, *row.parts) if one.is_living or one == theme
    ]
    place = order.index(theme) if theme in order else -1
    after, before = order[place + 1 :], order[: max(place, 0)]
    to_review = next((one for one in (*after, *before) if one.state == Theme.TO_REVIEW), None)
    following = next((one for one in after if one.is_living), None)
    return following, to_review


def fold(text: str) -> str:
    """The text without accents and capitals: “Économie” reads as “economie”."""
    parts = unicodedata.normalize(
        "NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    )
    return "".join(part for part in parts if not unicodedata.combining(part))


def _says(theme: Theme, words: str) -> bool:
    keywords = theme.group.keywords if theme.group else []
    said = fold(" ".join([*theme.title.values(), *theme.description.values(), *map(str, keywords)]))
    return all(word in said for word in fold(words).split())


def _pattern(word: str) -> str:
    """A regular expression of literal letters only, each with its accented forms, so that it takes linear time."""
    return "".join(_letter(letter) for letter in re.findall("oe|ae|.", fold(word)))


def _letter(letter: str) -> str:
    if letter in LIGATURES:
        return f"({''.join(map(_letter, letter))}|{LIGATURES[letter]})"
    return f"[{FORMS[letter]}]" if letter in FORMS else re.escape(letter)


def _best(placements: QuerySet[Placement], each: int) -> QuerySet[Placement]:
    """The best placements for each theme that they show: the engine's exemplars, then the surest; no repeats."""
    chosen = Exemplar.objects.filter(answer=OuterRef("answer"), group__theme=OuterRef("shows"))
    ranked = placements.filter(repeats=False).annotate(
        is_exemplar=Exists(chosen),
        rank=Window(
            RowNumber(),
            partition_by=F("shows"),
            order_by=[F("is_exemplar").desc(), F("confidence").desc(), "pk"],
        ),
    )
    return (
        ranked.filter(rank__lte=each)
        .select_related("answer")
        .prefetch_related("answer__exemplars__group__theme")
    )


def _quotation(placement: Placement) -> str:
    for exemplar in placement.answer.exemplars.all():
        group = exemplar.group
        if getattr(group, "theme", None) is not None and group.theme.pk == placement.shows:
            # The offsets are the redacted words': staff read their own where nobody has redacted them yet.
            return exemplar.quotation or placement.answer.text
    return placement.answer.text


def _rank(placement: Placement) -> tuple[bool, float, int]:
    return not placement.is_exemplar, -placement.confidence, placement.pk
