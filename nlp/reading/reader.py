"""Read a whole set of texts: what is set aside, what repeats, which language, where one may be cut.

The work on single texts goes chunk by chunk through the workers; what needs all texts at once is done on arrays.
"""

from dataclasses import dataclass

import numpy as np

from nlp.reading.cleaning import calm, clean, extent, match_key, without_placeholders
from nlp.reading.duplicates import Duplicates, digests
from nlp.reading.exclusions import REASONS, reason_to_set_aside
from nlp.reading.languages import LanguageTeller, look
from nlp.reading.passages import candidates
from nlp.reading.stretches import Batches, Stretches

CHUNK = 2000
REASON_CODES = ("", *REASONS)


@dataclass(eq=False)
class Corpus:
    """What was read of each text, as arrays with one cell a text, and of the parts of those that are kept.

    `originals` is the position of the first text with the same words (its own where it is the first or set aside);
    `reasons` and `languages` index `REASON_CODES` and `language_codes`. Parts belong to the distinct kept texts only:
    `part_owners` rise, and within a text `part_starts` do; `part_keys` are digests of the words.
    """

    texts: list
    reasons: np.ndarray
    originals: np.ndarray
    languages: np.ndarray
    language_codes: list
    main_language: str
    part_owners: np.ndarray
    part_starts: np.ndarray
    part_ends: np.ndarray
    part_keys: np.ndarray

    @property
    def kept(self):
        """Which texts are in a theme."""
        return self.reasons == 0

    @property
    def distinct(self):
        """Positions of the kept texts that repeat no earlier one."""
        return np.flatnonzero(self.kept & (self.originals == np.arange(len(self.originals))))

    @property
    def voices(self):
        """How many texts say the same words, by the position of the first of them."""
        return np.bincount(self.originals[self.kept], minlength=len(self.originals))

    def tidy(self, places):
        """The whole texts at these places, tidied when they are asked for."""
        places = np.asarray(places)
        ends = np.array([len(self.texts[place]) for place in places.tolist()], dtype=np.int64)
        return Stretches(self.texts, places, np.zeros(len(places), dtype=np.int64), ends)

    def reason(self, place):
        return REASON_CODES[self.reasons[place]]

    def language(self, place):
        return self.language_codes[self.languages[place]]


class Reader:
    """Reads texts into a `Corpus`; `language` is "auto", or the one language that all texts are in."""

    def __init__(self, language="auto"):
        self.language = language

    def read(self, texts, *, pool, placed=(), progress=None):
        """The Corpus of these texts; `pool` runs the chunks.

        Texts at the positions `placed`, and their copies, are kept whatever they say, if they say anything.
        """
        read = pool.map_chunks(read_chunk, Batches(texts, CHUNK), step="reading", progress=progress)
        read = read if len(read) else [read_chunk([])]
        columns = {name: np.concatenate([chunk[name] for chunk in read]) for name in ("reasons", "keys")}
        forced = _forced(columns, texts, placed)
        columns["reasons"][forced] = 0
        kept = np.flatnonzero(columns["reasons"] == 0)
        copies = Duplicates().fit_digests(columns["keys"][kept])
        originals = np.arange(len(texts))
        originals[kept] = kept[copies.originals_]
        distinct = kept[copies.distinct_]
        codes, languages, main = self._languages(read, originals, distinct)
        parts = _parts(read, texts, forced, is_distinct=np.isin(np.arange(len(texts)), distinct))
        return Corpus(texts, columns["reasons"], originals, languages, codes, main, *parts)

    def _languages(self, read, originals, distinct):
        """(codes, number of each text's code, the commonest code): only distinct texts have a vote."""
        looks = (np.concatenate([chunk[name] for chunk in read])[distinct] for name in ("codes", "levels"))
        teller = LanguageTeller(self.language).fit_looks(*looks)
        codes = sorted({teller.main_, *teller.languages_})
        number = {code: at for at, code in enumerate(codes)}
        told = np.full(len(originals), number[teller.main_], dtype=np.uint8)
        told[distinct] = [number[code] for code in teller.languages_]
        return codes, told[originals], teller.main_


def read_chunk(texts):
    """What can be told of each text by itself: columns of one cell a text, and of one cell a part."""
    reasons, counts = [], []
    starts, ends, part_keys = [], [], []
    cleaned = [without_placeholders(clean(raw)) for raw in texts]
    keys = [match_key(tidy) for tidy in cleaned]
    for raw, tidy, key in zip(texts, cleaned, keys, strict=True):
        reason = reason_to_set_aside(tidy, key)
        reasons.append(REASON_CODES.index(reason))
        parts = [] if reason else candidates(raw)
        counts.append(len(parts))
        for start, end in parts:
            starts.append(start)
            ends.append(end)
            part_keys.append(key if len(parts) == 1 else match_key(raw[start:end]))
    codes, levels = look([calm(tidy) for tidy in cleaned], keys)
    return {
        "codes": codes,
        "levels": levels,
        "reasons": np.array(reasons, dtype=np.uint8),
        "keys": digests(keys),
        "counts": np.array(counts, dtype=np.int32),
        "starts": np.array(starts, dtype=np.int32),
        "ends": np.array(ends, dtype=np.int32),
        "part_keys": digests(part_keys),
    }


def _forced(columns, texts, placed):
    """Positions of the texts that would be set aside but for people, who placed them or a copy of them."""
    aside = np.flatnonzero(columns["reasons"])
    wanted = np.isin(columns["keys"][aside], columns["keys"][np.asarray(placed, dtype=np.int64)])
    return np.array([place for place in aside[wanted].tolist() if texts[place].strip()], dtype=np.int64)


def _parts(read, texts, forced, *, is_distinct):
    """Owners, starts, ends and keys of the distinct texts' parts; a text that people placed is one part, whole."""
    counts = np.concatenate([chunk["counts"] for chunk in read])
    owners = np.repeat(np.arange(len(counts)), counts)
    columns = [np.concatenate([chunk[name] for chunk in read]) for name in ("starts", "ends", "part_keys")]
    whole = [extent(texts[place]) for place in forced.tolist()]
    more = (
        [start for start, _ in whole],
        [end for _, end in whole],
        digests(match_key(texts[p]) for p in forced),
    )
    owners = np.concatenate([owners, forced])
    order = np.flatnonzero(is_distinct[owners])
    order = order[np.argsort(owners[order], kind="stable")]
    joined = (
        np.concatenate([old, np.asarray(new, old.dtype)])[order]
        for old, new in zip(columns, more, strict=True)
    )
    return (owners[order], *joined)
