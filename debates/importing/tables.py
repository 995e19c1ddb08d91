"""Tables as rows of words: CSV and XLSX, read with limits on everything that a file can be large in.

Formulas are not computed: a cell that holds one is told, and its words are what was typed.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from debates.importing.bombs import TooMuch, refuse_bombs
from debates.importing.columns import column_by_heading, columns_of, plain

BYTES_AT_MOST = 5_000_000
ROWS_AT_MOST = 1000
COLUMNS_AT_MOST = 80
LETTERS_AT_MOST = 10_000
# How the template’s line that explains begins; further down it may be somebody’s own number.
EXPLANATION = "# "


class Unreadable(Exception):
    """The file as a whole cannot be taken. The message says why, and what to do."""


@dataclass
class Row:
    """One row as it was read: ``line`` is what the file's own program shows. ``notes`` are told, and stop nothing."""

    kind: str
    line: int
    values: dict[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        return {
            "kind": self.kind,
            "line": self.line,
            "values": self.values,
            "problems": self.problems,
            "notes": self.notes,
        }


def row_of(kept: dict) -> Row:
    """The row that `as_json` wrote."""
    return Row(**{**kept, "problems": [tuple(one) for one in kept["problems"]]})


def rows_of_table(content: bytes, *, kind: str) -> list[Row]:
    """The rows of a CSV or XLSX file of places or debates. Raises `Unreadable`."""
    if len(content) > BYTES_AT_MOST:
        raise Unreadable(_("The file is larger than 5 MB: split it."))
    lines = _xlsx_lines(content) if content[:2] == b"PK" else _csv_lines(content)
    return _rows(lines, kind)


def _rows(lines, kind: str) -> list[Row]:
    names: list[str] | None = None
    rows: list[Row] = []
    for number, cells in lines:
        if len(cells) > COLUMNS_AT_MOST:
            raise Unreadable(
                _("Line %(line)d has more than %(most)d columns.") % {"line": number, "most": COLUMNS_AT_MOST}
            )
        texts = [_text(cell) for cell in cells]
        if not any(texts) or (not rows and texts[0].startswith(EXPLANATION)):
            continue
        if names is None:
            names = _names(texts, kind)
            continue
        if len(rows) >= ROWS_AT_MOST:
            raise Unreadable(_("The file has more than %(most)d rows: split it.") % {"most": ROWS_AT_MOST})
        rows.append(_row(kind, number, names, texts))
    if names is None:
        raise Unreadable(_("The file is empty. Download the template, fill it in, and send it."))
    return rows


def _row(kind: str, number: int, names: list[str], texts: list[str]) -> Row:
    row = Row(kind, number, {})
    for name, text in zip(names, texts, strict=False):
        if not name:
            continue
        if len(text) > LETTERS_AT_MOST:
            row.problems.append(
                (name, _("This text is too long: %(most)d letters at most.") % {"most": LETTERS_AT_MOST})
            )
        elif _is_broken(text):
            row.problems.append(
                (
                    name,
                    _("These letters are broken (%(text)s): save the file as UTF-8.") % {"text": text[:40]},
                )
            )
        elif text.startswith("="):
            row.problems.append((name, _("This is a formula, which is not computed here: write its result.")))
        elif text:
            row.values[name] = text
    return row


def _is_broken(text: str) -> bool:
    """Whether UTF-8 was read as Western European and saved again: “CafÃ©”."""
    if text.isascii():
        return False
    try:
        text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _names(headings: list[str], kind: str) -> list[str]:
    by_heading = column_by_heading(kind)
    names = [by_heading.get(plain(heading), "") for heading in headings]
    missing = [one.label for one in columns_of(kind) if one.required and one.name not in names]
    if missing:
        raise Unreadable(
            _("These columns are missing in the first line: %(columns)s. Start from the template.")
            % {"columns": ", ".join(missing)}
        )
    unknown = [heading for heading, name in zip(headings, names, strict=True) if heading and not name]
    if unknown:
        raise Unreadable(
            _(
                "These columns have no meaning here: %(columns)s. Rename them as in the template, or remove them."
            )
            % {"columns": ", ".join(one[:60] for one in unknown)}
        )
    twice = sorted(
        {heading for heading, name in zip(headings, names, strict=True) if name and names.count(name) > 1}
    )
    if twice:
        raise Unreadable(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(twice)})
    return names


def _csv_lines(content: bytes):
    text = _letters(content)
    if text.lower().startswith("sep="):
        # What some spreadsheets put before the table; the sign is found without it.
        text = "\n" + text.split("\n", 1)[-1] if "\n" in text else ""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)d cannot be read: save the file again as CSV.") % {"line": before + 1}
        ) from error


def _letters(content: bytes) -> str:
    """The text in UTF-8, in UTF-16 with its mark, or as spreadsheets of Western Europe write. Raises `Unreadable`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise Unreadable(_("This is neither a CSV nor an XLSX file. Save your table as one of them."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = content.decode("utf-8", errors="replace")
        broken = read.count("\ufffd")
        # Mostly UTF-8, with a few bytes of something else: to read it otherwise would break all the rest.
        if sum(not letter.isascii() for letter in read) > 2 * broken:
            line = content[: error.start].count(b"\n") + 1
            raise Unreadable(
                _("Line %(line)d has letters that are broken: save the file again as CSV in UTF-8.")
                % {"line": line}
            ) from error
        return content.decode("cp1252", errors="replace")


def _xlsx_lines(content: bytes):
    # Imported here: the web starts without it.
    from openpyxl import load_workbook

    try:
        refuse_bombs(content)
    except TooMuch as error:
        raise Unreadable(
            _("This file unpacks to more than can be read: save only the table, as a new file.")
        ) from error
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a file claims to hold is not believed: rows are counted as they come.
        sheet.reset_dimensions()
        for number, cells in enumerate(
            sheet.iter_rows(values_only=True, max_col=COLUMNS_AT_MOST + 1), start=1
        ):
            if number > ROWS_AT_MOST * 5:
                raise Unreadable(
                    _("The file has more than %(most)d rows: split it.") % {"most": ROWS_AT_MOST}
                )
            yield number, _without_empty_end(cells)
    except Unreadable:
        raise
    except Exception as error:  # a broken file fails in as many ways as there are parts in it
        raise Unreadable(
            _("This XLSX file cannot be read: open it, save it again, and send that one.")
        ) from error


def _without_empty_end(cells) -> list:
    cells = list(cells)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells or [""]


def _text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%H:%M}" if cell.year < 1901 else cell.isoformat(timespec="minutes")
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float) and 0 < cell < 1:
        # A part of a day, when a spreadsheet shows an hour as a number: no hour is read into its digits.
        return f"{cell:.6f}"
    if not isinstance(cell, str | int | float):
        # What a program of its own computes, as a formula for many cells: told as one.
        return f"={getattr(cell, 'text', '') or ''}"
    return storable(str(cell)).strip()


def storable(text: str) -> str:
    """The text without what no database keeps: signs that steer printers, and halves of letters."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
