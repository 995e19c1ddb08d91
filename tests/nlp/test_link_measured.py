"""Links against what people said they spoke of, on data that the repository does not hold."""

import csv
from pathlib import Path

import pytest

from nlp.chunks.port import open_chunks
from nlp.linking.linker import Linker

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.needs_data
def test_link_finds_the_article_that_an_argument_was_written_on():
    files = [DATA / "link_texts.tsv", DATA / "link_articles.tsv"]
    if not all(path.is_file() for path in files):
        pytest.skip("missing: shared/data/link_texts.tsv and link_articles.tsv beside the project")
    texts, articles = map(_rows, files)

    with open_chunks(1) as workers:
        linker = Linker().fit([article["text"] for article in articles], workers=workers)
        ranked = linker.rank([text["text"] for text in texts], top=3)

    labels = [article["label"] for article in articles]
    found = [
        text["label"] in {labels[place] for place, _ in best}
        for text, best in zip(texts, ranked, strict=True)
    ]
    assert sum(found) / len(found) >= 0.75


def _rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
