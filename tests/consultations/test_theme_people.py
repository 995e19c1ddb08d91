"""The texts of a theme, narrowed to the people whom the workbench counts, and decisions on all of those found."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from consultations.models import Placement, Theme
from tests.consultations.crowds import describe
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def reply(paris) -> Theme:
    analysis = make_analysis(
        make_consultation(phase="analysis", city=paris),
        {"Répondre": ["Un.", "Deux.", "Trois.", "Quatre."], "Réunir": ["Le soir."]},
    )
    ways = ["online", "paper", "spoken", "paper", "online"]
    describe(analysis, [{"channel": way, "experience": "often"} for way in ways])
    return theme(analysis, "Répondre")


def read(client, reply: Theme, query: str):
    return client.get(f"{address(reply)}?{query}", HTTP_ACCEPT_LANGUAGE="en")


def address(reply: Theme) -> str:
    return reverse("consultations_admin:theme", args=[reply.pk])


def texts(response) -> list[str]:
    return sorted(placement.answer.text for placement in response.context["page"])


def test_the_texts_are_those_of_the_people_who_pass_the_filters(reply, client, login, analyst):
    login(client, analyst)

    found = texts(read(client, reply, "channel=paper&channel=spoken&q-experience=often"))

    assert found == ["Deux.", "Quatre.", "Trois."]


def test_each_filter_is_said_and_taken_off(reply, client, login, analyst):
    login(client, analyst)

    page = read(client, reply, "channel=paper&channel=spoken").content.decode()

    assert "Only the texts of people who fit these filters are listed:" in page
    assert 'href="?channel=spoken#texts"' in page
    assert 'href="?channel=paper#texts"' in page
    bench = reverse("consultations_admin:workbench", args=[reply.analysis_id])
    assert f"{bench}?channel=paper&amp;channel=spoken" in page


def test_filters_are_asked_for_and_added_beside_those_that_are_on(reply, client, login, analyst):
    login(client, analyst)

    plain = read(client, reply, "q=deux&only=").content.decode()
    chosen = read(client, reply, "q=e&filter=choose&channel=paper").content.decode()

    assert 'href="?q=deux&amp;only=&amp;filter=choose#texts"' in plain
    assert 'name="channel"' not in plain
    assert re.search(r'name="channel" value="paper" checked', chosen)
    assert re.search(r'name="channel" value="online">', chosen)
    assert 'name="q-experience" value="often"' in chosen


def test_a_filter_that_cannot_be_read_is_told(reply, client, login, analyst):
    login(client, analyst)

    response = read(client, reply, "channel=pigeon")

    assert "this filter is left out" in response.content.decode()
    assert len(texts(response)) == 4


def test_all_texts_found_are_those_of_the_filtered_people(reply, client, login, analyst):
    login(client, analyst)
    sent = {"do": "doubt", "expected": reply.revision, "all_found": "on", "people": "channel=paper"}

    client.post(f"{address(reply)}?channel=paper", sent)

    doubted = Placement.objects.filter(doubtful=True).values_list("answer__text", flat=True)
    assert sorted(doubted) == ["Deux.", "Quatre."]


def test_the_workbench_leads_to_the_texts_of_those_it_counts(reply, client, login, analyst):
    login(client, analyst)
    bench = reverse("consultations_admin:workbench", args=[reply.analysis_id])

    page = client.get(f"{bench}?view=table&channel=paper").content.decode()

    assert f'href="{address(reply)}?channel=paper"' in page
    assert page.count('name="channel"') == 3


def test_a_citizen_reads_no_filtered_texts(reply, client, login, citizen):
    login(client, citizen)

    assert read(client, reply, "channel=paper").status_code in (302, 403)
