"""Keep the result of each chunk on disk as it comes, so that a run that was killed goes on where it stopped.

A result is found again by what it was made of: the function and its parameters, the chunk, the versions and the kind of
processor. It holds citizens' words or what was made of them, so that the folder is its owner's alone.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from nlp.chunks.plain import packed, unpacked
from nlp.chunks.surroundings import surroundings
from nlp.errors import EngineError

MAGIC = b"chunk result 1\n"
LOCK = "lock"
PARTIAL = ".partial"
STEP = re.compile(r"[a-z][a-z0-9_]*")
OURS = re.compile(rf"[a-z][a-z0-9_]*-[0-9]{{6,}}-[0-9a-f]{{64}}({re.escape(PARTIAL)})?|{LOCK}")


class ChunkStore:
    """Results in `folder`, one file a chunk, for one run at a time; `key` adds to what a result is found again by.

    A context: entering it takes the folder (EngineError where another run has it), leaving it keeps the files for the
    next run. `clear` removes them.
    """

    def __init__(self, folder, key=""):
        self.folder = Path(folder)
        self.key = key
        self._lock: int | None = None

    def __enter__(self):
        try:
            self._lock = _taken(self.folder)
        except OSError as error:
            raise EngineError(f"{self.folder}: results cannot be kept there ({error.strerror}).") from error
        return self

    def __exit__(self, *error):
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None

    def results(self, step, function, chunks):
        """What is stored of `function` over the chunks, and the place for the rest; a StoredResults."""
        if not STEP.fullmatch(step):
            raise ValueError(f"A step's name is lower-case letters, digits and underscores, not {step!r}.")
        named = packed([self.key, surroundings(), *_named_function(function)])
        start = hashlib.sha256(len(named).to_bytes(8, "big") + named)
        files = []
        for place, chunk in enumerate(chunks):
            digest = start.copy()
            digest.update(packed(chunk))
            files.append(self.folder / f"{step}-{place:06}-{digest.hexdigest()}")
        return StoredResults(files)

    def clear(self):
        """Remove every result and the folder; call it when the run's own results are safe."""
        if self._lock is None:
            with self:
                return self.clear()
        for file in self.folder.iterdir():
            file.unlink()
        self.folder.rmdir()


class StoredResults(Sequence):
    """Results in the order of their chunks, each read from its file when it is asked for."""

    def __init__(self, files):
        self._files = files

    def __len__(self):
        return len(self._files)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        content = _whole(self._files[place])
        if content is None:
            raise EngineError(
                f"{self._files[place]}: this result was changed or removed while the run needed it: "
                "run the same command again."
            )
        return unpacked(content)

    def missing(self):
        """Places of the chunks to compute; a torn or altered file counts for none."""
        return [place for place, file in enumerate(self._files) if _whole(file) is None]

    def keep(self, place, result):
        try:
            _write(self._files[place], packed(result))
        except OSError as error:
            raise EngineError(
                f"{self._files[place].parent}: results cannot be kept there ({error.strerror}): "
                "make room, then run the same command again."
            ) from error

    def in_order(self):
        return self


def _named_function(function):
    """The function's full name and the parameters that were fixed in it."""
    fixed, named = [], {}
    while isinstance(function, partial):
        fixed, named = [*function.args, *fixed], {**function.keywords, **named}
        function = function.func
    name = f"{function.__module__}.{function.__qualname__}"
    if "<" in name:
        raise TypeError(f"{name} does not lie in a module, so that its results cannot be found again.")
    return name, fixed, dict(sorted(named.items()))


def _write(file, content):
    """The file whole or not at all, even if the power fails: under another name first, on the disk, then renamed."""
    partial_file = file.with_name(file.name + PARTIAL)
    descriptor = os.open(partial_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as opened:
        opened.write(MAGIC + hashlib.sha256(content).digest())
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)
    os.replace(partial_file, file)


def _whole(file):
    """The content of a file of ours, None where it is absent, torn or altered."""
    try:
        read = file.read_bytes()
    except FileNotFoundError:
        return None
    start = len(MAGIC) + hashlib.sha256().digest_size
    content = memoryview(read)[start:]
    if read[:start] != MAGIC + hashlib.sha256(content).digest():
        return None
    return content


def _taken(folder):
    """Make the folder, private, and lock it; the system drops the lock of a process that dies, however it dies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    foreign = sorted(entry.name for entry in folder.iterdir() if not OURS.fullmatch(entry.name))
    if foreign:
        raise EngineError(
            f"{folder}: it holds {foreign[0]!r}, which is no chunk's result: name a folder of its own."
        )
    folder.chmod(0o700)
    while True:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(lock)
            raise EngineError(
                f"{folder}: another run (process {holder}) keeps its results there: wait for its end or stop it."
            ) from None
        if _still_there(lock, folder / LOCK):
            os.ftruncate(lock, 0)
            os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
            return lock
        os.close(lock)  # its holder cleared the folder meanwhile: this lock is on nothing


def _still_there(lock, path):
    try:
        return os.path.samestat(os.fstat(lock), os.stat(path))
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return False
