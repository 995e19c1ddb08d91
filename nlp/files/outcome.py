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
from pathlib import Path

from nlp.errors import BadInput

TEXT_COLUMNS = ("id", "theme", "subtheme", "confidence", "excluded", "duplicate_of", "campaign", "rare")
PASSAGE_COLUMNS = ("id", "passage", "start", "end", "theme", "subtheme", "confidence")
RESULTS = ("texts.csv", "passages.csv", "themes.json")
RUN = "run.json"
SEAL = "seal"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def table(columns, rows):
    """The bytes of a comma-separated file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def result_files(finder):
    """The bytes of each result file of a fitted ThemeFinder, by name."""
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
        )
        for text in finder.texts_
    )
    passages = (
        (part.id, part.passage, part.start, part.end, part.theme, part.subtheme, f"{part.confidence:.3f}")
        for part in finder.passages_
    )
    themes = [asdict(theme) for theme in finder.themes_]
    return {
        "texts.csv": table(TEXT_COLUMNS, texts),
        "passages.csv": table(PASSAGE_COLUMNS, passages),
        "themes.json": as_json(themes),
    }


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
    strangers = sorted(path.name for path in folder.glob("*") if path.name not in {*RESULTS, RUN})
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
