"""How many speak in each theme, and in which words: counted and quoted from the rows as they are now.

Nothing is stored: a text that is withdrawn, moved or redacted anew is so on the next page that anyone opens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from consultations.models import ContributionOrigin, Exemplar, Membership, PlacedPassage, Placement, Theme
from consultations.models.analysis import quoted
from consultations.publishing.ideas import added, ideas_of
from consultations.queues.kinds import HIDDEN

QUOTED = 3


@dataclass(frozen=True)
class Size:
    """How many texts a theme holds, sub-themes included, and how many of them say it in words of their own."""

    texts: int = 0
    distinct: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(self.texts + other.texts, self.distinct + other.distinct)


@dataclass(frozen=True)
class Quotation:
    """A citizen's words, redacted, and the language that they are in; ``origin`` when a public body wrote them."""

    text: str
    language: str
    answer_id: int
    origin: ContributionOrigin | None = None


def reviewed_family(theme: Theme) -> tuple[Theme, ...]:
    """The reviewed themes that a text of this theme is in, the widest first; none when people set one of them aside.

    Queries nothing when ``theme.parent`` is loaded.
    """
    family = [one for one in (theme.parent, theme) if one is not None]
    if not all(one.is_living for one in family):
        return ()
    return tuple(one for one in family if one.state == Theme.REVIEWED)


def sizes(themes: Iterable[Theme]) -> dict[int, Size]:
    """The size of each of these themes by its id, with that of its living sub-themes. Four queries.

    A text counts for the theme that it is in, and for those in which people placed ideas of it.
    """
    themes = list(themes)
    ids = {theme.pk for theme in themes}
    living = Theme.objects.living().filter(Q(parent__in=ids) | Q(pk__in=ids))
    parents = {pk: parent for pk, parent in living.values_list("pk", "parent_id") if parent}
    return sizes_with_parts(ids, parents, own_sizes(ids | parents.keys()))


def sizes_with_parts(
    ids: Collection[int], parents: Mapping[int, int], own: Mapping[int, Size]
) -> dict[int, Size]:
    """The size of each of these themes with its parts, whose ``parents`` are given, and what ideas add. One query.

    ``own`` has the texts that are in each theme or part itself.
    """
    total = {pk: own.get(pk, Size()) for pk in ids}
    for child, parent in parents.items():
        if parent in total:
            total[parent] += own.get(child, Size())
    ideas = PlacedPassage.objects.filter(theme__in={*ids, *parents})
    for theme, is_repeat in added(ideas_of(ideas, "is_repeat"), parents):
        if theme in total:
            total[theme] += Size(1, 0 if is_repeat and total[theme].distinct else 1)
    return total


def own_sizes(theme_ids: Collection[int]) -> dict[int, Size]:
    """The size of each theme that has texts in it, sub-themes and ideas placed one by one left out. One query.

    What was withdrawn is not there to be counted: withdrawing deletes answers, and placements with them.
    """
    rows = (
        Placement.objects.filter(theme__in=theme_ids)
        .values("theme")
        .annotate(texts=Count("pk"), distinct=Count("pk", filter=Q(repeats=False)))
    )
    # The first of several repeats may have been withdrawn: what is left still says it once.
    return {row["theme"]: Size(row["texts"], max(row["distinct"], 1)) for row in rows}


def public_placements(themes: Iterable[Theme]) -> QuerySet[Placement]:
    """What may be read in public of these themes and their living sub-themes: redacted words of those who still count.

    Each placement has the ``language`` of its text, as the engine read it or else as the contribution says.
    """
    ids = [theme.pk for theme in themes]
    return _public(
        Placement.objects.filter(Q(theme__in=ids) | Q(theme__parent__in=ids, theme__state__in=Theme.LIVING))
    )


def public_texts(theme: Theme) -> QuerySet[Placement]:
    """The same of all texts that speak of a theme; ``is_by_idea`` tells those of which people placed one idea there."""
    family = Theme.objects.filter(Q(pk=theme.pk) | Q(parent=theme, state__in=Theme.LIVING)).order_by()
    placements = Placement.objects.filter(analysis=theme.analysis_id).speaking_of(family.values("pk"))
    return _public(placements).annotate(is_by_idea=~Exists(family.filter(pk=OuterRef("theme"))))


def _public(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    detected = Membership.objects.filter(analysis=OuterRef("analysis"), answer=OuterRef("answer")).exclude(
        language=""
    )
    return (
        placements.filter(answer__contribution__withdrawn_at=None)
        .exclude(answer__public_text=None)
        .exclude(answer__public_text="")
        .exclude(answer__queue_readings__verdict=HIDDEN)
        .annotate(
            language=Coalesce(Subquery(detected.values("language")[:1]), F("answer__contribution__language"))
        )
    )


def quotations(themes: Iterable[Theme], *, each: int = QUOTED) -> dict[int, list[Quotation]]:
    """Up to ``each`` quotations a theme, by its id: the engine's exemplars that are still there, then other texts.

    An exemplar that people moved speaks for the theme that it is in now. Two queries, however many themes.
    """
    themes = list(themes)
    ids = {theme.pk for theme in themes}
    found: dict[int, list[Quotation]] = defaultdict(list)
    for placement, theme_id in _exemplars(themes, ids):
        stretch = quoted(
            placement.answer,
            start=placement.exemplar_start,
            end=placement.exemplar_end,
            of_public=placement.exemplar_of_public,
        )
        quotation = Quotation(
            text=stretch,
            language=placement.language,
            answer_id=placement.answer_id,
            origin=_origin(placement),
        )
        _add(found[theme_id], quotation, each=each)
    lacking = [theme for theme in themes if len(found[theme.pk]) < each]
    for placement in _first_texts(lacking, each=each):
        theme_id = placement.theme_id if placement.theme_id in ids else placement.theme.parent_id
        _add(found[theme_id], _quotation(placement), each=each)
    return dict(found)


def _exemplars(themes: list[Theme], ids: set[int]) -> Iterable[tuple[Placement, int]]:
    """(placement with its exemplar's offsets, theme it speaks for), the best first. One query."""
    exemplar = Exemplar.objects.filter(
        group__analysis=OuterRef("analysis"), answer=OuterRef("answer")
    ).order_by("position", "pk")
    # The exemplars of these analyses first: asked the other way round, the database would look for an exemplar of
    # every placement of the site.
    shown = Exemplar.objects.filter(group__analysis__in={theme.analysis_id for theme in themes})
    placements = (
        public_placements(themes)
        .filter(answer__in=shown.values("answer"))
        .annotate(
            exemplar_start=Subquery(exemplar.values("start")[:1]),
            exemplar_end=Subquery(exemplar.values("end")[:1]),
            exemplar_of_public=Subquery(exemplar.values("of_public")[:1]),
            exemplar_position=Subquery(exemplar.values("position")[:1]),
        )
        .select_related("answer__contribution__origin", "theme")
        .order_by("exemplar_position", "-confidence", "pk")
    )
    for placement in placements:
        if placement.exemplar_end is None:
            continue
        for theme_id in {placement.theme_id, placement.theme.parent_id} & ids:
            yield placement, theme_id


def _first_texts(themes: list[Theme], *, each: int) -> Iterable[Placement]:
    if not themes:
        return []
    ranked = (
        public_placements(themes)
        .filter(repeats=False)
        .annotate(
            rank=Window(
                RowNumber(), partition_by=F("theme"), order_by=[F("confidence").desc(), F("pk").asc()]
            )
        )
    )
    return (
        ranked.filter(rank__lte=each)
        .select_related("answer__contribution__origin", "theme")
        .order_by("rank", "pk")
    )


def _quotation(placement: Placement) -> Quotation:
    return Quotation(
        text=placement.answer.public_text,
        language=placement.language,
        answer_id=placement.answer_id,
        origin=_origin(placement),
    )


def _origin(placement: Placement) -> ContributionOrigin | None:
    return getattr(placement.answer.contribution, "origin", None)


def _add(quotations: list[Quotation], one: Quotation, *, each: int) -> None:
    texts = {quotation.text.casefold() for quotation in quotations}
    if len(quotations) < each and one.text.casefold() not in texts:
        quotations.append(one)
