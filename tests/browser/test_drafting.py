"""The screens of proposals and of a charter's draft, and what the public reads of them: without a fault for axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from cities.models import City
from consultations.charters import charter_approval, citing
from consultations.charters import charter_drafting as drafting
from consultations.charters.paragraphs import changed_paragraphs
from consultations.models import Answer, Evidence
from consultations.proposals.evidence import Stretch, keep_evidence
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import RULES
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONGER = "La Ville répond en trois mois, par écrit.\n\nElle donne ses raisons."


@pytest.fixture
def proposal(site, analyst):
    city = City.objects.get(slug="paris")
    consultation = make_consultation(phase="published", city=city)
    analysis = make_analysis(consultation, {"Répondre": ["Répondez.", "Ne répondez pas à tous."]})
    redact()
    proposal = decided(review(analysis, "Répondre", by=analyst), "Répondre en trois mois.", by=analyst)
    for text, side in (("Répondez.", Evidence.FOR), ("Ne répondez pas à tous.", Evidence.AGAINST)):
        proposal.refresh_from_db()
        where = Stretch(Answer.objects.get(text=text).pk, 0, len(text))
        keep_evidence(proposal, [where], side, by=analyst, expected=proposal.revision)
    return proposal


@pytest.fixture
def charter(proposal, editor):
    """Two versions, the second with citations by paragraph, and a draft that waits for an approval."""
    charter = make_charter(proposal.consultation.city, consultation=proposal.consultation)
    first = {"repondre": ("La Ville répond.", []), "ecouter": ("La Ville écoute.", [])}
    publish_version(charter, first, by=editor, preamble={"fr": "Nous."})
    second = drafting.start_draft(charter, by=editor)
    drafting.describe_draft(second, {"fr": "Un délai."}, preamble={"fr": "Nous tous."}, by=editor)
    wording = reword(second, "repondre", LONGER, by=editor)
    when, why = changed_paragraphs(wording)
    answered = {when.digest: citing.Answers((proposal,)), why.digest: citing.Answers(note="Rappel.")}
    citing.cite(wording, answered, by=editor, expected=drafting.fingerprint(wording))
    drafting.publish(second, by=editor, at=timezone.now())
    charter.workflow = two_readers()
    charter.save()
    draft = drafting.start_draft(charter, by=editor)
    reword(draft, "ecouter", "La Ville écoute.\n\nElle écoute aussi le soir.", by=editor)
    charter_approval.submit(draft, by=editor)
    return charter


def reword(version, identifier: str, body: str, *, by):
    wording = version.article_versions.get(article__identifier=identifier)
    return drafting.reword(
        wording, title=wording.title, body={"fr": body}, by=by, expected=drafting.fingerprint(wording)
    )


def two_readers() -> Workflow:
    made = Workflow.objects.create(name="Deux paires d’yeux")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.set(Group.objects.filter(name="administrator"))
    WorkflowTask.objects.create(workflow=made, task=task)
    return made


def addresses_of_staff(charter, proposal) -> list[str]:
    draft = charter.versions.order_by("-number").first()
    article = draft.article_versions.get(article__identifier="ecouter")
    before = draft.revisions.order_by("created_at", "pk").first()
    names = [
        ("proposals", ()),
        ("proposal", (proposal.pk,)),
        ("proposal_evidence", (proposal.pk,)),
        ("charter_cover", (charter.pk,)),
        ("charter_version", (draft.pk,)),
        ("charter_article", (article.pk,)),
        ("draft_history", (draft.pk,)),
        ("draft_revision", (draft.pk, before.pk)),
        ("charter_changes", (draft.pk,)),
    ]
    return [reverse(f"consultations_admin:{name}", args=args) for name, args in names]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_screens_of_staff_have_no_fault(visit, charter, proposal, administrator, size):
    page = visit(size=size)
    log_in(page, administrator, PASSWORD)

    faults = {}
    for address in addresses_of_staff(charter, proposal):
        response = page.goto(address)
        assert response.status == 200, address
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, context=".review", options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if found or wide:
            faults[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found] + [wide]

    assert faults == {}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_pages_of_the_public_have_no_fault(visit, charter, proposal, size):
    page = visit(size=size, scripts=True)
    compare = reverse("consultations:compare", args=[charter.slug])
    addresses = [
        reverse("consultations:article", args=[charter.slug, "repondre"]),
        f"{compare}?from=1&to=2",
        f"{compare}?from=2&to=1",
        reverse("consultations:charter", args=[charter.slug]),
        reverse("consultations:proposal", args=["charte", proposal.number]),
    ]

    faults = {}
    for address in addresses:
        assert page.goto(address).status == 200
        found = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if found or wide:
            faults[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found] + [wide]

    assert faults == {}


def test_an_article_leads_to_its_proposal_and_back_to_the_paragraph(visit, charter, proposal):
    page = visit(scripts=False)
    page.goto(reverse("consultations:article", args=[charter.slug, "repondre"]))

    page.locator(".charter-paragraph a").first.click()
    page.locator("main a[href*='#p-']").first.click()

    anchor = page.url.rpartition("#")[2]
    assert page.locator(f"[id='{anchor}']").count() == 1
