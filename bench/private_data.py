"""Precision and recall of what `nlp.private` finds in a file of marked cases: `python -m bench.private_data [FILE]`.

A case is one line of JSON: `id`, `language`, and `marked`, a text in which private data stands as ⟦KIND:words⟧. A
stretch counts as found where one of its own kind covers more than half of it and is less than twice as long.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from nlp.private.finding import find_private

CASES = Path(__file__).parent.parent / "tests/nlp/cases/private_data.jsonl"
MARK = re.compile(r"⟦([A-Z]+):(.*?)⟧", re.DOTALL)


class Case(NamedTuple):
    """A text, and the (start, end, kind) of each stretch of private data in it."""

    id: str
    language: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def unmarked(marked: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text without its marks, and the (start, end, kind) that they stood for."""
    pieces, spans, at, length = [], [], 0, 0
    for mark in MARK.finditer(marked):
        before, words = marked[at : mark.start()], mark.group(2)
        start = length + len(before)
        length = start + len(words)
        spans.append((start, length, mark.group(1)))
        pieces += [before, words]
        at = mark.end()
    return "".join([*pieces, marked[at:]]), tuple(spans)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file, in its order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Case(row["id"], row["language"], *unmarked(row["marked"])) for row in rows]


def same_stretch(one, other) -> bool:
    """Whether two spans of one kind share more than half of each one's characters."""
    if one[2] != other[2]:
        return False
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1] - one[0], other[1] - other[0])


class Score:
    """Counts of marked, found, matched and exactly matched stretches, by a key such as a kind."""

    def __init__(self) -> None:
        self.marked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.recalled: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.exact: Counter[str] = Counter()

    def add(self, key: str, marked, found) -> None:
        """Count one text's marked and found spans under a key."""
        self.marked[key] += len(marked)
        self.found[key] += len(found)
        self.recalled[key] += sum(any(same_stretch(span, other) for other in found) for span in marked)
        self.right[key] += sum(any(same_stretch(span, other) for other in marked) for span in found)
        self.exact[key] += len(set(marked) & set(found))

    def recall(self, key: str) -> float:
        """The share of the marked stretches that were found; 1 where there are none."""
        return self.recalled[key] / self.marked[key] if self.marked[key] else 1.0

    def precision(self, key: str) -> float:
        """The share of the found stretches that were marked; 1 where there are none."""
        return self.right[key] / self.found[key] if self.found[key] else 1.0

    def line(self, key: str) -> str:
        """One line of the report."""
        return (
            f"{key:<12}{self.marked[key]:>7}{self.found[key]:>7}{self.recall(key):>9.3f}{self.precision(key):>11.3f}"
            f"{self.exact[key] / max(1, self.marked[key]):>8.3f}"
        )


def score(cases: list[Case]) -> tuple[Score, list[str]]:
    """Run the engine over the cases, each with its own language told; the counts, and a line for each fault."""
    counts, faults = Score(), []
    for language in sorted({case.language for case in cases}):
        chosen = [case for case in cases if case.language == language]
        for case, private in zip(
            chosen, find_private([case.text for case in chosen], language=language), strict=True
        ):
            found = tuple(tuple(span) for span in private)
            for key in ("all", language):
                counts.add(key, case.spans, found)
            for kind in sorted({span[2] for span in (*case.spans, *found)}):
                of_kind = [[span for span in spans if span[2] == kind] for spans in (case.spans, found)]
                for key in (kind, f"{kind} {language}"):
                    counts.add(key, *of_kind)
            faults += _faults(case, found)
    return counts, faults


def _faults(case: Case, found) -> list[str]:
    missed = [span for span in case.spans if not any(same_stretch(span, other) for other in found)]
    wrong = [span for span in found if not any(same_stretch(span, other) for other in case.spans)]
    return [
        f"{name:<7}{case.id:<12}{kind:<8} {case.text[start:end]!r} in {case.text[max(0, start - 40) : end + 30]!r}"
        for name, spans in (("missed", missed), ("wrong", wrong))
        for start, end, kind in spans
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.private_data", description=__doc__)
    parser.add_argument(
        "file", nargs="?", type=Path, default=CASES, metavar="FILE", help="marked cases, .jsonl"
    )
    cases = read_cases(parser.parse_args().file)
    began = time.perf_counter()
    counts, faults = score(cases)
    print(f"{len(cases)} cases in {time.perf_counter() - began:.1f} s\n")
    print(f"{'':<12}{'marked':>7}{'found':>7}{'recall':>9}{'precision':>11}{'exact':>8}")
    keys = sorted(
        counts.marked | counts.found, key=lambda key: (key != "all", key.isupper(), " " in key, key)
    )
    for key in keys:
        print(counts.line(key))
    print("", *faults, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
