"""Random decisions that agree with each other, and random ones that do not, for a `synthetic_run`."""

import numpy as np


class Deciding:
    """Draws decisions about a run that cannot clash: every text is in one story only (pinned, together, split, …)."""

    def __init__(self, run, seed):
        self.run, self.random = run, np.random.default_rng(seed)
        self.entries = []
        originals = run.corpus.originals
        self.copies = {}
        for place, original in enumerate(originals.tolist()):
            if run.corpus.kept[place]:
                self.copies.setdefault(original, []).append(run.ids[place])
        self.free = [int(place) for place in self.random.permutation(list(self.copies))]
        parents = run.previous.parents
        self.tops = [group for group, parent in parents.items() if parent is None]
        self.cells = [group for group, parent in parents.items() if parent is not None]

    def draw(self, *, pins, together, apart, aside, stretches):
        """The entries of a file of decisions, in random order."""
        self.shape_themes()
        pinned = [self.pin() for _ in range(pins)]
        for turn in range(together):
            self.put_together(pinned[turn] if turn % 3 == 0 else None)
        for _ in range(stretches):
            self.pin_stretch()
        for _ in range(aside):
            self.add(kind="set-aside", text=self.text(), reason="hors sujet")
        for _ in range(apart):
            self.put_apart()
        self.random.shuffle(self.entries)
        return self.entries

    def add(self, **entry):
        self.entries.append(entry)

    def text(self, place=None):
        """A text that no decision names yet, or any copy of the one at `place`."""
        place = self.free.pop() if place is None else place
        return str(self.random.choice(self.copies[place]))

    def shape_themes(self):
        """Merge, split and name some themes and sub-themes, no one twice."""
        tops = [str(group) for group in self.random.permutation(self.tops)]
        cells = [str(group) for group in self.random.permutation(self.cells)]
        self.add(kind="merge", themes=[tops[0], tops[1]], into=tops[1])
        self.add(kind="merge", themes=[tops[1]], into=tops[2])
        self.split(tops[3])
        shaped = tops[:5]
        cells = [cell for cell in cells if self.run.previous.parents[cell] not in shaped]
        self.add(kind="merge", themes=cells[:2], into=cells[2])
        self.add(kind="merge", themes=[cells[3]], into=tops[4])
        self.split(cells[4])
        for group in (tops[2], tops[5], cells[2], cells[5]):
            self.add(kind="name", theme=group, title=f"Titre de {group}", description=f"Ce que dit {group}.")

    def split(self, group):
        members = [place for place in self.free if group in self.run.previous.groups_of(self.run.ids[place])]
        # A text of several passages would bring them along; here whole ones say what a part is about.
        members = members[:7]
        self.free = [place for place in self.free if place not in members]
        parts = [members[:3], members[3:5], members[5:]]
        self.add(
            kind="split",
            theme=group,
            parts=[
                {"title": f"Partie {number} de {group}", "texts": [self.text(place) for place in part]}
                for number, part in enumerate(parts)
            ],
        )

    def pin(self):
        place = self.free.pop()
        group = str(self.random.choice(self.tops + self.cells))
        self.add(kind="pin", text=self.text(place), theme=group)
        if self.random.random() < 0.2:  # the same said of a copy, or said again
            self.add(kind="pin", text=self.text(place), theme=group)
        return place

    def put_together(self, pinned):
        places = [self.free.pop() for _ in range(self.random.integers(2, 6))]
        texts = [self.text(place) for place in places]
        self.add(kind="together", texts=texts)
        chained = pinned if pinned is not None else self.free.pop()
        self.add(kind="together", texts=[texts[0], self.text(chained)])
        self.add(kind="apart", texts=[texts[-1], self.text()])

    def put_apart(self):
        """Three texts, each apart from the two others, or a text from one that is decided elsewhere."""
        one, two, three = self.text(), self.text(), self.text()
        self.add(kind="apart", texts=[one, two])
        self.add(kind="apart", texts=[two, three])
        self.add(kind="apart", texts=[three, one])

    def pin_stretch(self):
        for at in range(len(self.free) - 1, -1, -1):
            text = self.run.ids[self.free[at]]
            spans = self.run.spans(text) if len(self.run.corpus.texts[self.free[at]]) > 40 else ()
            if len(spans) > 1:
                break
        self.free.pop(at)
        start, end = spans[self.random.integers(len(spans))]
        shift = int(self.random.integers(0, 8))
        group = str(self.random.choice(self.tops + self.cells))
        self.add(kind="pin", text=text, start=start + shift, end=end, theme=group)
