"""Leaflet, which draws maps in the browser: its files out of a locked package, served by ourselves.

Of django-leaflet nothing is used but the copy of Leaflet that it carries.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

DISTRIBUTION, PACKAGE = "django-leaflet", "leaflet"
# The pictures are those that its style sheet names.
FILES = (
    "leaflet.js",
    "leaflet.css",
    "images/layers.png",
    "images/layers-2x.png",
    "images/marker-icon.png",
)


class LeafletMissing(Exception):
    """The package that carries Leaflet is not installed."""

    def __str__(self) -> str:
        return f"The package {DISTRIBUTION} is not installed. Run `make setup`, then try again."


def stamp() -> str:
    """What the files depend on."""
    return f"{DISTRIBUTION} {version(DISTRIBUTION)}: {' '.join(FILES)}"


def collect(folder: Path) -> int:
    """Write Leaflet's files into that folder; how many bytes. Raises LeafletMissing."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LeafletMissing
    source = Path(spec.origin).parent / "static" / "leaflet"
    total = 0
    for name in FILES:
        content = (source / name).read_bytes()
        if name.endswith(".js"):
            content = _without_source_map(content)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        total += len(content)
    return total


def _without_source_map(script: bytes) -> bytes:
    """The map is thrice the script and for Leaflet's own developers; naming a file that is not there is an error."""
    return b"\n".join(line for line in script.splitlines() if not line.startswith(b"//# sourceMappingURL"))
