"""What each person does on the way from an answer to a charter that is followed, screen by screen, in two languages."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.models import (
    Amendment,
    Analysis,
    Answer,
    Charter,
    CharterVersion,
    Placement,
    Proposal,
    Sample,
    Theme,
)
from tests.browser.conftest import log_in
from tests.factories import PASSWORD
from tests.jobs.conftest import wait_until

SHOW_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
CITIZENS = {
    "fr": ("Suivant", "Vérifier mes réponses", "Envoyer ma contribution"),
    "en": ("Next", "Check my answers", "Send my contribution"),
}


def enter(visit, user, *, size: str = "desktop", locale: str = "fr-FR") -> Page:
    """A new browser in which that person is logged in; screens of staff speak its language."""
    page = visit(size=size, locale=locale)
    log_in(page, user, PASSWORD)
    return page


def go(page: Page, address: str) -> None:
    """Open a page of ours that must be there, and not behind another."""
    response = page.goto(address)
    assert response.status == 200, (address, response.status)
    assert address in page.url, f"{address} led to {page.url}"


def staff(page: Page, address: str) -> None:
    go(page, f"/cms/consultations/{address}")


def press(page: Page, button: str) -> None:
    """Press one button, folded away or not, and wait for the page that comes back."""
    if page.locator(button).first.is_hidden():
        page.evaluate(SHOW_ALL)
    with page.expect_navigation():
        page.locator(button).first.click()


# Citizens ------------------------------------------------------------------------------------------------------------


def answer(page: Page, words: str, *, language: str) -> tuple[str, str]:
    """Answer the consultation, and return the receipt's code and digest."""
    following, checking, sending = CITIZENS[language]
    go(page, f"/{language}/consultations/charte/answer/")
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")
    page.check("input[name=q-experience][value=never]")
    page.get_by_role("button", name=following).click()
    page.fill("[name=q-promise]", words)
    page.check("input[name=q-trust][value='4']")
    page.get_by_role("button", name=checking).click()
    expect(page.locator("main")).to_contain_text(words)
    page.get_by_role("button", name=sending).click()
    code, digest = page.inner_text("[data-receipt-code]"), page.inner_text("[data-digest]").strip()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    return code, digest


def open_own(page: Page, code: str, *, language: str = "fr") -> None:
    """Find one's contribution again with its code alone."""
    page.context.clear_cookies()
    go(page, f"/{language}/my-contribution/")
    page.fill("#id_code", code.lower())
    page.click("main form button[type=submit]")
    page.wait_for_url("**/my-contribution/read/")


def says(page: Page, *sentences: str) -> None:
    for words in sentences:
        expect(page.locator("main")).to_contain_text(words)


# Analysts ------------------------------------------------------------------------------------------------------------


def analyse(page: Page) -> Analysis:
    """Start the analysis, wait until a worker has done it, and until the page says so by itself."""
    staff(page, "analyses/of/charte/promise/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/analyses/\d+/"))
    states = Analysis.objects.values_list("state", flat=True)
    wait_until(lambda: states.get() in (Analysis.DONE, Analysis.FAILED), seconds=180)
    analysis = Analysis.objects.get()
    assert analysis.state == Analysis.DONE, analysis.failure
    assert analysis.adopted
    expect(page.locator("main a.button[href$='/themes/']")).to_be_visible()
    wait_until(lambda: not Answer.objects.filter(public_text=None).with_words().exists())
    return analysis


def theme_of(words: str) -> Theme:
    """The main theme that these words are in now."""
    theme = Placement.objects.select_related("theme__parent").get(answer__text=words).theme
    return theme.parent or theme


def texts_in(theme: Theme) -> set[int]:
    """The ids of the answers in a main theme and its sub-themes."""
    family = Q(theme=theme) | Q(theme__parent=theme)
    return set(Placement.objects.filter(family).values_list("answer_id", flat=True))


def follow_from_the_map(page: Page, analysis: Analysis, theme: Theme) -> None:
    """Filter by channel, see what is over-represented, and reach a theme's texts from its circle."""
    staff(page, f"analyses/{analysis.pk}/workbench/")
    page.evaluate(SHOW_ALL)
    page.check("input[name=channel][value=paper]")
    press(page, ".workbench-form button")
    expect(page.locator(".workbench-on")).to_contain_text("papier", ignore_case=True)
    circle = page.locator(f"[data-map] a:is([href*='theme={theme.pk}'], [href*='/themes/{theme.pk}/'])").first
    circle.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if "/workbench/" in page.url:
        assert "channel=paper" in page.url
        press(page, f".review-ways a[href*='/themes/{theme.pk}/']")
    expect(page.locator("h2.review-question")).to_contain_text(str(theme.title))


def move_two_by_keys(page: Page, source: Theme, to: Theme) -> set[int]:
    """Move the first two texts of a theme by keys alone, and return the ids of the answers that moved."""
    staff(page, f"themes/{source.pk}/")
    before = texts_in(to)
    for key in ("j", "x", "j", "x", "m"):
        page.keyboard.press(key)
    expect(page.locator("[data-theme-chooser]")).to_be_visible()
    page.keyboard.type(str(to.title))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return texts_in(to) - before


def rename_and_review(page: Page, theme: Theme, french: str, english: str) -> None:
    staff(page, f"themes/{theme.pk}/")
    page.fill("[name=title_fr]", french)
    page.fill("[name=title_en]", english)
    press(page, "button[value=rename]")
    family = "button[value=review_family]"
    press(page, family if page.locator(family).count() else "button[value=review]")
    theme.refresh_from_db()
    assert theme.state == Theme.REVIEWED


def read_blind(page: Page, sample: Sample, choices: dict[str, Theme | None]) -> None:
    """Read every text of a sample: ``choices`` is the theme of a word, the last that a text holds."""
    where = f"analyses/{sample.analysis_id}/double-reading/{sample.pk}/read/"
    staff(page, where)
    for _text in range(sample.size):
        words = page.inner_text("blockquote.queue-words").lower()
        chosen = [theme for word, theme in choices.items() if word in words]
        value = chosen[-1].pk if chosen and chosen[-1] else "none"
        page.check(f"[name=theme][value='{value}']")
        press(page, ".queue-narrow button[type=submit]")
    assert page.locator("blockquote.queue-words").count() == 0


# Proposals, charter, discussion --------------------------------------------------------------------------------------


def propose(page: Page, statement: dict[str, str], title: str) -> Proposal:
    staff(page, "proposals/of/charte/new/")
    for language, words in statement.items():
        page.fill(f"[name=statement_{language}]", words)
    page.get_by_label(re.compile(title)).first.check()
    press(page, "main form[method=post]:has([name=statement_fr]) button[type=submit]")
    return Proposal.objects.get()


def keep_evidence(page: Page, proposal: Proposal, words: str) -> None:
    staff(page, f"proposals/{proposal.pk}/words/")
    page.fill("#evidence-words", words)
    press(page, ".review-filters button")
    page.locator("[name=words]").first.check()
    press(page, "button[name=side][value=for]")
    assert proposal.evidence.count() == 1


def decide(page: Page, proposal: Proposal, reason: dict[str, str], owner: str) -> None:
    staff(page, f"proposals/{proposal.pk}/")
    page.check("[name=decision][value=kept]")
    for language, words in reason.items():
        page.fill(f"[name=reason_{language}]", words)
    page.fill("#decide_owner", owner)
    press(page, "button[value=decide]")
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.owner) == (Proposal.KEPT, owner)


def draft_article(
    page: Page, charter: Charter, title: dict[str, str], body: dict[str, str], proposal: Proposal
) -> CharterVersion:
    """Start a draft from the version in force, with a new article of which each paragraph cites the proposal."""
    staff(page, f"charters/{charter.pk}/")
    press(page, "form[action$='/start/'] button")
    version = charter.versions.get(state=CharterVersion.DRAFT)
    staff(page, f"charters/versions/{version.pk}/articles/new/")
    page.fill("[name=identifier]", "repondre")
    for language in title:
        page.fill(f"[name=title_{language}]", title[language])
        page.fill(f"[name=body_{language}]", body[language])
    page.locator("[name=proposals]").first.check()
    press(page, "main form:has([name=identifier]) button[type=submit]")
    cite_everywhere(page, version.article_versions.get(article__identifier="repondre"), proposal)
    return version


def cite_everywhere(page: Page, wording, proposal: Proposal) -> None:
    """Say of every changed paragraph of an article of a draft that it answers the proposal."""
    staff(page, f"charters/articles/{wording.pk}/")
    citing = page.locator("form[action$='/citations/']")
    for box in citing.locator(f"input[type=checkbox][value='{proposal.pk}']").all():
        box.check()
    press(page, "form[action$='/citations/'] button[type=submit]")
    assert proposal.citations.filter(wording=wording).exists()


def amend(page: Page, address: str, old: str, new: str) -> Amendment:
    """Propose other words for some of the first paragraph, in English."""
    go(page, address)
    press(page, ".discussed a[data-write]")
    page.check("[name=kind][value=amendment]")
    page.fill("[name=proposed]", page.input_value("[name=proposed]").replace(old, new))
    page.fill("[name=body]", "So that nobody waits without knowing.")
    page.fill("[name=signature]", "Bernard L.")
    press(page, "main form.form button[type=submit]")
    expect(page.locator(".said ins")).to_contain_text(new.split()[0])
    return Amendment.objects.get()


def commit(page: Page, charter: Charter, statement: dict[str, str], owner: str) -> None:
    staff(page, f"follow-up/{charter.pk}/new/")
    page.select_option("[name=article]", str(charter.articles.get(identifier="repondre").pk))
    for language, words in statement.items():
        page.fill(f"[name=statement_{language}]", words)
    page.fill("[name=owner]", owner)
    page.fill("[name=due_on]", (timezone.localdate() + timedelta(days=90)).isoformat())
    press(page, "main form:has([name=owner]) button[type=submit]")
