"""Find near-copies: texts that share a template with small edits, as letters do that a campaign spreads.

Pairs of consecutive words are a text's shingles (Broder 1997, On the resemblance and containment of documents). Their
MinHash signatures, cut into bands, bring likely pairs together in time linear in the texts (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, chapter 3); each pair is then verified by the shingles themselves.

The only module that imports datasketch. Its signatures are used and not its index, which keeps a Python set for each
bucket: gigabytes for a million texts, where sorting one column a band needs megabytes.
"""

from typing import NamedTuple
from zlib import crc32

import numpy as np
from scipy import sparse

from nlp.chunks.cutting import chunked
from nlp.reading.cleaning import match_key
from nlp.reading.stretches import Batches

CHUNK = 4096
MIN_WORDS = 12
MIN_VOICES = 3
BANDS, ROWS = (
    32,
    3,
)  # two texts with half their shingles in common meet with a chance of 0.99, with 1 in 20 of 0.004
WINDOW, STRIDE = 40, 20  # words; a template inside a long letter is met by the parts of the letter
# In a bucket each text is held against the first, in a small one also against the three before it: linear in any case.
NEIGHBOURS, SMALL_BUCKET = 3, 32
PAIRS_AT_ONCE = 50_000
ROUNDS = 3
OWN_VOICES = 3  # a shingle is a campaign's own where one in three who say it is of the campaign


class Signed(NamedTuple):
    """What signing tells of those texts of a chunk that have `MIN_WORDS` words or more.

    `places` are theirs in the chunk, `sizes` their numbers of different shingles, `shingles` these one after the other
    (uint32). `bands` has a row of `BANDS` numbers (uint32) for each signed window, `owners` the place of its text.
    """

    places: np.ndarray
    sizes: np.ndarray
    shingles: np.ndarray
    owners: np.ndarray
    bands: np.ndarray


def sign(texts):
    """The `Signed` of a chunk of texts."""
    from datasketch import MinHash

    places, pairs = _word_pairs(texts)
    signer = MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=int)
    owners, signatures = [], []
    for place, numbers in zip(places, pairs, strict=True):
        listed = numbers.tolist()
        for start, stop in _windows(len(listed)):
            signer.clear()
            signer.update_batch(listed[start:stop])
            owners.append(place)
            signatures.append(signer.hashvalues)
    lengths = np.array([len(numbers) for numbers in pairs], dtype=np.int64)
    rows = np.repeat(np.arange(len(pairs), dtype=np.uint64), lengths)
    marked = _distinct((rows << np.uint64(32)) | np.concatenate([*pairs, np.empty(0, dtype=np.uint32)]))
    return Signed(
        np.array(places, dtype=np.int64),
        np.bincount((marked >> np.uint64(32)).astype(np.int64), minlength=len(pairs)),
        marked.astype(np.uint32),
        np.array(owners, dtype=np.int64),
        _banded(np.array(signatures, dtype=np.uint64).reshape(-1, BANDS, ROWS)),
    )


def _word_pairs(texts):
    """The places of the texts that are long enough, and for each the numbers of its pairs of consecutive words."""
    places, pairs = [], []
    for place, text in enumerate(texts):
        words = match_key(text).encode("utf-8", "replace").split()
        if len(words) >= MIN_WORDS:
            numbers = np.fromiter(map(crc32, words), dtype=np.uint64, count=len(words))
            mixed = (numbers[:-1] * np.uint64(0x9E3779B97F4A7C15)) ^ (
                numbers[1:] * np.uint64(0xC2B2AE3D27D4EB4F)
            )
            places.append(place)
            pairs.append((mixed >> np.uint64(32)).astype(np.uint32))
    return places, pairs


def _distinct(values):
    """The different values, sorted. By sorting: the hash table of numpy.unique slows down on such values."""
    values = np.sort(values)
    return values[np.flatnonzero(np.concatenate((values[:1] >= 0, values[1:] != values[:-1])))]


def _windows(length):
    """The whole text, and where it is long its overlapping parts."""
    yield 0, length
    if length > WINDOW + STRIDE:
        for start in range(0, length - STRIDE, STRIDE):
            yield start, start + WINDOW


def _banded(signatures):
    """One number a band: its signature values mixed into 32 bits (chance meetings are refused when verified)."""
    mixed = np.zeros(signatures.shape[:2], dtype=np.uint64)
    for row in range(signatures.shape[2]):
        mixed = (mixed ^ signatures[:, :, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


class Campaigns:
    """Learn which texts are near-copies of one another, sent by at least `MIN_VOICES` voices.

    `campaigns_` has, for each text, the position of the first text of its campaign, or -1 (int64). A text is of a
    campaign where it is like the campaign's centre, the text with the most near-copies, or like the template that the
    centre and its copies share: being like a copy of a copy is not enough, so campaigns never drift along a chain. A
    single text sent by enough voices is a campaign of its own. Texts shorter than `MIN_WORDS` words never are: several
    people easily write the same short answer.

    `resemblance` is the least share of common shingles among all of two texts (Jaccard), `containment` the least share
    of the shorter text's shingles that the longer one has too. A template is the shingles that the share `shared` of a
    campaign's texts have; each member has at least that share of it.

    What everybody says ("la loi de séparation de l'Église et de l'État") is no template: a template has at least
    `template` shingles, and unless it has twice as many, the share `own` of them is said by few others.
    """

    def __init__(self, *, resemblance=0.4, containment=0.6, shared=0.5, template=8, own=0.3):
        self.resemblance = resemblance
        self.containment = containment
        self.shared = shared
        self.template = template
        self.own = own

    def fit(self, texts, voices, *, pool=None, progress=None):
        """Learn from distinct texts; `voices[i]` is how many people sent text i; `pool` signs chunks of texts."""
        chunks = Batches(texts, CHUNK)
        if pool is None:
            signed = map(sign, chunks)
        else:
            signed = pool.map_chunks(sign, chunks, step="campaigns", progress=progress)
        places, table, owners, bands = _joined(signed)
        voices = np.asarray(voices, dtype=np.int64)[places]
        pairs = _met(owners, bands, len(places))
        groups = self._groups(table, voices, pairs)
        member = self._true_to_template(table, groups, voices)
        totals = np.bincount(groups[member], weights=voices[member], minlength=len(places))
        kept = member & (totals[groups] >= MIN_VOICES)
        first = np.full(len(places), len(texts), dtype=np.int64)
        np.minimum.at(first, groups[kept], places[kept])
        self.campaigns_ = np.full(len(texts), -1, dtype=np.int64)
        self.campaigns_[places[kept]] = first[groups[kept]]
        return self

    def _true_to_template(self, table, groups, voices):
        """Which texts have enough of their group's template, where it is one."""
        templates = self._templates(table, groups)
        sizes = np.diff(templates.indptr)
        said, inside = table.T @ voices, self._said_inside(table, templates, groups, voices)
        theirs = OWN_VOICES * inside >= said[templates.indices]
        rows = np.repeat(np.arange(len(sizes)), sizes)
        owned = np.bincount(rows[theirs], minlength=len(sizes))
        is_template = (sizes >= 2 * self.template) | ((sizes >= self.template) & (owned >= self.own * sizes))
        each = np.stack([np.arange(len(groups)), groups], axis=1)
        return is_template[groups] & (_in_common(table, templates, each) >= self.shared * sizes[groups])

    def _said_inside(self, table, templates, groups, voices):
        """For each shingle of each template, in the order of their data, the voices of the group that say it."""
        inside = _membership(groups, voices) @ table
        inside.sort_indices()
        width = table.shape[1]
        rows = np.repeat(np.arange(inside.shape[0], dtype=np.int64), np.diff(inside.indptr))
        wanted = np.repeat(np.arange(templates.shape[0], dtype=np.int64), np.diff(templates.indptr))
        found = np.searchsorted(rows * width + inside.indices, wanted * width + templates.indices)
        return inside.data[found]

    def _groups(self, table, voices, pairs):
        """The group of each text: near-copies around a centre, then groups around a group with their template."""
        groups, templates, weights = np.arange(table.shape[0]), table, voices
        for _ in range(ROUNDS):
            linked = _different_pairs(groups[pairs], len(groups))
            linked = linked[self._alike(templates, linked)]
            if not len(linked):
                break
            centres = _stars(linked, weights)
            groups = centres[groups]
            weights = np.bincount(groups, weights=voices, minlength=len(voices))
            templates = self._templates(table, groups)
        return groups

    def _alike(self, table, pairs):
        sizes = np.diff(table.indptr)
        common = _in_common(table, table, pairs)
        one, other = sizes[pairs[:, 0]], sizes[pairs[:, 1]]
        return (common >= self.resemblance * (one + other - common)) | (
            (common >= self.containment * np.minimum(one, other))
            & (common >= self.containment * (MIN_WORDS - 1))
        )

    def _templates(self, table, groups):
        """For each group the shingles that at least half of its texts share, and two where they are more than one."""
        members = np.bincount(groups, minlength=table.shape[0])
        told = (_membership(groups, np.ones(len(groups), dtype=np.int64)) @ table).tocsr()
        told.sort_indices()
        least = np.maximum(np.minimum(members, 2), self.shared * members)
        told.data = (told.data >= np.repeat(least, np.diff(told.indptr))).astype(np.int32)
        told.eliminate_zeros()
        return told


def _joined(signed):
    """The chunks' results as one: positions of the signed texts, a table of their shingles, owners and bands."""
    parts = [
        part._replace(places=CHUNK * at + part.places, owners=CHUNK * at + part.owners)
        for at, part in enumerate(signed)
    ]
    places, sizes, shingles, owners, bands = map(np.concatenate, zip(*(parts or [sign([])]), strict=True))
    known, columns = np.unique(shingles, return_inverse=True)
    table = sparse.csr_matrix(
        (
            np.ones(len(columns), dtype=np.int32),
            columns.astype(np.int32),
            np.concatenate(([0], np.cumsum(sizes))),
        ),
        shape=(len(places), len(known)),
    )
    return places, table, np.searchsorted(places, owners), bands


def _membership(groups, weights):
    """A table with a row for each group and a column for each text, that holds the text's weight."""
    count = len(groups)
    return sparse.csr_matrix((weights, (groups, np.arange(count))), shape=(count, count))


def _met(owners, bands, count):
    """Pairs (i, j), i < j, of texts that fell into one bucket of a band, each once, in order."""
    met = np.empty(0, dtype=np.int64)
    for band in bands.T:
        order = np.argsort(band, kind="stable")
        codes, texts = band[order], owners[order]
        starts = np.flatnonzero(np.diff(codes, prepend=codes[:1] - np.uint32(1)))
        sizes = np.diff(starts, append=len(codes))
        found = [np.repeat(texts[starts], sizes) * count + texts]
        small = np.repeat(sizes <= SMALL_BUCKET, sizes)
        for gap in range(1, NEIGHBOURS + 1):
            same = small[gap:] & (codes[gap:] == codes[:-gap])
            found.append(texts[:-gap][same] * count + texts[gap:][same])
        met = _distinct(np.concatenate([met, *found]))
    return _different_pairs(np.stack(np.divmod(met, max(count, 1)), axis=1), count)


def _different_pairs(pairs, count):
    """Each pair of two different rows of `count` once, the lower row first, in order."""
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    codes = _distinct(low[low < high] * count + high[low < high])
    return np.stack(np.divmod(codes, max(count, 1)), axis=1)


def _in_common(table, other, pairs):
    """How many shingles a row of one table and a row of the other have in common, for each pair of rows."""
    counts = [
        np.asarray(table[part[:, 0]].multiply(other[part[:, 1]]).sum(axis=1)).ravel()
        for part in chunked(pairs, PAIRS_AT_ONCE)
    ]
    return np.concatenate([np.empty(0, dtype=np.int64), *counts])


def _stars(links, weights):
    """For each row the centre that it joins, itself if none: star clustering (Aslam, Pelekhov, Rus 2004).

    The row whose neighbours weigh most takes all its free neighbours, and so on; ties go to the earlier row.
    """
    count = len(weights)
    both = np.concatenate([links, links[:, ::-1]])
    graph = sparse.csr_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count))
    pull = graph @ weights + weights
    centres = np.arange(count)
    free = np.ones(count, dtype=bool)
    linked = np.flatnonzero(np.diff(graph.indptr))
    for centre in linked[np.lexsort((linked, -pull[linked]))]:
        if free[centre]:
            near = graph.indices[graph.indptr[centre] : graph.indptr[centre + 1]]
            near = near[free[near]]
            centres[near] = centre
            free[near] = free[centre] = False
    return centres
