"""One run from files to a folder, with its record: all that is needed to have the same result again."""

import json
import resource
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from nlp.chunks import ChunkStore
from nlp.deciding.account import DOUBT_COLUMNS, MOVED_COLUMNS
from nlp.deciding.decisions import read_decisions
from nlp.deciding.previous import Previous
from nlp.errors import BadInput, ContradictoryDecisions, EncoderUnavailable
from nlp.files.outcome import (
    DECISIONS,
    EARLIER,
    MOVED,
    QUEUE,
    RESULTS,
    RUN,
    sealed,
    sha256_of,
    whole_folder,
    write_results,
    write_table,
)
from nlp.files.sources import read_texts


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of a run. `decisions` is a file, `previous` the folder of an earlier run."""

    input: Path
    text: str = "text"
    id: str = "id"
    language: str = "auto"
    max_themes: int = 20
    encoder: str | None = None
    random_state: int = 0
    decisions: Path | None = None
    previous: Path | None = None
    workers: int | None = None
    scheduler: str | None = None

    def settings(self):
        """The parameters of the engine that have a say in the result."""
        return {
            "language": self.language,
            "max_themes": self.max_themes,
            "encoder": self.encoder,
            "random_state": self.random_state,
        }


def find_and_write(request, output):
    """Group the texts of a file and write the results and run.json into the folder `output`; returns the record.

    The results of chunks are kept in a hidden folder beside it until the end, so that the same request made again
    goes on where a killed one stopped. Raises BadInput, and whatever EngineError the finder raises.
    """
    started = time.perf_counter()
    ids, texts = read_texts(request.input, text=request.text, identifier=request.id)
    previous = Previous.read(request.previous) if request.previous else None
    decisions = read_decisions(request.decisions) if request.decisions else ()
    from nlp.finder import ThemeFinder  # after the input is read: what is wrong with it is told at once

    kept = chunks_folder(output)
    try:
        finder = ThemeFinder(
            **request.settings(), workers=request.workers, scheduler=request.scheduler, store=kept
        ).fit(ids, texts, previous=previous, decisions=decisions)
        if not finder.themes_:
            raise BadInput(
                f"{request.input}, line 2: none of the {len(texts)} texts says anything; check the column --text."
            )
    except (BadInput, ContradictoryDecisions, EncoderUnavailable):
        ChunkStore(kept).clear()  # what was asked cannot be done: there is nothing to go on with
        raise
    with whole_folder(output) as folder:
        run = write_run(folder, finder, request, started=started)
    ChunkStore(kept).clear()
    return run


def write_run(folder, finder, request, *, started):
    """Write the results of a fitted finder, what it was told by people and earlier runs, and run.json; return that."""
    run = {
        **finder.run_,
        "input": {
            "name": Path(request.input).name,
            "sha256": sha256_of(Path(request.input)),
            "text": request.text,
            "id": request.id,
        },
        **_taken_along(folder, request),
        **_edition(request.previous, finder),
        "account": _account(folder, finder, request),
        "outputs": write_results(folder, finder),
        "total_seconds": round(time.perf_counter() - started, 3),
        "peak_memory_mib": peak_memory(),
    }
    (folder / RUN).write_bytes(sealed(run))
    return run


def _taken_along(folder, request):
    """Copies of the decisions and of the earlier results, without which the run could not be had again."""
    told = {}
    if request.decisions:
        shutil.copyfile(request.decisions, folder / DECISIONS)
        told["decisions"] = {DECISIONS: sha256_of(folder / DECISIONS)}
    if request.previous:
        (folder / EARLIER).mkdir()
        for name in (*RESULTS, RUN):
            if (Path(request.previous) / name).is_file():
                shutil.copyfile(Path(request.previous) / name, folder / EARLIER / name)
        told["previous"] = {
            f"{EARLIER}/{path.name}": sha256_of(path) for path in sorted((folder / EARLIER).iterdir())
        }
    return told


def _account(folder, finder, request):
    """What moved since the earlier run, and what people should look at; nothing where there is neither."""
    if not request.previous and not request.decisions:
        return {}
    return {
        MOVED: write_table(folder / MOVED, MOVED_COLUMNS, finder.moves_),
        QUEUE: write_table(folder / QUEUE, DOUBT_COLUMNS, finder.doubts_),
    }


def _edition(previous, finder):
    """Which edition this is, and how many texts have left since the first: those whose authors withdrew them."""
    left = finder.left_
    try:
        before = json.loads((Path(previous) / RUN).read_bytes()) if previous else {}
    except (OSError, ValueError):
        before = {}
    return {
        "edition": int(before.get("edition", 1 if previous else 0)) + 1,
        "left": int(before.get("left", 0)) + left,
    }


def chunks_folder(output):
    """Where the results of a run's chunks are kept until it ends."""
    output = Path(output).absolute()
    return output.parent / f".{output.name}.chunks"


def peak_memory():
    """MiB of this process at its highest, and of the largest of its worker processes added."""
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024  # Linux counts KiB, macOS bytes
    own, workers = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round((own + workers) / unit)
