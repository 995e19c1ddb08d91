"""Score pairs of opposed and of like texts inside a run of real answers: `python -m bench.stances [FILE]`.

FILE has one JSON object a line: `id`, `kind` ("opposed" or "same"), `language`, `a`, `b`. All texts of the pairs are
added to the answers and the themes of the whole are found once. An opposed pair is right where its texts stand in
different sub-themes, a "same" pair where they share one. Beside it: the sides alone, as read from the two texts; how
many sub-themes the run has; and why pairs fail: a "same" pair by its theme, by the sides read (one against, one not) or
by its sub-theme; an opposed one by the sides, or by its sub-theme where the sides do differ.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from pathlib import Path

from nlp import ThemeFinder
from nlp.grouping.stances import stance

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "nlp" / "cases" / "stances.jsonl"
ANSWERS = ROOT.parent / "shared" / "data" / "participation_q23.tsv"
KINDS = ("opposed", "same")
Groups = tuple[str, str, str, str]


def read_pairs(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_answers(path: Path) -> list[str]:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def sides_right(pair: dict[str, str]) -> bool:
    """Whether the sides of a pair, against or not, differ (opposed) or agree (same)."""
    against = [stance(pair[name], pair["language"]) < 0 for name in ("a", "b")]
    return (against[0] == against[1]) == (pair["kind"] == "same")


def groups_in_a_run(pairs: list[dict[str, str]], answers: list[str]) -> tuple[list[Groups], Counter[str]]:
    """(theme of a, theme of b, sub-theme of a, sub-theme of b) of each pair in one run with the answers.

    Beside it, how many themes and sub-themes the run has, by level.
    """
    texts = answers + [pair[name] for pair in pairs for name in ("a", "b")]
    found = ThemeFinder(workers=1).fit([str(place) for place in range(len(texts))], texts)
    placed = found.texts_[len(answers) :]
    groups = [
        (one.theme, other.theme, one.subtheme, other.subtheme)
        for one, other in zip(placed[::2], placed[1::2], strict=True)
    ]
    levels = Counter("themes" if group.parent is None else "sub-themes" for group in found.themes_)
    return groups, levels


def reason(pair: dict[str, str], group: Groups) -> str:
    """What a pair fails by."""
    if pair["kind"] == "same" and group[0] != group[1]:
        return "theme"
    return "sub-theme" if sides_right(pair) else "sides"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.stances", description=__doc__)
    parser.add_argument("pairs", nargs="?", type=Path, default=CASES)
    parser.add_argument(
        "--answers", type=Path, default=ANSWERS, help="texts of a consultation (tab-separated)"
    )
    options = parser.parse_args()
    pairs = read_pairs(options.pairs)
    started = time.perf_counter()
    groups, levels = groups_in_a_run(pairs, read_answers(options.answers))
    counted = ", ".join(f"{count} {level}" for level, count in levels.items())
    print(f"{len(pairs)} pairs, {counted}, {time.perf_counter() - started:.0f} s")
    print(f"{'':10}{'pairs':>7}{'sides':>8}{'themes':>8}{'sub-themes':>12}   fail by")
    wrong = []
    for kind in KINDS:
        rows = [(pair, group) for pair, group in zip(pairs, groups, strict=True) if pair["kind"] == kind]
        alike = kind == "same"
        theme = sum((group[0] == group[1]) == alike for _, group in rows)
        missed = [(pair, group) for pair, group in rows if (group[2] == group[3]) != alike]
        sides = sum(sides_right(pair) for pair, _ in rows)
        count = max(len(rows), 1)
        why = Counter(reason(pair, group) for pair, group in missed)
        told = ", ".join(f"{cause} {times}" for cause, times in sorted(why.items()))
        print(
            f"{kind:10}{len(rows):7}{sides / count:8.2f}{theme / count:8.2f}{1 - len(missed) / count:12.3f}   {told}"
        )
        wrong += missed
    for pair, group in wrong:
        read = [stance(pair[name], pair["language"]) for name in ("a", "b")]
        print(
            f"\n{pair['kind']}, {group[2]} {group[3]}, sides {read[0]} {read[1]}\n  {pair['a']}\n  {pair['b']}"
        )


if __name__ == "__main__":
    main()
