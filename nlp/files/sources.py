"""Read a table of texts: comma-separated, tab-separated without quoting, or JSON lines; UTF-8, with a header.

Whatever is wrong is told in one line: the file, the line and what to do.
"""

import csv
import io
import json
from itertools import chain
from pathlib import Path

from nlp.errors import BadInput

SUFFIXES = (".csv", ".tsv", ".jsonl")
csv.field_size_limit(2**31 - 1)  # a text may be long; the default refuses 131,072 characters


def read_texts(path, *, text="text", identifier="id"):
    """(ids, texts) of a file. Where it has no column `identifier`, ids are row numbers from 1."""
    columns, rows = _open_table(path, required=[text])
    named = identifier in columns
    if not named and identifier != "id":
        raise BadInput(
            f"{path}, line 1: there is no column {identifier!r}; name one of {', '.join(columns)} with --id."
        )
    ids, texts, seen = [], [], {}
    for number, (line, row) in enumerate(rows, start=1):
        text_id = row[identifier] if named else str(number)
        if not text_id.strip():
            raise BadInput(f"{path}, line {line}: the id is empty; give every row one.")
        if text_id in seen:
            raise BadInput(
                f"{path}, line {line}: the id {text_id!r} is already on line {seen[text_id]}; make ids unique."
            )
        seen[text_id] = line
        ids.append(text_id)
        texts.append(row[text])
    return ids, texts


def read_table(path, *, required):
    """(column names, list of (line number, row as a dict of strings)); every row has the required columns."""
    columns, rows = _open_table(path, required=required)
    return columns, list(rows)


def _open_table(path, *, required):
    """As `read_table`, the rows one by one: a million of them at once would weigh more than their texts."""
    path = Path(path)
    content = _content(path)
    reader = {".csv": _comma_separated, ".tsv": _tab_separated, ".jsonl": _json_lines}[path.suffix.lower()]
    rows = reader(path, content)
    columns = next(rows)
    for name in required:
        if name not in columns:
            found = ", ".join(columns) or "none"
            raise BadInput(
                f"{path}, line 1: there is no column {name!r} (columns: {found}); choose the column by its name."
            )
    first = next(rows, None)
    if first is None:
        raise BadInput(f"{path}, line 2: there is no text below the header; give at least one row.")
    return columns, chain([first], rows)


def _content(path):
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(
            f"{path}: the format is told by the name's end; rename the file to one of {', '.join(SUFFIXES)}."
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: the file cannot be read ({error.strerror}); check its path.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{path}, line {line}: the file is not in UTF-8; save it again in that encoding."
        ) from error


# Each reader yields the names of the columns, then (line number, row) for each row.


def _comma_separated(path, content):
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(path, header)
        yield header
        line = reader.line_num
        for cells in reader:
            first, line = line + 1, reader.line_num
            if cells or len(header) == 1:
                yield first, _row(path, first, header, cells or [""])
    except csv.Error as error:
        raise BadInput(
            f"{path}, line {reader.line_num}: {error}; close the quotation marks that are open."
        ) from error


def _tab_separated(path, content):
    lines = (line.removesuffix("\n").removesuffix("\r") for line in io.StringIO(content, newline="\n"))
    header = next(lines, "").split("\t")
    _check_header(path, header)
    yield header
    for number, line in enumerate(lines, start=2):
        if line or len(header) == 1:
            yield number, _row(path, number, header, line.split("\t"))


def _check_header(path, header):
    if not any(name.strip() for name in header):
        raise BadInput(f"{path}, line 1: there is no header; put the names of the columns on the first line.")
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise BadInput(
            f"{path}, line 1: the column {repeated[0]!r} is named twice; give each column its own name."
        )


def _row(path, line, header, cells):
    if len(cells) != len(header):
        raise BadInput(
            f"{path}, line {line}: {len(cells)} cells where the header has {len(header)}; "
            "complete the row, or quote what holds a separator."
        )
    return dict(zip(header, cells, strict=True))


def _json_lines(path, content):
    columns = {}
    for number, line in enumerate(io.StringIO(content, newline="\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadInput(
                f"{path}, line {number}: this is no JSON ({error.msg}); write one object a line."
            ) from error
        if not isinstance(row, dict):
            raise BadInput(f"{path}, line {number}: this is no JSON object; write one object a line.")
        row = {name: _as_text(path, number, name, value) for name, value in row.items()}
        if not columns:
            columns = dict.fromkeys(row)
            yield list(columns)
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))[0]
            raise BadInput(
                f"{path}, line {number}: the keys differ from the first line's ({odd!r}); use the same on each line."
            )
        yield number, row
    if not columns:
        yield []


def _as_text(path, line, name, value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    # Other values (lists, objects, booleans) are kept readable: they matter only if they are asked for as text or id.
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
