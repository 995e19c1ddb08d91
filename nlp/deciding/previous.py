"""An earlier run, read from its folder: which themes there were, and where each text and each passage was.

The files are those of the contract; what else they hold is left alone. Theme ids that were given up in earlier runs are
read from `run.json` (`retired`), where it is there: decisions that name them are followed to what they became, and no
new theme ever takes such an id.
"""

import csv
import json
from array import array
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

import numpy as np

from nlp.errors import BadInput

TEXT_COLUMNS = ("id", "theme", "subtheme", "excluded")
PASSAGE_COLUMNS = ("id", "start", "end", "theme", "subtheme")
CHECK = "name a folder that `themes` wrote with --previous"


@dataclass(eq=False)
class Previous:
    """The themes, texts and passages of an earlier run.

    `parents` has the theme of each sub-theme and None for a theme, in the order of themes.json; `subthemes` lists the
    sub-themes alone: `text_groups` (one a text, -1 for a text set aside) and `passage_groups` are places in it.
    `place` finds a text by its id in `ids`; `reasons` tells why a text was set aside. Passages are sorted by text, then
    start: `owners` are places in `ids`. `retired` has, for an id of an earlier run that was given up, the ids that took
    its place.
    """

    parents: dict
    ids: list
    text_groups: np.ndarray
    reasons: dict
    owners: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    passage_groups: np.ndarray
    titles: dict = field(default_factory=dict)
    retired: dict = field(default_factory=dict)

    def __post_init__(self):
        self.place = {text: place for place, text in enumerate(self.ids)}
        self.subthemes = [group for group, parent in self.parents.items() if parent is not None]
        order = np.lexsort((self.starts, self.owners))
        for name in ("owners", "starts", "ends", "passage_groups"):
            setattr(self, name, getattr(self, name)[order])

    @classmethod
    def read(cls, folder):
        """Read the folder of an earlier run. Raises BadInput that names the file and the line if it is malformed."""
        folder = Path(folder)
        parents, titles = _read_themes(folder / "themes.json")
        number = {}
        for group, parent in parents.items():
            if parent is not None:
                number[parent, group] = len(number)
        ids, groups, reasons = _read_texts(folder / "texts.csv", number)
        place = {text: at for at, text in enumerate(ids)}
        owners, starts, ends, passage_groups = _read_passages(folder / "passages.csv", number, place)
        return cls(
            parents=parents,
            ids=ids,
            text_groups=groups,
            reasons=reasons,
            owners=owners,
            starts=starts,
            ends=ends,
            passage_groups=passage_groups,
            titles=titles,
            retired=_read_retired(folder / "run.json"),
        )

    def taken(self):
        """Every id that a theme or sub-theme has or had, so that no new one takes it."""
        known = dict.fromkeys(self.parents)
        for old, became in self.retired.items():
            known.update(dict.fromkeys((old, *became)))
        return tuple(known)

    def groups_of(self, text):
        """Themes and sub-themes that a text's passages were in, as a set of ids; empty for one that was in none."""
        place = self.place.get(text)
        if place is None or self.text_groups[place] < 0:
            return set()
        first, last = np.searchsorted(self.owners, [place, place + 1])
        codes = {int(self.text_groups[place]), *self.passage_groups[first:last].tolist()}
        below = {self.subthemes[code] for code in codes}
        return below | {self.parents[group] for group in below}

    def at(self, text, start=None, end=None):
        """The sub-theme id that most of a text, or of a stretch of it, was in; None where it was in none."""
        place = self.place.get(text)
        if place is None or self.text_groups[place] < 0:
            return None
        if start is None:
            return self.subthemes[self.text_groups[place]]
        first, last = np.searchsorted(self.owners, [place, place + 1])
        shared = np.minimum(self.ends[first:last], end) - np.maximum(self.starts[first:last], start)
        if not len(shared) or shared.max() <= 0:
            return None
        weights = np.bincount(self.passage_groups[first:last], weights=np.maximum(shared, 0))
        return self.subthemes[int(weights.argmax())]


def _read_themes(path):
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path}: the file cannot be read ({error.strerror}); {CHECK}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(f"{path}, line {line}: this is no JSON in UTF-8; {CHECK}.") from error
    if not isinstance(content, list):
        raise BadInput(f"{path}, line 1: this is no list of themes; {CHECK}.")
    parents, titles = {}, {}
    for number, theme in enumerate(content, start=1):
        known = isinstance(theme, dict) and isinstance(theme.get("id"), str) and theme["id"]
        if not known or not isinstance(theme.get("parent"), str | None):
            raise BadInput(f"{path}, theme {number}: it has no 'id' or no 'parent'; {CHECK}.")
        if theme["id"] in parents:
            raise BadInput(f"{path}, theme {number}: the id {theme['id']!r} is there twice; {CHECK}.")
        parents[theme["id"]] = theme["parent"]
        titles[theme["id"]] = str(theme.get("title", ""))
    for group, parent in parents.items():
        if parent is not None and parents.get(parent, "none") is not None:
            raise BadInput(f"{path}: {group!r} is under {parent!r}, which is no theme; {CHECK}.")
    return parents, titles


def _read_texts(path, number):
    ids, groups, reasons, seen = [], array("i"), {}, set()
    for line, (text, theme, subtheme, excluded) in _rows(path, TEXT_COLUMNS):
        if text in seen:
            raise BadInput(f"{path}, line {line}: the id {text!r} is there twice; {CHECK}.")
        seen.add(text)
        if excluded:
            reasons[text] = excluded
            groups.append(-1)
        else:
            groups.append(_group(path, line, (theme, subtheme), number))
        ids.append(text)
    return ids, np.array(groups, dtype=np.int64), reasons


def _read_passages(path, number, place):
    owners, starts, ends, groups = array("q"), array("q"), array("q"), array("q")
    for line, (text, start, end, theme, subtheme) in _rows(path, PASSAGE_COLUMNS):
        if text not in place:
            raise BadInput(f"{path}, line {line}: the text {text!r} is not in texts.csv; {CHECK}.")
        try:
            begin, stop = int(start), int(end)
        except ValueError as error:
            raise BadInput(f"{path}, line {line}: the offsets are no numbers; {CHECK}.") from error
        if not 0 <= begin <= stop < 2**31:
            raise BadInput(f"{path}, line {line}: the passage ends before it begins; {CHECK}.")
        owners.append(place[text])
        starts.append(begin)
        ends.append(stop)
        groups.append(_group(path, line, (theme, subtheme), number))
    return tuple(np.array(column, dtype=np.int64) for column in (owners, starts, ends, groups))


def _group(path, line, pair, number):
    if pair not in number:
        theme, subtheme = pair
        raise BadInput(
            f"{path}, line {line}: {subtheme!r} is no sub-theme of {theme!r} in themes.json; {CHECK}."
        )
    return number[pair]


def _rows(path, columns):
    """(line, values of the columns) of each row of a comma-separated file with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.reader(lines)
            header = next(rows, [])
            for name in columns:
                if name not in header:
                    raise BadInput(f"{path}, line 1: there is no column {name!r}; {CHECK}.")
            values = itemgetter(*map(header.index, columns))
            width = len(header)
            for row in rows:
                if len(row) != width:
                    raise BadInput(
                        f"{path}, line {rows.line_num}: {len(row)} cells, not the header's {width}; {CHECK}."
                    )
                yield rows.line_num, values(row)
    except OSError as error:
        raise BadInput(f"{path}: the file cannot be read ({error.strerror}); {CHECK}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: this is no comma-separated file in UTF-8 ({error}); {CHECK}.") from error


def _read_retired(path):
    """Ids given up in earlier runs: {id: [ids that took its place]}; none where no record is there."""
    if not path.is_file():
        return {}
    try:
        run = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: the record of the run cannot be read; {CHECK}.") from error
    retired = run.get("retired", {}) if isinstance(run, dict) else None
    if not isinstance(retired, dict) or not all(map(_are_ids, retired.values())):
        raise BadInput(f"{path}: 'retired' is no record of ids; {CHECK}.")
    return {old: tuple(became) for old, became in retired.items()}


def _are_ids(value):
    return isinstance(value, list) and all(isinstance(group, str) for group in value)
