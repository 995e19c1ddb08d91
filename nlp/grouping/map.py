"""A place on a map for every theme and sub-theme: those that speak of like things stand near each other.

Places are two numbers from 0 to 1, from the left and from the top. Themes are laid out by classical scaling (Torgerson
1952) of the distances between their centres, then moved apart until no circle as large as its theme hides another.
Sub-themes stand inside the circle of their theme, on the side of the themes that they resemble: their coordinates are
those that Gower (1968) gives to a point added to a classical scaling.
"""

import numpy as np
from scipy import sparse

COVERED = 0.3  # share of the square that the circles of all themes cover
FILLED = 0.5  # share of a theme's circle that those of its sub-themes cover
ROUNDS = 400
GAP = 0.01
MOST_STRETCHED = 3.0  # the map's lesser direction is drawn out at most so much
FLAT = 1e-6  # a direction that holds less than this share of the main one is noise
DECIMALS = 4
GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def map_places(themes, subthemes, parents, *, units, points):
    """(place of each theme, place of each sub-theme), as lists of pairs rounded to `DECIMALS`.

    `themes` and `subthemes` number the groups of each passage, `units` its row in `points` (unit rows); `parents` has
    the theme of each sub-theme. A group is as large as it has passages. The same input gives the same places.
    """
    parents = np.asarray(parents, dtype=np.int64)
    count = int(themes.max(initial=-1)) + 1
    if not count:
        return [], []
    sizes, below = np.bincount(themes, minlength=count), np.bincount(subthemes, minlength=len(parents))
    centres = _centres(themes, count, units=units, points=points)
    centres_below = _centres(subthemes, len(parents), units=units, points=points)
    scaling = ClassicalScaling().fit(_squared_distances(centres, centres))
    radii = np.sqrt(COVERED * sizes / sizes.sum() / np.pi)
    places = _parted(_in_square(scaling.coordinates_, radii), radii, held=_inside_square)
    leaning = scaling.transform(_squared_distances(centres_below, centres))
    found = np.empty((len(parents), 2))
    for theme in range(count):
        own = np.flatnonzero(parents == theme)
        found[own] = places[theme] + radii[theme] * _inside_theme(leaning[own], below[own])
    return _rounded(places), _rounded(found)


class ClassicalScaling:
    """Coordinates in a plane whose distances are as near as can be to those given (squared, of shape (n, n)).

    The sign of each direction is such that what lies farthest out in it is positive.
    """

    def fit(self, squared):
        self._means = squared.mean(axis=0)
        centred = -0.5 * (squared - self._means - self._means[:, None] + squared.mean())
        values, vectors = np.linalg.eigh(centred)
        values, vectors = values[::-1][:2], vectors[:, ::-1][:, :2]
        if len(values) < 2:
            values, vectors = np.append(values, 0.0), np.column_stack([vectors, np.zeros(len(squared))])
        real = values > FLAT * max(values[0], FLAT)
        outermost = np.abs(np.round(vectors, 9)).argmax(axis=0)
        signs = np.where(vectors[outermost, [0, 1]] < 0, -1.0, 1.0)
        self._vectors = np.where(real, vectors * signs, 0.0)
        self._lengths = np.sqrt(np.where(real, values, 1.0))
        self.coordinates_ = self._vectors * self._lengths
        return self

    def transform(self, squared):
        """Coordinates of other points, from their squared distances to those of `fit` (one row a point)."""
        return 0.5 * (self._means - squared) @ self._vectors / self._lengths


def _centres(groups, count, *, units, points):
    """The unit centre of each group's points, float64; zeros for a group without any."""
    ones = np.ones(len(groups), dtype=points.dtype)
    sums = sparse.csr_matrix((ones, (groups, units)), shape=(count, len(points))) @ points
    sums = sums.astype(np.float64)
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def _squared_distances(rows, columns):
    return np.maximum(2 - 2 * rows @ columns.T, 0.0)


def _in_square(coordinates, radii):
    """The coordinates drawn out to the square, each direction on its own, circles inside."""
    centred = coordinates - (coordinates.max(axis=0) + coordinates.min(axis=0)) / 2
    reach = np.abs(centred).max(axis=0)
    stretched = np.maximum(reach, max(reach.max(), 1e-9) / MOST_STRETCHED)
    return _inside_square(0.5 + 0.5 * centred / stretched, radii)


def _inside_square(places, radii):
    return np.clip(places, radii[:, None], 1 - radii[:, None])


def _inside_disc(places, radii):
    """The places drawn back where their circles leave the disc of radius 1 around 0."""
    far = np.linalg.norm(places, axis=1)
    return places * np.minimum(1.0, np.maximum(1 - radii, 0.0) / np.maximum(far, 1e-9))[:, None]


def _inside_theme(leaning, sizes):
    """Where the sub-themes of one theme stand, their theme being the disc of radius 1 around 0."""
    if len(sizes) < 2:
        return np.zeros((len(sizes), 2))
    radii = np.sqrt(FILLED * sizes / sizes.sum())
    offsets = leaning - leaning.mean(axis=0)
    offsets /= max(np.linalg.norm(offsets, axis=1).max(), 1e-9)
    return _parted(_inside_disc(offsets, radii), radii, held=_inside_disc)


def _parted(places, radii, *, held):
    """The places once circles that overlap have pushed each other away, `held` inside their bounds all the while.

    Circles at one place part in directions of their own, told by their number.
    """
    count = len(places)
    turns = np.arange(count) * GOLDEN_ANGLE
    nudges = np.column_stack([np.cos(turns), np.sin(turns)])
    wanted = radii[:, None] + radii + GAP * max(radii.max(initial=0), 1e-9)
    np.fill_diagonal(wanted, 0.0)
    for _ in range(ROUNDS):
        between = places[:, None] - places
        apart = np.linalg.norm(between, axis=2)
        overlap = np.maximum(wanted - apart, 0.0)
        if not (overlap > FLAT).any():
            break
        directions = between / np.maximum(apart, 1e-9)[..., None]
        directions = np.where((apart < 1e-9)[..., None], nudges[:, None] - nudges, directions)
        places = held(places + 0.5 * (overlap[..., None] * directions).sum(axis=1), radii)
    return places


def _rounded(places):
    # Adding zero turns a negative zero into zero.
    return [tuple((np.round(place, DECIMALS) + 0.0).tolist()) for place in np.clip(places, 0.0, 1.0)]
