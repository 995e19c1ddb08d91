"""Whether people's decisions can all hold: every clash is found and named before anything is moved.

Exact copies are one text here: a decision on one is a decision on all. What a merge does to a theme it does to the pins
into it: they are followed to where it went. A pin into a theme that is split holds in any of the parts.
"""

from collections import deque

from nlp.deciding.blocks import Agreement, Block, Hold
from nlp.deciding.decisions import Apart, Pin, SetAside, Split, Together
from nlp.deciding.replaying import replayed
from nlp.deciding.stretches import Lookup
from nlp.deciding.structure import known_themes, places_left
from nlp.errors import ContradictoryDecisions


def agree(decisions, *, ids, corpus, previous=None):
    """The Agreement of the decisions. Raises ContradictoryDecisions that names every one that cannot hold.

    `corpus` has `texts`, `originals`, `kept` and `reason(place)`, as `nlp.reading.reader.Corpus`.
    """
    unique = {}
    for decision in decisions:
        unique.setdefault(decision.content, decision)
    problems = []
    structural = known_themes(replayed(unique.values(), previous), previous, problems)
    places = places_left(structural, previous, problems)
    lookup = Lookup(structural, ids=ids, corpus=corpus, previous=previous, problems=problems)
    found = _Gathering(lookup, places, problems).gather()
    if problems:
        raise ContradictoryDecisions(dict.fromkeys(problems))
    return found


class _Gathering:
    """Collects what is decided about texts, and the clashes among it."""

    def __init__(self, lookup, places, problems):
        self.lookup, self.places, self.problems = lookup, places, problems
        self.parents = places.cell_parents
        self.holds, self.aside, self.splits = {}, {}, {}
        self.links = {}  # place -> [(together decision, place)]

    def gather(self):
        decisions = self.lookup.decisions
        for decision in decisions:
            if isinstance(decision, Pin):
                self._pin(decision)
            elif isinstance(decision, Split):
                self._split(decision)
            elif isinstance(decision, Together):
                self._together(decision)
            elif isinstance(decision, SetAside):
                self._set_aside(decision)
        blocks = self._blocks()
        self.block_of = {place: block for block in blocks for place in block.places}
        for block in blocks:
            self._narrow(block)
        for place, decision in self.aside.items():
            self._check_aside(place, decision)
        aparts = [self._apart(decision) for decision in decisions if isinstance(decision, Apart)]
        kept = [(*pair, decision) for pair, decision in filter(None, aparts)]
        return Agreement(decisions, self.places, self.aside, blocks, kept, self.splits, self.lookup.copies)

    def _pin(self, decision):
        place = self.lookup.original(decision, decision.text)
        if place is None:
            return
        group = decision.theme or self.lookup.earlier_group(decision, place)
        stretch = self.lookup.stretch(decision, place)
        if group is not None and stretch is not None:
            self.holds.setdefault(place, []).append(
                Hold(decision, decision.text, place, self.places.region(group), *stretch)
            )

    def _split(self, decision):
        if self.places.split.get(decision.theme) is not decision:
            return
        part_of = {}
        for part, texts in enumerate(part.texts for part in decision.parts):
            for text in texts:
                place = self.lookup.original(decision, text)
                if place is None:
                    continue
                if part_of.setdefault(place, (part, text))[0] != part:
                    self._say(
                        decision,
                        f"puts {self._two(part_of[place][1], text)} in two parts: name it in one of them.",
                    )
                    continue
                if not self.lookup.was_in(place, decision.theme):
                    self._say(
                        decision, f"names text {text!r}, which is not in {decision.theme!r}: leave it out."
                    )
                    continue
                region = self.places.region(decision.theme, part)
                self.holds.setdefault(place, []).append(Hold(decision, text, place, region))
        self.splits[decision.theme] = {place: part for place, (part, _) in part_of.items()}

    def _together(self, decision):
        found = [self.lookup.original(decision, text) for text in decision.texts]
        found = [place for place in dict.fromkeys(found) if place is not None]
        for one, other in zip(found, found[1:], strict=False):
            self.links.setdefault(one, []).append((decision, other))
            self.links.setdefault(other, []).append((decision, one))
        if len(found) == 1:
            self.links.setdefault(found[0], []).append((decision, found[0]))

    def _set_aside(self, decision):
        place = self.lookup.original(decision, decision.text, placed=False)
        if place is None:
            return
        first = self.aside.setdefault(place, decision)
        if first.reason != decision.reason:
            told = self._two(first.text, decision.text)
            self._say(first, f"and {decision} set {told} aside for two reasons: keep one.")

    def _blocks(self):
        """One Block for each text that something is decided about, or for all that belong together with it."""
        blocks, seen = [], set()
        for place in sorted({*self.links, *self.holds}):
            if place in seen:
                continue
            members, way = [place], deque([place])
            seen.add(place)
            while way:
                for _, other in self.links.get(way.popleft(), ()):
                    if other not in seen:
                        seen.add(other)
                        members.append(other)
                        way.append(other)
            members.sort()
            togethers = [
                min((decision for decision, _ in self.links.get(member, ())), key=_number, default=None)
                for member in members
            ]
            holds = [hold for member in members for hold in self.holds.get(member, ())]
            blocks.append(Block(members, sorted(holds, key=lambda hold: hold.decision.number), togethers))
        return blocks

    def _narrow(self, block):
        """Find the region that a block must be in; name the holds that leave it none."""
        as_one = len(block.places) > 1
        accepted = []
        for hold in block.holds:
            clash = self._clash(hold, accepted, as_one=as_one)
            if clash is not None:
                self._say_clash(clash, hold)
                continue
            accepted.append(hold)
            if as_one or hold.start is None:
                block.region = hold.region if block.region is None else block.region & hold.region
        block.holds = accepted

    def _clash(self, hold, accepted, *, as_one):
        """The first accepted hold that leaves this one no place; None if there is a place for all."""
        touching = [other for other in accepted if as_one or hold.overlaps(other)]
        left = hold.region
        for other in touching:
            if (hold.region & other.region).is_empty(self.parents):
                return other
            left = left & other.region
        return touching[-1] if left.is_empty(self.parents) else None

    def _say_clash(self, one, other):
        where = f"{_target(one)} and {_target(other)}"
        if one.place == other.place:
            self._say(
                one.decision,
                f"and {other.decision} put {self._two(one.text, other.text)} in two themes, {where}: keep one.",
            )
            return
        numbers = self._way(one.place, other.place)
        self._say(
            one.decision,
            f"and {other.decision} put texts {one.text!r} and {other.text!r} in two themes, {where}, "
            f"but {_told(numbers)} them together: drop one.",
        )

    def _check_aside(self, place, decision):
        for hold in self.holds.get(place, ()):
            self._say(
                decision,
                f"sets {self._two(decision.text, hold.text)} aside, but {hold.decision} puts it in a theme: keep one.",
            )
        numbers = sorted({together.number for together, _ in self.links.get(place, ())})
        if numbers:
            self._say(
                decision,
                f"sets text {decision.text!r} aside, but {_told(numbers)} it in a theme with others: keep one.",
            )

    def _apart(self, decision):
        one, other = (self.lookup.original(decision, text) for text in decision.texts)
        if one is None or other is None:
            return None
        first, second = decision.texts
        if one == other:
            same = f"parts texts {first!r} and {second!r}, which are exact copies and always share a theme: drop it."
            self._say(decision, "names one text twice: name two." if first == second else same)
            return None
        blocks = [self.block_of[place] for place in (one, other) if place in self.block_of]
        if len(blocks) == 2 and blocks[0] is blocks[1]:
            self._say(
                decision,
                f"parts texts {first!r} and {second!r}, but {_told(self._way(one, other))} them together: drop one.",
            )
            return None
        themes = [self._only_theme(block) for block in blocks]
        if len(themes) == 2 and themes[0] is not None and themes[0] == themes[1]:
            holders = sorted({hold.decision for block in blocks for hold in block.holds}, key=_number)
            self._say(
                decision,
                f"parts texts {first!r} and {second!r}, but {_sequence(map(str, holders))} put both in one theme: "
                "drop one.",
            )
            return None
        return (one, other), decision

    def _only_theme(self, block):
        """The one theme that a block must be in; None where it has a choice."""
        if block.region is None:
            return None
        themes = block.region.themes
        if block.region.cells is not None:
            themes = themes & {self.parents[cell] for cell in block.region.cells}
        return next(iter(themes)) if len(themes) == 1 else None

    def _way(self, start, end):
        """Numbers of the `together` decisions on a shortest way from one text to another."""
        came: dict = {start: None}
        way = deque([start])
        while way and end not in came:
            here = way.popleft()
            for decision, other in self.links.get(here, ()):
                if other not in came:
                    came[other] = (here, decision.number)
                    way.append(other)
        numbers = set()
        while came.get(end):
            end, number = came[end]
            numbers.add(number)
        return sorted(numbers)

    def _two(self, first, second):
        """One text, or two names of it where they are exact copies."""
        if first == second:
            return f"text {first!r}"
        return f"texts {first!r} and {second!r}, which are exact copies,"

    def _say(self, decision, told):
        self.problems.append(f"Decision {decision.number} ({decision.kind}) {told}")


def _number(decision):
    return decision.number


def _target(hold):
    """What a hold's decision calls the place it puts a text in."""
    decision = hold.decision
    if isinstance(decision, Pin):
        return repr(decision.theme) if decision.theme else "that of the earlier run"
    return f"a part of {decision.theme!r}"


def _told(numbers):
    told = _sequence(map(str, numbers))
    return f"decisions {told} (together) keep" if len(numbers) > 1 else f"decision {told} (together) keeps"


def _sequence(words):
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
