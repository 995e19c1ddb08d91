"""From texts to named themes: the steps in their order. Each step is a class of its own that another may replace."""

import time
from collections import Counter
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

from nlp.chunks.workers import Workers
from nlp.files.provenance import processor, versions
from nlp.grouping.certainty import confidence, rare
from nlp.grouping.communities import TwoLevels
from nlp.grouping.encoders import BUNDLED, encoder_named
from nlp.grouping.features import Points
from nlp.grouping.neighbours import NeighbourGraph
from nlp.naming.namer import ThemeNamer
from nlp.reading.cleaning import calm, clean, extent, lead
from nlp.reading.duplicates import Duplicates
from nlp.reading.exclusions import reason_to_set_aside
from nlp.reading.languages import LanguageTeller
from nlp.results import Exemplar, Passage, TextPlacement, Theme

# Where each step stands in the whole, as shares of a usual run's time.
STEPS = {
    "reading": (0.0, 0.05),
    "encoding": (0.05, 0.5),
    "linking": (0.5, 0.58),
    "grouping": (0.58, 0.65),
    "naming": (0.65, 1.0),
}


class ThemeFinder:
    """Find the themes of a set of texts, on two nested levels.

    `language` is "auto", "fr" or "en"; `encoder` a name (see `nlp.grouping.encoders`), None for the bundled one;
    `workers` the number of local processes, None for one a core. The result depends on none but the texts, the first
    three parameters and the seed.

    After `fit`: `themes_` (themes, each followed by its sub-themes), `texts_` (one placement a text, in order),
    `passages_` and `run_` (versions, settings, counts, seconds of each step).
    """

    def __init__(self, language="auto", max_themes=20, encoder=None, random_state=0, workers=None):
        self.language = language
        self.max_themes = max_themes
        self.encoder = encoder
        self.random_state = random_state
        self.workers = workers

    def fit(self, ids, texts, progress=None):
        """Find the themes of the texts; `progress(step, share of the whole done)` may raise to stop the run.

        Raises ValueError where ids repeat or do not match the texts, EncoderUnavailable for an encoder that cannot be
        had. What `progress` raises comes through unchanged, every process ended.
        """
        ids, texts = list(ids), list(texts)
        if len(ids) != len(texts) or len(set(ids)) != len(ids):
            raise ValueError(
                "Give each text one id of its own: ids must be as many as the texts, all different."
            )
        self._progress, self._seconds, self._ids, self._raw = (
            progress or (lambda step, share: None),
            {},
            ids,
            texts,
        )
        with Workers(self.workers) as pool, threadpool_limits(1):
            self._read(texts)
            if self._texts:
                self._group(pool)
                self._name(pool)
        self.texts_ = tuple(self._placements())
        self.themes_ = tuple(self._themes()) if self._texts else ()
        self.passages_ = tuple(self._whole_passages())
        self.run_ = self._run()
        self._progress("naming", 1.0)
        return self

    @contextmanager
    def _step(self, name):
        begin, end = STEPS[name]
        started = time.perf_counter()
        self._progress(name, begin)
        yield lambda share: self._progress(name, round(begin + (end - begin) * share, 4))
        self._seconds[name] = round(time.perf_counter() - started, 3)

    def _read(self, texts):
        """Clean, set aside, find the repeated ones; what follows works on the distinct usable texts."""
        with self._step("reading"):
            cleaned = [clean(text) for text in texts]
            self._reasons = [reason_to_set_aside(text) for text in cleaned]
            self._usable = [place for place, reason in enumerate(self._reasons) if not reason]
            self._copies = Duplicates().fit([cleaned[place] for place in self._usable])
            self._distinct = [self._usable[place] for place in self._copies.distinct_]
            self._voices = [self._copies.voices_[place] for place in self._copies.distinct_]
            self._texts = [calm(cleaned[place]) for place in self._distinct]
            self._languages = LanguageTeller(self.language).fit(self._texts)

    def _group(self, pool):
        with self._step("encoding") as done:
            encoder = encoder_named(self.encoder)
            vectors = encoder.encode(self._texts, workers=pool, progress=done) if encoder else None
        with self._step("linking"):
            points = Points(random_state=self.random_state)
            self._points = points.fit(self._texts, vectors, languages=self._languages.languages_).points_
            self._graph = NeighbourGraph().fit(self._points)
        with self._step("grouping"):
            self._levels = TwoLevels(max_themes=self.max_themes, random_state=self.random_state)
            self._levels.fit(self._graph.graph_, self._points, voices=self._voices)

    def _name(self, pool):
        with self._step("naming") as done:
            self._names = ThemeNamer().fit(
                self._texts,
                self._points,
                self._levels.themes_,
                self._levels.subthemes_,
                voices=self._voices,
                languages=self._languages.languages_,
                workers=pool,
                progress=done,
            )
            self._theme_ids, self._subtheme_ids = _numbered(self._names)
            self._confidence = confidence(self._graph.graph_, self._levels.themes_)
            self._rare = rare(self._graph.similarities_, self._voices)

    def _placements(self):
        original = dict(zip(self._usable, self._copies.originals_, strict=True))
        campaign = dict(zip(self._usable, self._copies.campaigns_, strict=True))
        row = {place: at for at, place in enumerate(self._copies.distinct_)}
        languages = self._languages.languages_
        for place, text_id in enumerate(self._ids):
            if self._reasons[place]:
                yield TextPlacement(
                    text_id, "", "", 0.0, self._reasons[place], "", "", False, self._languages.main_
                )
                continue
            first, at = self._usable[original[place]], row[original[place]]
            yield TextPlacement(
                id=text_id,
                theme=self._theme_ids[self._levels.themes_[at]],
                subtheme=self._subtheme_ids[self._levels.subthemes_[at]],
                confidence=float(self._confidence[at]),
                excluded="",
                duplicate_of=self._ids[first] if first != place else "",
                campaign="" if campaign[place] is None else self._ids[self._usable[campaign[place]]],
                rare=bool(self._rare[at]),
                language=languages[at],
            )

    def _themes(self):
        sizes, copies = Counter(), Counter()
        for text in self.texts_:
            for group in (text.theme, text.subtheme):
                sizes[group] += 1
                copies[group] += bool(text.duplicate_of)
        for number, theme in enumerate(self._names.themes_):
            yield self._theme(theme, self._theme_ids[number], None, sizes, copies)
            for below, subtheme in enumerate(self._names.subthemes_):
                if subtheme.parent == number:
                    yield self._theme(
                        subtheme, self._subtheme_ids[below], self._theme_ids[number], sizes, copies
                    )

    def _theme(self, group, theme_id, parent, sizes, copies):
        places = [self._distinct[row] for row in group.exemplars]
        return Theme(
            id=theme_id,
            parent=parent,
            title=group.title,
            keywords=group.keywords,
            description=group.description,
            size=sizes[theme_id],
            duplicates=copies[theme_id],
            exemplars=tuple(Exemplar(self._ids[place], *lead(self._raw[place])) for place in places),
            language=group.language,
        )

    def _whole_passages(self):
        """One passage a text, as far as it is written: a text is not yet split into its ideas."""
        for text, raw in zip(self.texts_, self._raw, strict=True):
            if not text.excluded:
                start, end = extent(raw)
                yield Passage(text.id, 1, start, end, text.theme, text.subtheme, text.confidence)

    def _run(self):
        settings = {
            "language": self.language,
            "max_themes": self.max_themes,
            "encoder": self.encoder or BUNDLED,
            "random_state": self.random_state,
        }
        reasons = Counter(text.excluded for text in self.texts_ if text.excluded)
        languages = Counter(text.language for text in self.texts_ if not text.excluded)
        return {
            "versions": versions(),
            "processor": processor(),
            "settings": settings,
            "workers": self.workers,
            "counts": {
                "texts": len(self._ids),
                "distinct": len(self._distinct),
                "duplicates": sum(bool(text.duplicate_of) for text in self.texts_),
                "excluded": dict(sorted(reasons.items())),
                "languages": dict(sorted(languages.items())),
                "rare": sum(text.rare for text in self.texts_),
                "themes": sum(theme.parent is None for theme in self.themes_),
                "subthemes": sum(theme.parent is not None for theme in self.themes_),
            },
            "seconds": dict(self._seconds),
        }


def _numbered(namer):
    """Ids of the themes ("t1", biggest first) and of the sub-themes ("t1.1", biggest of its theme first)."""
    below = Counter()
    subthemes = []
    for group in namer.subthemes_:
        below[group.parent] += 1
        subthemes.append(f"t{group.parent + 1}.{below[group.parent]}")
    return [f"t{number + 1}" for number in range(len(namer.themes_))], subthemes
