"""Find the texts that say the same words: alike up to case, accents, punctuation and spacing."""

from hashlib import blake2b

import numpy as np

from nlp.reading.cleaning import match_key


def digests(keys):
    """A 64-bit number for each match key, one array of uint64; the same in every process.

    Two different keys among n share a number with a chance of n²/2⁶⁵: one in thirty million for a million texts. For
    that price neither the keys nor a dictionary of them is kept.
    """
    found = b"".join(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest() for key in keys)
    return np.frombuffer(found, dtype="<u8")


class Duplicates:
    """Learn which texts repeat an earlier one.

    All results are integer arrays: `originals_` has, for each text, the position of the first text with the same words
    (its own where it is the first); `voices_`, for each text, how many texts have these words; `distinct_` lists the
    positions of the firsts, in order.
    """

    def fit(self, texts):
        return self.fit_digests(digests(map(match_key, texts)))

    def fit_digests(self, numbers):
        """The same from the `digests` of the texts' match keys, which may have been made elsewhere, in chunks."""
        _, first, inverse, counts = np.unique(
            numbers, return_index=True, return_inverse=True, return_counts=True
        )
        self.originals_ = first[inverse]
        self.voices_ = counts[inverse]
        self.distinct_ = np.sort(first)
        return self
