"""Pack the running version's source, as section 13 of the AGPL asks of a site that people use over a network."""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent

# What is ours to give, by name: a file that a site's owner drops beside it (a key, a dump) is never packed.
TOP_LEVEL = (
    ".ci",
    ".gitignore",
    ".pre-commit-config.yaml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "accounts",
    "apt.txt",
    "bench",
    "cities",
    "cms",
    "config",
    "consultations",
    "debates",
    "docs",
    "jobs",
    "kit",
    "locale",
    "manage.py",
    "nlp",
    "pyproject.toml",
    "requirements",
    "scripts",
    "search",
    "tests",
)
SKIPPED_FOLDERS = {"__pycache__", "node_modules", "var", ".venv"}
SKIPPED_ENDINGS = (".pyc", ".mo", ".sqlite3", ".log", ".pem", ".key", ".env", ".swp", "~")


def files(root: Path = ROOT) -> Iterator[Path]:
    """Each file of the project that is source, in a fixed order. Links are not followed."""
    for name in TOP_LEVEL:
        top = root / name
        if top.is_file():
            yield top
            continue
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not is_skipped_folder(name))
            for file_name in sorted(names):
                path = Path(folder) / file_name
                if not path.is_symlink() and not is_skipped_file(file_name):
                    yield path


def is_skipped_folder(name: str) -> bool:
    return name in SKIPPED_FOLDERS or name.endswith("_cache")


def is_skipped_file(name: str) -> bool:
    return name.endswith(SKIPPED_ENDINGS) or name == "secret_key"


def fingerprint(paths: list[Path]) -> str:
    """The same for the same files, other as soon as one is added, removed or written to."""
    seen = hashlib.sha256()
    for path in paths:
        status = path.stat()
        seen.update(f"{path}|{status.st_mtime_ns}|{status.st_size}\n".encode())
    return seen.hexdigest()[:12]


def archive(root: Path = ROOT) -> Path:
    """The packed source on disk, made when it is not there yet. A process looks for changed files once."""
    path = _archive_path(root)
    if not path.exists():
        pack(list(files(root)), path, root=root)
    return path


@lru_cache(maxsize=4)
def _archive_path(root: Path) -> Path:
    return Path(settings.VAR_DIR) / "source" / f"palabre-{fingerprint(list(files(root)))}.tar.gz"


def pack(paths: list[Path], target: Path, *, root: Path) -> None:
    """Write those files as a .tar.gz under one folder, all or nothing, without names of this machine's users."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part,
        gzip.GzipFile(filename="", mode="wb", fileobj=part, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in paths:
            tar.add(path, arcname=f"palabre/{path.relative_to(root)}", filter=_anonymous)
    Path(part.name).replace(target)


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = int(entry.mtime)
    return entry
