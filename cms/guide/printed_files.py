"""Printed guides that were set once are kept, under a name made of all their words: a change asks for another one."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from cms.guide.printing import TEMPLATE, Scope, content_of
from kit.typesetting import as_data, set_pages


def printed(scope: Scope, *, address: str) -> tuple[bytes, str]:
    """The PDF of that part of the guide in the active language, and the digest of what it says.

    Set at most once for the same words, even when many ask at once; the edition before it is deleted. Queries as
    ``content_of`` does.
    """
    content = content_of(scope, address=address)
    digest = _digest(as_data(content))
    folder = Path(settings.VAR_DIR) / "printed_guides"
    family = f"{scope.key}.{get_language()}"
    kept = folder / f"{family}.{digest}.pdf"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / f"{family}.lock"):
            if not kept.exists():
                _keep(kept, set_pages(TEMPLATE, content))
                _forget(folder, family, but=kept)
    return kept.read_bytes(), digest


def _digest(words: str) -> str:
    template = TEMPLATE.read_bytes()
    return hashlib.sha256(template + b"\0" + words.encode()).hexdigest()[:32]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process of this machine sets the same guide."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _keep(path: Path, content: bytes) -> None:
    """Write the file under its name only once it is whole."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _forget(folder: Path, family: str, *, but: Path) -> None:
    for path in folder.glob(f"{family}.*.pdf"):
        if path != but:
            path.unlink(missing_ok=True)
