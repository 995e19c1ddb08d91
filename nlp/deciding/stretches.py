"""Find the texts and stretches of text that decisions name."""

import numpy as np

from nlp.deciding.decisions import Pin, texts_of
from nlp.reading.alignment import words
from nlp.reading.cleaning import match_key


class Lookup:
    """The texts that decisions name, by id; what cannot be found is told in `problems`.

    `place` finds the named texts, `originals` the first text with the same words as each, and `copies` all texts with
    these words, by the place of the original.
    """

    def __init__(self, decisions, *, ids, corpus, previous, problems):
        self.decisions, self.corpus, self.previous, self.problems = (
            tuple(decisions),
            corpus,
            previous,
            problems,
        )
        self.ids, self.originals, self._kept = ids, corpus.originals, corpus.kept
        named = {text for decision in self.decisions for text in texts_of(decision)}
        self.place = {text: place for place, text in enumerate(ids) if text in named}
        self.copies = self._copies()
        self._pinned = {}
        for decision in self.decisions:
            if isinstance(decision, Pin) and decision.text in self.place:
                self._pinned.setdefault(int(self.originals[self.place[decision.text]]), []).append(
                    decision.theme
                )

    def original(self, decision, text, *, placed=True):
        """The place of the original of a text that a decision names; None, and a problem, where there is none."""
        if text not in self.place:
            gone = self.previous is not None and text in self.previous.place
            told = "was in the earlier run and is not in this one" if gone else "is not among the texts"
            remedy = "drop the decision" if gone else "correct the id or drop the decision"
            self._say(decision, f"names text {text!r}, which {told}: {remedy}.")
            return None
        place = self.place[text]
        if placed and not self._kept[place]:
            reason = self.corpus.reason(place)
            self._say(decision, f"places text {text!r}, which was set aside ({reason}): drop the decision.")
            return None
        return int(self.originals[place])

    def earlier_group(self, decision, place):
        """The sub-theme that the text of a pin without theme was in; None, and a problem, where it was in none."""
        if self.previous is None:
            self._say(
                decision,
                "names no theme, and there is no earlier run: name one, and give the run with --previous.",
            )
            return None
        if decision.text in self.previous.place:
            group = self.previous.at(decision.text, decision.start, decision.end)
        else:
            earlier = [self.previous.at(text) for text in self._same(place)]
            group = next((found for found in earlier if found is not None), None)
        if group is None:
            self._say(
                decision,
                f"names no theme, and text {decision.text!r} was in none in the earlier run: name one.",
            )
        return group

    def was_in(self, place, theme):
        """Whether a text had a passage in a theme in the earlier run, or is pinned into it now."""
        for pinned in self._pinned.get(place, ()):
            if pinned is not None and theme in (pinned, self.previous.parents.get(pinned)):
                return True
        return any(theme in self.previous.groups_of(text) for text in self._same(place))

    def stretch(self, decision, place):
        """(start, end) of a pin in the original's own text, () for the whole text; None, and a problem, for neither."""
        if decision.start is None:
            return ()
        text = self.corpus.texts[self.place[decision.text]]
        if decision.end > len(text):
            self._say(
                decision,
                f"ends at {decision.end}, but text {decision.text!r} has {len(text)} characters: correct the offsets.",
            )
            return None
        key = match_key(text[decision.start : decision.end])
        if not key:
            where = f"from {decision.start} to {decision.end} of text {decision.text!r}"
            self._say(decision, f"holds no word {where}: correct the offsets.")
            return None
        if key == match_key(text):
            return ()
        found = carried_stretch(decision.start, decision.end, text, self.corpus.texts[place])
        if found is None:
            self._say(
                decision,
                f"cannot be found in text {self.ids[place]!r}, an exact copy of text {decision.text!r} in another "
                "spelling: pin the whole text.",
            )
        return found

    def _copies(self):
        named = np.unique([int(self.originals[place]) for place in self.place.values()]).astype(np.int64)
        if not len(named):
            return {}
        members = np.flatnonzero(np.isin(self.originals, named))
        found = {int(place): [] for place in named}
        for member, original in zip(members.tolist(), self.originals[members].tolist(), strict=True):
            found[original].append(member)
        return found

    def _same(self, place):
        """Ids of the texts with the same words as the one at `place`, itself included."""
        return [self.ids[copy] for copy in self.copies[place]]

    def _say(self, decision, told):
        self.problems.append(f"Decision {decision.number} ({decision.kind}) {told}")


def carried_stretch(start, end, text, copy):
    """The stretch of `copy` that holds the words of `text[start:end]`; None if the two cannot be told word by word."""
    if text == copy:
        return start, end
    theirs, ours = words(text), words(copy)
    if [word for word, _, _ in theirs] != [word for word, _, _ in ours]:
        return None
    inside = [at for at, (_, begin, stop) in enumerate(theirs) if begin < end and start < stop]
    return (ours[inside[0]][1], ours[inside[-1]][2]) if inside else None
