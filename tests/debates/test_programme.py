"""The programme of a night on paper: every published debate once, no draft, tagged, set anew only when words change."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from cities.models import District
from debates.models import Debate, PrintedProgramme
from debates.programme.booklet import booklet_of
from debates.programme.loading import listed_of
from debates.programme.making import FOLDER, make, make_all
from debates.programme.poster import poster_of
from kit.typesetting import set_pages
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, at_night, published

pytestmark = pytest.mark.django_db

BEFORE = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def night(paris):
    return a_night(paris)


def _debates(night, *, count=3, **fields):
    return [
        published(a_debate(night, question=f"Question publique {number} ?", **fields))
        for number in range(count)
    ]


def _read(night, sheet) -> PdfReader:
    kept = PrintedProgramme.objects.get(night=night, language="fr", sheet=sheet)
    return PdfReader(BytesIO(bytes(kept.content)))


def _words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def _bookmarks(outline) -> list[str]:
    found = []
    for one in outline:
        found += _bookmarks(one) if isinstance(one, list) else [one.title]
    return found


def test_the_booklet_tells_every_published_debate_once_and_nothing_else(night):
    shown = _debates(night)
    a_debate(night, question="Brouillon secret ?")
    off = published(a_debate(night, question="Débat annulé ?"))
    Debate.objects.filter(pk=off.pk).update(status=Debate.CANCELLED)

    make(night, at=BEFORE)

    document = _read(night, "booklet")
    words, bookmarks = _words(document), _bookmarks(document.outline)
    for debate in shown:
        assert words.count(f"/debates/{debate.code}") == 1
        assert sum(str(debate.question)[:-2] in one for one in bookmarks) == 1
    assert "Brouillon secret" not in words
    assert "Débat annulé" not in words


def test_the_booklet_is_tagged_and_says_its_title_and_language(night):
    _debates(night, count=1)

    make(night, at=BEFORE)

    for sheet in ("booklet", "poster-a3", "poster-a2"):
        document = _read(night, sheet)
        root = document.trailer["/Root"]
        assert root["/Lang"] == "fr"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "Nuit des débats 2027, Paris" in document.metadata.title


def test_the_facts_of_accessibility_are_printed_each_with_its_answer(night, paris):
    host = a_host(paris)
    venue = a_venue(host, hearing_loop="no", quiet_place="unknown", quiet_place_note="On demande au gardien")
    published(a_debate(night, host=host, room=a_room(venue)))

    with translation.override("en"):
        debate = booklet_of(night, listed_of(night))["sections"][0]["debates"][0]

    assert debate["access"] == [
        "Without a step: yes",
        "Accessible toilets: yes",
        "Hearing loop: no",
        "Sign language: yes",
        "A quiet place: not known (On demande au gardien)",
        "A stop nearby: yes",
    ]


def test_debates_lie_in_districts_by_hour_and_in_both_indexes(night, paris):
    district = District.objects.create(city=paris, code="x12", name={"fr": "Reuilly"}, position=0)
    host = a_host(paris)
    room = a_room(a_venue(host, district=district))
    early = published(a_debate(night, host=host, room=room, starts=at_night(night, 19), themes=("ville",)))
    late = published(a_debate(night, host=host, room=room, starts=at_night(night, 0, 0), minutes=45))
    elsewhere = published(a_debate(night))

    with translation.override("en"):
        content = booklet_of(night, listed_of(night))

    sections = [(one["title"], [debate["code"] for debate in one["debates"]]) for one in content["sections"]]
    by_hour, by_theme = content["indexes"]
    assert sections == [("Reuilly", [early.code, late.code]), ("Elsewhere in Paris", [elsewhere.code])]
    assert [one["lines"][0]["code"] for one in by_hour["groups"]] == [early.code, elsewhere.code, late.code]
    assert "25 March" in by_hour["groups"][-1]["title"]
    assert [one["title"] for one in by_theme["groups"]] == ["Ville", "Without a theme"]


def test_the_poster_counts_what_it_does_not_hold(night, paris):
    host = a_host(paris)
    room = a_room(a_venue(host))
    one = published(a_debate(night, host=host, room=room, question="Qui garde la nuit ?"))
    listed = listed_of(night) * 150

    with translation.override("en"):
        content = poster_of(night, listed, paper="a3") | {"as_of": ""}
    words = _words(PdfReader(BytesIO(set_pages(FOLDER / "poster.typ", content))))

    shown = words.count("Qui garde la nuit")
    assert 5 < shown < 150
    assert f"{150 - shown} more debates are on the web." in words
    assert one.code not in words


def test_the_poster_takes_a_debate_of_each_district_first(night, paris):
    districts = [
        District.objects.create(city=paris, code=f"x{n}", name={"fr": f"Q{n}"}, position=n) for n in (1, 2)
    ]
    host = a_host(paris)
    rooms = [a_room(a_venue(host, district=district)) for district in districts]
    hours = [(rooms[0], 0), (rooms[0], 10), (rooms[1], 20)]
    for room, minute in hours:
        published(a_debate(night, host=host, room=room, starts=at_night(night, 21, minute), minutes=10))

    [hour] = poster_of(night, listed_of(night), paper="a3")["hours_of_debates"]

    assert [one["rank"] for one in hour["debates"]] == [0, 2, 1]


def test_programmes_are_set_again_only_when_their_words_change(night):
    debate = _debates(night, count=1)[0]
    first = make_all(at=BEFORE)

    again = make_all(at=BEFORE)
    Debate.objects.filter(pk=debate.pk).update(question={"fr": "Une autre question ?"})
    changed = make_all(at=BEFORE)
    Debate.objects.filter(pk=debate.pk).update(status=Debate.CANCELLED)
    make_all(at=BEFORE)

    assert (first, again, changed) == (6, 0, 6)
    assert not PrintedProgramme.objects.exists()


def test_the_page_offers_the_documents_and_the_city_links_to_it(client, night):
    _debates(night, count=1)
    make(night, at=BEFORE)
    address = reverse("debates:programme", args=[night.edition.slug, "paris"])

    page = client.get(address).content.decode()
    document = client.get(f"{address}booklet.pdf")
    listed = client.get(reverse("debates:list")).content.decode()

    assert page.count('type="application/pdf"') == 3
    assert document["Content-Type"] == "application/pdf"
    assert document.content.startswith(b"%PDF")
    assert client.get(f"{address}booklet.pdf", headers={"if-none-match": document["ETag"]}).status_code == 304
    assert address in listed


def test_a_programme_that_is_not_set_is_asked_for_once_and_never_set_in_the_request(
    client, night, django_capture_on_commit_callbacks
):
    cache.clear()
    _debates(night, count=1)
    address = reverse("debates:programme", args=[night.edition.slug, "paris"])

    with django_capture_on_commit_callbacks() as asked:
        response = client.get(f"{address}booklet.pdf")
        client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert len(asked) == 1
    assert not PrintedProgramme.objects.exists()


def test_an_empty_programme_says_so(client, night):
    a_debate(night)
    address = reverse("debates:programme", args=[night.edition.slug, "paris"])

    page, document = client.get(address), client.get(f"{address}booklet.pdf")

    assert page.status_code == 200
    assert b"application/pdf" not in page.content
    assert document.status_code == 404
    assert b"main" in document.content


def test_the_programme_of_a_night_that_is_not_shown_is_absent(client, night, login, dakar_coordinator):
    _debates(night, count=1)
    make(night, at=BEFORE)
    night.edition.public = False
    night.edition.save()
    address = reverse("debates:programme", args=[night.edition.slug, "paris"])
    login(client, dakar_coordinator)

    answers = [client.get(one).status_code for one in (address, f"{address}booklet.pdf", f"{address}no.pdf")]

    assert answers == [404, 404, 404]


def test_a_programme_costs_the_same_queries_for_three_debates_and_ten(night, django_assert_num_queries):
    _debates(night, count=3, themes=("ville",), languages=("fr", "wo"))
    with CaptureQueriesContext(connection) as few:
        booklet_of(night, listed_of(night))
    _debates(night, count=7, themes=("ville",), languages=("fr", "wo"))

    with django_assert_num_queries(len(few)):
        booklet_of(night, listed_of(night))
