"""The guide on paper: tagged, in order, in the reader's language, set once for the same words."""

from __future__ import annotations

import io
import socket

import pypdf
import pytest
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.guide import printed_files
from cms.guide.html_reading import pieces_of
from cms.guide.printing import Scope, content_of
from cms.models import GuideFigure, GuideRelation
from tests.cms.guide_pages import make_entry, make_guide, translate

pytestmark = pytest.mark.django_db
HOSTILE = '#import "@preview/cetz:0.3.0" #image("http://127.0.0.1:9/x.png") $x$ *gras* \\ ] #panic()'


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture
def filled(guide, paris):
    """Two entries, one of the 12th district, that name each other."""
    body = [
        {
            "type": "paragraph",
            "value": "<p>Une part du <b>budget</b> : la vôtre.</p><ul><li>proposer</li></ul>",
        },
        {"type": "heading", "value": {"text": "Comment et quand", "level": "2"}},
        {"type": "paragraph", "value": '<p>Voir <a href="https://example.org/dates">les dates</a>.</p>'},
    ]
    budget = make_entry(guide, "Budget participatif", slug="budget", city=paris, body=body)
    twelfth = paris.districts.get(code="12")
    council = make_entry(
        guide, "Conseils du 12e", slug="du-12e", city=paris, kind="body", districts=[twelfth]
    )
    GuideFigure.objects.create(
        entry=budget,
        locale=guide.locale,
        value="160 000",
        label="votants",
        year=2016,
        source="La Maire, 2017",
    )
    GuideRelation.objects.create(entry=budget, other=council)
    return budget


def taken(client, address: str) -> tuple[pypdf.PdfReader, str]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def outline(reader: pypdf.PdfReader) -> list[str]:
    def flat(found) -> list:
        return [one for each in found for one in (flat(each) if isinstance(each, list) else [each])]

    return [one.title for one in flat(reader.outline)]


def test_printed_guide_is_tagged_titled_and_says_its_language(client, filled):
    reader, _text = taken(client, "/fr/printed-guide/whole.pdf")

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_printed_guide_is_read_in_its_order_kind_by_kind(client, filled):
    reader, text = taken(client, "/en/printed-guide/whole.pdf")

    words = ["Une part du budget", "proposer", "Comment et quand", "les dates", "Who can take part", "160"]
    begin = text.rindex("Une part du budget")
    places = [text.index(word, begin) for word in words]
    assert places == sorted(places)
    assert "La Maire, 2017" in text
    titles = outline(reader)
    assert titles.index("Conseils du 12e") < titles.index("Budget participatif")


def test_printed_guide_of_a_district_begins_with_its_own(client, filled, paris, montreal, guide):
    make_entry(guide, "À Montréal", slug="montreal", city=montreal)

    twelfth, _text = taken(client, "/fr/printed-guide/paris/12.pdf")
    fifth, _text = taken(client, "/fr/printed-guide/paris/5.pdf")

    assert outline(twelfth)[1] == "Conseils du 12e"
    assert "Conseils du 12e" not in outline(fifth)
    assert "Budget participatif" in outline(fifth)
    assert "À Montréal" not in outline(twelfth)


def test_printed_guide_speaks_the_reader_s_language_where_it_can(client, filled):
    translate(filled, "Participatory budget")

    with translation.override("en"):
        content = content_of(Scope(), address="")

    entries = {one["title"]: one["language"] for chapter in content["chapters"] for one in chapter["entries"]}
    assert entries == {"Participatory budget": "en", "Conseils du 12e": "fr"}


def test_printed_guide_leaves_out_drafts_and_what_asks_for_a_password(client, filled, guide, paris):
    make_entry(guide, "Brouillon", slug="brouillon", city=paris, live=False)
    secret = make_entry(guide, "Secret", slug="secret", city=paris)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    _reader, text = taken(client, "/fr/printed-guide/paris.pdf")

    assert "Brouillon" not in text
    assert "Secret" not in text


def test_printed_guide_is_set_once_for_the_same_words(client, filled, monkeypatch):
    times = []
    really_set = printed_files.set_pages
    monkeypatch.setattr(printed_files, "set_pages", lambda *given: times.append(1) or really_set(*given))

    first = client.get("/fr/printed-guide/whole.pdf")
    again = client.get("/fr/printed-guide/whole.pdf")
    filled.title = "Budget des habitants"
    filled.save_revision().publish()
    changed = client.get("/fr/printed-guide/whole.pdf")

    assert first.content == again.content != changed.content
    assert len(times) == 2


def test_printed_guide_is_not_sent_twice_to_whoever_has_it(client, filled):
    first = client.get("/fr/printed-guide/whole.pdf")

    again = client.get("/fr/printed-guide/whole.pdf", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_printed_guide_keeps_one_edition_of_each(client, filled, settings):
    for title in ("Un", "Deux"):
        filled.title = title
        filled.save_revision().publish()
        client.get("/fr/printed-guide/whole.pdf")

    assert len(list((settings.VAR_DIR / "printed_guides").glob("*.pdf"))) == 1


def test_printed_guide_takes_words_for_words_and_fetches_nothing(client, guide, paris, monkeypatch):
    make_entry(guide, HOSTILE, slug="hostile", city=paris, introduction="漢字 \u202e #panic()")
    monkeypatch.setattr(socket, "socket", no_network)

    _reader, text = taken(client, "/en/printed-guide/whole.pdf")

    assert "#panic()" in text


def test_printed_guide_without_entries_says_so(client, guide, paris):
    _reader, text = taken(client, "/en/printed-guide/paris.pdf")

    assert "The guide has no entry here yet." in text


@pytest.mark.parametrize("part", ["atlantis.pdf", "paris/99.pdf", "dakar/12.pdf"])
def test_printed_guide_of_nowhere_is_absent(client, paris, dakar, part):
    assert client.get(f"/fr/printed-guide/{part}").status_code == 404


def test_printed_guides_are_listed(client, filled):
    page = client.get("/fr/printed-guide/").content.decode()

    assert "/fr/printed-guide/whole.pdf" in page
    assert "/fr/printed-guide/paris/12.pdf" in page


def test_printed_guide_costs_the_same_with_1_and_30_entries(
    guide, paris, django_assert_num_queries, django_assert_max_num_queries
):
    make_entry(guide, "Première", slug="premiere", city=paris)
    with django_assert_max_num_queries(20) as few:
        content_of(Scope(city=paris), address="")
    for number in range(29):
        make_entry(guide, f"Entrée {number}", slug=f"entree-{number}", city=paris)

    with django_assert_num_queries(len(few)):
        content_of(Scope(city=paris), address="")


def test_html_is_read_as_pieces_without_what_is_for_screens():
    html = (
        '<h2>Titre</h2><p>Un <b>mot</b> <a href="/fr/guide/">ici</a>, <a href="javascript:alert(1)">là</a>.</p>'
        '<svg><text>dessin</text></svg><ol><li><p>premier</p></li><li>second</li></ol><img alt="Une place" src="x">'
    )

    pieces = pieces_of(html)

    said = [(one["kind"], "".join(run["text"] for run in one["runs"])) for one in pieces]
    assert said == [
        ("heading", "Titre"),
        ("paragraph", "Un mot ici, là."),
        ("item", "premier"),
        ("item", "second"),
        ("paragraph", "Une place"),
    ]
    addresses = [run["address"] for run in pieces[1]["runs"] if run["address"]]
    assert len(addresses) == 1
    assert addresses[0].endswith("/fr/guide/")
    assert [one["number"] for one in pieces if one["kind"] == "item"] == [1, 2]


def no_network(*_args, **_kwargs):
    raise AssertionError("The document reached for the network.")
