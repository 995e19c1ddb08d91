"""The groups to name: their texts in order, the language and the side of most of them, and what is read of each."""

from dataclasses import dataclass, field

import numpy as np

from nlp.naming.samples import central_order, centre_of, members, sample, sample_sizes
from nlp.reading.languages import UNKNOWN

FOR, AGAINST_IT, BOTH = "for", "against", "both"
TELLING = 0.3  # share of a sub-theme's voices that must hold a side for it to hold that side
TELLING_THEME = 0.6  # a theme is a subject, unless nearly all say the same of it
MOSTLY = 0.6
MINORITY = 0.15


@dataclass(eq=False)
class Group:
    """One group to name: all its texts, most central first, the sample of them that is read, and what was found.

    `sides` are the shares of its voices that are for and against; (0, 0) where nobody told.
    """

    rows: np.ndarray
    parent: int | None
    language: str
    sampled: np.ndarray
    centre: np.ndarray
    spoken: np.ndarray
    side: str | None = None
    sides: tuple = (0.0, 0.0)
    places: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    title: str = ""
    keywords: tuple = ()
    description: str = ""
    exemplars: tuple = ()
    phrases: tuple = ()


def groups_of(points, labels, *, voices, languages, stances=None, parents=None):
    """The Groups of the labels 0, 1, …; `languages` and `voices` are arrays, one value a row, `stances` too or None."""
    found = members(labels)
    codes, spoken_code = np.unique(languages, return_inverse=True)
    groups = []
    for rows, count in zip(found, sample_sizes([len(rows) for rows in found]), strict=True):
        centre = centre_of(points, rows)
        rows = central_order(points, rows, centre)
        language = _main_language(codes, np.bincount(spoken_code[rows], voices[rows], minlength=len(codes)))
        spoken = rows[codes[spoken_code[rows]] == language]
        parent = None if parents is None else int(parents[rows[0]])
        group = Group(rows, parent, language, sample(spoken, voices, int(count)), centre, spoken)
        if stances is not None:
            group.sides = _sides(stances[rows], voices[rows])
            group.side = side(*group.sides, telling=TELLING if parents is not None else TELLING_THEME)
        groups.append(group)
    return groups


def _main_language(codes, heard):
    """The language most heard; an unknown one only where there is no other."""
    counted = [
        (code == UNKNOWN, -count, str(code))
        for code, count in zip(codes, heard.tolist(), strict=True)
        if count
    ]
    return min(counted)[2]


def _sides(stances, voices):
    everyone = max(float(voices.sum()), 1e-9)
    return float(voices[stances > 0].sum()) / everyone, float(voices[stances < 0].sum()) / everyone


def side(favour, against, *, telling):
    """What most of a group holds, from the shares of its voices: FOR, AGAINST_IT, BOTH; None where few hold a side."""
    if min(favour, against) >= MINORITY:
        return BOTH
    if against >= max(telling, MOSTLY * (favour + against)):
        return AGAINST_IT
    if favour >= max(telling, MOSTLY * (favour + against)):
        return FOR
    return None
