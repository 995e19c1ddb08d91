"""Hundreds of random decisions about nine thousand texts hold at once; a clash planted among them is named."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nlp.deciding.checking import violations
from nlp.deciding.decisions import decisions_from
from nlp.errors import ContradictoryDecisions
from tests.nlp.random_decisions import Deciding
from tests.nlp.synthetic_run import large_run, small_run

FEW_EXAMPLES = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller seed is no simpler a case
    suppress_health_check=list(HealthCheck),
)
SEEDS = st.integers(min_value=0, max_value=2**20)


class Reading:
    """Reads off the ids of a result whether decisions hold; it knows nothing of the engine's own checks."""

    def __init__(self, run, entries, settled):
        self.run, self.placed = run, run.placed(settled)
        self.present = {group for pair in self.placed.values() for group in pair}
        merges = [
            (old, entry["into"]) for entry in entries if entry["kind"] == "merge" for old in entry["themes"]
        ]
        self.merged = {old: into for old, into in merges if old != into}
        self.parts = {entry["theme"]: entry["parts"] for entry in entries if entry["kind"] == "split"}

    def wrong(self, entries):
        return [entry for entry in entries if not getattr(self, entry["kind"].replace("-", "_"))(entry)]

    def homes(self, group):
        """(level, id) of all that an earlier group became."""
        while group in self.merged:
            group = self.merged[group]
        parent = self.run.previous.parents[group]
        level = 0 if parent is None else 1
        if group in self.parts:
            return {(level, self.placed[text][level]) for part in self.parts[group] for text in part["texts"]}
        return self.homes(parent) if parent in self.parts else {(level, group)}

    def pin(self, entry):
        """Stretches are read by `violations` alone: a text's ids tell nothing of them."""
        placed = self.placed[entry["text"]]
        return "start" in entry or any(placed[level] == home for level, home in self.homes(entry["theme"]))

    def together(self, entry):
        return len({self.placed[text] for text in entry["texts"]}) == 1 and self.placed[entry["texts"][0]][0]

    def apart(self, entry):
        one, other = entry["texts"]
        return self.placed[one][0] != self.placed[other][0]

    def set_aside(self, entry):
        return self.placed[entry["text"]] == ("", "")

    def merge(self, entry):
        return not self.present & ({*entry["themes"]} - {entry["into"]})

    def split(self, entry):
        level = 0 if self.run.previous.parents[entry["theme"]] is None else 1
        groups = [{self.placed[text][level] for text in part["texts"]} for part in entry["parts"]]
        return all(len(group) == 1 for group in groups) and len(set.union(*groups)) == len(groups)

    def name(self, entry):
        return entry["theme"] in self.present


@FEW_EXAMPLES
@given(seed=SEEDS)
def test_random_decisions_all_hold(seed):
    run = large_run(seed)
    entries = Deciding(run, seed).draw(pins=200, together=110, apart=80, aside=50, stretches=50)

    settled = run.settle(*entries)

    assert len(entries) > 850
    assert Reading(run, entries, settled).wrong(entries) == []
    assert violations_of(run, entries, settled) == []
    placed = run.placed(settled)
    originals = run.corpus.originals
    assert all(placed[text] == placed[run.ids[originals[at]]] for at, text in enumerate(run.ids))
    aside = {run.ids[at] for at in settled.set_aside} | {"aside"}
    assert {text for text, (theme, _) in placed.items() if not theme} == aside
    assert len(settled.theme_ids) <= run.max_themes
    assert {*settled.theme_ids} - {None} <= {*run.previous.parents}
    stay = unnamed_stay(run, entries, placed)
    assert stay.mean() >= 0.95


def violations_of(run, entries, settled):
    return violations(
        settled,
        decisions_from({"decisions": entries}),
        ids=run.ids,
        originals=run.corpus.originals,
        previous=run.previous,
    )


def unnamed_stay(run, entries, placed):
    """For each text of the earlier run that no decision touches, by itself or its theme: whether it kept its theme."""
    named, shaped = set(), set()
    for entry in entries:
        named |= {entry.get("text"), *entry.get("texts", ())}
        if entry["kind"] in ("merge", "split"):
            shaped |= {entry.get("theme"), entry.get("into"), *entry.get("themes", ())}
            named |= {text for part in entry.get("parts", ()) for text in part["texts"]}
    stay = []
    for text, group in zip(run.previous.ids, run.previous.text_groups.tolist(), strict=True):
        cell = run.previous.subthemes[group] if group >= 0 else None
        theme = run.previous.parents.get(cell)
        if cell and text not in named and not shaped & {cell, theme}:
            stay.append(placed[text] == (theme, cell) or text in copies_of(run, named))
    return np.array(stay)


def copies_of(run, named):
    if not hasattr(run, "copied"):
        touched = {run.corpus.originals[at] for at, text in enumerate(run.ids) if text in named}
        run.copied = {text for at, text in enumerate(run.ids) if run.corpus.originals[at] in touched}
    return run.copied


CLASHES = ("pins", "apart", "copies", "aside", "merge", "name")


@FEW_EXAMPLES
@given(seed=SEEDS, clash=st.sampled_from(CLASHES))
def test_planted_clash_is_named(seed, clash):
    run = large_run(seed, count=2000)
    entries = Deciding(run, seed).draw(pins=60, together=30, apart=20, aside=20, stretches=10)
    planted = plant(run, entries, clash)
    for entry in planted:
        entries.insert(int(np.random.default_rng(seed).integers(len(entries) + 1)), entry)

    with pytest.raises(ContradictoryDecisions) as refused:
        run.settle(*entries)

    numbers = [str(entries.index(entry) + 1) for entry in planted]
    assert len(refused.value.problems) == 1
    assert all(f" {number} " in refused.value.problems[0] for number in numbers)


def plant(run, entries, clash):
    """Decisions that contradict one of the entries, or each other."""
    first = {
        kind: next(entry for entry in entries if entry["kind"] == kind)
        for kind in ("pin", "together", "merge")
    }
    named = {text for entry in entries for text in (entry.get("text"), *entry.get("texts", ()))}
    copies = {}
    for at, original in enumerate(run.corpus.originals.tolist()):
        copies.setdefault(original, []).append(run.ids[at])
    free = [same for same in copies.values() if not named & {*same} and "aside" not in same]
    left = [entry["theme"] for entry in entries if entry["kind"] == "name"]
    if clash == "pins":
        text = free[0][0]
        tops = [group for group in left if run.previous.parents[group] is None]
        return [
            {"kind": "pin", "text": text, "theme": tops[0]},
            {"kind": "pin", "text": text, "theme": tops[1]},
        ]
    if clash == "apart":
        return [{"kind": "apart", "texts": first["together"]["texts"][:2]}]
    if clash == "copies":
        return [{"kind": "apart", "texts": next(same for same in free if len(same) > 1)[:2]}]
    if clash == "aside":
        return [{"kind": "set-aside", "text": first["together"]["texts"][0], "reason": "hors sujet"}]
    if clash == "merge":
        return [{"kind": "merge", "themes": [first["merge"]["themes"][0]], "into": left[-1]}]
    return [{"kind": "name", "theme": left[0], "title": "Un autre titre"}]


ENTRIES = (
    {"kind": "pin", "text": "2", "theme": "t2"},
    {"kind": "together", "texts": ["3", "20"]},
    {"kind": "apart", "texts": ["4", "5"]},
    {"kind": "merge", "themes": ["t3.1"], "into": "t3.2"},
    {
        "kind": "split",
        "theme": "t1.2",
        "parts": [{"title": "A", "texts": ["7"]}, {"title": "B", "texts": ["8"]}],
    },
    {"kind": "set-aside", "text": "9", "reason": "hors sujet"},
    {"kind": "name", "theme": "t2", "title": "Le titre"},
)


def put(run, settled, text, subtheme):
    """Move a text of the result by hand."""
    place = run.ids.index(text)
    rows = settled.layout.owners == place
    settled.subthemes[rows] = settled.text_subthemes[place] = subtheme
    settled.themes[rows] = settled.text_themes[place] = settled.parents[subtheme]


def group_of(run, settled, text):
    return int(settled.text_subthemes[run.ids.index(text)])


BREAKS = {
    "pin": lambda run, settled: put(run, settled, "2", group_of(run, settled, "10")),
    "together": lambda run, settled: put(run, settled, "3", group_of(run, settled, "30")),
    "apart": lambda run, settled: put(run, settled, "4", group_of(run, settled, "5")),
    "merge": lambda run, settled: put(run, settled, "25", group_of(run, settled, "13")),
    "split": lambda run, settled: put(run, settled, "7", group_of(run, settled, "8")),
    "set-aside": lambda run, settled: settled.set_aside.update({run.ids.index("9"): "injure"}),
    "name": lambda run, settled: setattr(settled, "theme_names", (None,) * len(settled.theme_names)),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_broken_decision_is_found(kind):
    run = small_run()
    settled = run.settle(*ENTRIES)
    before = violations_of(run, list(ENTRIES), settled)

    BREAKS[kind](run, settled)

    assert before == []
    (problem,) = violations_of(run, list(ENTRIES), settled)
    assert f"({kind}) does not hold" in problem
