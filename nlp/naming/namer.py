"""Name the groups: title, keywords, description and exemplars, made only of what their texts say."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, groupby

import numpy as np

from nlp.chunks.workers import chunked
from nlp.naming.phrases import PhraseTable
from nlp.naming.quotations import Spellings, as_sentence, describing_sentences, exemplars, unreadable
from nlp.naming.samples import central_order, sample, sample_sizes
from nlp.naming.tagging import people_chunk, tag_chunk
from nlp.naming.titles import GroupWords
from nlp.reading.cleaning import fold
from nlp.reading.languages import UNKNOWN

CHUNK = 200
CHECKED = 3
FEW_TEXTS = 60
QUOTED = 20
LONGEST_QUOTE = 60
QUOTE_LENGTH = (15, 60)


@dataclass(eq=False)
class Group:
    """One group to name: all its texts, most central first, the sample of them that is read, and what was found."""

    rows: np.ndarray
    parent: int | None
    language: str
    sampled: np.ndarray
    places: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    title: str = ""
    keywords: tuple = ()
    description: str = ""
    exemplars: tuple = ()
    phrases: tuple = ()


class ThemeNamer:
    """Learn `themes_` and `subthemes_`: one named `Group` for each number in the labels, in order.

    The texts of the language that most of a group's texts are in name it. A theme is told from all texts, a sub-theme
    also from its theme; a title is never given twice.
    """

    def fit(self, texts, points, themes, subthemes, *, voices, languages, workers, progress=None):
        self._texts, self._points, self._languages = texts, points, languages
        self._voices = np.asarray(voices, dtype=float)
        self.themes_, self.subthemes_ = self._groups(themes), self._groups(subthemes, parents=themes)
        self._read(workers, progress)
        everywhere = self._share(np.arange(len(self._weights)))
        titles = set()
        for group in self.themes_:
            self._name(group, everywhere, titles)
        for group in self.subthemes_:
            above = self.themes_[group.parent]
            beside = np.sqrt(everywhere * self._share(above.places))
            # One of a theme's two phrases may well name one of its parts; its only phrase may not.
            left_out = above.phrases if len(above.phrases) == 1 else ()
            self._name(group, beside, titles, left_out=left_out)
        self._describe(workers)
        return self

    def _groups(self, labels, parents=None):
        ordered = [
            central_order(self._points, np.flatnonzero(labels == label)) for label in range(labels.max() + 1)
        ]
        groups = []
        for rows, count in zip(ordered, sample_sizes([len(rows) for rows in ordered]), strict=True):
            language = self._main_language(rows.tolist())
            spoken = [row for row in rows.tolist() if self._languages[row] == language]
            parent = None if parents is None else int(parents[rows[0]])
            groups.append(Group(rows, parent, language, sample(spoken, self._voices, int(count))))
        return groups

    def _main_language(self, rows):
        counts = Counter()
        for row in rows:
            counts[self._languages[row]] += self._voices[row]
        return min(counts, key=lambda code: (code == UNKNOWN, -counts[code], code))

    def _read(self, workers, progress):
        """Tag the samples of the sub-themes; a theme reads those of its own sub-themes that are in its language."""
        codes = sorted({group.language for group in self.subthemes_})
        read = [
            row
            for code in codes
            for group in self.subthemes_
            if group.language == code
            for row in group.sampled
        ]
        spoken = [self._languages[row] for row in read]
        chunks = [
            (code, [self._texts[row] for row in rows])
            for code in codes
            for rows in chunked(
                [row for row, language in zip(read, spoken, strict=True) if language == code], CHUNK
            )
        ]
        tagged = [
            words for chunk in workers.map_chunks(tag_chunk, chunks, progress=progress) for words in chunk
        ]
        self._table = PhraseTable(least_texts=1 if len(tagged) < FEW_TEXTS else 2).fit(tagged)
        self._spellings = Spellings().fit(self._texts)
        place = {row: at for at, row in enumerate(read)}
        self._weights = np.zeros(len(read))
        for group in self.subthemes_:
            group.places = np.array([place[row] for row in group.sampled])
            # A sentence that hundreds repeat counts for more than one, and still leaves the others a say.
            heard = np.sqrt(self._voices[group.sampled])
            self._weights[group.places] = heard * np.sqrt(self._voices[group.rows]).sum() / heard.sum()
        for number, theme in enumerate(self.themes_):
            below = [group for group in self.subthemes_ if group.parent == number]
            own = [group.places for group in below if group.language == theme.language]
            theme.places = np.concatenate(own or [group.places for group in below])

    def _share(self, places):
        """The share of these texts that each phrase is found in."""
        weights = self._weights[places]
        return np.asarray(weights @ self._table.found_[places]).ravel() / max(weights.sum(), 1e-9)

    def _name(self, group, beside, titles, left_out=()):
        words = GroupWords(
            self._table,
            rows=group.places,
            weights=self._weights[group.places],
            beside=beside,
            language=group.language,
            left_out=left_out,
        )
        options = chain(words.titles(), self._quoted_titles(group))
        free = ((title, phrases) for title, phrases in options if fold(title) not in titles)
        group.title, group.phrases = next(free, None) or self._numbered_title(group, titles)
        group.keywords = words.keywords() or (group.title,)
        titles.add(fold(group.title))

    def _quoted_titles(self, group):
        """Where phrases fail: the most readable of the short central texts, then the first words of any."""
        texts = [self._texts[row] for row in group.rows[:QUOTED].tolist()]
        short = [text for text in texts if len(text) <= LONGEST_QUOTE]
        readable = {text: round(unreadable(text, QUOTE_LENGTH, self._spellings), 6) for text in short}
        cut = [text[:LONGEST_QUOTE].rpartition(" ")[0] or text[:LONGEST_QUOTE] for text in texts]
        for text in [*sorted(short, key=readable.__getitem__), *cut]:
            yield text[:1].upper() + text[1:].rstrip(" .,;:!?"), ()

    def _numbered_title(self, group, titles):
        """Where every title is taken already, as in a set of one text: the first one, with a number."""
        title, _ = next(self._quoted_titles(group))
        number = 2
        while fold(f"{title} ({number})") in titles:
            number += 1
        return f"{title} ({number})", ()

    def _describe(self, workers):
        """Pick exemplars and a sentence for each group; the model for names is asked only about the best sentences."""
        groups = self.themes_ + self.subthemes_
        shortlists = []
        for group in groups:
            spoken = [row for row in group.rows.tolist() if self._languages[row] == group.language]
            words = [word for key in group.phrases for word in key]
            told = {"spellings": self._spellings}
            group.exemplars = tuple(exemplars(self._points, group.rows, self._texts, **told))
            shortlists.append(
                describing_sentences(self._points, spoken, self._texts, words=words, **told)[:CHECKED]
            )
        named = self._sentences_with_people(groups, shortlists, workers)
        taken = set()
        for group, shortlist in zip(groups, shortlists, strict=True):
            free = [sentence for sentence in shortlist if sentence not in named]
            fresh = [sentence for sentence in free if fold(sentence) not in taken] or free
            group.description = as_sentence(fresh[0] if fresh else group.title)
            taken.update(fold(sentence) for sentence in fresh[:1])

    @staticmethod
    def _sentences_with_people(groups, shortlists, workers):
        asked = sorted(
            {
                (group.language, sentence)
                for group, shortlist in zip(groups, shortlists, strict=True)
                for sentence in shortlist
            }
        )
        chunks = [
            (code, [sentence for _, sentence in part])
            for code, of_language in groupby(asked, key=lambda pair: pair[0])
            for part in chunked(list(of_language), CHUNK)
        ]
        found = [spans for part in workers.map_chunks(people_chunk, chunks) for spans in part]
        return {sentence for (_, sentence), spans in zip(asked, found, strict=True) if spans}
