"""The tables of the results as files: what the pages say, when they may be taken, what their schema promises."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.urls import reverse

from consultations.models import Consultation
from consultations.publishing.results_data import TABLES
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import move_results, review
from tests.consultations.taking_open_data import add, content

pytestmark = pytest.mark.django_db
TYPES = {
    "integer": lambda cell: int(cell),
    "number": lambda cell: float(cell),
    "string": lambda cell: cell,
    "date": lambda cell: re.fullmatch(r"\d{4}-\d\d-\d\d", cell)[0],
}


@pytest.fixture
def reviewed(analysis, analyst):
    return review(analysis, "Répondre", "Réunir", by=analyst)


def take(client, table: str, kind: str):
    return client.get(reverse("open_data:table", args=["charte", table, kind]))


def rows(client, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(take(client, table, "csv")), newline="")))


def test_themes_are_counted_both_ways_and_lie_under_their_theme(client, reviewed):
    reply, meet = reviewed

    found = {row["title.fr"]: row for row in rows(client, "themes")}

    assert (found["Répondre"]["texts"], found["Répondre"]["wordings"]) == ("3", "2")
    assert found["Le soir"]["under"] == str(meet.pk)
    assert "Parler" not in found
    assert found["Répondre"]["theme"] == str(reply.pk)


def test_texts_of_a_question_add_up(client, analysis, reviewed):
    make_contributions(analysis.consultation, ["Arrivé après."])

    found = rows(client, "texts")

    assert sum(int(row["texts"]) for row in found) == 9
    assert [row["texts"] for row in found if row["where"] == "set_aside_by_machine"] == ["2"]


def test_figures_hold_every_closed_question_and_who_answered(client, analysis):
    for one, value in zip(
        analysis.consultation.contributions.all(), ["often", "often", "never"], strict=False
    ):
        add(one, "experience", value)

    found = [row for row in rows(client, "figures") if row["about"] == "experience" and row["number"] != "0"]

    assert sorted((row["number"], row["share"]) for row in found) == [("1", "0.3333"), ("2", "0.6667")]
    assert {"channel", "language"} <= {row["about"] for row in rows(client, "figures")}


def test_themes_by_district_are_never_below_five(client, paris, analyst):
    consultation = _spread(paris, analyst)
    many, few = list(paris.districts.all())[:2]
    pks = list(consultation.contributions.order_by("pk").values_list("pk", flat=True))
    consultation.contributions.filter(pk__in=pks[:12]).update(district=many)
    consultation.contributions.filter(pk__in=pks[12:16]).update(district=few)

    found = rows(client, "themes-by-district")

    assert [(row["district"], row["texts"]) for row in found] == [(many.code, "12")]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_tables_are_what_their_schema_says(client, reviewed, table):
    schema = json.loads(content(take(client, table, "schema.json")))
    data = json.loads(content(take(client, table, "json")))
    written = rows(client, table)

    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert data["schema"].endswith(f"/open-data/consultations/charte/{table}.schema.json")
    assert len(data[table.replace("-", "_")]) == len(written)
    for row in written:
        assert list(row) == list(fields)
        for name, cell in row.items():
            constraints = fields[name].get("constraints", {})
            assert cell or not constraints.get("required")
            if cell:
                value = TYPES[fields[name]["type"]](cell)
                assert value >= constraints["minimum"] if "minimum" in constraints else True
                allowed = [one["value"] for one in fields[name].get("categories", [])]
                assert not allowed or cell in allowed
    keys = [tuple(row[name] for name in schema.get("primaryKey", [])) for row in written]
    assert not schema.get("primaryKey") or len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_tables_wait_as_the_pages_do(client, reviewed, analysis, table):
    move_results(analysis.consultation, days=2)
    assert take(client, table, "csv").status_code == 404
    Consultation.objects.update(shows_partial_results=True)
    assert take(client, table, "csv").status_code == (200 if table == "figures" else 404)
    Consultation.objects.update(live=False)
    assert take(client, table, "csv").status_code == 404


@pytest.mark.parametrize(("table", "kind"), [("nothing", "csv"), ("themes", "xml"), ("themes", "csv.exe")])
def test_tables_of_no_name_or_kind_are_absent(client, reviewed, table, kind):
    assert take(client, table, kind).status_code == 404


def test_tables_are_the_same_whatever_language_is_asked(client, reviewed):
    address = reverse("open_data:table", args=["charte", "figures", "csv"])

    french = client.get(address, headers={"accept-language": "fr"}).content
    english = client.get(address, headers={"accept-language": "en"}).content

    assert french == english


def test_tables_defuse_what_a_spreadsheet_would_compute(client, paris, analyst):
    consultation = make_consultation(phase="published", city=paris)
    review(make_analysis(consultation, {"=1+1": ["Bonjour."]}), "=1+1", by=analyst)

    [row] = rows(client, "themes")

    assert row["title.fr"] == "'=1+1"


def _spread(paris, analyst):
    consultation = make_consultation(phase="published", city=paris)
    analysis = make_analysis(consultation, {"Répondre": [f"Répondez {n}." for n in range(30)]})
    review(analysis, "Répondre", by=analyst)
    return consultation
