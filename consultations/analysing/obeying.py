"""What a new analysis is told of the one in force: where every text is by now, and what must stay as people left it.

Not each step is told again but what they led to: themes as they stand, and every text that a person placed in the
theme that it is in. So decisions that were taken back or overruled can contradict nobody. Nothing here holds a word
of a citizen: texts are told by ids, and titles are read from the themes when they are needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consultations.analysing.placed_ideas import PlacedIdeas, Stretch
from consultations.analysing.sources import Source
from consultations.analysing.succession import Tree, code_of
from consultations.models import Analysis, Membership, Passage, Placement, ReviewEvent, Theme
from consultations.publishing.open_data import public_id
from consultations.reviews import review_log
from kit.localized import content_languages

# What the engine is told as the reason for texts that people took out of the themes.
BY_PEOPLE = "set-aside-by-people"
PIN, NAME, SET_ASIDE = "pin", "name", "set-aside"


@dataclass
class Orders:
    """Rows of the engine's files about the earlier run, and the decisions, each with the theme that it is ``of``."""

    themes: dict[str, str | None] = field(default_factory=dict)
    texts: list[tuple[str, str, str, str]] = field(default_factory=list)
    passages: list[tuple[str, int, int, str, str]] = field(default_factory=list)
    retired: dict[str, list[str]] = field(default_factory=dict)
    decisions: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """What a run of the engine is given beside the texts: the folder of an earlier run, and what people decided.

    ``told`` has each decision as it is stored and as the engine reads it.
    """

    earlier: Path | None = None
    told: Sequence[tuple[dict[str, Any], dict[str, Any]]] = ()

    @property
    def stored(self) -> list[dict[str, Any]]:
        return [stored for stored, _entry in self.told]

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [entry for _stored, entry in self.told]


def orders_of(previous: Analysis, read: Mapping[str, Source]) -> Orders:
    """What to tell a new analysis of these texts (``read``, by the engine's id) about ``previous``. Eight queries."""
    return _Writing(previous, read).write()


def told(
    decisions: Iterable[dict[str, Any]], *, texts: Mapping[int, str], groups: Collection[str]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Stored decisions, each with what the engine reads of it. One query, for titles.

    ``texts`` has the engine's ids of the texts by answer, ``groups`` the ids of the groups that hold any. What is
    about another text or group, or a theme whose title is gone, is left out.
    """
    decisions = list(decisions)
    named = {one["of"] for one in decisions if one["kind"] == NAME}
    themes = Theme.objects.select_related("group").in_bulk(named)
    found = []
    for one in decisions:
        if one["kind"] == NAME:
            words = _words(themes[one["of"]]) if one["of"] in themes and one["theme"] in groups else None
            if words:
                found.append((one, {"kind": NAME, "theme": one["theme"], **words}))
        elif one["answer"] in texts:
            about = {"reason": BY_PEOPLE}
            if one["kind"] == PIN:
                about = {name: one[name] for name in ("theme", "start", "end") if name in one}
            found.append((one, {"kind": one["kind"], "text": texts[one["answer"]], **about}))
    return found


def still_told(analysis: Analysis, staying: Collection[str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The decisions that an analysis obeyed, for those of its texts that are left (by public id). Three queries."""
    members = Membership.objects.filter(analysis=analysis)
    named = members.values_list("answer", "answer__contribution", "group__code", "subgroup__code")
    rows = [(answer, public_id(contribution), codes) for answer, contribution, *codes in named]
    texts = {answer: name for answer, name, _codes in rows if name in staying}
    groups = {code for answer, _name, codes in rows if answer in texts for code in codes if code}
    return told(analysis.decisions, texts=texts, groups=groups)


def set_aside_by_people(analysis: Analysis) -> set[int]:
    """The answers that people took out of every theme, and put in none since. Three queries."""
    placed = Placement.objects.filter(analysis=analysis).values("answer")
    members = Membership.objects.filter(analysis=analysis, excluded__in=("", BY_PEOPLE))
    out = members.exclude(answer__in=placed).values_list("answer", flat=True)
    ever = _taken_out(analysis)
    return {*out, *(ever - set(placed.values_list("answer", flat=True)))}


class _Writing:
    """Gathers the orders of one analysis."""

    def __init__(self, previous: Analysis, read: Mapping[str, Source]):
        self.previous, self.read = previous, read
        self.tree = Tree(previous)
        self.orders = Orders()
        self.placed = {
            answer: (theme, by_person)
            for answer, theme, by_person in Placement.objects.filter(analysis=previous).values_list(
                "answer", "theme", "by_person"
            )
        }
        self.excluded = dict(
            Membership.objects.filter(analysis=previous)
            .exclude(excluded="")
            .values_list("answer", "excluded")
        )
        self.taken_out = set_aside_by_people(previous)
        self.passages: dict[int, list[Stretch]] = defaultdict(list)
        self._read_passages()
        self.ideas = PlacedIdeas(previous, self.tree)
        self.pinned_into: dict[int, Theme] = {}

    def write(self) -> Orders:
        with_texts: dict[int, Theme] = {}
        for name, source in self.read.items():
            theme = self._theme_of(source.answer_id)
            if theme is None:
                self._homeless(name, source)
            elif theme.is_living:
                with_texts[theme.pk] = theme
                self._placed(name, source, theme)
            else:
                self._set_aside(name, source, of=theme.pk)
        self._tree(with_texts | self.pinned_into)
        return self.orders

    def _theme_of(self, answer: int) -> Theme | None:
        placed = self.placed.get(answer)
        return self.tree.home(placed[0]) if placed else None

    def _homeless(self, name: str, source: Source) -> None:
        """A text in no theme: people took it out, or the machine set it aside, or it came since."""
        if source.answer_id in self.taken_out:
            self._set_aside(name, source)
        elif source.answer_id in self.excluded:
            self.orders.texts.append((name, "", "", self.excluded[source.answer_id]))

    def _set_aside(self, name: str, source: Source, *, of: int | None = None) -> None:
        self.orders.texts.append((name, "", "", BY_PEOPLE))
        self._decide(SET_ASIDE, answer=source.answer_id, of=of)

    def _placed(self, name: str, source: Source, theme: Theme) -> None:
        place = self.tree.place(theme)
        passages = self.passages.get(source.answer_id, [])
        by_person = self.placed[source.answer_id][1]
        if by_person:
            passages = [(start, end, theme) for start, end, _theme in passages]
        if source.answer_id in self.ideas.placed:
            self._ideas_placed(name, source, theme, passages)
            return
        cut = [(start, end, self.tree.place(inside)) for start, end, inside in passages if inside.is_living]
        self.orders.texts.append((name, *place, ""))
        self.orders.passages += [
            (name, start + source.shift, end + source.shift, *inside) for start, end, inside in cut
        ]
        # Where most of a text would be elsewhere by now, as merges make it, it is held where people saw it.
        if by_person or _main_place(cut) != place:
            self._decide(PIN, answer=source.answer_id, theme=place[1], of=theme.pk)

    def _ideas_placed(self, name: str, source: Source, theme: Theme, passages: list[Stretch]) -> None:
        """A text of which people placed ideas: each is pinned by itself, and what is left of a text that a person
        placed where they put it. Where most of the text is, is not told: adopting keeps it where people saw it."""
        cut, pinned = self.ideas.lay_over(
            source.answer_id, passages, theme, is_pinned=self.placed[source.answer_id][1]
        )
        self.orders.texts.append((name, *self.tree.place(theme), ""))
        self.orders.passages += [
            (name, start + source.shift, end + source.shift, *self.tree.place(inside))
            for start, end, inside in cut
        ]
        self.pinned_into |= {inside.pk: inside for _start, _end, inside in pinned}
        for start, end, inside in pinned:
            span = {"start": start + source.shift, "end": end + source.shift}
            self._decide(PIN, answer=source.answer_id, theme=self.tree.place(inside)[1], of=inside.pk, **span)

    def _read_passages(self) -> None:
        rows = Passage.objects.filter(analysis=self.previous).order_by("answer", "number")
        columns = rows.values_list("answer", "start", "end", "group", "subgroup")
        for answer, start, end, group, subgroup in columns.iterator():
            theme = self.tree.of_group(subgroup, group)
            if theme is not None:
                self.passages[answer].append((start, end, theme))

    def _tree(self, with_texts: Mapping[int, Theme]) -> None:
        """Themes in their order, each with what is under it; and what became of the ids that are no more."""
        below: dict[str, list[str]] = defaultdict(list)
        spoken = {(theme, subtheme) for _name, theme, subtheme, _excluded in self.orders.texts if theme}
        spoken |= {(row[3], row[4]) for row in self.orders.passages}
        for theme, subtheme in sorted(spoken):
            below[theme].append(subtheme)
        for theme, subthemes in below.items():
            self.orders.themes[theme] = None
            self.orders.themes.update(dict.fromkeys(subthemes, theme))
        self.orders.retired = self._retired()
        families = {pk: theme for one in with_texts.values() for pk, theme in self._family(one)}
        for pk in sorted(families):
            named = families[pk]
            is_theirs = self.tree.is_named_by_people(named)
            # What is reviewed keeps the machine's words too; they are nobody's decision.
            if is_theirs or named.state == Theme.REVIEWED:
                self._decide(NAME, theme=code_of(named), of=pk, machine=not is_theirs)

    def _family(self, theme: Theme) -> list[tuple[int, Theme]]:
        parent = self.tree.parent(theme)
        return [(one.pk, one) for one in (theme, parent) if one is not None]

    def _retired(self) -> dict[str, list[str]]:
        retired = dict(self.previous.run.get("retired", {}))
        for pk, parent, code in self.previous.groups.values_list("pk", "parent", "code"):
            theme = self.tree.of_group(pk, parent)
            became = self.tree.cell(theme) if theme is not None and theme.is_living else ""
            if code not in self.orders.themes:
                retired[code] = [became] if became in self.orders.themes else []
        return {code: became for code, became in retired.items() if code not in self.orders.themes}

    def _decide(self, kind: str, **about) -> None:
        self.orders.decisions.append({"kind": kind, **about})


def _taken_out(analysis: Analysis) -> set[int]:
    """The answers that people ever took out of every theme; those placed again since are in the placements."""
    events = ReviewEvent.objects.filter(analysis=analysis, verb=review_log.TAKE_OUT, undone_by=None)
    return {
        answer for answers in events.values_list("details__answers", flat=True) for answer in answers or ()
    }


def _main_place(cut: list[tuple[int, int, tuple[str, str]]]) -> tuple[str, str] | None:
    """What most of a text is in, counted as the engine does (``nlp.placing``)."""
    themes: dict[str, int] = defaultdict(int)
    places: dict[tuple[str, str], int] = defaultdict(int)
    for start, end, place in cut:
        themes[place[0]] += end - start
        places[place] += end - start
    if not themes:
        return None
    main = max(themes, key=themes.__getitem__)
    return max((place for place in places if place[0] == main), key=places.__getitem__)


def _words(theme: Theme) -> dict[str, str] | None:
    """The title and description that the engine is given, one line each; None for a title that went with its words."""
    language = theme.group.language if theme.group else content_languages()[0][0]
    title = _one_line(theme.title.in_language(language))
    if not title or title == "—":
        return None
    description = _one_line(theme.description.in_language(language))
    return {"title": title, "description": description} if description else {"title": title}


def _one_line(words: str) -> str:
    """The words with plain spaces: the engine's files refuse what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
