"""From the board to what is settled: copies follow, empty groups go, the others are numbered by their size."""

import numpy as np

from nlp.deciding.account import doubts_of
from nlp.deciding.decisions import Name, texts_of
from nlp.deciding.settled import Given, Settled, main_of_texts


def finish(board, agreement, *, ids, corpus, previous):
    """The Settled of a board on which every passage has a cell."""
    places = agreement.places
    layout, followed = board.leading.with_copies()
    cells, confidence, causes = _of_copies(board, followed, corpus.originals)
    theme_of = np.array(places.cell_parents, dtype=np.int64)
    theme_rank, theme_order = _by_size(theme_of[cells], len(places.themes))
    cell_rank, cell_order = _by_size(cells, len(places.cells))
    themes, subthemes = theme_rank[theme_of[cells]], cell_rank[cells]
    tops, subs = main_of_texts(layout, themes, subthemes, originals=corpus.originals)
    subtheme_ids = _cell_ids(places, cell_order)
    theme_ids = tuple(places.themes[theme].id for theme in theme_order)
    given = _given(agreement.decisions)
    present = set(ids) if previous is not None else set()
    settled = Settled(
        layout=layout,
        themes=themes,
        subthemes=subthemes,
        confidence=confidence,
        causes=causes,
        parents=theme_rank[theme_of[cell_order]],
        theme_ids=theme_ids,
        subtheme_ids=subtheme_ids,
        theme_names=tuple(_name(places.themes[theme], given) for theme in theme_order),
        subtheme_names=tuple(
            given.get(group) or (Given(places.cells[cell].title) if places.cells[cell].title else None)
            for group, cell in zip(subtheme_ids, cell_order, strict=True)
        ),
        text_themes=tops,
        text_subthemes=subs,
        why=tuple(board.why),
        set_aside=_set_aside(agreement),
        ended=_ended(previous, places, theme_rank, cell_rank, {*theme_ids, *subtheme_ids}),
        gone=sum(text not in present for text in previous.ids) if previous is not None else 0,
        named=_named(agreement, ids),
    )
    settled.doubts = doubts_of(board, settled, theme_rank)
    return settled


def _of_copies(board, followed, originals):
    """(cells, confidence, causes) of all passages from those of the leading ones that they follow."""
    at = np.where(followed >= 0, followed, 0)
    whole = np.flatnonzero(followed < 0)
    heaviest = {}
    for row in whole.tolist():
        place = int(-1 - followed[row])
        if place not in heaviest:
            heaviest[place] = _heaviest_row(board, place)
        at[row] = heaviest[place]
    return board.cells[at], board.confidence[at], board.causes[at]


def _heaviest_row(board, place):
    """The first passage of a text's main sub-theme."""
    rows = board.leading.rows(place)
    theme = board.main_theme(place)
    weights = {}
    for row in rows:
        if board.places.cells[board.cells[row]].theme == theme:
            weights[board.cells[row]] = weights.get(board.cells[row], 0) + board.lengths[row]
    main = max(weights, key=weights.__getitem__)
    return next(row for row in rows if board.cells[row] == main)


def _by_size(groups, count):
    """(new number of each group, -1 for an empty one; the groups by their new number): largest first, ties by place."""
    sizes = np.bincount(groups, minlength=count)
    firsts = np.full(count, len(groups))
    np.minimum.at(firsts, groups, np.arange(len(groups)))
    order = np.lexsort((firsts, -sizes))
    order = order[sizes[order] > 0]
    rank = np.full(count, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank, order


def _cell_ids(places, order):
    """Ids of the sub-themes that are left: of the pieces of one cut with its theme the largest keeps the id."""
    found, used = [], set()
    for cell in order:
        group = places.cells[cell].id
        found.append(group if group not in used else None)
        used.add(group)
    return tuple(found)


def _given(decisions):
    given = {}
    for decision in decisions:
        if isinstance(decision, Name):
            described = decision.description
            if described is None and decision.theme in given:
                described = given[decision.theme].description
            given[decision.theme] = Given(decision.title, described)
    return given


def _name(theme, given):
    if theme.id in given:
        return given[theme.id]
    return Given(theme.title) if theme.title else None


def _set_aside(agreement):
    return {
        copy: decision.reason
        for place, decision in agreement.aside.items()
        for copy in agreement.copies[place]
    }


def _ended(previous, places, theme_rank, cell_rank, left):
    """{id that is no more: (level, numbers of what took its place)}; no numbers for one that lost its last member."""
    ended = {}
    for group in previous.parents if previous is not None else ():
        if group in left:
            continue
        region = places.region(group)
        if region.cells is None:
            ended[group] = ("themes", _ranks(theme_rank, region.themes))
        else:
            ended[group] = ("subthemes", _ranks(cell_rank, region.cells))
    return ended


def _ranks(rank, groups):
    return tuple(int(rank[group]) for group in sorted(groups) if rank[group] >= 0)


def _named(agreement, ids):
    """{"decision 3: pin": ids of the texts that it names}, to tell those that only follow a copy."""
    return {
        f"decision {decision.number}: {decision.kind}": texts_of(decision) for decision in agreement.decisions
    }
