"""The engine against people's own groupings, on data that the repository does not hold."""

import csv
from pathlib import Path

import pytest
from sklearn.metrics import adjusted_mutual_info_score

from nlp import ThemeFinder

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "labelled"


@pytest.mark.needs_data
@pytest.mark.parametrize(("name", "least"), [("topics_fr", 0.25)])
def test_themes_agree_with_people(name, least):
    path = DATA / f"{name}.tsv"
    if not path.is_file():
        pytest.skip(f"missing: shared/data/labelled/{name}.tsv beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[::2]

    finder = ThemeFinder(workers=1).fit(
        [str(place) for place in range(len(rows))], [row["text"] for row in rows]
    )

    labels = [row["label"] for row in rows]
    levels = ([text.theme for text in finder.texts_], [text.subtheme for text in finder.texts_])
    assert max(adjusted_mutual_info_score(labels, level) for level in levels) > least
