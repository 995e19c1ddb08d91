"""Packed files that cost more to read than they say: refused before any of their parts is parsed.

A workbook of sixty kilobytes can unpack to a million cells, which took forty seconds and a gigabyte to read. What is
counted here is read in pieces and thrown away: how large the parts are, how many elements they have, and whether one
brings definitions of its own, by which a few letters unfold to many.
"""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from typing import IO

UNPACKED_AT_MOST = 30_000_000
PARTS_AT_MOST = 500
# A thousand rows of eighty cells have a third of these.
ELEMENTS_AT_MOST = 1_000_000
PIECE = 1 << 20
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")
# Definitions could hide in letters of two bytes each, which no program writes into a workbook.
_OTHER_LETTERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


class TooMuch(Exception):
    """The file would unfold to more than is read."""


def refuse_bombs(content: bytes) -> None:
    """Raise `TooMuch` for a packed file that unfolds; one that is broken is left to whoever reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS_AT_MOST or sum(one.file_size for one in parts) > UNPACKED_AT_MOST:
                raise TooMuch
            elements = 0
            for one in parts:
                with packed.open(one) as part:
                    elements += _elements_of(part)
                if elements > ELEMENTS_AT_MOST:
                    raise TooMuch
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        # Broken, locked by a password, or packed in a way that nobody here unpacks: reading it says so.
        return


def _elements_of(part: IO[bytes]) -> int:
    """How many elements begin or end in that part. Raises `TooMuch` where it brings definitions."""
    found, before = 0, b""
    while piece := part.read(PIECE):
        whole = before + piece
        if not before and whole.startswith(_OTHER_LETTERS):
            raise TooMuch
        if any(definition in whole.upper() for definition in _DEFINITIONS):
            raise TooMuch
        found += piece.count(b"<")
        before = whole[-16:]
    return found
