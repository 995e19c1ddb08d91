"""Tell for from against, and part sub-themes that hold both.

A side is read clause by clause from the words of `nlp.grouping.sides`: each word that opposes, lessens or negates turns
the sign of what it governs, so that "il ne faut pas supprimer" is for. A clause counts only where somebody takes a side
in it (a wish, a demand, a judgement): "my card was not accepted" has a negation and no side. The first clause
that takes a side speaks for the passage.
"""

import re

import numpy as np
from scipy import sparse

from nlp.grouping.sides.clauses import side_of
from nlp.grouping.sides.wording import is_name
from nlp.reading.cleaning import fold

LONGEST = 600
TOKENS = re.compile(r"[a-z0-9]+|[.!?;\n…,:()]")
APART_TEXTS = 3  # passages that make a sub-theme of their own
DEBATED = (
    0.5  # of a sub-theme's voices take a side: where fewer do, it reports or asks, and has no for and against
)
OTHER = {"fr": "en", "en": "fr"}
TELLING = {
    "fr": frozenset(
        "le la les des du de d l et un une pas il que qu est faut pour dans ne n je nous au aux ce c sur "
        "plus qui".split()
    ),
    "en": frozenset(
        "the of to and in is should for be not with i we it that this are at by do does must need more "
        "no don".split()
    ),
}


def stances(texts, languages):
    """The side that each text takes towards what it speaks of: +1 for, or a wish; -1 against; 0 neither or unknown.

    `languages` has a code a text; other languages than French and English are 0. An int8 array, one a text.
    """
    sides = np.zeros(len(texts), dtype=np.int8)
    for place, (text, language) in enumerate(zip(texts, languages, strict=True)):
        sides[place] = stance(text, language)
    return sides


def stance(text, language):
    """The side of one text: +1, -1 or 0. Only its beginning is read (`LONGEST` characters).

    A short text among many of another language is often told as that one: so its commonest words are asked again, and
    where they do not tell, both languages are tried. A few words without a verb ("a market hall") are a wish.
    """
    if language not in TELLING:
        return 0
    folded = fold(text[:LONGEST])
    tokens = TOKENS.findall(folded)
    other = OTHER[language]
    told, against = (sum(map(TELLING[code].__contains__, tokens)) for code in (language, other))
    if against > told:
        language, other = other, language
    side = side_of(_spelt_out(tokens, folded, language), language)
    if not side and told == against:
        side = side_of(_spelt_out(tokens, folded, other), other)
    return side or int(is_name(tokens, language))


def _spelt_out(tokens, folded, language):
    """The tokens, "n't" written "not" in English."""
    if language == "en" and "n't" in folded:
        return TOKENS.findall(folded.replace("n't", " not"))
    return tokens


def part_by_stance(subthemes, themes, sides, points, *, voices=None, least=APART_TEXTS):
    """Sub-themes in which no clear for stands beside a clear against, nested in the themes as before.

    `subthemes` and `themes` number each passage's groups, `sides` are those of `stances`, `points` unit rows, `voices`
    how many passages say the same (None: one each). Where a sub-theme holds both sides, and `DEBATED` or more of its
    voices take one, the side of fewer voices leaves it: `least` passages or more become a sub-theme of their own; fewer
    join, together, the sub-theme of their theme and side with the closest centre; where their theme has none, all such
    remnants of the theme become one. Passages of no side, most of them wishes in other words, count half for and stay
    with the bigger side. Returns new numbers from 0.
    """
    subthemes = np.unique(subthemes, return_inverse=True)[1].astype(np.int64)
    sides = np.asarray(sides)
    count = int(subthemes.max(initial=-1)) + 1
    theme_of = np.zeros(count, dtype=np.int64)
    theme_of[subthemes] = themes
    weights = np.ones(len(sides)) if voices is None else np.asarray(voices, dtype=np.float64)
    against, wanting = (
        np.bincount(subthemes[sides == side], weights=weights[sides == side], minlength=count)
        for side in (-1, 1)
    )
    # Groups are numbered twice the sub-theme, and one more for those against.
    voiced = np.bincount(subthemes, weights=weights, minlength=count)
    undecided = voiced - against - wanting
    mainly = (against > wanting + undecided / 2).astype(np.int64)
    groups = 2 * subthemes + mainly[subthemes]
    both = (against > 0) & (wanting > 0) & (against + wanting >= DEBATED * voiced)
    leaving = both[subthemes] & (sides != 0) & ((sides < 0) != (mainly > 0)[subthemes])
    groups[leaving] ^= 1
    groups = _with_remnants_placed(groups, leaving, theme_of, points, least=least)
    return np.unique(groups, return_inverse=True)[1]


def _with_remnants_placed(groups, leaving, theme_of, points, *, least):
    """Sides that left their sub-theme in too small a number join others of their theme and side, together."""
    count = 2 * len(theme_of)
    sizes = np.bincount(groups, minlength=count)
    small = leaving & (sizes[groups] < least)
    if not small.any():
        return groups
    ones = np.ones(len(groups), dtype=points.dtype)
    sums = sparse.csr_matrix((ones, (groups, np.arange(len(groups)))), shape=(count, len(groups))) @ points
    centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    remnants = np.unique(groups[small])
    whole = sizes > 0
    whole[remnants] = False
    target = np.arange(count + 2 * (int(theme_of.max(initial=0)) + 1))
    for remnant in remnants.tolist():
        theme, side = theme_of[remnant // 2], remnant % 2
        sisters = np.flatnonzero(whole[side::2] & (theme_of == theme)) * 2 + side
        if len(sisters):
            target[remnant] = sisters[np.argmax(np.round(centres[sisters] @ centres[remnant], 9))]
        else:
            target[remnant] = count + 2 * theme + side
    return target[groups]
