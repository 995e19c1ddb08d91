"""Formulas, and files that cost more to read than they say."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from debates.importing import tables
from debates.importing.bombs import TooMuch
from debates.importing.columns import VENUE
from debates.importing.tables import Unreadable, rows_of_table
from debates.models import WaitingImport
from tests.debates.exchanging_makers import a_coming_night
from tests.debates.importing_makers import a_csv, a_place
from tests.debates.makers import a_host


@pytest.mark.parametrize("cell", ["=1+1", '=cmd|"/c calc"!A0', "=HYPERLINK(1)"])
def test_formulas_in_a_table_are_told(cell):
    row = rows_of_table(a_csv(a_place(name=cell)), kind=VENUE)[0]

    assert [name for name, _told in row.problems] == ["name"]


def test_a_formula_for_many_cells_is_told_too():
    book = Workbook()
    book.active.append(list(a_place()))
    book.active.append(list(a_place().values()))
    book.active["B2"] = ArrayFormula("B2:B2", "=SUM(A1:A2)")
    out = io.BytesIO()
    book.save(out)

    row = rows_of_table(out.getvalue(), kind=VENUE)[0]

    assert [name for name, _told in row.problems] == ["name"]


def a_workbook_with(sheet: bytes) -> bytes:
    """A sound workbook, but for its sheet."""
    out, changed = io.BytesIO(), io.BytesIO()
    Workbook().save(out)
    with zipfile.ZipFile(out) as sound, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sound.namelist():
            packed.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else sound.read(name))
    return changed.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
UNFOLDING = "<!DOCTYPE x [<!ENTITY a '0123456789'><!ENTITY b '&a;&a;&a;&a;'>]>" + SHEET.format(
    "<row><c><v>&b;</v></c></row>"
)


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET.format("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>").encode(),
        SHEET.format("<row/>" * 1_000_001).encode(),
        UNFOLDING.encode(),
        UNFOLDING.encode("utf-16"),
        (" " * ((1 << 20) - 4) + UNFOLDING).encode(),
    ],
    ids=["cells", "rows", "entities", "entities in other letters", "entities between two pieces"],
)
def test_a_workbook_that_unfolds_is_refused_before_it_is_parsed(sheet, monkeypatch):
    monkeypatch.setattr("openpyxl.load_workbook", None)

    with pytest.raises(Unreadable) as refusal:
        rows_of_table(a_workbook_with(sheet), kind=VENUE)

    assert isinstance(refusal.value.__cause__, TooMuch)


@pytest.mark.django_db
def test_fifty_megabytes_are_refused_unread(client, login, host, paris, monkeypatch):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    monkeypatch.setattr(tables, "rows_of_table", None)
    file = SimpleUploadedFile("lieux.csv", b"x" * 50_000_000)
    typed = {"what": VENUE, "night": night.pk, "file": file}

    answer = login(client, host).post(reverse("debates:new_import", args=[own.slug]), typed)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert not WaitingImport.objects.exists()
