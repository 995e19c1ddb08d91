"""What hosts print: poster, sign-in sheet, moderator's sheet, as accessible PDF."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from debates.hosting.printing import moderator_content, poster_content, sheet_of, sign_in_content
from debates.models import Debate
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_speaker, a_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate(citizen, paris):
    host = a_host(paris, user=citizen)
    room = a_room(a_venue(host, hearing_loop="no"))
    found = a_debate(
        a_night(paris), host=host, room=room, question="#emph[Qui] décide la nuit ?", capacity=200
    )
    a_speaker(found, name="Awa Diop", role="moderator")
    return found


@pytest.mark.parametrize("kind", ["poster", "sign-in", "moderator"])
def test_a_sheet_is_a_tagged_document_in_its_language(client, login, citizen, debate, kind):
    login(client, citizen)

    response = client.get(reverse("debates:hosted_debate_sheet", args=[debate.code, kind]))

    document = PdfReader(BytesIO(response.content))
    words = " ".join(page.extract_text() for page in document.pages)
    assert response["Content-Type"] == "application/pdf"
    assert document.trailer["/Root"]["/Lang"] == "fr"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "#emph[Qui]" in words


def test_the_same_debate_gives_the_same_poster(debate):
    with translation.override("en"):
        assert sheet_of(debate, "poster") == sheet_of(Debate.objects.get(), "poster")


def test_the_poster_leads_to_the_public_page(debate, settings):
    settings.SITE_URL = "https://nuit.example"

    with translation.override("en"):
        content = poster_content(debate)

    assert content["address"] == f"https://nuit.example/en/debates/{debate.code}/"
    assert content["qr"].startswith("<svg")
    assert "<path" in content["qr"]
    assert content["address"] in content["qr_words"]
    assert len(content["access"]) == 5


def test_sheets_hold_what_is_needed_and_nobody_who_reserved(debate):
    with translation.override("en"):
        sheet, moderator = sign_in_content(debate), moderator_content(debate)

    assert sheet["lines"] == 80
    assert [hour for hour, _words in moderator["course"]][0] == "21:00"
    assert moderator["people"][0]["name"] == "Awa Diop"
    assert len(moderator["access"]) == 6


def test_a_draft_without_hours_has_no_sheet(client, login, citizen, debate):
    Debate.objects.update(starts=None, ends=None)
    login(client, citizen)

    response = client.get(reverse("debates:hosted_debate_sheet", args=[debate.code, "poster"]))

    assert response.status_code == 302
