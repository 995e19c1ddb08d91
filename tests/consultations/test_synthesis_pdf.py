"""The synthesis as a PDF: read in order by machines that read aloud, the same bytes twice, and nothing fetched."""

from __future__ import annotations

import io
import socket
from datetime import date

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from consultations.following import summarising
from consultations.models import Commitment
from kit import typesetting
from tests.consultations.following import adopted_charter, days_ago, promise, report, today

pytestmark = pytest.mark.django_db
HOSTILE = '#import "@preview/cetz:0.3.0" #image("http://127.0.0.1:9/x.png") $x$ *gras* \\ ] #panic() <b>'


@pytest.fixture
def charter(paris, editor):
    charter = adopted_charter(paris, by=editor)
    done = promise(charter, "Répondre en trois mois : à chacun.", by=editor)
    report(
        done, "done", "Les réponses partent à temps.", on=date(today().year - 1, 12, 16),
        evidence_url="https://example.org/bilan", evidence_label={"fr": "Le bilan"}, by=editor,
    )  # fmt: skip
    promise(charter, "Former les agents.", by=editor, due_on=days_ago(500))
    return charter


@pytest.fixture
def published(charter, editor):
    found = summarising.introduce(
        charter, today().year - 1, {"fr": "Une année utile.\n\nElle a compté."}, by=editor
    )
    return summarising.publish(found, by=editor, at=timezone.now(), expected=1)


def taken(client, synthesis, language: str = "fr") -> bytes:
    with translation.override(language):
        address = reverse("consultations:synthesis_pdf", args=[synthesis.charter.slug, synthesis.year])
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def read(content: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_document_is_tagged_titled_and_says_its_language(client, published):
    reader, _text = read(taken(client, published))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (
        reader.metadata.title == f"Synthèse {published.year} – {published.charter.title}"
        or str(published.year) in reader.metadata.title
    )
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_document_has_a_bookmark_for_each_part_and_commitment(client, published):
    reader, _text = read(taken(client, published, "en"))

    titles = [one.title for one in _flat(reader.outline)]

    assert titles[:2] == ["Introduction", "Figures of the year"]
    assert "What was not done, and why" in titles
    assert "Former les agents." in titles


def test_document_is_read_in_its_order(client, published):
    _reader, text = read(taken(client, published, "en"))

    places = [
        text.index(words)
        for words in (
            "Une année utile.", "Elle a compté.", "Figures of the year", "Proposals decided",
            "What was done", "Répondre en trois mois", "Les réponses partent à temps.", "Le bilan",
            "What was not done", "Former les agents.", "What goes on",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_document_embeds_our_fonts(client, published):
    reader, _text = read(taken(client, published))

    names = {
        font["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
        for font in [font.get_object()]
    }
    assert any("Atkinson" in name for name in names)
    assert any("Bricolage" in name for name in names)
    assert all("Libertinus" not in name for name in names)


def test_document_is_the_same_bytes_for_the_same_data(client, published):
    assert taken(client, published) == taken(client, published)


def test_document_changes_with_its_data(client, published, editor):
    before = taken(client, published)
    one = Commitment.objects.get(statement__fr="Former les agents.")

    report(one, "dropped", "Le budget manque.", on=days_ago(450), by=editor)

    assert taken(client, published) != before


def test_document_takes_words_for_words_and_fetches_nothing(client, published, editor, monkeypatch):
    summarising.introduce(
        published.charter, published.year, {"fr": HOSTILE}, by=editor, expected=published.revision
    )
    monkeypatch.setattr(socket, "socket", _no_network)

    _reader, text = read(taken(client, published))

    assert '#import "@preview/cetz:0.3.0"' in text
    assert "#panic()" in text


def test_document_stays_readable_whatever_letters_it_is_given(client, published, editor):
    letters = "ŋ ɓ é œ € Ж λ 🌳 漢字 مرحبا \u202e \ue000 fin"
    summarising.introduce(
        published.charter, published.year, {"fr": letters}, by=editor, expected=published.revision
    )

    _reader, text = read(taken(client, published))

    assert "ŋ ɓ é œ € Ж λ" in text
    assert "fin" in text


def test_document_draws_every_letter_that_it_says_it_draws(client, published, editor):
    drawn = [chr(code) for first, last in typesetting.DRAWN for code in range(first, last + 1)]
    letters = " ".join(letter for letter in drawn if typesetting.is_drawn(ord(letter)))
    synthesis = published
    synthesis.introduction = {"fr": letters}
    synthesis.save()

    assert taken(client, synthesis).startswith(b"%PDF")


def _flat(outline) -> list:
    return [one for entry in outline for one in (_flat(entry) if isinstance(entry, list) else [entry])]


def _no_network(*_args, **_kwargs):
    raise AssertionError("The document reached for the network.")
