"""What the map, the tree and the table say of each theme: how many people, how far its review is, and its lift."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from consultations.models import Analysis, PlacedPassage, Placement, Theme
from consultations.publishing.ideas import added, ideas_of
from consultations.workbench.filtering import Filters
from consultations.workbench.lift import Counts, Lift, lift_of

TO_REVIEW, BEGUN, REVIEWED = "to_review", "begun", "reviewed"


@dataclass
class ThemeFacts:
    """One living theme with its living sub-themes. ``own`` counts who speak of itself, ``people`` of its parts too.

    ``held`` are the texts that are in it or its parts, of which ``doubtful`` and ``reviewed`` are some: those of
    which people placed one idea here are not. ``inside`` are those who pass the filters, None without any; ``lift``
    is None where there is nothing to compare, or too few to say.
    """

    theme: Theme
    own: int = 0
    own_inside: int | None = None
    people: int = 0
    inside: int | None = None
    held: int = 0
    doubtful: int = 0
    reviewed: int = 0
    counts: Counts | None = None
    lift: Lift | None = None
    parts: list[ThemeFacts] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.theme.pk

    @property
    def title(self) -> str:
        return str(self.theme.title)

    @property
    def language(self) -> str:
        return self.theme.title.language()

    @property
    def status(self) -> str:
        """``begun`` where the theme or one of its parts is reviewed, and not all of them."""
        states = {one.theme.state for one in (self, *self.parts)}
        if states == {Theme.REVIEWED}:
            return REVIEWED
        return BEGUN if Theme.REVIEWED in states else TO_REVIEW

    @property
    def percent_reviewed(self) -> int:
        """How many in a hundred of its texts are in reviewed themes, rounded down: 100 means all."""
        if not self.held:
            return 100 if self.status == REVIEWED else 0
        return 100 * self.reviewed // self.held


@dataclass(frozen=True)
class Workbench:
    """The main themes, the largest first, each with its parts; ``people`` are all who count, ``group`` those filtered.

    ``group`` is None without a filter. ``in_no_theme`` are those of ``people`` who speak of no living theme.
    """

    themes: tuple[ThemeFacts, ...]
    people: int
    group: int | None
    in_no_theme: int

    @property
    def all(self) -> list[ThemeFacts]:
        """Main themes, each followed by its parts: the order in which everything is read."""
        return [one for theme in self.themes for one in (theme, *theme.parts)]

    @property
    def compared(self) -> int:
        """How many intervals are shown at once."""
        return sum(one.lift is not None for one in self.all) if self.group else 0

    def find(self, pk: int | None) -> ThemeFacts | None:
        return next((one for one in self.all if one.pk == pk), None)


def workbench_of(analysis: Analysis, filters: Filters) -> Workbench:
    """Every living theme of the analysis with its counts. Three queries, three more with a filter on."""
    group = inside = None
    placements = Placement.objects.filter(analysis=analysis)
    passages = PlacedPassage.objects.filter(analysis=analysis)
    if filters.without_repeats:
        placements = placements.filter(repeats=False)
        passages = passages.elsewhere().filter(is_repeat=False)
    if filters.on:
        group = filters.voices.filter(contribution__in=filters.chosen).count()
        inside = _by_theme(placements.filter(answer__contribution__in=filters.chosen))
    themes = list(analysis.themes.living().select_related("group"))
    counted = _by_theme(placements)
    found = _families(themes, counted, inside)
    ideas = ideas_of(passages)
    _add_ideas(found, ideas)
    if ideas and inside is not None:
        _add_ideas(found, ideas_of(passages.filter(answer__contribution__in=filters.chosen)), inside=True)
    if group is not None:
        for one in (fact for theme in found for fact in (theme, *theme.parts)):
            one.counts = Counts(one.inside or 0, group, one.people, filters.crowd.people)
            one.lift = lift_of(one.counts)
    placed = sum(theme.held for theme in found) + _only_by_idea(found, ideas)
    found.sort(key=_by_size)
    return Workbench(tuple(found), filters.crowd.people, group, filters.crowd.people - placed)


def _by_theme(placements: QuerySet[Placement]) -> dict[int, tuple[int, int]]:
    """(texts, doubtful ones) by theme. One query."""
    counted = (
        placements.order_by()
        .values_list("theme")
        .annotate(texts=Count("pk"), doubtful=Count("pk", filter=Q(doubtful=True)))
    )
    return {theme: (texts, doubtful) for theme, texts, doubtful in counted}


def _families(
    themes: list[Theme], counted: dict[int, tuple[int, int]], inside: dict[int, tuple[int, int]] | None
) -> list[ThemeFacts]:
    """The main themes with their parts. A part of a theme that lives no more is left out with it."""
    parts: dict[int, list[ThemeFacts]] = defaultdict(list)
    tops = []
    for theme in themes:
        own, doubtful = counted.get(theme.pk, (0, 0))
        own_inside = inside.get(theme.pk, (0, 0))[0] if inside is not None else None
        reviewed = own if theme.state == Theme.REVIEWED else 0
        facts = ThemeFacts(theme, own, own_inside, own, own_inside, own, doubtful, reviewed)
        if theme.parent_id is None:
            tops.append(facts)
        else:
            parts[theme.parent_id].append(facts)
    for top in tops:
        top.parts = parts[top.pk]
        for part in top.parts:
            top.people += part.people
            top.held += part.held
            top.doubtful += part.doubtful
            top.reviewed += part.reviewed
            if top.inside is not None:
                top.inside += part.inside or 0
    return tops


def _add_ideas(found: list[ThemeFacts], ideas: list[tuple], *, inside: bool = False) -> None:
    """Count the texts of which people placed an idea in these themes or their parts; order the parts again.

    ``inside`` adds them to those who pass the filters, and not to all.
    """
    tops = {top.pk: top for top in found}
    parts = {part.pk: part for top in found for part in top.parts}
    parents = {part.pk: top.pk for top in found for part in top.parts}
    for (pk,) in added(ideas, parents):
        one = tops.get(pk) or parts.get(pk)
        if one is not None and inside:
            one.inside = (one.inside or 0) + 1
        elif one is not None:
            one.people += 1
    for _answer, pk in {(answer, theme) for answer, theme, *_rest in ideas}:
        one = tops.get(pk) or parts.get(pk)
        if one is not None and inside:
            one.own_inside = (one.own_inside or 0) + 1
        elif one is not None:
            one.own += 1
    for top in found:
        top.parts.sort(key=_by_size)


def _only_by_idea(found: list[ThemeFacts], ideas: list[tuple]) -> int:
    """How many texts speak of these themes only by an idea: what they are in themselves lives no more."""
    living = {one.pk for top in found for one in (top, *top.parts)}
    return len({answer for answer, theme, main in ideas if theme in living and main not in living})


def _by_size(facts: ThemeFacts) -> tuple[int, int]:
    return -facts.people, facts.pk
