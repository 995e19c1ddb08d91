"""From an answer to an article, in a browser, with a real worker: the reason why the software exists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.models import Analysis, Charter, Proposal
from tests.browser.conftest import log_in
from tests.consultations.factories import make_consultation, make_contributions
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.whole_job, pytest.mark.django_db(transaction=True)]

MINE = "Que l’on réponde à chaque personne qui a écrit, même pour dire non."
ANSWERING = [
    "Répondre à chaque personne qui a pris la peine d’écrire.",
    "Je veux une réponse, même courte, à ce que j’ai écrit.",
    "Une réponse écrite pour chaque contribution envoyée.",
    "Que la Ville réponde et dise pourquoi elle dit non.",
    "Avoir une réponse motivée à ma contribution.",
    "Ne plus jamais écrire sans recevoir de réponse.",
]
MEETING = [
    "Des réunions le soir, quand les parents sont libres.",
    "Organisez les réunions après vingt heures, avec une garde d’enfants.",
    "Les réunions de quartier sont toujours en pleine journée de travail.",
    "Des réunions le samedi matin pour ceux qui travaillent.",
    "Changer l’horaire des réunions publiques.",
    "Une garde d’enfants pendant chaque réunion publique.",
]


def test_an_answer_becomes_an_article_and_its_author_can_see_it(
    visit, site, worker_process, analyst, editor, settings
):
    consultation = make_consultation(city=site_city())
    make_contributions(consultation, [*ANSWERING, *MEETING])
    citizen = visit(size="phone")

    code = answer_the_consultation(citizen)

    shift(consultation, closes_at=-timedelta(hours=1), results_at=timedelta(days=1))
    worker_process()
    staff = visit()
    log_in(staff, analyst, PASSWORD)
    analyse(staff)
    title = review(staff)
    propose_and_decide(staff, title)
    writer = visit()
    log_in(writer, editor, PASSWORD)
    write_the_charter(writer)
    shift(consultation, results_at=-timedelta(minutes=1))
    read_the_fate(citizen, code, title)
    assert citizen.troubles == []


def site_city():
    from cities.models import City

    return City.objects.get(slug="paris")


def shift(consultation, **moments) -> None:
    now = timezone.now()
    type(consultation).objects.filter(pk=consultation.pk).update(
        **{name: now + delta for name, delta in moments.items()}
    )


def answer_the_consultation(page: Page) -> str:
    page.goto("/fr/consultations/charte/")
    page.locator("main").get_by_role("link", name="Répondre").first.click()
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")
    page.check("input[name=q-experience][value=never]")
    expect(page.locator("[data-question=schemes]")).to_be_hidden()
    page.get_by_role("button", name="Suivant").click()
    page.fill("[name=q-promise]", MINE)
    page.check("input[name=q-trust][value='4']")
    page.select_option("[name=q-priorities_reply]", "1")
    page.get_by_role("button", name="Vérifier mes réponses").click()
    expect(page.locator("main")).to_contain_text(MINE)
    page.get_by_role("button", name="Envoyer ma contribution").click()
    code = page.inner_text("[data-receipt-code]")
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    return code


def analyse(page: Page) -> None:
    page.goto("/cms/consultations/analyses/of/charte/promise/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/analyses/\d+/"))
    deadline = timezone.now() + timedelta(minutes=3)
    analysis = Analysis.objects.get()
    while analysis.is_active and timezone.now() < deadline:
        page.wait_for_timeout(500)
        analysis.refresh_from_db()
    assert analysis.state == Analysis.DONE, analysis.failure
    page.goto(f"/cms/consultations/analyses/{analysis.pk}/")
    expect(page.locator("main")).to_contain_text("13")


def review(page: Page) -> str:
    """Rename the theme that holds the citizen's words, and say that it is right."""
    analysis = Analysis.objects.get()
    placement = analysis.placements.select_related("theme__parent").get(answer__text=MINE)
    theme = placement.theme.parent or placement.theme
    title = "Une réponse à chacun"
    page.goto(f"/cms/consultations/analyses/{analysis.pk}/themes/")
    page.locator(f"a[href$='/themes/{theme.pk}/']").first.click()
    page.fill("[name=title_fr]", title)
    page.click("button[value=rename]")
    expect(page.locator("main h2").first).to_contain_text(title)
    page.locator("button[value=review_family], button[value=review]").last.click()
    theme.refresh_from_db()
    assert theme.state == theme.REVIEWED
    return title


def propose_and_decide(page: Page, title: str) -> None:
    page.goto("/cms/consultations/proposals/of/charte/new/")
    page.fill("[name=statement_fr]", "Répondre à chaque contribution en donnant les raisons.")
    page.get_by_label(re.compile(title)).first.check()
    page.get_by_role("button", name="Rédiger la proposition").click()
    proposal = Proposal.objects.get()
    page.goto(f"/cms/consultations/proposals/{proposal.pk}/")
    page.check("[name=decision][value=kept]")
    page.fill("[name=reason_fr]", "La Ville répondra en trois mois.")
    page.fill("#decide_owner", "Direction de la démocratie")
    page.locator("form:has([name=decision]) button[type=submit]").last.click()
    proposal.refresh_from_db()
    assert proposal.decision == Proposal.KEPT


def write_the_charter(page: Page) -> None:
    page.goto("/cms/consultations/charters/new/")
    page.fill("[name=title_fr]", "Charte de la participation")
    page.fill("[name=slug]", "charte-paris")
    page.select_option("[name=city]", label="Paris")
    page.select_option("[name=consultation]", label="Une charte à écrire")
    page.locator("main form button[type=submit]").last.click()
    charter = Charter.objects.get()
    page.goto(f"/cms/consultations/charters/{charter.pk}/")
    page.locator("form[action$='/start/'] button").click()
    version = charter.versions.get()
    page.goto(f"/cms/consultations/charters/versions/{version.pk}/articles/new/")
    page.fill("[name=identifier]", "repondre")
    page.fill("[name=title_fr]", "Répondre")
    page.fill("[name=body_fr]", "La Ville répond à chaque contribution.")
    page.locator("[name=proposals]").first.check()
    page.locator("main form button[type=submit]").first.click()
    page.goto(f"/cms/consultations/charters/versions/{version.pk}/")
    page.locator("form[action$='/publish/'] button").click()
    version.refresh_from_db()
    assert version.is_published


def read_the_fate(page: Page, code: str, title: str) -> None:
    page.context.clear_cookies()
    page.goto("/fr/my-contribution/")
    page.fill("#id_code", code.lower())
    page.click("main form button[type=submit]")
    main = page.locator("main")
    for words in (MINE, title, "Répondre à chaque contribution", "La Ville répondra en trois mois."):
        expect(main).to_contain_text(words)
    main.locator("a[href*='/charters/charte-paris/articles/repondre/']").first.click()
    expect(page.locator("main")).to_contain_text("La Ville répond à chaque contribution.")
