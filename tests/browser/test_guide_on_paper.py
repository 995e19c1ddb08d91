"""A citizen finds what to do in the guide, reads it in both languages, and takes it along on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cities.models import City
from cms.models import GuideEntryPage, GuideIndexPage, GuideLink
from tests.cms.guide_pages import make_entry, make_topic, translate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES_URL = "https://example.org/reglement"


def body(words: str, question: str, answer: str) -> list[dict]:
    asked = [{"question": question, "answer": f"<p>{answer}</p>"}]
    return [
        {"type": "paragraph", "value": f"<p>{words}</p>"},
        {"type": "questions", "value": {"questions": asked}},
    ]


@pytest.fixture
def council(site) -> GuideEntryPage:
    """An entry in both languages, with a question that is folded away and a link to somewhere else."""
    guide = site.add_child(
        instance=GuideIndexPage(title="Guide de la participation", slug="guide", locale=site.locale)
    )
    make_topic("audience", "young", question="J’ai 17 ans", age=17)
    entry = make_entry(
        guide,
        "Conseil de la jeunesse",
        city=City.objects.get(slug="paris"),
        minimum_age=15,
        maximum_age=30,
        body=body("Les jeunes y conseillent la Ville.", "Faut-il être élu ?", "Non, tiré au sort."),
    )
    entry.links.add(GuideLink(label="Le règlement", url=RULES_URL, locale=entry.locale))
    entry.save()
    english = translate(entry, "Youth council")
    english.body = body("Young people advise the City.", "Must one be elected?", "No, drawn by lot.")
    english.save_revision().publish()
    return entry


def words_on_paper(page: Page) -> str:
    reader = PdfReader(BytesIO(page.pdf()))
    return " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())


def test_citizen_finds_what_to_do_reads_it_in_both_languages_and_prints_it(visit, council):
    page = visit(size="phone", scripts=False)
    page.goto("/fr/guide/")
    page.get_by_role("link", name="J’ai 17 ans").click()
    page.locator("#answers").get_by_role("link", name="Conseil de la jeunesse").click()
    main = page.locator("main")
    expect(main).to_contain_text("Les jeunes y conseillent la Ville.")

    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("header").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Youth council")
    expect(page.locator(".breadcrumb a").first).to_have_text("Home")
    expect(main).to_contain_text("Young people advise the City.")
    folded = page.get_by_text("No, drawn by lot.")
    expect(folded).to_be_hidden()

    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    for around in ("header.site-header", "footer.site-footer", ".breadcrumb", ".skip-link"):
        expect(page.locator(around)).to_be_hidden()
    link = main.get_by_role("link", name="Le règlement")
    assert RULES_URL in link.evaluate("one => getComputedStyle(one, '::after').content")

    paper = words_on_paper(page)
    assert [
        words
        for words in ("Youth council", "Young people advise the City.", "No, drawn by lot.", RULES_URL)
        if words not in paper
    ] == []
    assert "Français" not in paper
    assert page.troubles == []
