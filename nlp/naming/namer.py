"""Name the groups: title, keywords, description and exemplars, made only of what their texts say."""

from itertools import chain

import numpy as np

from nlp.chunks import chunked
from nlp.naming.checking import flagged, named_chunk, private_chunk
from nlp.naming.choosing import TitleChooser
from nlp.naming.distinct import TakenSentences
from nlp.naming.groups import AGAINST_IT, Group, groups_of
from nlp.naming.phrases import PhraseTable
from nlp.naming.quotations import (
    EXEMPLARS,
    POOL,
    READ,
    as_sentence,
    describing_sentences,
    exemplar_rows,
    quoted_titles,
)
from nlp.naming.samples import closeness
from nlp.naming.spelling import Spellings
from nlp.naming.tagging import tag_chunk
from nlp.naming.titles import GroupWords
from nlp.reading.cleaning import clean

__all__ = ["Group", "ThemeNamer"]
CHUNK = 200
SENTENCES = 5
FEW_TEXTS = 60
WORDS = 15


class ThemeNamer:
    """Learn `themes_` and `subthemes_`: one named `Group` for each number in the labels, in order.

    The texts of the language that most of a group's texts are in name it. A theme is told from all texts, a sub-theme
    also from its theme; no two titles are alike. `stances` gives each text -1 (against), 0 or 1 (for); `given` maps
    ("theme", n) and ("subtheme", n) to the (title, description or "") that people decided, which are taken as they are.
    Only a sample of the texts is read; `texts` is asked for single rows.
    """

    def fit(
        self,
        texts,
        points,
        themes,
        subthemes,
        *,
        voices,
        languages,
        workers,
        progress=None,
        stances=None,
        given=None,
    ):
        self._texts, self._points, self._workers = texts, points, workers
        self._voices = np.asarray(voices, dtype=float)
        self._stances = np.zeros(len(self._voices)) if stances is None else np.asarray(stances)
        facts = {
            "voices": self._voices,
            "languages": np.asarray(languages),
            "stances": None if stances is None else self._stances,
        }
        self.themes_ = groups_of(points, themes, **facts)
        self.subthemes_ = groups_of(points, subthemes, parents=themes, **facts)
        self._given = given or {}
        self._read(progress)
        self._entitle()
        self._exemplify()
        self._describe()
        return self

    def _told(self, row):
        """The beginning of one text, tidied: as much of it as is read."""
        return clean(self._texts[row][:READ])

    def _numbered(self):
        """All groups with their name in `given`: themes, then sub-themes."""
        yield from ((("theme", number), group) for number, group in enumerate(self.themes_))
        yield from ((("subtheme", number), group) for number, group in enumerate(self.subthemes_))

    def _read(self, progress):
        """Tag the samples of the sub-themes; a theme reads those of its own sub-themes that are in its language."""
        codes = sorted({group.language for group in self.subthemes_})
        read = [
            (code, row)
            for code in codes
            for group in self.subthemes_
            if group.language == code
            for row in group.sampled.tolist()
        ]
        chunks = [
            (code, [self._told(row) for row in rows])
            for code in codes
            for rows in chunked([row for language, row in read if language == code], CHUNK)
        ]
        tagged = list(chain.from_iterable(self._workers.map_chunks(tag_chunk, chunks, progress=progress)))
        self._table = PhraseTable(least_texts=1 if len(tagged) < FEW_TEXTS else 2)
        self._table.fit(tagged, [code for code, _ in read])
        self._spellings = Spellings().fit(self._texts)
        self._read_rows = np.array([row for _, row in read], dtype=int)
        place = {row: at for at, (_, row) in enumerate(read)}
        self._weights = np.zeros(len(read))
        for group in self.subthemes_:
            group.places = np.array([place[row] for row in group.sampled.tolist()])
            # A sentence that hundreds repeat counts for more than one, and still leaves the others a say.
            heard = np.sqrt(self._voices[group.sampled])
            self._weights[group.places] = heard * np.sqrt(self._voices[group.rows]).sum() / heard.sum()
        for number, theme in enumerate(self.themes_):
            below = [group for group in self.subthemes_ if group.parent == number]
            own = [group.places for group in below if group.language == theme.language]
            theme.places = np.concatenate(own or [group.places for group in below])

    def _entitle(self):
        """Give each group its keywords, its title and the lemmas that tell its sentences apart."""
        chooser = TitleChooser(self._table.written, self._workers)
        decided = {id(group): self._given[name] for name, group in self._numbered() if name in self._given}
        for group in chain(self.themes_, self.subthemes_):
            if id(group) in decided:
                group.title, group.description = decided[id(group)]
                chooser.reserve(group)
        self._lemmas = {}
        for level, words_of in ((self.themes_, self._theme_words), (self.subthemes_, self._subtheme_words)):
            words = list(map(words_of, level))
            for group, own in zip(level, words, strict=True):
                self._lemmas[id(group)] = own.lemmas(WORDS)
            free = [place for place, group in enumerate(level) if id(group) not in decided]
            groups = [level[place] for place in free]
            chooser.choose(groups, [words[place] for place in free], list(map(self._quotes, groups)))
            for group, own in zip(level, words, strict=True):
                group.keywords = own.keywords()
        for number, theme in enumerate(self.themes_):
            if not theme.title:
                parts = [group for group in self.subthemes_ if group.parent == number]
                chooser.join(theme, sorted(parts, key=lambda part: -len(part.rows)))
        for group in chain(self.themes_, self.subthemes_):
            group.keywords = group.keywords or (group.title,)

    def _theme_words(self, group):
        return self._words(group, self._beside(group))

    def _subtheme_words(self, group):
        above = self.themes_[group.parent]
        beside = self._beside(group)
        if len(above.places) > len(group.places):
            beside = np.sqrt(beside * self._beside(group, among=above.places))
        # One of a theme's two phrases may well name one of its parts; its only phrase may not.
        left_out = above.phrases if len(above.phrases) == 1 else ()
        return self._words(group, beside, left_out=left_out, above=above.title)

    def _words(self, group, beside, left_out=(), above=""):
        return GroupWords(
            self._table,
            rows=group.places,
            weights=self._weights[group.places],
            points=self._points[self._read_rows[group.places]],
            beside=beside,
            language=group.language,
            left_out=left_out,
            above=above,
            side=group.side,
        )

    def _beside(self, group, among=None):
        """The share of the texts beside the group, all of them or those `among`, that each phrase is found in."""
        weights = np.zeros(len(self._weights))
        among = slice(None) if among is None else among
        weights[among] = self._weights[among]
        weights[group.places] = 0
        return np.asarray(weights @ self._table.found_).ravel() / max(weights.sum(), 1e-9)

    def _quotes(self, group):
        """Short sentences of the group's most central texts; of those that say no where most do."""
        rows = group.spoken if len(group.spoken) else group.rows
        if group.side == AGAINST_IT and (self._stances[rows] < 0).any():
            rows = rows[self._stances[rows] < 0]
        rows = rows[:POOL]
        near = closeness(self._points, rows, group.centre).tolist()
        facts = {"spellings": self._spellings, "words": self._lemmas[id(group)], "language": group.language}
        return quoted_titles([self._told(row) for row in rows.tolist()], near, **facts)

    def _exemplify(self):
        """Central, different, readable texts for each group, without private data where there are such."""
        groups = self.themes_ + self.subthemes_
        shortlists = []
        for group in groups:
            near = closeness(self._points, group.rows[:POOL], group.centre)
            pool = group.rows[:POOL]
            said = [self._told(row) for row in pool.tolist()]
            shortlists.append(exemplar_rows(self._points[pool], pool, said, near, self._spellings))
        asked = [
            (group.language, self._told(row))
            for group, rows in zip(groups, shortlists, strict=True)
            for row in rows
        ]
        private = flagged(private_chunk, asked, self._workers)
        for group, rows in zip(groups, shortlists, strict=True):
            shown = [row for row in rows if (group.language, self._told(row)) not in private]
            group.exemplars = tuple((shown or rows[:1])[:EXEMPLARS])

    def _describe(self):
        """Pick a sentence for each group; the model for names is asked only about the best sentences."""
        groups = [group for _, group in self._numbered()]
        shortlists = [self._sentences(group) for group in groups]
        asked = [
            (group.language, text) for group, some in zip(groups, shortlists, strict=True) for text in some
        ]
        named = flagged(named_chunk, asked, self._workers)
        taken = TakenSentences()
        for (name, group), shortlist in zip(self._numbered(), shortlists, strict=True):
            if self._given.get(name, ("", None))[1] is not None:
                continue
            free = [text for text in shortlist if (group.language, text) not in named]
            fresh = [text for text in free if taken.is_free(text)] or free
            chosen = fresh[0] if fresh else group.title
            taken.take(chosen)
            group.description = as_sentence(self._spellings.restored(chosen), group.language)

    def _sentences(self, group):
        saying = group.places
        if group.phrases:
            columns = [self._table.places_[key] for key in group.phrases]
            found = np.asarray(self._table.found_[group.places][:, columns].sum(axis=1)).ravel()
            saying = group.places[found > 0]
        rows = np.array(
            list(dict.fromkeys([*group.spoken[:POOL].tolist(), *self._read_rows[saying[:POOL]].tolist()])),
            dtype=int,
        )
        if group.side == AGAINST_IT:
            rows = rows[self._stances[rows] <= 0]
        near = closeness(self._points, rows, group.centre).tolist()
        facts = {"spellings": self._spellings, "words": self._lemmas[id(group)], "title": group.title}
        return describing_sentences([self._told(row) for row in rows.tolist()], near, **facts)[:SENTENCES]
