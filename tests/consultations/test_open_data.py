"""Open data: what a file holds, its schema, and formulas that no spreadsheet runs."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Answer, Consultation, Contribution
from consultations.publishing.open_data import CHUNK, cell, public_id
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact, review
from tests.consultations.taking_open_data import add, content, data, fetch, table

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+33 1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=HYPERLINK(\"http://x\")",
            "|calc", "%0A", "＝1+1", "＠x"]  # fmt: skip


@pytest.fixture
def consultation(paris) -> Consultation:
    return make_consultation(phase="published", city=paris)


def test_open_data_has_one_row_a_contribution_and_one_column_a_closed_question(client, consultation):
    [contribution] = make_contributions(consultation, ["Répondez."])
    for key, value in (
        ("experience", "often"), ("schemes", ["budget", "debate"]), ("trust", 4),
        ("priorities", ["time", "reply"]), ("hours", 2.5), ("last_time", "2024-03-01"),
    ):  # fmt: skip
        add(contribution, key, value)

    [row] = table(client)
    [same] = data(client)["contributions"]

    assert row["contribution.id"] == same["contribution.id"] == public_id(contribution.pk)
    assert (row["contribution.language"], row["contribution.channel"]) == ("fr", "online")
    assert (row["experience"], row["schemes"], row["trust"]) == ("often", "budget|debate", "4")
    assert (row["priorities"], row["hours"], row["last_time"]) == ("time|reply", "2.5", "2024-03-01")
    assert (same["schemes"], same["priorities"], same["trust"]) == (
        ["budget", "debate"],
        ["time", "reply"],
        4,
    )


def test_open_data_columns_are_those_of_the_schema(client, consultation):
    header = content(fetch(client, "csv")).splitlines()[0].split(",")
    fields = json.loads(content(fetch(client, "schema")))["fields"]

    assert header == [field["name"] for field in fields]
    assert {"contribution.month", "promise", "promise.theme", "schemes.other"} <= set(header)


def test_schema_explains_each_column_in_every_language(client, consultation):
    schema = json.loads(content(fetch(client, "schema")))
    fields = {field["name"]: field for field in schema["fields"]}

    assert schema["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    assert all({"type", "description", "descriptions"} <= field.keys() for field in schema["fields"])
    assert all(set(field["descriptions"]) == {"fr", "en"} for field in schema["fields"])
    assert fields["trust"]["titles"] == {"fr": "Votre avis compte-t-il ?", "en": "Does your opinion count?"}
    assert fields["trust"]["constraints"] == {"minimum": 1, "maximum": 5}
    assert [choice["value"] for choice in fields["schemes"]["choices"]] == [
        "budget",
        "council",
        "debate",
        "other",
    ]
    assert fields["schemes"]["delimiter"] == "|"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_open_data_is_the_same_whatever_the_visitors_language(client, consultation, language, analyst):
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."]})
    redact()
    review(analysis, "Répondre", by=analyst)

    response = client.get(reverse("open_data:csv", args=["charte"]), headers={"accept-language": language})

    assert "Répondre" in content(response)


@pytest.mark.parametrize("text", FORMULAS)
def test_open_data_defuses_formulas(client, consultation, text):
    make_contributions(consultation, [text])
    redact()

    [row] = table(client)

    assert row["promise"].startswith("'")
    assert data(client)["contributions"][0]["promise"] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_open_data_defuses_formulas_in_titles_and_other_words(client, consultation, analyst, text):
    analysis = make_analysis(consultation, {"Titre": ["Bonjour."]})
    review(analysis, "Titre", by=analyst)
    analysis.themes.update(title={"fr": text})
    add(analysis.memberships.get().answer.contribution, "schemes", ["other"], text)
    redact()

    [row] = table(client)

    assert row["promise.theme"].startswith("'")
    assert row["schemes.other"].startswith("'")


def test_cells_leave_numbers_and_plain_text_alone():
    assert [cell(one) for one in (-3, 2.0, -2.5, "Bonjour", " Bonjour", "", None)] == [
        -3, 2, -2.5, "Bonjour", " Bonjour", "", None,
    ]  # fmt: skip


def test_open_data_keeps_commas_quotes_and_lines_in_their_cell(client, consultation):
    text = 'Un, "deux"\r\ntrois ; quatre\n«\u00a0cinq\u00a0»'
    make_contributions(consultation, [text])
    redact()

    assert table(client)[0]["promise"] == text


def test_csv_begins_with_a_byte_order_mark_and_is_named_after_the_consultation(client, consultation):
    response = fetch(client, "csv")

    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbfcontribution.id,")
    assert response["Content-Disposition"] == 'attachment; filename="charte.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]


def test_json_says_where_it_comes_from_and_under_which_licence(client, consultation):
    about = data(client)

    assert about["licence"]["name"] == "etalab-2.0"
    assert about["title"] == {"fr": "Une charte à écrire", "en": "A charter to write"}
    assert about["schema"].endswith("/open-data/consultations/charte.schema.json")
    assert about["contributions"] == []


def test_open_data_holds_one_consultation_only(client, consultation, paris):
    other = make_consultation(phase="published", slug="autre", city=paris)
    make_contributions(consultation, ["Ici."])
    make_contributions(other, ["Ailleurs."])
    redact()

    assert [row["promise"] for row in table(client)] == ["Ici."]
    assert [row["promise"] for row in table(client, "autre")] == ["Ailleurs."]


def test_open_data_answers_to_reading_only(client, consultation):
    assert client.post(reverse("open_data:csv", args=["charte"])).status_code == 405


@pytest.mark.parametrize("rows", [1, CHUNK])
def test_open_data_takes_the_same_queries_for_1_and_many_rows(
    client, rows, consultation, django_assert_num_queries
):
    version = consultation.current_version()
    Contribution.objects.bulk_create(
        Contribution(consultation=consultation, language="fr", sent_at=timezone.now()) for _row in range(rows)
    )
    Answer.objects.bulk_create(
        Answer(contribution=one, question_key="promise", version=version, text="a")
        for one in Contribution.objects.all()
    )

    with django_assert_num_queries(9):
        found = table(client)

    assert len(found) == rows


def test_open_data_of_more_than_one_chunk_holds_every_row_once(client, consultation):
    Contribution.objects.bulk_create(
        Contribution(consultation=consultation, language="fr", sent_at=timezone.now())
        for _row in range(CHUNK + 3)
    )

    ids = [row["contribution.id"] for row in table(client)]

    assert len(ids) == len(set(ids)) == CHUNK + 3
    assert len(data(client)["contributions"]) == CHUNK + 3


def test_index_lists_what_can_be_taken_in_the_visitors_language(client, consultation, paris):
    make_consultation(phase="open", slug="ouverte", shows_partial_results=True, city=paris)
    address = reverse("open_data:index")

    french = client.get(address, headers={"accept-language": "fr"}).content.decode()
    english = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert address == "/open-data/"
    assert "Une charte à écrire" in french
    assert "A charter to write" in english
    assert "/open-data/consultations/charte.csv" in french
    assert "ouverte.csv" not in french


@pytest.mark.parametrize("many", [1, 30])
def test_index_takes_the_same_queries_for_1_and_30(client, many, paris, django_assert_num_queries):
    for n in range(many):
        make_consultation(phase="published", slug=f"c{n}", city=paris)
    client.get(reverse("open_data:index"))

    with django_assert_num_queries(2):
        response = client.get(reverse("open_data:index"))

    csv_files = re.findall(r'/open-data/([^"]*)\.csv"', response.content.decode())
    assert len([name for name in csv_files if not name.startswith("guide/")]) == many
