"""Check that decisions hold, from the result and the earlier run alone, whatever way they were made to hold."""

import numpy as np

from nlp.deciding.decisions import Apart, Merge, Name, Pin, SetAside, Split, Together, texts_of
from nlp.deciding.matching import found_again
from nlp.deciding.replaying import replayed


def violations(settled, decisions, *, ids, originals, previous=None):
    """A sentence for each decision that does not hold in a Settled; an empty list if all do."""
    decisions = replayed(decisions, previous)
    check = _Check(settled, decisions, ids, originals, previous)
    kinds = {
        Name: check.name,
        Pin: check.pin,
        Together: check.together,
        Apart: check.apart,
        Merge: check.merge,
        Split: check.split,
        SetAside: check.set_aside,
    }
    found = []
    for decision in decisions:
        problem = kinds[type(decision)](decision)
        if problem:
            found.append(f"Decision {decision.number} ({decision.kind}) does not hold: {problem}.")
    if (settled.text_subthemes != settled.text_subthemes[originals]).any():
        found.append("Exact copies are in two sub-themes.")
    return found


class _Check:
    """What is needed to look a decision up in the result."""

    def __init__(self, settled, decisions, ids, originals, previous):
        self.settled, self.previous, self.originals = settled, previous, originals
        named = {text for decision in decisions for text in texts_of(decision)}
        self.place = {text: place for place, text in enumerate(ids) if text in named}
        self.ids = ids
        self.merged = {
            group: decision.into
            for decision in decisions
            if isinstance(decision, Merge)
            for group in decision.themes
            if group != decision.into
        }
        self.parts = {decision.theme: decision.parts for decision in decisions if isinstance(decision, Split)}
        self._now = None

    def name(self, decision):
        for groups, given in (
            (self.settled.theme_ids, self.settled.theme_names),
            (self.settled.subtheme_ids, self.settled.subtheme_names),
        ):
            if decision.theme in groups:
                told = given[groups.index(decision.theme)]
                right = told is not None and told.title == decision.title
                if right and decision.description in (None, told.description):
                    return None
                return f"{decision.theme!r} has another title or description"
        return f"no text is left in {decision.theme!r}; drop the name"

    def pin(self, decision):
        group = decision.theme or self.previous.at(decision.text, decision.start, decision.end)
        if group is None:
            same = np.flatnonzero(self.originals == self.originals[self.place[decision.text]])
            earlier = [self.previous.at(self.ids[place]) for place in same.tolist()]
            group = next(found for found in earlier if found is not None)
        at = self._passages(decision.text, decision.start, decision.end)
        if len(at) and self._are_in(at, group):
            return None
        return f"text {decision.text!r} is not in {group!r}"

    def together(self, decision):
        settled = self.settled
        tops = {int(settled.text_subthemes[self.place[text]]) for text in decision.texts}
        groups = {int(group) for text in decision.texts for group in settled.subthemes[self._passages(text)]}
        are_copies = len({int(self.originals[self.place[text]]) for text in decision.texts}) == 1
        if min(tops) >= 0 and len(tops) == 1 and (are_copies or groups == tops):
            return None
        return "its texts are in several sub-themes"

    def apart(self, decision):
        one, other = (int(self.settled.text_themes[self.place[text]]) for text in decision.texts)
        return None if one < 0 or other < 0 or one != other else "both texts are in one theme"

    def merge(self, decision):
        for group in decision.themes:
            if group != decision.into and self._is_there(group):
                return f"{group!r} is still there"
            rows = self._members(group)
            if len(rows) and not self._are_in(rows, decision.into):
                return f"a member of {group!r} is not in {decision.into!r}"
        return None

    def split(self, decision):
        if self._is_there(decision.theme):
            return f"{decision.theme!r} is still there"
        seen = set()
        for part in decision.parts:
            groups = self._part(decision.theme, part)
            if len(groups) != 1 or groups & seen:
                return f"the texts of the part {part.title!r} are not in one theme of their own"
            seen |= groups
            names = self._level(decision.theme)[1]
            if names[next(iter(groups))] is None or names[next(iter(groups))].title != part.title:
                return f"the part {part.title!r} has another title"
        rows = self._members(decision.theme)
        if len(rows) and not set(self._level(decision.theme)[0][rows].tolist()) <= seen:
            return f"a member of {decision.theme!r} is in none of the parts"
        return None

    def set_aside(self, decision):
        original = self.originals[self.place[decision.text]]
        for copy in np.flatnonzero(self.originals == original).tolist():
            if self.settled.text_themes[copy] >= 0 or self.settled.reason(copy) != decision.reason:
                return f"text {self.ids[copy]!r} is not set aside for this reason"
            if (self.settled.layout.owners == copy).any():
                return f"text {self.ids[copy]!r} still has passages"
        return None

    def _passages(self, text, start=None, end=None):
        """Rows of the passages of a text, or of those that a stretch is most of, else of the one most of it is in."""
        layout = self.settled.layout
        rows = np.arange(*np.searchsorted(layout.owners, [self.place[text], self.place[text] + 1]))
        if start is None:
            return rows
        starts, ends = layout.starts[rows], layout.ends[rows]
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        inside = rows[2 * shared > ends - starts]
        return inside if len(inside) or not len(rows) else rows[[shared.argmax()]]

    def _level(self, group):
        """(group of each passage, names of the groups) at the level of an earlier group."""
        if self.previous.parents[group] is None:
            return self.settled.themes, self.settled.theme_names
        return self.settled.subthemes, self.settled.subtheme_names

    def _part(self, group, part):
        """Numbers of the groups that the texts of a part are in, at the level of what was split."""
        groups = self._level(group)[0]
        return {int(found) for text in part.texts for found in groups[self._passages(text)]}

    def _is_there(self, group):
        return group in self.settled.theme_ids or group in self.settled.subtheme_ids

    def _are_in(self, rows, group):
        """Whether passages are where an earlier group is or went."""
        settled, parents = self.settled, self.previous.parents
        if group in self.merged:
            return self._are_in(rows, self.merged[group])
        if group in self.parts:
            groups = self._level(group)[0]
            allowed = set().union(*(self._part(group, part) for part in self.parts[group]))
            return set(groups[rows].tolist()) <= allowed
        if group in settled.theme_ids:
            return bool((settled.themes[rows] == settled.theme_ids.index(group)).all())
        if group in settled.subtheme_ids and not self._is_cut(group):
            return bool((settled.subthemes[rows] == settled.subtheme_ids.index(group)).all())
        return parents[group] is not None and self._are_in(rows, parents[group])

    def _is_cut(self, group):
        """Whether the theme of a sub-theme was split, so that pieces of it are in each of the parts."""
        parent = self.previous.parents[group]
        while parent in self.merged:
            parent = self.merged[parent]
        return parent in self.parts

    def _members(self, group):
        """Rows of passages that were in an earlier group and that no decision on texts names."""
        if self._now is None:
            layout = self.settled.layout
            leads = np.flatnonzero(self.originals[layout.owners] == layout.owners)
            found = found_again(
                self.previous,
                ids=self.ids,
                originals=self.originals,
                owners=layout.owners[leads],
                starts=layout.starts[leads],
                ends=layout.ends[leads],
            )
            named = np.unique([self.originals[place] for place in self.place.values()]).astype(np.int64)
            free = (found >= 0) & ~np.isin(layout.owners[leads], named)
            self._now = leads[free], found[free]
        rows, before = self._now
        inside = [
            number
            for number, subtheme in enumerate(self.previous.subthemes)
            if group in (subtheme, self.previous.parents[subtheme])
            and not self._goes_elsewhere(subtheme, group)
        ]
        return rows[np.isin(before, inside)]

    def _goes_elsewhere(self, subtheme, group):
        """Whether a sub-theme of the group has a merge of its own, which takes it out."""
        return subtheme != group and subtheme in self.merged
