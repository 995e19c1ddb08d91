"""A theme worked through without the mouse: every decision by a key, none while one writes, all of it undone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cities.models import City
from consultations.models import Placement, ReviewEvent, Theme
from consultations.reviews import reviewing
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import RULES
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import answers, texts, theme
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def analysis(site):
    consultation = make_consultation(phase="analysis", city=City.objects.get(slug="paris"))
    return make_analysis(
        consultation,
        {
            "Répondre": [f"Répondez à la question {number}." for number in range(1, 7)],
            "Écouter": ["Écoutez-nous."],
            "Langue": ["Écrivez simplement."],
        },
    )


@pytest.fixture
def page(visit, analysis, analyst) -> Page:
    page = visit(locale="en-GB")
    log_in(page, analyst, PASSWORD)
    page.goto(address(theme(analysis, "Répondre")))
    return page


def address(one: Theme) -> str:
    return f"/cms/consultations/themes/{one.pk}/"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decide_by(page: Page, *keys: str) -> None:
    """Press keys of which the last one takes a decision, and wait for the page that comes back."""
    press(page, *keys[:-1])
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_a_theme_is_worked_through_by_keys_alone(page, analysis):
    reply, listen = theme(analysis, "Répondre"), theme(analysis, "Écouter")

    decide_by(page, "j", "x", "j", "x", "d")
    doubted = Placement.objects.filter(doubtful=True).count()
    press(page, "m")
    expect(page.locator("[data-theme-chooser]")).to_be_visible()
    page.keyboard.type("ecou")
    expect(page.locator("[data-found]")).to_have_text("1")
    decide_by(page, "Enter")
    moved = texts(listen)
    decide_by(page, "p")
    decide_by(page, "u")
    decide_by(page, "u")
    decide_by(page, "u")

    assert (doubted, moved) == (2, 2)
    assert [event.verb for event in ReviewEvent.objects.order_by("pk")] == [
        "doubt", "move", "pin", "undo", "undo", "undo",
    ]  # fmt: skip
    assert (texts(reply), texts(listen)) == (6, 1)
    assert not Placement.objects.filter(doubtful=True).exists()
    assert [trouble for trouble in page.troubles if "Error" in trouble] == []


def test_splitting_merging_reviewing_and_going_on_by_keys(page, analysis):
    press(page, "a", "s")
    page.keyboard.type("Ne compte pas")
    press(page, "Escape", "Shift+Tab")
    page.goto(address(theme(analysis, "Répondre")))
    press(page, "j", "x", "s")
    page.keyboard.type("À chacun")
    decide_by(page, "Enter")
    decide_by(page, "r")
    decide_by(page, "n")

    assert texts(theme(analysis, "À chacun")) == 1
    assert theme(analysis, "Répondre").state == Theme.REVIEWED
    assert theme(analysis, "À chacun").state == Theme.TO_REVIEW
    assert ReviewEvent.objects.count() == 2
    assert f"themes/{theme(analysis, 'Répondre').pk}/" not in page.url
    press(page, "g")
    page.keyboard.type("langue")
    decide_by(page, "Enter")
    assert ReviewEvent.objects.first().verb == "merge"


def test_keys_do_nothing_while_one_writes_or_when_switched_off(page, analysis):
    page.focus("#texts-words")
    page.keyboard.type("jxdpug")
    page.focus("[name=title_fr]")
    page.keyboard.type("ranmp?")
    written = page.input_value("#texts-words")
    page.click(".review-question")
    page.evaluate("document.activeElement.blur()")
    press(page, "?")
    expect(page.locator("[data-keys-help]")).to_be_visible()
    page.uncheck("[data-keys-on]")
    press(page, "Escape", "j", "x", "d")
    page.reload()
    press(page, "j", "x", "d")

    assert written == "jxdpug"
    assert not ReviewEvent.objects.exists()
    assert page.locator(".review-text :checked").count() == 0


def test_everything_works_without_a_script(visit, analysis, analyst):
    page = visit(locale="en-GB", scripts=False)
    log_in(page, analyst, PASSWORD)
    reply, listen = theme(analysis, "Répondre"), theme(analysis, "Écouter")
    page.goto(address(reply))

    page.click("[data-tick-all]")
    page.click("button[value=doubt]")
    doubted = Placement.objects.filter(doubtful=True).count()
    page.check(f"#answer-{answers(reply)[0]}")
    page.select_option("#move_to", str(listen.pk))
    page.click("button[value=move]")
    moved = texts(listen)
    page.click(".review-last button")

    assert (doubted, moved, texts(listen)) == (6, 2, 1)


def test_the_theme_and_the_log_pass_axe_also_at_320_pixels(visit, analysis, analyst, second_analyst):
    reply = theme(analysis, "Répondre")
    reviewing.doubt(answers(reply)[:2], reply, by=analyst, expected=1)
    reviewing.rename(reply, {"fr": "Une réponse à chacun"}, {}, by=second_analyst, expected=2)
    page = visit(size="phone", locale="fr-FR")
    log_in(page, analyst, PASSWORD)

    for place in (address(reply), f"/cms/consultations/analyses/{analysis.pk}/log/"):
        page.goto(place)
        found = Axe().run(page, context="#main", options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.goto(address(reply))
    press(page, "?")
    found = Axe().run(page, context="[data-keys-help]", options=RULES).response["violations"]
    assert [one["id"] for one in found] == []
