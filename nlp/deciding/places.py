"""Where each theme of an earlier run went: what merges and splits make of the tree, before any text is looked at.

Groups are numbers: themes 0, 1, … and cells, which are sub-themes. The rules:

- merged: members go to `into`, the id is no more. A theme merged into a theme brings its sub-themes along, which keep
  their ids; merged into a sub-theme, all it has goes into that one. A sub-theme merged into a theme becomes a new
  sub-theme of it. Merges are followed: t3 into t2 and t2 into t1 puts t3 into t1. Merges in a circle go nowhere.
- split: each part is a new theme (a new sub-theme of the same theme where a sub-theme is split), the id is no more. A
  sub-theme of a split theme is cut along with it; the largest piece keeps its id. A theme and one of its sub-themes
  are not split in one run.
"""

from dataclasses import dataclass, field


class MergedInCircle(Exception):
    """Merges lead back to where they began; `ids` are the themes on the way."""

    def __init__(self, ids):
        super().__init__(ids)
        self.ids = ids


@dataclass(frozen=True, slots=True)
class Region:
    """Where a text may be: in these themes, and of their cells only in `cells` unless that is None."""

    themes: frozenset
    cells: frozenset | None = None

    def __and__(self, other):
        themes = self.themes & other.themes
        if self.cells is None or other.cells is None:
            return Region(themes, other.cells if self.cells is None else self.cells)
        return Region(themes, self.cells & other.cells)

    def is_empty(self, parents):
        if self.cells is None:
            return not self.themes
        return not any(parents[cell] in self.themes for cell in self.cells)


@dataclass(slots=True)
class Group:
    """A theme, or a cell where `theme` is not None. `id` is what it was called before, `stem` what it is cut from."""

    id: str | None = None
    title: str | None = None
    theme: int | None = None
    stem: object = None


@dataclass(slots=True)
class Spot:
    """Where an earlier group went: themes by number, and for a sub-theme its stems, one for each part it is split in.

    `cut_by` is the split theme whose parts the themes are; None where there is but one theme to go to.
    """

    themes: tuple
    stems: tuple | None = None
    cut_by: str | None = None


@dataclass
class Places:
    """The tree after merges and splits; `parents` are {id: theme id or None}, as in `Previous`.

    `themes` and `cells` are lists of Group, in a fixed order. `merged` is {id: decision}, `split` {id: decision}.
    """

    parents: dict
    merged: dict = field(default_factory=dict)
    split: dict = field(default_factory=dict)

    def __post_init__(self):
        self.themes, self.cells = [], []
        self._themes_of, self._cell_of, self._spots = {}, {}, {}
        for group, parent in self.parents.items():
            if parent is None and group not in self.merged:
                self._themes_of[group] = tuple(self._new_themes(group))

    @classmethod
    def of_cut(cls, parents):
        """The places of a run without an earlier one: `parents[sub-theme number]` is its theme's number."""
        places = cls({})
        places.themes = [Group() for _ in range(max(parents, default=-1) + 1)]
        places.cells = [Group(theme=int(parent)) for parent in parents]
        return places

    @property
    def cell_parents(self):
        return [cell.theme for cell in self.cells]

    def add_theme(self):
        self.themes.append(Group())
        return len(self.themes) - 1

    def add_cell(self, theme):
        self.cells.append(Group(theme=theme))
        return len(self.cells) - 1

    def cells_in(self, theme):
        return [number for number, cell in enumerate(self.cells) if cell.theme == theme]

    def cell(self, stem, theme):
        """The cell of a stem in a theme; it is made if it is not there yet."""
        if (stem, theme) not in self._cell_of:
            self._cell_of[stem, theme] = len(self.cells)
            kind, group, part = stem
            cell = Group(theme=theme, stem=stem)
            if kind == "kept":
                cell.id = group
            elif kind == "part":
                cell.title = self.split[group].parts[part].title
            self.cells.append(cell)
        return self._cell_of[stem, theme]

    def build(self):
        """Make the cells of all earlier sub-themes, in their order. Raises MergedInCircle."""
        for group in self.parents:
            self.region(group)
        return self

    def spot(self, group, _way=()):
        """The Spot of an earlier group. Raises MergedInCircle."""
        if group in _way:
            raise MergedInCircle(_way[_way.index(group) :])
        if group not in self._spots:
            self._spots[group] = self._spot(group, (*_way, group))
        return self._spots[group]

    def _spot(self, group, way):
        parent = self.parents[group]
        if group in self.merged:
            into = self.merged[group].into
            spot = self.spot(into, way)
            lifted = parent is not None and self.parents[into] is None and spot.stems is None
            return Spot(spot.themes, (("moved", group, 0),), spot.cut_by) if lifted else spot
        if parent is None:
            return Spot(self._themes_of[group], None, group if group in self.split else None)
        above = self.spot(parent, way)
        if above.stems is not None:
            return above
        if group in self.split:
            parts = range(len(self.split[group].parts))
            return Spot(above.themes, tuple(("part", group, part) for part in parts), above.cut_by)
        return Spot(above.themes, (("kept", group, 0),), above.cut_by)

    def route(self, group):
        """(cells by stem and theme, the split of the stems or None, the split of the themes or None) of a sub-theme.

        A theme that was merged into another has no stems of its own; a sub-theme always has one.
        """
        spot = self.spot(group)
        cells = [[self.cell(stem, theme) for theme in spot.themes] for stem in spot.stems]
        return cells, group if len(spot.stems) > 1 else None, spot.cut_by

    def region(self, group, part=None):
        """The Region that an earlier group became; of one part of it (from 0) where it is split."""
        spot = self.spot(group)
        if spot.stems is None:
            themes = spot.themes if part is None else (spot.themes[part],)
            return Region(frozenset(themes))
        stems = spot.stems if part is None else (spot.stems[part],)
        cells = frozenset(self.cell(stem, theme) for stem in stems for theme in spot.themes)
        return Region(frozenset(spot.themes), cells)

    def why(self, group):
        """The decision that moved what was in an earlier sub-theme, as a text; empty if none did."""
        for step in (group, self.parents[group]):
            for moved, verb in ((self.merged, "merge"), (self.split, "split")):
                if step in moved:
                    return f"decision {moved[step].number}: {verb}"
        return ""

    def _new_themes(self, group):
        titles = [part.title for part in self.split[group].parts] if group in self.split else [None]
        for title in titles:
            self.themes.append(Group(id=None if title else group, title=title, stem=group))
            yield len(self.themes) - 1
