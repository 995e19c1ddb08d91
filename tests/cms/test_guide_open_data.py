"""The guide as open data: what its schema says, in every language, and nothing that is not public."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.guide.open_data_schema import TABLES, header_of
from cms.models import GuideContact, GuideFigure, GuideLink, GuidePlace
from tests.cms.guide_pages import make_entry, make_guide, make_topic, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture
def kiosk(guide, paris):
    """An entry with one of everything that an entry lists."""
    entry = make_entry(
        guide, "Kiosques citoyens", slug="kiosques", city=paris, kind="place", minimum_age=16,
        districts=[paris.districts.get(code="12"), paris.districts.get(code="14")],
        topics=[make_topic("theme", "meet")], as_who=["association", "collective"],
        body=[{"type": "paragraph", "value": "<p>Sous un kiosque, <b>les passants</b> s’arrêtent.</p>"}],
    )  # fmt: skip
    shared = {"entry": entry, "locale": guide.locale}
    GuidePlace.objects.create(
        **shared, name="Kiosque", address="Place du marché", latitude="48.84", longitude="2.38", step_free="yes",
        district=paris.districts.get(code="12"), other_districts="5,13",
    )  # fmt: skip
    GuidePlace.objects.create(**shared, name="Kiosque sans adresse")
    GuideFigure.objects.create(
        **shared, value="3", label="arrondissements", year=2017, source="La Maire, 2017"
    )
    GuideContact.objects.create(**shared, label="La mairie", email="accueil@example.org")
    GuideLink.objects.create(**shared, label="La carte", url="https://example.org/carte")
    return entry


def rows(client, table: str) -> list[dict[str, str]]:
    response = client.get(f"/open-data/guide/{table}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_entries_are_one_row_each_in_every_language(client, kiosk):
    translate(kiosk, "Citizen kiosks")

    found = rows(client, "entries")

    assert [(row["id"], row["title.fr"], row["title.en"]) for row in found] == [
        (str(kiosk.translation_key), "Kiosques citoyens", "Citizen kiosks")
    ]
    row = found[0]
    assert (row["kind"], row["city"], row["districts"], row["minimum_age"]) == (
        "place",
        "paris",
        "12|14",
        "16",
    )
    assert (row["topics"], row["as_who"]) == ("theme:meet", "association|collective")
    assert row["text.fr"] == "Sous un kiosque, les passants s’arrêtent."
    assert row["address.fr"].endswith("/fr/guide/kiosques/")


def test_places_and_figures_name_their_entry(client, kiosk):
    places, figures = rows(client, "places"), rows(client, "figures")

    assert [(row["entry"], row["number"]) for row in places] == [
        (str(kiosk.translation_key), "1"),
        (str(kiosk.translation_key), "2"),
    ]
    assert (places[0]["latitude"], places[0]["district"], places[0]["step_free"]) == ("48.84", "12", "yes")
    assert places[0]["other_districts"] == "5|13"
    assert (figures[0]["value.fr"], figures[0]["year"], figures[0]["source.fr"]) == (
        "3",
        "2017",
        "La Maire, 2017",
    )


def test_document_holds_each_entry_with_what_it_lists(client, kiosk):
    content = client.get("/open-data/guide/entries.json").json()

    entry = content["entries"][0]
    assert content["licence"]["name"] == "etalab-2.0"
    assert entry["districts"] == ["12", "14"]
    assert [place["name.fr"] for place in entry["places"]] == ["Kiosque", "Kiosque sans adresse"]
    assert entry["contacts"][0]["email"] == "accueil@example.org"
    assert entry["links"][0]["address"] == "https://example.org/carte"


def test_places_are_a_map_of_those_that_have_coordinates(client, kiosk):
    response = client.get("/open-data/guide/places.geojson")

    content = response.json()
    assert response["Content-Type"] == "application/geo+json"
    assert content["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in content["features"]] == [
        {"type": "Point", "coordinates": [2.38, 48.84]}
    ]
    assert content["features"][0]["properties"]["name.fr"] == "Kiosque"


@pytest.mark.parametrize("table", ["entries", "places", "figures"])
def test_schema_explains_every_column_in_every_language(client, kiosk, table):
    schema = client.get(f"/open-data/guide/{table}.schema.json").json()

    assert [field["name"] for field in schema["fields"]] == list(rows(client, table)[0])
    assert all(set(field["descriptions"]) == {"fr", "en"} for field in schema["fields"])


def test_schema_of_changes_has_the_columns_of_its_file(client):
    schema = client.get("/open-data/guide/changes.schema.json").json()

    assert [field["name"] for field in schema["fields"]] == header_of(TABLES["changes"])


def test_open_data_leaves_out_drafts_and_what_asks_for_a_password(client, kiosk, guide, paris):
    make_entry(guide, "Brouillon", slug="brouillon", city=paris, live=False)
    secret = make_entry(guide, "Secret", slug="secret", city=paris)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    found = [client.get(f"/open-data/guide/{name}").content for name in ("entries.csv", "entries.json")]

    assert all(b"Brouillon" not in content and b"Secret" not in content for content in found)


def test_open_data_has_no_person_s_account_in_it(client, kiosk, editor):
    kiosk.owner = editor
    kiosk.save()

    assert editor.email.encode() not in client.get("/open-data/guide/entries.json").content


def test_table_is_no_formula_for_a_spreadsheet(client, guide, paris):
    make_entry(guide, "=1+1", slug="formule", city=paris, introduction="\t@SUM(A1)")

    row = rows(client, "entries")[0]

    assert row["title.fr"].startswith("'")
    assert row["introduction.fr"].startswith("'")


def test_open_data_may_be_read_by_pages_of_other_sites_and_has_a_name(client, kiosk):
    response = client.get("/open-data/guide/entries.csv")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Disposition"] == 'attachment; filename="guide-entries.csv"'


@pytest.mark.parametrize("name", ["people.csv", "changes.csv", "people.schema.json", "changes-1990.csv"])
def test_open_data_that_does_not_exist_is_absent(client, kiosk, name):
    assert client.get(f"/open-data/guide/{name}").status_code == 404


def test_open_data_page_leads_to_the_guide_s_files(client, kiosk):
    page = client.get("/open-data/").content.decode()

    assert "/open-data/guide/entries.csv" in page
    assert "/open-data/guide/places.geojson" in page


def test_open_data_costs_the_same_with_1_and_30_entries(client, kiosk, guide, paris):
    client.get("/open-data/guide/entries.json")
    with CaptureQueriesContext(connection) as few:
        client.get("/open-data/guide/entries.json")
    for number in range(29):
        entry = make_entry(guide, f"Entrée {number}", slug=f"entree-{number}", city=paris)
        GuidePlace.objects.create(
            entry=entry, locale=guide.locale, name="Lieu", district=paris.districts.get(code="5")
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/open-data/guide/entries.json")

    assert len(many) == len(few)
