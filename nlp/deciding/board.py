"""The board that decisions move passages on: the cell of each, which are held, and what its neighbours say."""

import numpy as np

from nlp.deciding.voting import centres_of

SAME_WORDS = 1.0  # what a unit weighs that says the same, beside links of at most 1


class Board:
    """Passages (a `Leading`) in the cells of `places`.

    `cells` (-1: nowhere yet), `held` (people decided), `causes` (places in `why`), `confidence` (NaN: not told here),
    `seconds` (the theme that came second, -1), `doubts` ({passage: why}), one cell a passage.
    """

    def __init__(self, leading, places, *, graph, points):
        self.leading, self.places, self.graph, self.points = leading, places, graph, points
        count = len(leading)
        self.cells = np.full(count, -1, dtype=np.int64)
        self.held = np.zeros(count, dtype=bool)
        self.causes = np.zeros(count, dtype=np.int32)
        self.confidence = np.full(count, np.nan, dtype=np.float32)
        self.seconds = np.full(count, -1, dtype=np.int64)
        self.doubts = {}
        self.why = [""]
        self._numbers = {"": 0}
        self.lengths = np.maximum(leading.ends - leading.starts, 1).astype(np.float64)

    def cause(self, told):
        """The number of a reason; the same for the same words."""
        if told not in self._numbers:
            self._numbers[told] = len(self.why)
            self.why.append(told)
        return self._numbers[told]

    def put(self, rows, cell, told):
        """Move passages into a cell, by a person's decision."""
        rows = np.asarray(rows, dtype=np.int64)
        self.cells[rows], self.causes[rows] = cell, self.cause(told)
        self.hold(rows)

    def hold(self, rows):
        self.held[rows], self.confidence[rows] = True, 1.0
        for row in np.asarray(rows).tolist():
            self.doubts.pop(row, None)

    def unit_cells(self):
        """The cell that most passages of each unit are in, ties to the smaller number; -1 for a unit in none."""
        count = self.graph.shape[0]
        placed = np.flatnonzero(self.cells >= 0)
        if not len(placed):
            return np.full(count, -1, dtype=np.int64)
        span = int(self.cells.max()) + 1
        pairs, votes = np.unique(
            self.leading.units[placed].astype(np.int64) * span + self.cells[placed], return_counts=True
        )
        units, cells = pairs // span, pairs % span
        order = np.lexsort((cells, -votes, units))
        firsts = order[np.flatnonzero(np.diff(units[order], prepend=-1))]
        found = np.full(count, -1, dtype=np.int64)
        found[units[firsts]] = cells[firsts]
        return found

    def main_theme(self, place):
        """The theme of most of a text, by characters, ties to what comes first; None for one that is nowhere."""
        return self.heaviest(self.leading.rows(place))

    def heaviest(self, rows):
        weights = {}
        for row in rows:
            if self.cells[row] >= 0:
                theme = self.places.cells[self.cells[row]].theme
                weights[theme] = weights.get(theme, 0) + self.lengths[row]
        return max(weights, key=weights.__getitem__) if weights else None


class Neighbours:
    """What the units said when it was made: votes and centres, so that the order of decisions changes nothing."""

    def __init__(self, board):
        self._board = board
        self.unit_cells = board.unit_cells()
        self._centres = None

    def weights(self, rows):
        """How much the neighbours of some passages weigh for each cell of the board."""
        units = self._board.leading.units[rows]
        weights = np.zeros(len(self._board.places.cells))
        graph = self._board.graph
        for unit in units.tolist():
            begin, end = graph.indptr[unit], graph.indptr[unit + 1]
            cells = self.unit_cells[graph.indices[begin:end]]
            voting = cells >= 0
            np.add.at(weights, cells[voting], graph.data[begin:end][voting])
            if self.unit_cells[unit] >= 0:
                weights[self.unit_cells[unit]] += SAME_WORDS
        return np.round(weights, 9)

    def best(self, rows, allowed):
        """Of the allowed cells the one with most votes, else the one whose centre is closest; first among equals."""
        allowed = np.asarray(allowed, dtype=np.int64)
        weights = self.weights(rows)[allowed]
        if weights.max() > 0:
            return int(allowed[weights.argmax()])
        return int(allowed[self._closeness(rows, allowed).argmax()])

    def ranked_themes(self, rows):
        """(votes by theme, closeness by theme) of all themes, for passages that must leave theirs."""
        parents = np.array(self._board.places.cell_parents, dtype=np.int64)
        cells = np.arange(len(parents))
        count = len(self._board.places.themes)
        votes = np.bincount(parents, weights=self.weights(rows), minlength=count)
        closeness = np.full(count, -2.0)
        np.maximum.at(closeness, parents, self._closeness(rows, cells))
        return np.round(votes, 9), closeness

    def _closeness(self, rows, cells):
        """Cosine between the middle of some passages and the centres of cells; -2 for an empty cell."""
        if self._centres is None:
            self._centres = centres_of(self._board.points, self.unit_cells, len(self._board.places.cells))
        centres = self._centres
        if len(centres) < len(self._board.places.cells):
            more = len(self._board.places.cells) - len(centres)
            centres = np.concatenate([centres, np.zeros((more, centres.shape[1]), dtype=centres.dtype)])
        middle = self._board.points[self._board.leading.units[rows]].sum(axis=0)
        close = np.round(centres[cells] @ middle / max(float(np.linalg.norm(middle)), 1e-9), 6)
        close[~centres[cells].any(axis=1)] = -2
        return close
