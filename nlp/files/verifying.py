"""Check a folder of results: nothing altered since the run, and the same groups when it is run again."""

import csv
import io
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import BadInput
from nlp.files.outcome import DECISIONS, EARLIER, RESULTS, RUN, SEAL, as_json, sealed, sha256, sha256_of


def altered_files(folder):
    """What is not as the run left it, one sentence each; an empty list for a sound folder."""
    folder = Path(folder)
    if not (folder / RUN).is_file():
        raise BadInput(f"{folder}: there is no {RUN} in it; name a folder that `themes` wrote.")
    raw = (folder / RUN).read_bytes()
    try:
        run = json.loads(raw)
        claimed = run.pop(SEAL)
        outputs, texts, told_of_texts = run["outputs"], run["input"]["name"], run["input"]["sha256"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [f"{RUN} is altered: it cannot be read."]
    if sealed(run) != raw or sha256(as_json(run)) != claimed:
        return [f"{RUN} is altered: its seal does not fit."]
    promised = {
        **dict.fromkeys(RESULTS),
        **outputs,
        **run.get("decisions", {}),
        **run.get("previous", {}),
        **run.get("account", {}),
    }
    found = []
    for name, told in promised.items():
        if not (folder / name).is_file():
            found.append(f"{name} is missing.")
        elif sha256_of(folder / name) != told:
            found.append(f"{name} is altered: its SHA-256 is not the one in {RUN}.")
    # The texts may lie elsewhere; where the folder holds them, they are part of what it vouches for.
    if texts not in promised and (folder / texts).is_file() and sha256_of(folder / texts) != told_of_texts:
        found.append(f"{texts} is altered: its SHA-256 is not the one in {RUN}.")
    return found


@dataclass(frozen=True)
class Comparison:
    """What a run that is done again has otherwise: names of files, and ids of the texts whose group is another."""

    files: tuple[str, ...]
    moved: tuple[str, ...]


def compare_again(folder, *, source=None, workers=None, scheduler=None):
    """Do the recorded run again and compare; None where its texts are not at hand.

    The texts are those of `source`, else a file of the recorded name and content in the folder or beside it. Raises
    BadInput where `source` holds other texts.
    """
    from nlp.files.running import Request, find_and_write

    folder = Path(folder)
    run = recorded_run(folder)
    source = _texts_of(folder, run["input"], source)
    if source is None:
        return None
    request = Request(
        input=source,
        text=run["input"]["text"],
        id=run["input"]["id"],
        **run["settings"],
        decisions=folder / DECISIONS if run.get("decisions") else None,
        previous=folder / EARLIER if run.get("previous") else None,
        workers=workers,
        scheduler=scheduler,
    )
    with tempfile.TemporaryDirectory(prefix="again.") as place:
        again = find_and_write(request, Path(place) / "again")
        files = tuple(name for name, told in run["outputs"].items() if again["outputs"].get(name) != told)
        moved = moved_texts(recorded_groups(folder), recorded_groups(Path(place) / "again")) if files else ()
    return Comparison(files, tuple(moved))


def _texts_of(folder, recorded, source):
    if source is not None:
        source = Path(source)
        if not source.is_file():
            raise BadInput(f"{source}: there is no such file; name the texts of the run with --input.")
        if sha256_of(source) != recorded["sha256"]:
            raise BadInput(
                f"{source}: these are not the texts of the run (another SHA-256); name them with --input."
            )
        return source
    for place in (folder, folder.absolute().parent):
        found = place / recorded["name"]
        if found.is_file() and sha256_of(found) == recorded["sha256"]:
            return found
    return None


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
