"""Read a file of existing answers: CSV, TSV or JSON Lines in UTF-8, each record with its line.

A file that cannot be read whole is refused, with the line and the remedy; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

LONGEST_FIELD = 1_000_000


class ImportRefused(Exception):
    """The file cannot be imported; the message names the file, the line where there is one, and the remedy."""

    def __init__(self, message: str, *, path: Path, line: int | None = None):
        self.line = line
        place = _("%(file)s, line %(line)d:") % {"file": path, "line": line} if line else f"{path}:"
        super().__init__(f"{place} {message}")


@dataclass(frozen=True)
class Record:
    """One record as it stands in the file: the line where it starts, and its values by column."""

    line: int
    values: dict[str, object]


def read_records(path: Path, *, needed: str) -> Iterator[Record]:
    """Each record of the file, in order. ``needed`` is the column that must be there. Raises ImportRefused."""
    readers = {".csv": _read_csv, ".tsv": _read_tsv, ".jsonl": _read_jsonl}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ImportRefused(_("The name must end in .csv, .tsv or .jsonl, to say what is inside."), path=path)
    text = _decoded(path)
    if not text.strip():
        raise ImportRefused(_("The file is empty: there is nothing to import."), path=path)
    return reader(text, path=path, needed=needed)


def _decoded(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportRefused(
            _("The file cannot be read (%(reason)s): check its path.") % {"reason": reason}, path=path
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            _("This is not UTF-8. Save the file again with the encoding UTF-8."),
            path=path,
            line=raw.count(b"\n", 0, error.start) + 1,
        ) from error


def _read_csv(text: str, *, path: Path, needed: str) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_FIELD)
    # Spreadsheets of French speakers part columns by semicolons.
    first_line = text.partition("\n")[0]
    is_semicolon = needed in _columns(first_line, ";") and needed not in _columns(first_line, ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if is_semicolon else ",", strict=True)
    header, line = None, 1
    try:
        for row in rows:
            if header is None:
                header = _checked_header(row, path=path, needed=needed)
            elif row:
                yield Record(line, _by_column(header, row, path=path, line=line))
            line = rows.line_num + 1
    except csv.Error as error:
        raise ImportRefused(
            _("This line cannot be read as CSV (%(reason)s): check its quotation marks.") % {"reason": error},
            path=path,
            line=line,
        ) from error


def _columns(line: str, delimiter: str) -> list[str]:
    return [name.strip().strip('"') for name in line.split(delimiter)]


def _read_tsv(text: str, *, path: Path, needed: str) -> Iterator[Record]:
    # Not splitlines(): people's words may hold characters that it takes for ends of lines.
    lines = text.removesuffix("\n").split("\n")
    header = None
    for number, line in enumerate(lines, start=1):
        row = line.removesuffix("\r").split("\t")
        if header is None:
            header = _checked_header(row, path=path, needed=needed)
        elif row != [""] or len(header) == 1:
            yield Record(number, _by_column(header, row, path=path, line=number))


def _read_jsonl(text: str, *, path: Path, needed: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ImportRefused(
                _("This line is not JSON. Write one JSON object a line."), path=path, line=number
            ) from error
        if not isinstance(values, dict):
            raise ImportRefused(
                _("This line holds no JSON object. Write one a line, such as %(example)s.")
                % {"example": json.dumps({needed: "…"}, ensure_ascii=False)},
                path=path,
                line=number,
            )
        if needed not in values:
            raise ImportRefused(_no_column(needed, list(values)), path=path, line=number)
        yield Record(number, values)


def _checked_header(row: list[str], *, path: Path, needed: str) -> list[str]:
    header = [name.strip() for name in row]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ImportRefused(
            _("Two columns are called “%(name)s”: rename one.") % {"name": twice[0]}, path=path, line=1
        )
    if needed not in header:
        raise ImportRefused(_no_column(needed, header), path=path, line=1)
    return header


def _no_column(needed: str, found: list[str]) -> str:
    return _(
        "There is no column “%(name)s”. Name the one that holds the answers with --text-column: %(found)s."
    ) % {
        "name": needed,
        "found": ", ".join(found) or "–",
    }


def _by_column(header: list[str], row: list[str], *, path: Path, line: int) -> dict[str, object]:
    if len(row) != len(header):
        raise ImportRefused(
            _("This line has %(found)d fields where the header has %(wanted)d: add or remove what is missing or "
              "too many.") % {"found": len(row), "wanted": len(header)},
            path=path,
            line=line,
        )  # fmt: skip
    return dict(zip(header, row, strict=True))
