"""Files that are imported: templates, tables of every kind, limits, and the pages around them."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from debates.importing import bombs, tables
from debates.importing.columns import DEBATE, VENUE, columns_of
from debates.importing.tables import Unreadable, rows_of_table
from debates.importing.template_files import csv_template, xlsx_template
from debates.models import Venue, WaitingImport
from tests.debates.exchanging_makers import a_coming_night
from tests.debates.importing_makers import a_csv, a_place
from tests.debates.makers import a_host

PLACE = a_place()


def a_book(*lines) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", [VENUE, DEBATE])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_templates_are_read_in_every_language_and_explain_each_column(kind, language):
    with translation.override(language):
        as_csv, as_xlsx = csv_template(kind), xlsx_template(kind)
        columns = columns_of(kind)

    assert rows_of_table(as_csv, kind=kind) == []
    assert rows_of_table(as_xlsx, kind=kind) == []
    explained = load_workbook(io.BytesIO(as_xlsx)).worksheets[1]
    assert [cell.value for cell in explained["A"]][1:] == [one.label for one in columns]


def test_no_two_columns_have_one_heading():
    for kind in (VENUE, DEBATE):
        for language in ("fr", "en"):
            with translation.override(language):
                labels = [one.label for one in columns_of(kind)]
            assert len(set(labels)) == len(labels)


def test_a_workbook_is_read_with_its_numbers_and_hours():
    from datetime import time

    content = a_book(
        ["external_id", "question_fr", "starts", "ends", "seats"], [12, "Quoi ?", time(20, 30), "22:00", 40.0]
    )

    row = rows_of_table(content, kind=DEBATE)[0]

    assert row.values == {
        "external_id": "12",
        "question_fr": "Quoi ?",
        "starts": "20:30",
        "ends": "22:00",
        "seats": "40",
    }
    assert row.line == 2


def test_a_formula_is_told_and_not_computed():
    content = a_book(list(PLACE), [*list(PLACE.values())[:-1], '=HYPERLINK("https://example.org")'])

    row = rows_of_table(content, kind=VENUE)[0]

    assert [name for name, _told in row.problems] == ["step_free"]


def test_a_table_of_western_european_letters_is_read():
    row = rows_of_table(a_csv(PLACE).decode().encode("cp1252"), kind=VENUE)[0]

    assert row.values["name"] == "Café des Arts"


def test_lines_are_those_of_the_file_though_a_cell_holds_several():
    content = a_csv(a_place(address="12 rue\ndes Arts"), a_place(external_id="L-2"))

    assert [row.line for row in rows_of_table(content, kind=VENUE)] == [2, 4]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 nothing",
        b"\x00\x01\x02",
        b"name;kind\nX;cafe\n",
        b"external_id;name;kind;address;rooms;price of fish\n",
        b"external_id;external_id;name;kind;address;rooms\n",
        b"x" * (tables.BYTES_AT_MOST + 1),
    ],
)
def test_files_that_cannot_be_taken_say_why(content):
    with pytest.raises(Unreadable) as refusal:
        rows_of_table(content, kind=VENUE)

    assert str(refusal.value)


def test_too_many_rows_and_columns_are_refused(monkeypatch):
    monkeypatch.setattr(tables, "ROWS_AT_MOST", 2)
    many = a_csv(*(a_place(external_id=str(number)) for number in range(3)))
    wide = b";".join([b"a"] * 100)

    for content in (many, wide):
        with pytest.raises(Unreadable):
            rows_of_table(content, kind=VENUE)


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(bombs, "UNPACKED_AT_MOST", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)

    with pytest.raises(Unreadable):
        rows_of_table(out.getvalue(), kind=VENUE)


def sent(content: bytes, night, **changes) -> dict:
    return {"what": VENUE, "night": night.pk, "file": SimpleUploadedFile("lieux.csv", content)} | changes


@pytest.mark.django_db
def test_a_host_sees_what_would_happen_then_says_yes(client, login, host, paris):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    login(client, host)

    shown = client.post(
        reverse("debates:new_import", args=[own.slug]), sent(a_csv(PLACE), night), follow=True
    )
    before = Venue.objects.count()
    url = reverse("debates:waiting_import", args=[WaitingImport.objects.get().pk])
    done = client.post(url, follow=True)

    assert (shown.status_code, before, done.status_code) == (200, 0, 200)
    assert "Café des Arts" in shown.content.decode()
    assert Venue.objects.get().host == own
    assert not WaitingImport.objects.exists()


@pytest.mark.django_db
def test_problems_are_shown_by_line_and_nothing_goes_in(client, login, host, paris):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    login(client, host)
    content = a_csv(a_place(rooms="<script>"), a_place(external_id="L-2"))

    shown = client.post(reverse("debates:new_import", args=[own.slug]), sent(content, night), follow=True)
    forced = client.post(reverse("debates:waiting_import", args=[WaitingImport.objects.get().pk]))

    page = shown.content.decode()
    assert (shown.status_code, forced.status_code) == (200, 422)
    assert "&lt;script&gt;" in page
    assert not Venue.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_none_is_sent_back(client, login, host, paris):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    login(client, host)

    response = client.post(reverse("debates:new_import", args=[own.slug]), sent(b"\x00\x01", night))

    assert response.status_code == 422
    assert not WaitingImport.objects.exists()


@pytest.mark.django_db
def test_the_desk_imports_for_hosts_of_its_city_and_nobody_else_does(
    client, login, host, neighbour, coordinator, dakar_coordinator, paris
):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    a_host(paris, user=neighbour)
    url = reverse("debates:new_import", args=[own.slug])
    statuses = {}

    for person in (neighbour, dakar_coordinator, coordinator):
        login(client, person)
        statuses[person.first_name] = client.post(url, sent(a_csv(PLACE), night)).status_code
    waiting = reverse("debates:waiting_import", args=[WaitingImport.objects.get().pk])
    login(client, host)

    assert statuses == {"Bernard": 404, "Hawa": 404, "Gaston": 302}
    assert client.get(waiting).status_code == 404


@pytest.mark.django_db
def test_templates_are_downloaded(client, login, host):
    login(client, host)

    for name, ending, status in (("places", "xlsx", 200), ("debates", "csv", 200), ("people", "csv", 404)):
        url = reverse("debates:import_template", args=[name, ending])
        assert client.get(url).status_code == status
