"""The inverted index of what is public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: list = []

    operations = [
        migrations.CreateModel(
            name="IndexedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("object_id", models.BigIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=30)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "indexed text",
                "verbose_name_plural": "indexed texts",
                "indexes": [models.Index(fields=["language", "kind"], name="indexed_text_kind")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("label", "object_id", "language"), name="one_indexed_text_a_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("text", models.CharField(max_length=40)),
                ("folded", models.CharField(max_length=80)),
                ("stem", models.CharField(max_length=80)),
                ("plain", models.CharField(max_length=80)),
                ("head", models.CharField(max_length=3)),
            ],
            options={
                "verbose_name": "indexed word",
                "verbose_name_plural": "indexed words",
                "indexes": [
                    models.Index(fields=["language", "stem"], name="word_stem"),
                    models.Index(fields=["language", "plain"], name="word_plain"),
                    models.Index(fields=["language", "head"], name="word_head"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "text"), name="one_word_a_language")
                ],
            },
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=81)),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="traces",
                        to="search.word",
                    ),
                ),
            ],
            options={
                "verbose_name": "trace of a word",
                "verbose_name_plural": "traces of words",
                "constraints": [models.UniqueConstraint(fields=("word", "key"), name="one_trace_a_key")],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.FloatField()),
                (
                    "indexed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=models.deletion.CASCADE,
                        related_name="postings",
                        to="search.indexedtext",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="postings",
                        to="search.word",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "indexes": [models.Index(fields=["word", "indexed", "weight"], name="posting_by_word")],
                "constraints": [
                    models.UniqueConstraint(fields=("indexed", "word"), name="one_posting_a_word")
                ],
            },
        ),
    ]
