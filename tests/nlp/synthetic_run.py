"""A made-up run of the engine up to its free cut: texts, passages, units, points, graph, and an earlier run of most."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from nlp.deciding.account import moves
from nlp.deciding.decisions import decisions_from
from nlp.deciding.previous import Previous
from nlp.deciding.settled import new_ids
from nlp.deciding.settling import settle
from nlp.reading.copies import Layout

DIMENSIONS = 16
LINKS = 8


@dataclass
class Corpus:
    texts: list
    originals: np.ndarray
    kept: np.ndarray

    def reason(self, place):
        return "" if self.kept[place] else "no-opinion"


@dataclass
class Run:
    """What `settle` is given. `truth` is the sub-theme of each unit, `theme_of` the theme of each sub-theme."""

    ids: list
    corpus: Corpus
    layout: Layout
    themes: np.ndarray
    subthemes: np.ndarray
    graph: sparse.csr_matrix
    points: np.ndarray
    previous: Previous | None = None
    max_themes: int = 20

    def settle(self, *entries, previous=None, max_themes=None):
        """Settle the decisions, given as they are written in a file."""
        return settle(
            self.layout,
            self.themes,
            self.subthemes,
            ids=self.ids,
            corpus=self.corpus,
            graph=self.graph,
            points=self.points,
            previous=previous or self.previous,
            decisions=decisions_from({"decisions": list(entries)}),
            max_themes=max_themes or self.max_themes,
        )

    def placed(self, settled):
        """{text id: (theme id, sub-theme id)}, both empty for a text that is in no theme."""
        themes, subthemes = new_ids(settled, self.previous)
        tops, below = settled.text_themes.tolist(), settled.text_subthemes.tolist()
        return {
            text: (themes[tops[place]], subthemes[below[place]]) if tops[place] >= 0 else ("", "")
            for place, text in enumerate(self.ids)
        }

    def moves(self, settled):
        """{text id: Move}."""
        themes, subthemes = new_ids(settled, self.previous)
        found = moves(
            settled,
            ids=self.ids,
            corpus=self.corpus,
            theme_ids=themes,
            subtheme_ids=subthemes,
            previous=self.previous,
        )
        return {move.id: move for move in found}

    def spans(self, text):
        """[(start, end)] of the passages that the free cut gives a text."""
        rows = self.layout.owners == self.ids.index(text)
        return list(zip(self.layout.starts[rows].tolist(), self.layout.ends[rows].tolist(), strict=True))


def small_run():
    """Three themes (t1 to t3) of two sub-themes of six texts, "1" to "36"; "1b" and "13b" repeat "1" and "13".

    Text "37" has three passages, in t1, t1 and t2; "38" was set aside by the engine.
    """
    units = [f"Phrase {place} sur le sujet {place // 6}." for place in range(36)]
    texts = {str(place + 1): [place] for place in range(36)}
    texts |= {"37": [0, 7, 12], "1b": [0], "13b": [12]}
    written = {text: " ".join(units[unit] for unit in parts) for text, parts in texts.items()}
    written["1b"], written["13b"] = units[0].upper(), units[12].replace(".", " !")
    groups = np.arange(36) // 6
    return _run(texts, written, groups, groups // 2, aside=["38"])


def large_run(seed, *, count=9000, themes=12, cells=4):
    """Random texts of one to three passages, one in twelve an exact copy, one in ten not in the earlier run."""
    random = np.random.default_rng(seed)
    units = count
    groups = random.integers(0, themes * cells, units)
    texts, written = {}, {}
    for number in range(count):
        text = f"x{number}"
        if number and random.random() < 0.08:
            first = f"x{random.integers(number)}"
            texts[text] = texts[first]
            written[text] = written[first].swapcase()
            continue
        parts = random.integers(0, units, random.choice([1, 1, 1, 2, 3])).tolist()
        texts[text] = parts
        written[text] = " ".join(f"Idee {unit} bien dite." for unit in parts)
    new = [text for text in texts if random.random() < 0.1]
    return _run(texts, written, groups, groups // cells, aside=["aside"], new=new, random=random)


def without_texts(run, gone):
    """The earlier run of `run` as if it had never had some texts."""
    left = [text for text in run.previous.ids if text not in gone]
    place = {text: at for at, text in enumerate(left)}
    old = run.previous
    rows = [row for row, owner in enumerate(old.owners.tolist()) if old.ids[owner] in place]
    return Previous(
        parents=old.parents,
        ids=left,
        text_groups=np.array([old.text_groups[old.place[text]] for text in left], dtype=np.int64),
        reasons=old.reasons,
        owners=np.array([place[old.ids[old.owners[row]]] for row in rows], dtype=np.int64),
        starts=old.starts[rows],
        ends=old.ends[rows],
        passage_groups=old.passage_groups[rows],
    )


def _run(texts, written, groups, tops, *, aside, new=(), random=None):
    random = random or np.random.default_rng(0)
    ids = [*texts, *aside]
    raw = [*written.values(), *("Rien." for _ in aside)]
    place = {text: at for at, text in enumerate(ids)}
    firsts, originals = {}, np.arange(len(ids))
    for at, text in enumerate(raw):
        if ids[at] not in aside:
            key = "".join(character for character in text.casefold() if character.isalnum())
            originals[at] = firsts.setdefault(key, at)
    owners, starts, ends, units = [], [], [], []
    for text, parts in texts.items():
        at = 0
        for order, unit in enumerate(parts):
            following = parts[order + 1 :]
            stop = len(written[text]) if not following else _sentence_end(written[text], at)
            owners.append(place[text])
            starts.append(at)
            ends.append(stop)
            units.append(unit)
            at = stop + 1
    layout = Layout(*(np.array(column, dtype=np.int64) for column in (owners, starts, ends, units)))
    used, layout.units = np.unique(layout.units, return_inverse=True)
    groups, tops = groups[used], tops[used]
    points, graph = _points(groups, tops, random), _graph(groups, tops, random)
    kept = np.array([text not in aside for text in ids])
    run = Run(ids, Corpus(raw, originals, kept), layout, tops, groups, graph, points)
    run.previous = _earlier(run, set(new))
    return run


def _sentence_end(text, at):
    return next(place for place in range(at, len(text)) if text[place] in ".!") + 1


def _points(groups, tops, random):
    theme = random.normal(size=(tops.max() + 1, DIMENSIONS))
    cell = random.normal(size=(groups.max() + 1, DIMENSIONS))
    points = 2 * theme[tops] + cell[groups] + 0.3 * random.normal(size=(len(groups), DIMENSIONS))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def _graph(groups, tops, random):
    """Each unit is linked with some of its sub-theme, and more weakly with some of its theme and of all others."""
    rows, columns, weights = [], [], []
    for labels, links, weight in ((groups, LINKS, 1.0), (tops, 2, 0.5), (np.zeros_like(groups), 1, 0.2)):
        order = np.argsort(labels, kind="stable")
        begins = np.searchsorted(labels[order], np.arange(labels.max() + 1))
        sizes = np.bincount(labels)
        for _ in range(links):
            chosen = order[begins[labels] + (random.random(len(labels)) * sizes[labels]).astype(int)]
            rows.append(np.arange(len(labels)))
            columns.append(chosen)
            weights.append(np.full(len(labels), weight) * (0.5 + 0.5 * random.random(len(labels))))
    shape = (len(groups), len(groups))
    rows, columns, weights = (np.concatenate(column) for column in (rows, columns, weights))
    table = sparse.coo_matrix(
        (weights[rows != columns], (rows[rows != columns], columns[rows != columns])), shape
    )
    table = table.tocsr()
    graph = table.maximum(table.T).tocsr()
    graph.sort_indices()
    return graph


def _earlier(run, new):
    """An earlier run that had the free cut's groups, called t1, t1.1, …, and all texts but the new ones."""
    tops = run.themes.max() + 1
    parents = {f"t{theme + 1}": None for theme in range(tops)}
    names, counted = {}, {}
    theme_of = dict(zip(run.subthemes.tolist(), run.themes.tolist(), strict=True))
    for cell in sorted(theme_of):
        theme = theme_of[cell]
        counted[theme] = counted.get(theme, 0) + 1
        names[cell] = f"t{theme + 1}.{counted[theme]}"
        parents[names[cell]] = f"t{theme + 1}"
    number = {group: at for at, group in enumerate(group for group, parent in parents.items() if parent)}
    cells = np.array([number[names[cell]] for cell in run.subthemes[run.layout.units].tolist()])
    ids = [text for text in run.ids if text not in new]
    place = {text: at for at, text in enumerate(ids)}
    rows = np.array([row for row, at in enumerate(run.layout.owners.tolist()) if run.ids[at] in place])
    owners = np.array([place[run.ids[at]] for at in run.layout.owners[rows].tolist()])
    settled = run_free(run)
    main = [
        number[names[int(settled.text_subthemes[at])]] if settled.text_subthemes[at] >= 0 else -1
        for at, text in enumerate(run.ids)
        if text in place
    ]
    return Previous(
        parents=parents,
        ids=ids,
        text_groups=np.array(main, dtype=np.int64),
        reasons={text: "no-opinion" for text in ids if text not in new and text in ("38", "aside")},
        owners=owners,
        starts=run.layout.starts[rows],
        ends=run.layout.ends[rows],
        passage_groups=cells[rows],
    )


def run_free(run):
    """The Settled of a run that has neither decisions nor an earlier run."""
    return settle(
        run.layout,
        run.themes,
        run.subthemes,
        ids=run.ids,
        corpus=run.corpus,
        graph=run.graph,
        points=run.points,
    )
