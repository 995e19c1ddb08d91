"""What the bytes of a chunk's result depend on besides its input: versions, kind of processor, and our own code."""

import hashlib
import platform
from functools import lru_cache
from pathlib import Path

import nlp


@lru_cache(maxsize=1)
def surroundings():
    """A flat dictionary of strings; two processes where it is equal give the same bytes for the same chunk."""
    import numpy as np

    from nlp.files.provenance import kernel, versions

    return {
        **versions(),
        "system": platform.system(),
        "machine": platform.machine(),
        "linear algebra": kernel(),
        "vector instructions": " ".join(np.show_config(mode="dicts")["SIMD Extensions"]["found"]),
        "code of the engine": code_digest(),
    }


def code_digest():
    """SHA-256 of our source files and word lists, shortened: two copies with one version number may differ."""
    root = Path(nlp.__file__).parent
    digest = hashlib.sha256()
    for file in sorted([*root.rglob("*.py"), *root.rglob("*.txt")]):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def differences(here, there):
    """One phrase for each thing that is not the same there, such as "numpy 2.4.6 here, 2.4.1 there"."""
    return [
        f"{name} {here.get(name, 'missing')} here, {there.get(name, 'missing')} there"
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    ]
