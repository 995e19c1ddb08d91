"""Editions of a published run: its texts as a file anyone can read, and what one edition leaves to the next.

When a person takes their words back, the run is made again without them. So that everyone else keeps their theme, the
new run is given the groups of the last one; so that nothing of the withdrawn words is kept for this, what is left from
one edition to the next holds ids, groups and offsets, and not a word.
"""

import csv
import json
import re

from nlp.deciding.previous import PASSAGE_COLUMNS, TEXT_COLUMNS
from nlp.files.outcome import RUN, as_json, write_table

INPUT = "input.csv"
# Signs after which a spreadsheet computes a cell, full-width ones included, blanks before them or not.
FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff]*[=+\-@|%＝＋－＠]")


def write_input(path, rows):
    """Write rows (id, text) as a comma-separated file whose every cell is quoted, readable by `read_texts`.

    Texts are written as they are given: defuse them first (`defused`).
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(("id", "text"))
        writer.writerows(rows)


def defused(text):
    """The text, behind an apostrophe where a spreadsheet would take it for a formula and run it."""
    return f"'{text}" if FORMULA.match(text) else text


def keep_groups(folder, into, *, edition, left=0, staying=None):
    """Write where the texts of the run in `folder` were into the folder `into`, for a next run's `previous`.

    `edition` is the number under which the run was published, 0 if it was not, and `left` how many texts had left by
    then. Only the texts whose id is in `staying` are kept, all of them where it is None. Returns how many have left
    since the first edition, those that were not kept among them; nobody can have left what was never published.
    """
    into.mkdir(mode=0o700, parents=True)
    themes = json.loads((folder / "themes.json").read_bytes())
    bare = [{"id": theme["id"], "parent": theme["parent"]} for theme in themes]
    (into / "themes.json").write_bytes(as_json(bare))
    gone = _copy_rows(folder, into, "texts.csv", TEXT_COLUMNS, staying)
    _copy_rows(folder, into, "passages.csv", PASSAGE_COLUMNS, staying)
    left = left + gone if edition else 0
    retired = json.loads((folder / RUN).read_bytes()).get("retired", {})
    (into / RUN).write_bytes(as_json({"edition": edition, "left": left, "retired": retired}))
    return left


def write_groups(into, *, themes, texts, passages, retired):
    """Write where texts were, as people left them after a run, into the folder `into`, for a next run's `previous`.

    `themes` has the theme of each sub-theme and None for a theme; `texts` are rows (id, theme, sub-theme, reason it is
    set aside), `passages` rows (id, start, end, theme, sub-theme); `retired` has the ids that took the place of others.
    """
    into.mkdir(mode=0o700, parents=True)
    tree = [{"id": group, "parent": parent} for group, parent in themes.items()]
    (into / "themes.json").write_bytes(as_json(tree))
    write_table(into / "texts.csv", TEXT_COLUMNS, texts)
    write_table(into / "passages.csv", PASSAGE_COLUMNS, passages)
    # What comes of it is a first edition: it has its own texts, and nobody has left them yet.
    (into / RUN).write_bytes(as_json({"edition": 0, "left": 0, "retired": retired}))


def write_decisions(path, entries):
    """Write decisions, each a dictionary of the contract's fields, as `read_decisions` reads them; returns the path."""
    path.write_bytes(as_json({"decisions": list(entries)}))
    return path


def _copy_rows(folder, into, name, columns, staying):
    """Copy these columns of the rows whose id stays; returns how many rows were left out."""
    gone = 0

    def kept():
        nonlocal gone
        for row in csv.DictReader(lines):
            if staying is None or row["id"] in staying:
                yield [row[column] for column in columns]
            else:
                gone += 1

    with (folder / name).open(encoding="utf-8", newline="") as lines:
        write_table(into / name, columns, kept())
    return gone
