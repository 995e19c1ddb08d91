"""What a run found, held as columns and read as records: one of `nlp.results` is made when it is asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.placing import main_groups
from nlp.reading.cleaning import lead
from nlp.reading.languages import knows
from nlp.results import Exemplar, Passage, TextPlacement, Theme


class Records(Sequence):
    """A sequence whose records are made one by one, so that a million of them weigh no more than their columns."""

    def __init__(self, count, record):
        self._count, self._record = count, record

    def __len__(self):
        return self._count

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(self._count))]
        if not -self._count <= at < self._count:
            raise IndexError(at)
        return self._record(at % self._count)

    def __eq__(self, other):
        return isinstance(other, Records) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list's


@dataclass(eq=False)
class Grouped:
    """Where the passages of a `Layout` are, one cell a passage: numbers into the ids of themes and sub-themes.

    `sides` has the side of each passage (`nlp.grouping.stances`); `places` the places of the themes on a map, and those
    of the sub-themes (`nlp.grouping.map`).
    """

    themes: np.ndarray
    subthemes: np.ndarray
    confidence: np.ndarray
    rare: np.ndarray
    theme_ids: list
    subtheme_ids: list
    sides: np.ndarray
    places: tuple


class Findings:
    """The records of a run: `texts`, `passages`, `themes`.

    `campaigns` has for each text the position of the first of its campaign, or -1. `names` is a fitted ThemeNamer whose
    exemplars are places in `layout`; `aside` has the reasons for which people set texts aside, by position.
    """

    def __init__(self, ids, corpus, layout, *, grouped, campaigns, names, aside):
        self.ids, self.corpus, self.layout, self.grouped, self.campaigns = (
            ids,
            corpus,
            layout,
            grouped,
            campaigns,
        )
        self._aside = aside
        self._known = [knows(code) for code in corpus.language_codes]
        self._main = main_groups(
            layout,
            themes=grouped.themes,
            subthemes=grouped.subthemes,
            confidence=grouped.confidence,
            rare=grouped.rare,
            originals=corpus.originals,
        )
        begins = np.flatnonzero(np.diff(layout.owners, prepend=-1))
        counts = np.diff(np.append(begins, len(layout.owners)))
        self._numbers = np.arange(len(layout.owners)) - np.repeat(begins, counts) + 1
        self.texts = Records(len(ids), self._text)
        self.passages = Records(len(layout.owners), self._passage)
        self.themes = tuple(self._themes(names))

    def _text(self, place):
        corpus, main = self.corpus, self._main
        code = corpus.languages[place]
        language, lexical = corpus.language_codes[code], not self._known[code]
        if main.themes[place] < 0:
            reason = self._aside.get(place) or corpus.reason(place)
            return TextPlacement(self.ids[place], "", "", 0.0, reason, "", "", False, language, lexical)
        original, campaign = int(corpus.originals[place]), int(self.campaigns[place])
        return TextPlacement(
            id=self.ids[place],
            theme=self.grouped.theme_ids[main.themes[place]],
            subtheme=self.grouped.subtheme_ids[main.subthemes[place]],
            confidence=float(main.confidence[place]),
            excluded="",
            duplicate_of=self.ids[original] if original != place else "",
            campaign=self.ids[campaign] if campaign >= 0 else "",
            rare=bool(main.rare[place]),
            language=language,
            lexical=lexical,
        )

    def _passage(self, at):
        grouped = self.grouped
        return Passage(
            id=self.ids[self.layout.owners[at]],
            passage=int(self._numbers[at]),
            start=int(self.layout.starts[at]),
            end=int(self.layout.ends[at]),
            theme=grouped.theme_ids[grouped.themes[at]],
            subtheme=grouped.subtheme_ids[grouped.subthemes[at]],
            confidence=round(float(grouped.confidence[at]), 3),
            rare=bool(grouped.rare[at]),
            side=int(grouped.sides[at]),
        )

    def _themes(self, names):
        grouped, main = self.grouped, self._main
        placed = main.themes >= 0
        is_copy = (self.corpus.originals != np.arange(len(self.ids)))[placed]
        tops = self._counted(main.themes[placed], is_copy, grouped.themes, len(grouped.theme_ids))
        subs = self._counted(main.subthemes[placed], is_copy, grouped.subthemes, len(grouped.subtheme_ids))
        places, places_below = grouped.places
        for number, theme in enumerate(names.themes_):
            parent = grouped.theme_ids[number]
            yield self._theme(theme, parent, None, counts=tops[:, number], place=places[number])
            for below, subtheme in enumerate(names.subthemes_):
                if subtheme.parent == number:
                    own, place = grouped.subtheme_ids[below], places_below[below]
                    yield self._theme(subtheme, own, parent, counts=subs[:, below], place=place)

    def _counted(self, of_texts, is_copy, of_passages, count):
        """For each group: texts whose main group it is, copies among them, texts that speak of it at all."""
        spoken = np.unique(self.layout.owners.astype(np.int64) * max(count, 1) + of_passages) % max(count, 1)
        return np.array(
            [
                np.bincount(of_texts, minlength=count),
                np.bincount(of_texts, weights=is_copy, minlength=count),
                np.bincount(spoken, minlength=count),
            ]
        ).astype(np.int64)

    def _theme(self, group, theme_id, parent, *, counts, place):
        size, copies, mentions = counts.tolist()
        return Theme(
            id=theme_id,
            parent=parent,
            title=group.title,
            keywords=tuple(group.keywords),
            description=group.description,
            size=size,
            duplicates=copies,
            mentions=mentions,
            exemplars=tuple(self._exemplar(row) for row in group.exemplars),
            language=group.language,
            lexical=not knows(group.language),
            place=place,
        )

    def _exemplar(self, at):
        owner, begin, end = self.layout.owners[at], int(self.layout.starts[at]), int(self.layout.ends[at])
        start, stop = lead(self.corpus.texts[owner][begin:end])
        return Exemplar(self.ids[owner], begin + start, begin + stop)

    def counts(self):
        """What run.json tells of the whole: how many texts, kept, repeated, set aside and why, in which language."""
        placed = self._main.themes >= 0
        aside = Counter(self.texts[place].excluded for place in np.flatnonzero(~placed).tolist())
        languages = np.bincount(
            self.corpus.languages[placed], minlength=len(self.corpus.language_codes)
        ).tolist()
        return {
            "texts": len(self.ids),
            "distinct": int((placed & (self.corpus.originals == np.arange(len(self.ids)))).sum()),
            "passages": len(self.layout.owners),
            "duplicates": int((placed & (self.corpus.originals != np.arange(len(self.ids)))).sum()),
            "campaigns": len(np.unique(self.campaigns[self.campaigns >= 0])),
            "in_campaigns": int((self.campaigns >= 0).sum()),
            "excluded": dict(sorted(aside.items())),
            "languages": {c: n for c, n in zip(self.corpus.language_codes, languages, strict=True) if n},
            "rare": int(self._main.rare[placed].sum()),
            "themes": sum(theme.parent is None for theme in self.themes),
            "subthemes": sum(theme.parent is not None for theme in self.themes),
        }
