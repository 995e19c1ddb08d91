"""The lexical view of texts: pieces of words (runs of 3 or 4 letters), weighted and reduced to a few dimensions.

Pieces find what whole words miss: forms of one word, compounds, spelling mistakes, and languages that no stemmer
knows. They are counted word by word, so that a word's pieces are found once however many texts use it. The weights are
those of TF-IDF, with dampened counts, the reduction is latent semantic analysis (Deerwester and others 1990).
"""

import re

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from nlp.reading.cleaning import fold

WORDS = re.compile(r"\w+")
LENGTHS = (3, 4)
LONGEST_WORD = 40
VOCABULARY = 20_000
DIMENSIONS = 100
ITERATIONS = 4
LEARNT_ON = 20_000
LARGEST_SHARE = 0.5
FEW_TEXTS = 20
BATCH = 4096
REMEMBERED = 200_000


class Lexicon:
    """Learn from texts which pieces of words matter; turn texts into rows of at most `dimensions` numbers.

    A row is no longer than 1: its length tells how much of the text the dimensions hold, so that texts of words that
    hardly any other text has weigh little. It is learnt on `LEARNT_ON` texts, evenly spaced, where there are more.
    """

    def __init__(self, *, dimensions=DIMENSIONS, random_state=0):
        self.dimensions = dimensions
        self.random_state = random_state

    def fit(self, texts):
        self._numbers, self._pieces_of_words = {}, {}
        learnt_on = np.unique(np.linspace(0, len(texts) - 1, min(len(texts), LEARNT_ON)).astype(np.int64))
        counts = self._counts([texts[place] for place in learnt_on.tolist()], learning=True)
        self._choose(counts)
        weighted = self._weighted(counts[:, self._chosen])
        self.basis_ = None
        if min(weighted.shape) > max(2, self.dimensions):
            svd = TruncatedSVD(self.dimensions, n_iter=ITERATIONS, random_state=self.random_state)
            self.basis_ = np.ascontiguousarray(svd.fit(weighted).components_.T, dtype=np.float32)
        elif min(weighted.shape) > 2:
            left, sizes, right = np.linalg.svd(weighted.toarray(), full_matrices=False)
            self.basis_ = np.ascontiguousarray(right[sizes > sizes[0] * 1e-6].T, dtype=np.float32)
        self._renumber()
        return self

    def transform(self, texts):
        """Rows for the texts, float32, shape (texts, dimensions); zero where no word is known."""
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            stop = min(start + BATCH, len(texts))
            batch = [texts[place] for place in range(start, stop)]
            weighted = self._weighted(self._counts(batch))
            rows[start:stop] = weighted @ self.basis_ if self.basis_ is not None else weighted.toarray()
        return rows

    @property
    def width(self):
        """Numbers in a row."""
        return self.basis_.shape[1] if self.basis_ is not None else max(1, len(self._idf))

    def _counts(self, texts, *, learning=False):
        """How often each piece is in each text; pieces that are not known yet are learnt or left out."""
        rows_of_words, words, columns, starts = {}, [], [], [0]
        for text in texts:
            for word in WORDS.findall(text.lower()):
                at = rows_of_words.get(word)
                if at is None:
                    at = rows_of_words[word] = len(words)
                    words.append(self._pieces(word, learning))
                columns.append(at)
            starts.append(len(columns))
        used = sparse.csr_matrix(
            (np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(texts), len(words))
        )
        ends = np.cumsum([0, *map(len, words)])
        pieces = np.concatenate(words) if words else np.zeros(0, dtype=np.int32)
        held = sparse.csr_matrix(
            (np.ones(len(pieces), dtype=np.float32), pieces, ends),
            shape=(len(words), max(1, len(self._numbers))),
        )
        counts = used @ held
        counts.sum_duplicates()
        return counts

    def _pieces(self, word, learning):
        """Numbers of the pieces of a word, kept for the next time that it comes."""
        known = self._pieces_of_words.get(word)
        if known is not None:
            return known
        numbers = self._numbers
        pieces = pieces_of(word)
        if learning:
            pieces = [numbers.setdefault(piece, len(numbers)) for piece in pieces]
        else:
            pieces = [numbers[piece] for piece in pieces if piece in numbers]
        found = np.array(pieces, dtype=np.int32)
        if len(self._pieces_of_words) < REMEMBERED:
            self._pieces_of_words[word] = found
        return found

    def _choose(self, counts):
        """Keep the most frequent pieces that two texts share and not half of them; the earliest where they tie."""
        texts = counts.shape[0]
        spread = np.bincount(counts.indices, minlength=counts.shape[1])
        few = texts < FEW_TEXTS
        least, most = (1, texts) if few else (2, LARGEST_SHARE * texts)
        kept = np.flatnonzero((spread >= least) & (spread <= most))
        uses = np.asarray(counts.sum(axis=0)).ravel()[kept]
        self._chosen = np.sort(kept[np.argsort(-uses, kind="stable")][:VOCABULARY])
        self._idf = (np.log((1 + texts) / (1 + spread[self._chosen])) + 1).astype(np.float32)

    def _renumber(self):
        """Forget the pieces that were not chosen."""
        new = {old: number for number, old in enumerate(self._chosen.tolist())}
        self._numbers = {piece: new[old] for piece, old in self._numbers.items() if old in new}
        self._pieces_of_words = {}

    def _weighted(self, counts):
        """TF-IDF rows of length 1."""
        if not len(self._idf):
            return sparse.csr_matrix((counts.shape[0], 1), dtype=np.float32)
        weighted = counts.tocsr()
        weighted.data = (1 + np.log(weighted.data)) * self._idf[weighted.indices]
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        weighted.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(weighted.indptr)).astype(np.float32)
        return weighted


def pieces_of(word):
    """The runs of 3 and 4 letters of a word without case nor accents, its two ends marked by a space."""
    padded = f" {fold(word[:LONGEST_WORD])} "
    if len(padded) <= LENGTHS[0]:
        return [padded]
    return [padded[start : start + length] for length in LENGTHS for start in range(len(padded) - length + 1)]
