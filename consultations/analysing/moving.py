"""What putting an analysis in force would change: written down by its run, told before anybody approves.

The engine gives each text that changed a reason; they are told in sentences, and people are pointed to the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.analysing.obeying import PIN
from consultations.analysing.succession import Tree, landings
from consultations.models import Analysis, Group, Membership, Move, PlacedPassage, Placement, Theme
from consultations.publishing.open_data import public_id

BATCH = 1000
NEW, CHANGED, FOUNDED, COPY, BACK, ASIDE, DECIDED, CUT = (
    "new", "changed", "founded", "copy", "back", "aside", "decided", "cut",
)  # fmt: skip
SENTENCES = {
    NEW: _("The text came since, and the texts that are close to it are in this theme."),
    CHANGED: _("The person who wrote the text has changed it."),
    FOUNDED: _("It is part of a group of new texts that speak of something else than what was known."),
    COPY: _("It says the same words as another text, and goes where people put that one."),
    BACK: _("It had been set aside, and no longer is."),
    ASIDE: _("It says nothing that can be grouped."),
    DECIDED: _("People decided so."),
    CUT: _("Its ideas were told apart otherwise than before."),
}
# What the engine's reasons begin with; the first that fits tells.
BEGINNINGS = (
    ("follows its copy", COPY), ("decision", DECIDED), ("set aside", ASIDE), ("no longer set aside", BACK),
    ("new text", NEW), ("the text has changed", CHANGED), ("theme founded", FOUNDED),
)  # fmt: skip


@dataclass(frozen=True)
class ThemeMoves:
    """One theme (None: in no theme) with the texts that stay in it, come from others, are new, and leave it.

    ``group`` is there for a theme that is new; a theme of before that gets no text has none.
    """

    theme: Theme | None
    group: Group | None
    stay: int
    come: int
    new: int
    leave: int

    @property
    def after(self) -> int:
        return self.stay + self.come + self.new

    @property
    def is_changed(self) -> bool:
        return bool(self.come or self.new or self.leave)

    @property
    def gained(self) -> int:
        return self.come + self.new

    @property
    def title(self) -> str:
        return str(self.theme.title) if self.theme else self.group.title if self.group else ""


@dataclass(frozen=True)
class Report:
    """All of it: per theme, and how many texts stay, move, are new, go out of every theme, have left the answers."""

    themes: list[ThemeMoves]
    stay: int
    moved: int
    new: int
    out: int
    left: int

    @property
    def changed(self) -> list[ThemeMoves]:
        """The themes that gain or lose texts."""
        return [row for row in self.themes if row.is_changed]

    @property
    def unchanged(self) -> list[ThemeMoves]:
        return [row for row in self.themes if not row.is_changed]

    @property
    def widest(self) -> int:
        """The longest bar of a picture of it."""
        return max((max(row.after, 0) + row.leave for row in self.themes), default=0) or 1


@dataclass(frozen=True)
class ToldMove:
    """One text that moves: from which theme to which one (empty for none), and why, in a sentence."""

    move: Move
    before: str
    after: str

    @property
    def sentence(self) -> str:
        return str(SENTENCES.get(self.move.because, self.move.because))


def store_moves(analysis: Analysis, rows: Iterable[tuple]) -> None:
    """Write the engine's moves (rows of ``moved.csv``) of an analysis whose results are stored. Six queries.

    A text that only changes its sub-theme within what people see as one theme has not moved for them.
    """
    places = _Places(analysis)
    members = Membership.objects.filter(analysis=analysis)
    rows_of = list(members.values_list("answer", "answer__contribution", "duplicate_of"))
    answers = {public_id(contribution): answer for answer, contribution, _first in rows_of}
    first = {answer: repeated or answer for answer, _contribution, repeated in rows_of}
    held = {first.get(one["answer"]) for one in analysis.decisions if one["kind"] == PIN}
    made = []
    for name, _from, before, _to, after, why in rows:
        theme, group = places.theme(before), places.landing(after)
        is_there = group is not None and theme is not None and places.target(group) == theme
        if name not in answers or is_there or not (theme or group):
            continue
        answer = answers[name]
        because = _because(why)
        if because == CUT and first[answer] in held:
            # The text that people placed has not moved, so the engine gives no reason for those that repeat it.
            because = COPY
        made.append(Move(analysis=analysis, answer_id=answer, theme=theme, group=group, because=because))
    Move.objects.bulk_create(made, batch_size=BATCH)


def is_to_approve(analysis: Analysis, in_force: Analysis | None) -> bool:
    """Whether putting it in force for the first time carries people's work over, so that they must see what moves."""
    follows = in_force is not None and analysis.previous_id == in_force.pk
    return follows and analysis.state == Analysis.DONE and not analysis.themes.exists()


def report_of(analysis: Analysis) -> Report:
    """What putting this analysis in force would change, as things stand now. Seven queries."""
    places = _Places(analysis)
    placed = Placement.objects.filter(analysis=analysis.previous).values_list("answer", "theme", "by_person")
    before = {answer: (places.tree.home(theme).pk, by_person) for answer, theme, by_person in placed}
    stay, come, new, leave = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    moving = set()
    for answer, theme, group in _standing(analysis).values_list("answer", "theme", "group"):
        moving.add(answer)
        if theme:
            leave[places.tree.home(theme).pk] += 1
        if group:
            target = places.target(places.groups[group])
            # Groups that are new are counted under their id with a minus, for they are no themes yet.
            (come if theme else new)[target.pk if target else -group] += 1
    stay.update(theme for answer, (theme, _by_person) in before.items() if answer not in moving)
    keys = [*places.tree.themes, *(-pk for pk in places.groups)]
    return Report(
        themes=[
            ThemeMoves(
                theme=places.tree.themes.get(key), group=places.groups.get(-key), stay=stay[key],
                come=come[key], new=new[key], leave=leave[key],
            )
            for key in keys
            if stay[key] or come[key] or new[key] or leave[key]
        ],
        stay=stay.total(),
        moved=come.total(),
        new=new.total(),
        out=leave.total() - come.total(),
        left=_left(analysis.previous),
    )  # fmt: skip


def counts(analysis: Analysis) -> dict[str, int]:
    """How many texts its run moved from a theme to another or to none (``changed``), and brought (``arrived``)."""
    return analysis.moves.aggregate(
        changed=Count("pk", filter=Q(theme__isnull=False)), arrived=Count("pk", filter=Q(theme=None))
    )


def reasons(analysis: Analysis) -> list[tuple[str, str, int]]:
    """(reason, its sentence, how many texts) of the moves, the commonest first. One query."""
    counted = _standing(analysis).order_by().values_list("because").annotate(texts=Count("pk"))
    return [
        (why, str(SENTENCES.get(why, why)), texts) for why, texts in counted.order_by("-texts", "because")
    ]


def moves_of(analysis: Analysis, *, because: str = "") -> QuerySet[Move]:
    """The moves to read, with their texts; those of one reason if it is given."""
    moves = _standing(analysis).select_related("answer__contribution", "theme", "group")
    return (moves.filter(because=because) if because else moves).order_by("theme", "group", "answer")


def tell(analysis: Analysis, moves: Iterable[Move]) -> list[ToldMove]:
    """The moves with the titles that people know. Two queries."""
    places = _Places(analysis)
    told = []
    for move in moves:
        theme = places.target(move.group) if move.group else None
        after = str(theme.title) if theme else move.group.title if move.group else ""
        told.append(ToldMove(move, before=str(move.theme.title) if move.theme else "", after=after))
    return told


class _Places:
    """Themes of before and groups of now, and which carries on which. Two queries."""

    def __init__(self, analysis: Analysis):
        self.tree = Tree(analysis.previous)
        self.groups = {group.pk: group for group in analysis.groups.order_by("position", "pk")}
        self._by_code = {group.code: group for group in self.groups.values()}
        self._lands = landings(self.groups.values(), self.tree)

    def theme(self, code: str) -> Theme | None:
        return self.tree.of_code(code) if code else None

    def landing(self, code: str) -> Group | None:
        group = self._by_code.get(code)
        return self._lands[group.pk] if group else None

    def target(self, group: Group) -> Theme | None:
        """The theme of before whose texts are in this group now; None for a group that is new."""
        return self.tree.of_code(group.code)


def _standing(analysis: Analysis) -> QuerySet[Move]:
    """The moves that would take place: a text that a person placed since the run stays where they put it, and so does
    one of which they placed ideas, each by itself."""
    placed = Placement.objects.filter(analysis=analysis.previous_id, by_person=True).values("answer")
    ideas = PlacedPassage.objects.filter(analysis=analysis.previous_id).values("answer")
    moves = Move.objects.filter(analysis=analysis).exclude(answer__in=ideas)
    return moves.exclude(Q(answer__in=placed) & ~Q(because=DECIDED))


def _because(why: str) -> str:
    return next((reason for beginning, reason in BEGINNINGS if why.startswith(beginning)), CUT)


def _left(previous: Analysis) -> int:
    """How many texts of an analysis are no longer there."""
    return max(0, previous.run.get("counts", {}).get("texts", 0) - previous.memberships.count())
