"""One run from a file to a folder, with its record, and the same run again to compare."""

import resource
import sys
import time
from pathlib import Path

from nlp.errors import BadInput
from nlp.files.outcome import RUN, result_files, sealed, sha256, whole_folder
from nlp.files.sources import read_texts
from nlp.files.verifying import moved_texts, recorded_groups, recorded_run
from nlp.finder import ThemeFinder


def find_and_write(options, ids, texts):
    """Group the texts and write the result files and run.json into `options.output`."""
    started = time.perf_counter()
    finder = ThemeFinder(
        language=options.language,
        max_themes=options.max_themes,
        encoder=options.encoder,
        random_state=options.random_state,
        workers=options.workers,
    ).fit(ids, texts)
    if not finder.themes_:
        raise BadInput(
            f"{options.input}, line 2: none of the {len(texts)} texts says anything; check the column --text."
        )
    files = result_files(finder)
    run = {
        **finder.run_,
        "input": {
            "name": Path(options.input).name,
            "sha256": sha256(Path(options.input).read_bytes()),
            "text": options.text,
            "id": options.id,
        },
        "outputs": {name: sha256(content) for name, content in files.items()},
        "total_seconds": round(time.perf_counter() - started, 3),
        "peak_memory_mib": peak_memory(),
    }
    with whole_folder(options.output) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / RUN).write_bytes(sealed(run))


def compare_again(options):
    """Ids of the texts whose group differs when the recorded run is done again; None where its input is not at hand."""
    run = recorded_run(options.folder)
    source = options.input or _beside(options.folder, run["input"])
    if source is None:
        return None
    if not source.is_file():
        raise BadInput(f"{source}: there is no such file; name the texts of the run with --input.")
    if sha256(source.read_bytes()) != run["input"]["sha256"]:
        raise BadInput(
            f"{source}: these are not the texts of the run (another SHA-256); name them with --input."
        )
    ids, texts = read_texts(source, text=run["input"]["text"], identifier=run["input"]["id"])
    finder = ThemeFinder(**run["settings"], workers=options.workers).fit(ids, texts)
    found = {text.id: (text.theme, text.subtheme, text.excluded) for text in finder.texts_}
    return moved_texts(recorded_groups(options.folder), found)


def _beside(folder, recorded):
    """The run's input, where a file of that name and content lies beside the results."""
    source = Path(folder).absolute().parent / recorded["name"]
    if source.is_file() and sha256(source.read_bytes()) == recorded["sha256"]:
        return source
    return None


def peak_memory():
    """MiB of this process at its highest, and of the largest of its worker processes added."""
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024  # Linux counts KiB, macOS bytes
    own, workers = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round((own + workers) / unit)
