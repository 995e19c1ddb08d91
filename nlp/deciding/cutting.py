"""The passages that are settled: those of originals, cut where a pin begins or ends; their copies follow at the end."""

import numpy as np

from nlp.reading.alignment import carry
from nlp.reading.cleaning import extent
from nlp.reading.copies import Layout


class Leading:
    """The passages of originals, but for texts set aside: arrays `owners`, `starts`, `ends`, `units`.

    `stretches` has for a text the (start, end) that a pin holds, in its own offsets: a passage that reaches over such a
    bound is cut there, unless that would leave a piece without a word. `cut` are the places of texts cut anew.
    """

    def __init__(self, layout, *, texts, originals, aside, stretches):
        self._layout, self._texts, self._originals = layout, texts, originals
        self._gone = np.isin(originals, np.array(sorted(aside), dtype=np.int64))[layout.owners]
        leads = (originals[layout.owners] == layout.owners) & ~self._gone
        self.columns = [column[leads] for column in (layout.owners, layout.starts, layout.ends, layout.units)]
        self.cut = []
        for place in sorted(stretches):
            if place not in aside:
                self._cut(place, stretches[place])
        self.owners, self.starts, self.ends, self.units = self.columns

    def __len__(self):
        return len(self.owners)

    def rows(self, place):
        """The passages of one text, as a range of places."""
        return range(*np.searchsorted(self.owners, [place, place + 1]).tolist())

    def has_words(self, row, start, end):
        """Whether a passage has any of the words from `start` to `end` of its text."""
        text = self._texts[self.owners[row]]
        return _has_word(text[max(int(self.starts[row]), start) : min(int(self.ends[row]), end)])

    def _cut(self, place, stretches):
        owners, starts, ends, units = self.columns
        first, last = np.searchsorted(owners, [place, place + 1]).tolist()
        spans = list(
            zip(
                starts[first:last].tolist(),
                ends[first:last].tolist(),
                units[first:last].tolist(),
                strict=True,
            )
        )
        bounds = sorted({bound for stretch in stretches for bound in stretch})
        pieces = [piece for span in spans for piece in _pieces(self._texts[place], *span, bounds)]
        if len(pieces) == len(spans):
            return
        self.cut.append(place)
        new = ([place] * len(pieces), *zip(*pieces, strict=True))
        self.columns = [
            np.concatenate([column[:first], np.array(more, dtype=column.dtype), column[last:]])
            for column, more in zip(self.columns, new, strict=True)
        ]

    def with_copies(self):
        """(Layout of all passages, the leading passage that each one follows; -1 - place of the text where it follows
        what most of that text is in, having been cut otherwise).
        """
        layout, originals = self._layout, self._originals
        recut = np.array(self.cut, dtype=np.int64)
        kept = (
            ~self._gone
            & ~np.isin(originals[layout.owners], recut)
            & (originals[layout.owners] != layout.owners)
        )
        columns = [column[kept] for column in (layout.owners, layout.starts, layout.ends, layout.units)]
        more = [self._carried(place, copy) for place in self.cut for copy in self._followers(place)]
        parts = [self.columns, columns, *more]
        owners, starts, ends, units = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(owners, kind="stable")
        whole = Layout(owners[order], starts[order], ends[order], units[order])
        return whole, self._followed(whole.owners)

    def _followers(self, place):
        copies = np.flatnonzero(self._originals == place)
        return copies[copies != place].tolist()

    def _carried(self, place, copy):
        rows = slice(self.rows(place).start, self.rows(place).stop)
        spans = list(zip(self.starts[rows].tolist(), self.ends[rows].tolist(), strict=True))
        units = self.units[rows]
        carried = carry(spans, self._texts[place], self._texts[copy])
        if carried is None:
            longest = int(np.argmax(self.ends[rows] - self.starts[rows]))
            carried, units = [extent(self._texts[copy])], units[longest : longest + 1]
        pairs = [([copy] * len(carried), *zip(*carried, strict=True))]
        new = (*pairs[0], units)
        return [
            np.array(values, dtype=column.dtype) for values, column in zip(new, self.columns, strict=True)
        ]

    def _followed(self, owners):
        originals = self._originals[owners]
        begins = np.flatnonzero(np.diff(owners, prepend=-1))
        counts = np.diff(np.append(begins, len(owners)))
        rank = np.arange(len(owners)) - np.repeat(begins, counts)
        first, last = np.searchsorted(self.owners, [originals, originals + 1])
        as_many = (last - first) == np.repeat(counts, counts)
        return np.where(as_many, first + rank, -1 - originals)


def _pieces(text, start, end, unit, bounds):
    """The passage cut at these bounds, blanks at the cuts left out; a bound that leaves no word on a side is none."""
    edges = [start]
    for bound in bounds:
        if edges[-1] < bound < end and _has_word(text[edges[-1] : bound]) and _has_word(text[bound:end]):
            edges.append(bound)
    edges.append(end)
    found = []
    for begin, stop in zip(edges, edges[1:], strict=False):
        first, last = extent(text[begin:stop])
        found.append((begin + first, begin + last, unit))
    return found


def _has_word(text):
    return any(map(str.isalnum, text))
