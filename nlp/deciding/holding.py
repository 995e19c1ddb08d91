"""Make what people decided about texts hold: pins, texts together, texts apart."""

import numpy as np

from nlp.deciding.board import Neighbours
from nlp.deciding.decisions import Split
from nlp.deciding.places import Region
from nlp.errors import ContradictoryDecisions

WEAK = 0.5  # a text that has less than this share of the votes for its new theme is for a person to look at


def place_blocks(board, blocks):
    """Put blocks where they must be; returns those that had no say yet, all their texts being nowhere."""
    neighbours = Neighbours(board)
    waiting = []
    for block in blocks:
        if len(block.places) > 1:
            if not _place_together(board, neighbours, block):
                waiting.append(block)
        elif block.holds:
            _place_alone(board, neighbours, block)
    return waiting


def _place_together(board, neighbours, block):
    """Texts that belong together go where most of them are, each text counting for one."""
    rows = [board.leading.rows(place) for place in block.places]
    every = np.array([row for text in rows for row in text], dtype=np.int64)
    allowed = _cells_allowed(board, block.region) if block.region is not None else None
    weights = np.zeros(len(board.places.cells))
    for text in rows:
        share = board.lengths[text.start : text.stop]
        cells = board.cells[text.start : text.stop]
        np.add.at(weights, cells[cells >= 0], share[cells >= 0] / share.sum())
    if allowed is not None:
        inside = np.zeros(len(weights), dtype=bool)
        inside[allowed] = True
        weights[~inside] = 0
    if weights.max() > 0:
        cell = int(np.round(weights, 9).argmax())
    elif allowed is None:
        return False
    else:
        cell = neighbours.best(every, allowed)
    for place, text, together in zip(block.places, rows, block.togethers, strict=True):
        board.put(np.arange(text.start, text.stop), cell, _why(block, place, together, board))
    return True


def _place_alone(board, neighbours, block):
    """A text's passages stay where they may be, the others go to the best place that is allowed."""
    place = block.places[0]
    for row in board.leading.rows(place):
        holds = [hold for hold in block.holds if _covers(hold, board.leading, row)]
        if not holds:
            continue
        region = holds[0].region
        for hold in holds[1:]:
            region = region & hold.region
        allowed = _cells_allowed(board, region)
        if board.cells[row] in allowed:
            board.hold([row])
            if isinstance(holds[0].decision, Split):
                board.causes[row] = board.cause(_decided(holds[0].decision))
        else:
            board.put([row], neighbours.best(np.array([row]), allowed), _decided(holds[0].decision))


def _covers(hold, leading, row):
    """Whether a hold is on this passage: on the whole text or on words of it, which after the cuts are all of them."""
    return hold.start is None or leading.has_words(row, hold.start, hold.end)


def _cells_allowed(board, region):
    """The cells of a region; a theme that has none is given one."""
    places = board.places
    if region.cells is not None:
        return sorted(cell for cell in region.cells if places.cells[cell].theme in region.themes)
    cells = [cell for theme in sorted(region.themes) for cell in places.cells_in(theme)]
    return cells or [places.add_cell(min(region.themes))]


def _why(block, place, together, board):
    """The decision that a text of a block moved by: its own pin or part if it has one, else what joins it to others."""
    own = [hold for hold in block.holds if hold.start is None and hold.place == place]
    return _decided(own[0].decision if own else together)


def _decided(decision):
    return f"decision {decision.number}: {decision.kind}"


class Separation:
    """Part the texts that people said do not belong together, one pair after the other.

    Of two texts in one theme the one with the weaker hold leaves: not one whose theme people chose, else the one with
    the smaller share of its neighbours there, else the later one. It goes to the theme that comes second for it and
    where none of the texts is that it must be apart from; if there is no such theme, it has a new one,
    which it shares with others in that case.
    """

    def __init__(self, board, blocks, aparts):
        self._board, self._aparts = board, aparts
        self._block_of = {place: block for block in blocks for place in block.places}
        self._partners = {}
        for one, other, _ in aparts:
            for place, partner in ((one, other), (other, one)):
                self._partners.setdefault(self._first(place), []).append(partner)
        self._neighbours = Neighbours(board)
        self._founded = []

    def part(self):
        """Part every pair. Raises ContradictoryDecisions for pairs that pins leave no way to part."""
        problems = []
        for one, other, decision in self._aparts:
            theme = self._board.main_theme(one)
            if theme is None or theme != self._board.main_theme(other):
                continue
            movers = sorted((one, other), key=lambda place: (self._strength(place, theme), -place))
            told = _decided(decision)
            moved = any(
                self._leave(place, told, founds=founds) for founds in (False, True) for place in movers
            )
            if not moved:
                first, second = decision.texts
                problems.append(
                    f"Decision {decision.number} (apart) of texts {first!r} and {second!r} cannot hold, for pins leave "
                    "both no other theme: drop it or a pin."
                )
        if problems:
            raise ContradictoryDecisions(problems)

    def _first(self, place):
        """What stands for a text: the first of those that move with it."""
        block = self._block_of.get(place)
        return block.places[0] if block is not None else place

    def _members(self, place):
        block = self._block_of.get(place)
        return block.places if block is not None else [place]

    def _region(self, place):
        block = self._block_of.get(place)
        return block.region if block is not None else None

    def _strength(self, place, theme):
        region = self._region(place)
        bound = region is not None and {*_themes_of(region, self._board)} == {theme}
        rows = self._rows(place)
        votes, _ = self._neighbours.ranked_themes(rows)
        share = votes[theme] / votes.sum() if votes.sum() > 0 else 0.0
        return bound, self._board.held[rows].any(), round(float(share), 6)

    def _rows(self, place):
        return np.concatenate(
            [np.arange(*_bounds(self._board.leading.rows(text))) for text in self._members(place)]
        )

    def _leave(self, place, told, *, founds):
        """Move a text, and all that belongs with it, out of every theme it must not be in; tell if that worked."""
        board = self._board
        banned = {board.main_theme(partner) for partner in self._partners[self._first(place)]} - {None}
        rows = self._rows(place)
        region, movable = self._region(place), rows
        if len(self._members(place)) == 1:
            fixed = np.array([self._is_stretch_held(place, row) for row in rows.tolist()])
            inside = np.array([board.places.cells[board.cells[row]].theme in banned for row in rows.tolist()])
            movable = rows[inside & ~fixed]
        if not len(movable):
            return False
        allowed = _themes_of(region, board) if region is not None else range(len(board.places.themes))
        allowed = np.array([theme for theme in allowed if theme not in banned], dtype=np.int64)
        votes, closeness = self._neighbours.ranked_themes(movable)
        cells = self._cells(region, allowed, votes, closeness)
        if not len(cells):
            if not founds or region is not None:
                return False
            cells = [self._founded_cell(banned)]
        cell = self._neighbours.best(movable, cells) if len(cells) > 1 else cells[0]
        return self._move(place, movable, cell, told, banned, votes=votes)

    def _cells(self, region, allowed, votes, closeness):
        """Cells of the best of the allowed themes that has any members or, in a region, of any of them."""
        usable = [
            theme
            for theme in allowed.tolist()
            if region is not None or votes[theme] > 0 or closeness[theme] > -2
        ]
        if not usable:
            return []
        best = max(usable, key=lambda theme: (votes[theme], closeness[theme], -theme))
        narrowed = Region(frozenset([best]), region.cells if region is not None else None)
        return _cells_allowed(self._board, narrowed)

    def _founded_cell(self, banned):
        """A cell of a theme that was founded for others with nowhere to go, or of a new one."""
        places = self._board.places
        for cell in self._founded:
            if places.cells[cell].theme not in banned:
                return cell
        self._founded.append(places.add_cell(places.add_theme()))
        return self._founded[-1]

    def _move(self, place, rows, cell, told, banned, *, votes):
        board = self._board
        before = board.cells[rows].copy(), board.causes[rows].copy()
        theme = board.places.cells[cell].theme
        board.cells[rows] = cell
        if board.main_theme(place) in banned:
            board.cells[rows], board.causes[rows] = before
            return False
        board.causes[rows] = board.cause(told)
        share = votes[theme] / votes.sum() if theme < len(votes) and votes.sum() > 0 else 0.0
        board.confidence[rows] = np.where(board.held[rows], 1.0, share)
        if share < WEAK:
            for row in rows.tolist():
                board.doubts[row] = "kept apart, and not close to its new theme"
        return True

    def _is_stretch_held(self, place, row):
        block = self._block_of.get(place)
        holds = block.holds if block is not None else ()
        return any(hold.start is not None and _covers(hold, self._board.leading, row) for hold in holds)


def _themes_of(region, board):
    if region.cells is None:
        return sorted(region.themes)
    return sorted({board.places.cells[cell].theme for cell in region.cells} & region.themes)


def _bounds(rows):
    return rows.start, rows.stop
