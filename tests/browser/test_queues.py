"""Queues and double readings as analysts meet them: by axe, on a phone, by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from consultations.models import (
    Answer,
    BlindReading,
    Contestation,
    Membership,
    Placement,
    QueueReading,
    Sample,
)
from consultations.queues.kinds import QUEUES
from tests.browser.conftest import SIZES, log_in
from tests.consultations.double_readings import FIRST, READ_GROUPS, SECOND, drawn, read_as
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.publishing import redact
from tests.consultations.reading_themes import theme
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def analysis(site):
    """An analysis with something in every queue."""
    analysis = make_analysis(
        make_consultation(phase="analysis"), READ_GROUPS, set_aside={"no-opinion": ["RAS"]}
    )
    redact(courts="nom")
    Membership.objects.filter(answer__text__in=["Le soir.", "Une réponse."]).update(rare=True)
    first = Answer.objects.filter(text="Dites pourquoi.").order_by("pk").first()
    Membership.objects.filter(answer__text="Dites pourquoi.").update(campaign=first)
    Placement.objects.filter(answer__text="Parlez simplement.").update(doubtful=True)
    Contestation.objects.create(
        analysis=analysis,
        answer=Answer.objects.get(text="Avec une garderie."),
        theme=theme(analysis, "Réunir"),
        sentence="Je parlais des enfants.",
    )
    make_contributions(analysis.consultation, ["Arrivée après, bande d’imbéciles."])
    return analysis


def violations(page) -> list[str]:
    """What axe finds in our own part of an admin page; the frame around it is Wagtail's."""
    results = Axe().run(page, context=".review", options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in results for node in one["nodes"]]


def overflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("size", SIZES)
def test_queues_and_double_readings_have_no_axe_violation_and_fit_the_screen(
    visit, analysis, analyst, second_analyst, administrator, size
):
    page = visit(size=size)
    log_in(page, administrator, PASSWORD)
    sample = drawn(analysis, (analyst, second_analyst), size=8, by=administrator)
    index = reverse("consultations_admin:double_reading", args=[analysis.pk])
    urls = [
        reverse("consultations_admin:queues", args=[analysis.pk]),
        *(reverse("consultations_admin:queue", args=[analysis.pk, one.key]) for one in QUEUES),
        index,
    ]
    found = {}
    for url in urls:
        page.goto(url)
        found[url] = (violations(page), overflows(page))
    read_as(sample, FIRST, by=analyst)
    read_as(sample, SECOND, by=second_analyst)
    for url in (index, reverse("consultations_admin:settle_readings", args=[analysis.pk, sample.pk])):
        page.goto(url)
        found[f"{url} read"] = (violations(page), overflows(page))
    Sample.objects.all().delete()
    page.goto(index)
    found["draw"] = (violations(page), overflows(page))

    assert {url: told for url, told in found.items() if told != ([], False)} == {}
    assert page.troubles == []


def test_a_queue_is_emptied_with_the_digits_of_its_buttons(visit, analysis, analyst):
    page = visit()
    log_in(page, analyst, PASSWORD)
    page.goto(reverse("consultations_admin:queue", args=[analysis.pk, "rare"]))

    for left in (1, 0):
        expect(page.locator("article")).to_be_focused()
        with page.expect_navigation():
            page.keyboard.press("2")
        expect(page.locator("#queue-done")).to_have_js_property("value", 2 - left)

    assert set(QueueReading.objects.values_list("verdict", "by")) == {("important", analyst.pk)}
    assert page.troubles == []


def test_a_sample_is_read_with_digits_and_enter(visit, analysis, analyst, second_analyst, administrator):
    sample = drawn(analysis, (analyst, second_analyst), size=8, by=administrator)
    page = visit()
    log_in(page, analyst, PASSWORD)
    page.goto(reverse("consultations_admin:blind_reading", args=[analysis.pk, sample.pk]))

    assert violations(page) == []
    for done in range(1, 9):
        page.keyboard.press("2")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#reading-done")).to_have_js_property("value", done)

    titles = {str(one.theme.title) for one in BlindReading.objects.filter(reader=BlindReading.FIRST)}
    # By title: Parler, Répondre, Réunir.
    assert titles == {"Répondre"}
    assert page.troubles == []
