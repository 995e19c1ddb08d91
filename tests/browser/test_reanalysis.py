"""What a new analysis moves, as analysts read it: by axe, on a phone and at a desk, and approved without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from consultations.analysis import analyse_now
from consultations.models import Analysis, Placement
from consultations.reviews import reviewing
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations_in_main
from tests.consultations.factories import make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "Des pistes cyclables séparées et sûres autour de toutes les écoles"


@pytest.fixture
def second(site, analyst) -> Analysis:
    """A finished analysis that follows one in which an analyst moved a text."""
    consultation = make_consultation(phase="analysis")
    make_contributions(consultation, [*CYCLING, *REPLYING, CYCLING[0].upper()])
    first = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)
    held = Placement.objects.get(analysis=first, answer__text=CYCLING[0])
    to = Placement.objects.get(analysis=first, answer__text=REPLYING[0]).theme
    reviewing.move([held.answer_id], to, source=held.theme, by=analyst, expected=held.theme.revision)
    make_contributions(consultation, [NEW])
    return analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_report_of_moves_has_no_axe_violation_and_fits_the_screen(visit, second, analyst, size):
    page = visit(size=size)
    log_in(page, analyst, PASSWORD)
    found = []

    for address in ("moves/", "", "moves/?because=new"):
        page.goto(f"/cms/consultations/analyses/{second.pk}/{address}")
        found += violations_in_main(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")

    assert found == []
    assert page.troubles == []


def test_analyst_reads_what_moves_and_approves_without_a_script(visit, second, analyst):
    page = visit(scripts=False)
    log_in(page, analyst, PASSWORD)

    page.goto(f"/cms/consultations/analyses/{second.pk}/")
    page.click(f"a[href$='/{second.pk}/moves/']")
    expect(page.locator("blockquote", has_text=NEW)).to_be_visible()
    page.click("main form[action$='/adopt/'] button[type=submit]")

    second.refresh_from_db()
    assert second.adopted
