"""A chunk function that waits where a test wants it to, and a program that runs it: both are killed for real.

`python -m tests.nlp.chunks.slow FOLDER [--workers N | --scheduler ADDRESS]` keeps its results in FOLDER/store, writes
them to FOLDER/found and the counts to FOLDER/counts.json.
"""

import argparse
import json
import os
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

from nlp.chunks import ChunkStore, open_chunks
from nlp.chunks.plain import packed
from nlp.errors import EngineError
from nlp.private.finding import Private

CHUNKS = [{"number": number, "texts": [f"Planter {number} arbres"] * 3} for number in range(8)]
FREE = 4  # chunks that do not wait
PATIENCE = 60


def gated(folder, chunk):
    """Note in `folder` who begins the chunk; from the fifth on, wait there for a file called "go"."""
    folder, number = Path(folder), chunk["number"]
    (folder / f"begun-{number}-{os.getpid()}-{time.monotonic_ns()}").touch()
    deadline = time.monotonic() + PATIENCE
    while number >= FREE and not (folder / "go").exists():
        if time.monotonic() > deadline:
            raise TimeoutError("Nobody opened the gate.")
        time.sleep(0.02)
    halves = np.arange(12, dtype=np.float16).reshape(3, 4) / (number + 1)
    return halves, [(len(text), text, None) for text in chunk["texts"]], Private(0, number, "EMAIL")


def begun(folder):
    """(number of the chunk, process) each time that one was begun, in the order of the numbers."""
    return sorted(tuple(map(int, file.name.split("-")[1:3])) for file in Path(folder).glob("begun-*"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int)
    parser.add_argument("--scheduler")
    options = parser.parse_args()
    store = ChunkStore(options.folder / "store")
    try:
        with open_chunks(options.workers, options.scheduler, store=store) as pool:
            found = pool.map_chunks(partial(gated, str(options.folder)), CHUNKS, step="slow")
            (options.folder / "found").write_bytes(packed(list(found)))
            (options.folder / "counts.json").write_text(json.dumps(pool.counts["slow"]))
    except EngineError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
