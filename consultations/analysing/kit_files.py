"""Where analyses keep files: what a run needs to go on after its worker is killed, and the kit that anyone can repeat.

One private folder an analysis, in VAR_DIR and under no public address. ``run`` and ``next`` hold redacted words while
the analysis, or the next edition, is made; ``edition-N.zip`` is the kit; ``groups-N`` says where each of its texts was,
without a word, for the next edition.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

RUN, NEXT, CHUNKS, LOCK = "run", "next", "chunks", "lock"


def all_folders() -> Path:
    return Path(settings.VAR_DIR) / "analyses"


def folder_of(analysis_id: int) -> Path:
    return all_folders() / str(analysis_id)


def archive_of(analysis_id: int, edition: int) -> Path:
    return folder_of(analysis_id) / f"edition-{edition}.zip"


def groups_of(analysis_id: int, edition: int) -> Path:
    return folder_of(analysis_id) / f"groups-{edition}"


def new_work(analysis_id: int, name: str) -> Path:
    """A folder to work in, RUN or NEXT. Of an earlier attempt it holds the chunks, to go on from, and nothing else."""
    work = folder_of(analysis_id) / name
    for made in (all_folders(), folder_of(analysis_id), work):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    for entry in work.iterdir():
        if entry.name != CHUNKS:
            _remove(entry)
    return work


def end_work(analysis_id: int, name: str) -> None:
    """Remove what was worked with; and the analysis's folder, when nothing else is in it."""
    folder = folder_of(analysis_id)
    shutil.rmtree(folder / name, ignore_errors=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def forget_words(analysis_ids: Iterable[int]) -> None:
    """Delete all that holds the words of these analyses: their kits, and what the next are being made with."""
    for analysis_id in analysis_ids:
        shutil.rmtree(folder_of(analysis_id) / NEXT, ignore_errors=True)
        for archive in folder_of(analysis_id).glob("edition-*.zip"):
            archive.unlink(missing_ok=True)


def forget_everything(analysis_id: int) -> None:
    shutil.rmtree(folder_of(analysis_id), ignore_errors=True)


def put_in_place(made: Path, place: Path) -> None:
    """Move a finished file or folder to where it is looked for, instead of what an attempt that failed left there."""
    if place.is_dir():
        shutil.rmtree(place)
    made.replace(place)


def forget_earlier(analysis_id: int, *, edition: int) -> None:
    """Remove what other editions than this one left."""
    kept = {archive_of(analysis_id, edition).name, groups_of(analysis_id, edition).name, LOCK, NEXT}
    for entry in folder_of(analysis_id).iterdir():
        if entry.name not in kept:
            _remove(entry)


def pack(folder: Path, archive: Path, explanations: Mapping[str, str]) -> tuple[str, int]:
    """Write all files of the folder, and the explanations by name, as one archive; its SHA-256 and size."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in explanations.items():
            packed.writestr(name, text.replace("\n", "\r\n"))
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            packed.write(file, file.relative_to(folder).as_posix())
    archive.chmod(0o600)
    with archive.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest(), archive.stat().st_size


@contextmanager
def alone(analysis_id: int) -> Iterator[bool]:
    """Whether this process is the only one that makes an edition of the kit; the system tells of one that died."""
    folder_of(analysis_id).mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder_of(analysis_id) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(lock)


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)
