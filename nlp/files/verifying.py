"""Check a folder of results: nothing altered since the run, and the same groups when it is run again."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

from nlp.errors import BadInput
from nlp.files.outcome import RESULTS, RUN, SEAL, as_json, sealed, sha256


def altered_files(folder):
    """What is not as the run left it, one sentence each; an empty list for a sound folder."""
    folder = Path(folder)
    if not (folder / RUN).is_file():
        raise BadInput(f"{folder}: there is no {RUN} in it; name a folder that `themes` wrote.")
    raw = (folder / RUN).read_bytes()
    try:
        run = json.loads(raw)
        claimed = run.pop(SEAL)
        outputs = run["outputs"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [f"{RUN} is altered: it cannot be read."]
    if sealed(run) != raw or sha256(as_json(run)) != claimed:
        return [f"{RUN} is altered: its seal does not fit."]
    found = []
    for name in RESULTS:
        if not (folder / name).is_file():
            found.append(f"{name} is missing.")
        elif sha256((folder / name).read_bytes()) != outputs.get(name):
            found.append(f"{name} is altered: its SHA-256 is not the one in {RUN}.")
    return found


def recorded_run(folder):
    """The contents of run.json as a dictionary."""
    return json.loads((Path(folder) / RUN).read_bytes())


def recorded_groups(folder):
    """{text id: (theme, sub-theme, reason it was set aside)} of the folder's texts.csv."""
    content = (Path(folder) / "texts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(content, newline=""))
    return {row["id"]: (row["theme"], row["subtheme"], row["excluded"]) for row in rows}


def moved_texts(recorded, found):
    """Ids of the texts whose group is another one in `found`.

    Group ids may differ between two runs: each group of `found` is first matched with the recorded one that it shares
    most texts with.
    """
    pairs = Counter((found[text_id], recorded[text_id]) for text_id in recorded if text_id in found)
    match = {}
    for (new, old), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        match.setdefault(new, old)
    return [text_id for text_id in recorded if match.get(found.get(text_id)) != recorded[text_id]]
