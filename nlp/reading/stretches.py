"""Many stretches of many texts, held as offsets: the words are cut and tidied when someone asks for them.

A million texts are held once, as they were given; whatever works on them takes a batch at a time.
"""

from collections.abc import Sequence

import numpy as np

from nlp.reading.cleaning import calm, clean, without_placeholders


class Stretches(Sequence):
    """The tidied words of stretches `[start, end)` of the texts that own them.

    `owners`, `starts` and `ends` are arrays of one length: position of the text in `texts`, offsets into it as given.
    A slice is another Stretches, and costs nothing.
    """

    def __init__(self, texts, owners, starts, ends):
        self._texts, self._owners, self._starts, self._ends = texts, owners, starts, ends

    def __len__(self):
        return len(self._owners)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return Stretches(self._texts, self._owners[at], self._starts[at], self._ends[at])
        words = self._texts[self._owners[at]][self._starts[at] : self._ends[at]]
        return calm(without_placeholders(clean(words)))

    @property
    def lengths(self):
        """Characters of each stretch as given, float32."""
        return (self._ends - self._starts).astype(np.float32)

    def take(self, rows):
        """The stretches at these rows, in their order."""
        rows = np.asarray(rows, dtype=np.int64)
        return Stretches(self._texts, self._owners[rows], self._starts[rows], self._ends[rows])

    def followed_by(self, owners, starts, ends):
        """These stretches, then others of the same texts."""
        columns = zip((self._owners, self._starts, self._ends), (owners, starts, ends), strict=True)
        return Stretches(self._texts, *(np.concatenate(pair) for pair in columns))


class Batches(Sequence):
    """Consecutive lists of `size` items of a sequence, each made when it is asked for.

    The boundaries depend on the number of items alone, so that no worker can change a byte.
    """

    def __init__(self, items, size):
        self._items, self._size = items, size

    def __len__(self):
        return -(-len(self._items) // self._size)

    def __getitem__(self, at):
        if not 0 <= at < len(self):
            raise IndexError(at)
        stop = min((at + 1) * self._size, len(self._items))
        return [self._items[place] for place in range(at * self._size, stop)]


class Rows:
    """Rows of a table that is kept in chunks: a sequence of arrays, all of one length but the last."""

    def __init__(self, chunks):
        self._chunks = chunks
        self._size = len(chunks[0])

    def __getitem__(self, places):
        """The rows at these places, float32, in their order; each chunk is opened once."""
        places = np.asarray(places, dtype=np.int64)
        order = np.argsort(places, kind="stable")
        holders = places[order] // self._size
        bounds = np.flatnonzero(np.diff(holders, prepend=-1, append=-1))
        taken = None
        for begin, end in zip(bounds[:-1], bounds[1:], strict=True):
            chunk = self._chunks[int(holders[begin])]
            if taken is None:
                taken = np.empty((len(places), chunk.shape[1]), dtype=np.float32)
            mine = order[begin:end]
            taken[mine] = chunk[places[mine] % self._size]
        return taken

    def mean(self):
        """The mean of all rows, float32."""
        total, count = np.zeros(self._chunks[0].shape[1]), 0
        for chunk in self._chunks:
            total += chunk.sum(axis=0, dtype=np.float64)
            count += len(chunk)
        return (total / count).astype(np.float32)
