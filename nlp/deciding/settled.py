"""What is settled: where every passage is once the earlier run and people's decisions hold."""

from dataclasses import dataclass, field

import numpy as np

from nlp.placing import main_groups
from nlp.reading.copies import Layout


@dataclass(frozen=True, slots=True)
class Given:
    """The title, and the description if one is given, that people chose for a theme or sub-theme."""

    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage for a person to look at: where it was put, how sure that is, which theme comes second, and why."""

    place: int
    start: int
    end: int
    theme: int
    subtheme: int
    confidence: float
    second: int
    why: str


@dataclass(eq=False)
class Settled:
    """Where the passages are. Themes and sub-themes are numbers, from the one with most passages to the smallest.

    `layout` has the passages, those of exact copies included, without those of texts that people set aside and with
    those that a pin cut in two; `themes`, `subthemes`, `confidence` and `causes` have one cell a passage. `confidence`
    is 1 where people decided, the share of the vote for what was placed since the earlier run, and NaN for all else,
    where the caller's own measure stands. `causes` index `why`, whose first is empty.

    `parents` has the theme of each sub-theme; `theme_ids` and `subtheme_ids` the ids they had in the earlier run, None
    for new ones; `theme_names` and `subtheme_names` what people call them (`Given` or None). `text_themes` and
    `text_subthemes` have one cell a text: -1 for one that is in no theme. `set_aside` has the reasons that people gave,
    by place of the text. `doubts` are what a person should look at. `ended` has, for each id of the earlier run that
    is no more, the level and numbers of the themes (or sub-themes) that took its place; `gone` counts the texts of the
    earlier run that are not in this one; `named` has the ids of the texts that each decision names.
    """

    layout: Layout
    themes: np.ndarray
    subthemes: np.ndarray
    confidence: np.ndarray
    causes: np.ndarray
    parents: np.ndarray
    theme_ids: tuple
    subtheme_ids: tuple
    theme_names: tuple
    subtheme_names: tuple
    text_themes: np.ndarray
    text_subthemes: np.ndarray
    why: tuple = ("",)
    set_aside: dict = field(default_factory=dict)
    doubts: tuple = ()
    ended: dict = field(default_factory=dict)
    gone: int = 0
    named: dict = field(default_factory=dict)

    def reason(self, place):
        """Why people set the text at this place aside; None if they did not."""
        return self.set_aside.get(place)


def untouched(layout, themes, subthemes, *, originals):
    """The Settled of a run that nobody decided anything about and that has no earlier one: the free cut as it is."""
    of_passages, below = themes[layout.units], subthemes[layout.units]
    parents = np.zeros(int(subthemes.max(initial=-1)) + 1, dtype=np.int64)
    parents[subthemes] = themes
    count = int(themes.max(initial=-1)) + 1
    tops, subs = main_of_texts(layout, of_passages, below, originals=originals)
    return Settled(
        layout=layout,
        themes=of_passages,
        subthemes=below,
        confidence=np.full(len(of_passages), np.nan, dtype=np.float32),
        causes=np.zeros(len(of_passages), dtype=np.int32),
        parents=parents,
        theme_ids=(None,) * count,
        subtheme_ids=(None,) * len(parents),
        theme_names=(None,) * count,
        subtheme_names=(None,) * len(parents),
        text_themes=tops,
        text_subthemes=subs,
    )


def main_of_texts(layout, themes, subthemes, *, originals):
    """(theme, sub-theme) of most of each text, by the rule of `nlp.placing`."""
    count = len(layout.owners)
    main = main_groups(
        layout,
        themes=themes,
        subthemes=subthemes,
        confidence=np.zeros(count),
        rare=np.zeros(count, dtype=bool),
        originals=originals,
    )
    return main.themes, main.subthemes


def new_ids(settled, previous=None):
    """(theme ids, sub-theme ids) of all groups: earlier ids where they are kept, for the others new ones.

    A new theme is numbered after every "t12" that the earlier run and those before it ever used, a new sub-theme after
    every one of its theme's name ("t12.3"), the largest first.
    """
    taken = set(previous.taken()) if previous is not None else set()
    themes, last = [], max((_number(group, "t") for group in taken), default=0)
    for kept in settled.theme_ids:
        if kept is None:
            last += 1
        themes.append(kept if kept is not None else f"t{last}")
    highest = {}
    for group in taken:
        stem, point, _ = group.rpartition(".")
        highest[stem] = max(highest.get(stem, 0), _number(group, stem + point))
    subthemes = []
    for number, kept in enumerate(settled.subtheme_ids):
        theme = themes[settled.parents[number]]
        if kept is None:
            highest[theme] = highest.get(theme, 0) + 1
            kept = f"{theme}.{highest[theme]}"
        subthemes.append(kept)
    return themes, subthemes


def _number(group, before):
    """The number that follows `before` in an id; 0 if the id is of another form."""
    rest = group.removeprefix(before) if group.startswith(before) else ""
    return int(rest) if rest.isascii() and rest.isdigit() else 0


def retired_ids(settled, previous, *, theme_ids, subtheme_ids):
    """{id that is no more: ids that took its place}, for run.json (`retired`): this run's and those before it."""
    levels = {"themes": theme_ids, "subthemes": subtheme_ids}
    now = {
        old: tuple(dict.fromkeys(levels[level][number] for number in numbers))
        for old, (level, numbers) in settled.ended.items()
    }
    before = {
        old: tuple(dict.fromkeys(group for step in became for group in now.get(step, (step,))))
        for old, became in previous.retired.items()
    }
    return {**before, **now}
