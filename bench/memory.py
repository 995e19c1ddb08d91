"""How much memory a group of processes holds, pages that they share counted once."""

from __future__ import annotations

from pathlib import Path


def memory_of_group(group: int) -> float:
    """MiB of all processes of a process group: the sum of their proportional set sizes (Linux)."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if _group_of(process) == group:
                total += _proportional_kib(process)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it ended, or is somebody else's
    return total / 1024


def _group_of(process: Path) -> int:
    # The name, in brackets, may hold spaces and brackets of its own; the group is the third field after it.
    return int((process / "stat").read_text().rpartition(")")[2].split()[2])


def _proportional_kib(process: Path) -> int:
    lines = (process / "smaps_rollup").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
