"""From texts to named themes: the steps in their order. Each step is a class of its own that another may replace."""

import time
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
from threadpoolctl import threadpool_limits

from nlp.chunks import ChunkStore, open_chunks
from nlp.deciding.account import doubt_rows, move_rows, moves
from nlp.deciding.agreement import agree
from nlp.deciding.decisions import texts_placed
from nlp.deciding.settled import new_ids, retired_ids
from nlp.deciding.settling import settle
from nlp.files.provenance import processor, versions
from nlp.findings import Findings, Grouped
from nlp.grouping.certainty import confidence, rare
from nlp.grouping.communities import TwoLevels, by_size
from nlp.grouping.encoders import BUNDLED, encoder_named
from nlp.grouping.features import Points
from nlp.grouping.map import map_places
from nlp.grouping.neighbours import NeighbourGraph
from nlp.grouping.stances import part_by_stance, stances
from nlp.grouping.steadying import without_unclear_cuts
from nlp.naming.namer import ThemeNamer
from nlp.reading.campaigns import Campaigns
from nlp.reading.copies import with_copies
from nlp.reading.cutting import Cutter, in_order_of_appearance
from nlp.reading.languages import knows
from nlp.reading.reader import Reader
from nlp.reading.stretches import Stretches

# Where each step stands in the whole, as shares of a usual run's time.
STEPS = {
    "reading": (0.0, 0.08),
    "encoding": (0.08, 0.6),
    "linking": (0.6, 0.72),
    "grouping": (0.72, 0.8),
    "naming": (0.8, 1.0),
}

NOTHING = np.zeros(0, dtype=np.int64)


class ThemeFinder:
    """Find the themes of a set of texts, on two nested levels.

    `language` is "auto", "fr" or "en"; `encoder` a name (see `nlp.grouping.encoders`), None for the bundled one.
    `workers` is the number of local processes, None for one a core; `scheduler` the address of a Dask scheduler that
    takes their place; `store` a folder where each chunk's result is kept, so that a run that is killed goes on where
    it stopped. The result depends on the texts, the first three parameters and the seed, and on nothing else.

    After `fit`: `themes_` (themes, each followed by its sub-themes), `texts_` (one placement a text, in order),
    `passages_` and `run_` (versions, settings, counts, seconds of each step).
    """

    def __init__(
        self,
        language="auto",
        max_themes=20,
        encoder=None,
        random_state=0,
        workers=None,
        scheduler=None,
        store=None,
    ):
        self.language = language
        self.max_themes = max_themes
        self.encoder = encoder
        self.random_state = random_state
        self.workers = workers
        self.scheduler = scheduler
        self.store = store

    def fit(self, ids, texts, progress=None, previous=None, decisions=()):
        """Find the themes of the texts; `progress(step, share of the whole done)` may raise to stop the run.

        `previous` is an earlier run (`nlp.deciding.previous.Previous`) whose themes are kept where they are the same,
        `decisions` what people decided (`nlp.deciding.decisions`): they hold exactly, or the run is refused.

        Raises ValueError where ids repeat or do not match the texts, EncoderUnavailable for an encoder that cannot be
        had, ContradictoryDecisions. What `progress` raises comes through unchanged, every process ended.
        """
        ids, texts = list(ids), list(texts)
        if len(ids) != len(texts) or len(set(ids)) != len(ids):
            raise ValueError(
                "Give each text one id of its own: ids must be as many as the texts, all different."
            )
        self._progress, self._seconds = progress or (lambda step, share: None), {}
        store = ChunkStore(self.store) if self.store else None
        opened = open_chunks(self.workers, self.scheduler, store=store)
        with opened as pool, threadpool_limits(1):
            self._read(texts, pool, placed=self._placed(ids, decisions))
            agree(decisions, ids=ids, corpus=self._corpus, previous=previous)  # before the costly steps
            self._cut(pool)
            if len(self._passages.firsts):
                self._group(pool)
            else:
                self._points, self._languages, self._stances = np.zeros((0, 1), dtype=np.float32), [], NOTHING
                self._graph, self._free = NeighbourGraph().fit(self._points), (NOTHING, NOTHING)
            self._settle(ids, previous, decisions)
            self._name(pool)
            self._chunks = pool.counts
        found = self._found(ids)
        self.texts_, self.passages_, self.themes_ = found.texts, found.passages, found.themes
        self._account(ids, previous)
        self.run_ = self._run(found)
        self._progress("naming", 1.0)
        return self

    @contextmanager
    def _step(self, name):
        begin, end = STEPS[name]
        started = time.perf_counter()
        self._progress(name, begin)
        yield lambda share: self._progress(name, round(begin + (end - begin) * share, 4))
        self._seconds[name] = round(self._seconds.get(name, 0) + time.perf_counter() - started, 3)

    @staticmethod
    def _placed(ids, decisions):
        """Positions of the texts that people place somewhere: no rule of ours sets those aside."""
        wanted = set(texts_placed(decisions))
        return [place for place, text in enumerate(ids) if text in wanted] if wanted else []

    def _read(self, texts, pool, *, placed):
        with self._step("reading") as done:
            self._corpus = Reader(self.language).read(texts, pool=pool, placed=placed, progress=done)
            distinct = self._corpus.distinct
            self._campaigns = Campaigns().fit(
                self._corpus.tidy(distinct), self._corpus.voices[distinct], pool=pool
            )

    def _cut(self, pool):
        with self._step("encoding") as done:
            encoder = encoder_named(self.encoder)
            self._passages = Cutter(encoder).cut(self._corpus, pool=pool, progress=done)
            self._layout = with_copies(self._passages, self._corpus)

    def _group(self, pool):
        """The free cut: what the texts alone say, one cell a unit."""
        passages = self._passages
        texts = passages.texts(self._corpus.texts)
        owners = passages.owners[passages.firsts]
        self._languages = [self._corpus.language(place) for place in owners.tolist()]
        with self._step("linking"):
            unknown = np.array([not knows(code) for code in self._languages], dtype=bool)
            points = Points(random_state=self.random_state)
            points.fit(texts, passages.vectors, languages=self._languages, unknown=unknown, owners=owners)
            self._points = points.points_
            self._graph = NeighbourGraph(random_state=self.random_state).fit(self._points, owners=owners)
        with self._step("grouping"):
            self._stances = stances(texts, self._languages)
            levels = TwoLevels(max_themes=self.max_themes, random_state=self.random_state)
            levels.fit(self._graph.graph_, self._points, voices=passages.voices)
            self._free = levels.themes_, self._finer(levels)

    def _finer(self, levels):
        """Sub-themes without unclear cuts, none of them both for and against, numbered from the biggest."""
        voices = self._passages.voices
        clear = without_unclear_cuts(self._graph.graph_, levels.themes_, levels.subthemes_)
        parted = part_by_stance(clear, levels.themes_, self._stances, self._points, voices=voices)
        return by_size(parted, voices)

    def _settle(self, ids, previous, decisions):
        """What people decided and what was settled before is made to hold, one cell a passage."""
        settled = settle(
            self._layout,
            *self._free,
            ids=ids,
            corpus=self._corpus,
            graph=self._graph.graph_,
            points=self._points,
            previous=previous,
            decisions=decisions,
            max_themes=self.max_themes,
        )
        units = settled.layout.units
        sure = confidence(self._graph.graph_, self._free[0], self._points)[units]
        odd = rare(self._graph.similarities_, self._passages.voices)[units]
        decided = ~np.isnan(settled.confidence)
        groups = settled.themes, settled.subthemes, settled.parents
        places = map_places(*groups, units=units, points=self._points)
        theme_ids, subtheme_ids = new_ids(settled, previous)
        self._settled = settled
        self._grouped = Grouped(
            settled.themes,
            settled.subthemes,
            np.where(decided, settled.confidence, sure),
            odd,
            theme_ids,
            subtheme_ids,
            self._stances[units],
            places,
        )

    def _name(self, pool):
        """Name the groups; what one group says in the same words several times is read once."""
        layout, grouped = self._settled.layout, self._grouped
        if not len(layout.owners):
            self._names = SimpleNamespace(themes_=[], subthemes_=[])
            return
        with self._step("naming") as done:
            rows, same = in_order_of_appearance(grouped.subthemes * len(self._points) + layout.units)
            units = layout.units[rows]
            whole = len(units) == len(self._points) and bool((units == np.arange(len(units))).all())
            self._names = ThemeNamer().fit(
                Stretches(self._corpus.texts, layout.owners[rows], layout.starts[rows], layout.ends[rows]),
                self._points if whole else self._points[units],
                grouped.themes[rows],
                grouped.subthemes[rows],
                voices=np.bincount(same),
                languages=[self._languages[unit] for unit in units.tolist()],
                workers=pool,
                progress=done,
                stances=self._stances[units],
                given=_given(self._settled),
            )
            for group in self._names.themes_ + self._names.subthemes_:
                group.exemplars = tuple(int(rows[row]) for row in group.exemplars)

    def _found(self, ids):
        distinct = self._corpus.distinct
        campaigns = np.full(len(ids), -1, dtype=np.int64)
        firsts = self._campaigns.campaigns_
        campaigns[distinct] = np.where(firsts >= 0, distinct[np.maximum(firsts, 0)], -1)
        return Findings(
            ids,
            self._corpus,
            self._settled.layout,
            grouped=self._grouped,
            campaigns=campaigns[self._corpus.originals],
            names=self._names,
            aside=self._settled.set_aside,
        )

    def _account(self, ids, previous):
        """`moves_` and `doubts_`: rows of MOVED_COLUMNS and DOUBT_COLUMNS (`nlp.deciding.account`)."""
        named = {"theme_ids": self._grouped.theme_ids, "subtheme_ids": self._grouped.subtheme_ids}
        told = moves(self._settled, ids=ids, corpus=self._corpus, previous=previous, **named)
        self.moves_ = move_rows(told)
        self.doubts_ = doubt_rows(self._settled, ids=ids, **named)
        self.left_ = self._settled.gone
        self.retired_ = retired_ids(self._settled, previous, **named) if previous is not None else {}

    def _run(self, found):
        return {
            "versions": versions(),
            "processor": processor(),
            "settings": {
                "language": self.language,
                "max_themes": self.max_themes,
                "encoder": self.encoder or BUNDLED,
                "random_state": self.random_state,
            },
            "workers": self.workers,
            "counts": found.counts(),
            "chunks": self._chunks,
            "retired": {old: list(became) for old, became in self.retired_.items()},
            "seconds": dict(self._seconds),
        }


def _given(settled):
    """What people call the groups, as the namer takes it."""
    levels = (("theme", settled.theme_names), ("subtheme", settled.subtheme_names))
    return {
        (level, number): (given.title, given.description)
        for level, names in levels
        for number, given in enumerate(names)
        if given is not None
    }
