"""Write the results of a run into a folder, all at once or not at all, and read them back."""

import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from nlp.errors import BadInput

TEXT_COLUMNS = (
    "id", "theme", "subtheme", "confidence", "excluded", "duplicate_of", "campaign", "rare", "language", "lexical",
)  # fmt: skip
PASSAGE_COLUMNS = ("id", "passage", "start", "end", "theme", "subtheme", "confidence", "rare", "side")
RESULTS = ("texts.csv", "passages.csv", "themes.json")
RUN = "run.json"
DECISIONS = "decisions.json"
EARLIER = "previous"
MOVED = "moved.csv"
QUEUE = "queue.csv"
SEAL = "seal"
ROWS_AT_ONCE = 20_000
OURS = {*RESULTS, RUN, DECISIONS, EARLIER, MOVED, QUEUE}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def sha256_of(path):
    """SHA-256 of a file, read a piece at a time."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def table(columns, rows):
    """The bytes of a comma-separated file; without its header where `columns` is None."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if columns is not None:
        writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def write_results(folder, finder):
    """Write the result files of a fitted ThemeFinder into a folder; returns the SHA-256 of each, by name."""
    texts = (
        (
            text.id,
            text.theme,
            text.subtheme,
            f"{text.confidence:.3f}",
            text.excluded,
            text.duplicate_of,
            text.campaign,
            int(text.rare),
            text.language,
            int(text.lexical),
        )
        for text in finder.texts_
    )
    passages = (
        (
            part.id,
            part.passage,
            part.start,
            part.end,
            part.theme,
            part.subtheme,
            f"{part.confidence:.3f}",
            int(part.rare),
            part.side,
        )
        for part in finder.passages_
    )
    themes = as_json([asdict(theme) for theme in finder.themes_])
    (folder / "themes.json").write_bytes(themes)
    return {
        "texts.csv": write_table(folder / "texts.csv", TEXT_COLUMNS, texts),
        "passages.csv": write_table(folder / "passages.csv", PASSAGE_COLUMNS, passages),
        "themes.json": sha256(themes),
    }


def write_table(path, columns, rows):
    """Write a comma-separated file some thousand rows at a time; returns its SHA-256."""
    told = hashlib.sha256()
    rows = iter(rows)
    with path.open("wb") as out:
        piece = table(columns, islice(rows, ROWS_AT_ONCE))
        while piece:
            told.update(piece)
            out.write(piece)
            piece = table(None, islice(rows, ROWS_AT_ONCE))
    return told.hexdigest()


def as_json(value):
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def sealed(run):
    """The bytes of run.json: `seal` is the SHA-256 of the file without it, so that the file vouches for itself."""
    return as_json({**run, SEAL: sha256(as_json(run))})


def check_folder(folder):
    """Raise BadInput unless the folder can take a run: it is new, empty, or holds an earlier run and nothing else."""
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder}: this is a file; name a folder for the results with --output.")
    strangers = sorted(path.name for path in folder.glob("*") if path.name not in OURS)
    if strangers:
        raise BadInput(
            f"{folder}: it holds other files ({strangers[0]}); name a new folder for the results with --output."
        )
    above = next(parent for parent in folder.absolute().parents if parent.exists())
    if not os.access(above, os.W_OK):
        raise BadInput(f"{folder}: nothing can be written in {above}; name another folder with --output.")


@contextmanager
def whole_folder(folder):
    """A new folder to write into, which takes the place of `folder` at the end; an error leaves no trace of it."""
    folder = Path(folder).absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        draft.chmod(0o777 & ~_umask())
        yield draft
        if folder.exists():
            former = Path(tempfile.mkdtemp(prefix=f".{folder.name}.former.", dir=folder.parent))
            folder.rename(former / folder.name)
            draft.rename(folder)
            shutil.rmtree(former)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_whole_file(path, content):
    """Write a file in one step: a reader sees all of it or nothing."""
    path = Path(path).absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            draft.write(content)
        os.chmod(draft.name, 0o666 & ~_umask())
        os.replace(draft.name, path)
    except OSError as error:
        raise BadInput(
            f"{path}: the file cannot be written ({error.strerror}); name another with --output."
        ) from error


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
