import csv

ARTICLES = [
    {
        "label": "art-1",
        "text": "La ville plante des arbres sur les places et dans les rues. Elle protège les haies.",
    },
    {
        "label": "art-2",
        "text": "La bibliothèque municipale ouvre le soir et le dimanche. Le prêt de livres est gratuit.",
    },
    {"label": "art-3", "text": "La cantine scolaire sert des repas préparés avec des produits locaux."},
]


def test_link_puts_the_article_that_a_text_speaks_of_first(run, tmp_path, write_table):
    targets = write_table(ARTICLES, "articles.csv")
    texts = write_table(
        [{"text": "Lire le dimanche"}, {"text": "Our children deserve better school lunches"}]
    )

    status, out, err = run(
        "link", texts, "--targets", targets, "--output", tmp_path / "links.csv", "--top", "2"
    )

    with (tmp_path / "links.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert (status, out, err) == (0, "", "")
    assert [(row["id"], row["rank"]) for row in rows] == [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]
    assert [row["target"] for row in rows if row["rank"] == "1"] == ["art-2", "art-3"]
    assert float(rows[0]["score"]) >= float(rows[1]["score"])


def test_link_without_the_target_column_is_refused(run, tmp_path, write_table):
    targets = write_table([{"name": "art-1", "text": "Planter"}], "articles.csv")
    texts = write_table([{"text": "Lire"}])

    status, _, err = run("link", texts, "--targets", targets, "--output", tmp_path / "links.csv")

    assert status == 2
    assert "'label'" in err
    assert not (tmp_path / "links.csv").exists()


def test_link_reads_a_column_of_titles_if_there_is_one(run, tmp_path, write_table):
    text = "Le maire en rend compte au conseil chaque année."
    targets = write_table(
        [
            {"label": "art-1", "title": "Budget participatif", "text": text},
            {"label": "art-2", "title": "Jurys citoyens", "text": text},
        ],
        "articles.csv",
    )
    texts = write_table([{"text": "Tirer au sort un jury de citoyens"}])

    status, _, _ = run("link", texts, "--targets", targets, "--output", tmp_path / "links.csv", "--top", "1")

    assert status == 0
    assert (tmp_path / "links.csv").read_text(encoding="utf-8").splitlines()[1].startswith("1,1,art-2,")


def test_link_without_the_named_title_column_is_refused(run, tmp_path, write_table):
    targets = write_table(ARTICLES, "articles.csv")
    texts = write_table([{"text": "Lire"}])

    status, _, err = run(
        *("link", texts, "--targets", targets, "--target-title", "heading"),
        *("--output", tmp_path / "links.csv"),
    )

    assert status == 2
    assert "'heading'" in err
    assert not (tmp_path / "links.csv").exists()
