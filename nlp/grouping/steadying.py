"""Take back cuts that are not clear: sister sub-themes with many links between them are one.

A method that maximises modularity also cuts where texts shade into each other, and where it cuts is then chance: two
rewordings of one idea fall on either side. The links between two sisters, beside those that their sizes alone would
give them (the null model of modularity, Newman and Girvan 2004), tell such a cut from a clear one. The share of links
alone would not do: a big sister has many from each, and one after the other would join it.
"""

import numpy as np
from scipy import sparse

# Lower, cuts that two rewordings of one idea fall on either side of go, and agreement with people falls little; at 0
# every theme is one sub-theme.
UNCLEAR = 0.1


def without_unclear_cuts(graph, themes, subthemes, *, unclear=UNCLEAR):
    """Sub-themes, numbered from 0, no two sisters with `unclear` or more of the links that their sizes would give them.

    `graph` is symmetric, shape (passages, passages); `themes` and `subthemes` number each passage's groups. The pair
    with the most such links is merged first, ties in the order of the numbers; themes stay as they are.
    """
    subthemes = np.unique(subthemes, return_inverse=True)[1].astype(np.int64)
    count = int(subthemes.max(initial=-1)) + 1
    theme_of = np.zeros(count, dtype=np.int64)
    theme_of[subthemes] = themes
    membership = sparse.csr_matrix(
        (np.ones(len(subthemes)), (np.arange(len(subthemes)), subthemes)), shape=(len(subthemes), count)
    )
    links = (membership.T @ graph @ membership).tocsr()
    target = np.arange(count)
    for theme in np.unique(theme_of).tolist():
        sisters = np.flatnonzero(theme_of == theme)
        target[sisters] = sisters[_merged(links[sisters][:, sisters].toarray(), unclear)]
    return np.unique(target[subthemes], return_inverse=True)[1]


def _merged(links, unclear):
    """For each sister, by number, the one that it ends in; `links` are the weights between them."""
    count = len(links)
    target = np.arange(count)
    totals = links.sum(axis=1)
    whole = totals.sum()
    for _ in range(count - 1):
        expected = np.outer(totals, totals) / max(whole, 1e-12)
        ratios = np.divide(links, expected, out=np.zeros_like(links), where=expected > 0)
        np.fill_diagonal(ratios, 0)
        first, second = np.unravel_index(np.argmax(np.round(ratios, 9)), ratios.shape)
        if ratios[first, second] < unclear:
            break
        links[first] += links[second]
        links[:, first] += links[:, second]
        links[second], links[:, second] = 0, 0
        totals[first] += totals[second]
        totals[second] = 0
        target[target == second] = first
    return target
