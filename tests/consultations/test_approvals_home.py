"""A draft of a charter that waits for an approval, on the first screen of those who approve it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from consultations.charters import charter_approval as approval
from consultations.models import Charter
from tests.consultations.publishing import make_charter
from tests.consultations.test_charter_publishing import a_draft, fresh, groups

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def draft(paris, editor):
    """A draft that editors, analysts and administrators approve."""
    charter: Charter = make_charter(paris)
    charter.workflow = Workflow.objects.create(name="Deux paires d’yeux")
    charter.save()
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.set(groups("editor", "analyst", "administrator"))
    WorkflowTask.objects.create(workflow=charter.workflow, task=task)
    return a_draft(charter, by=editor)


def home(client, login, person) -> str:
    login(client, person)
    response = client.get("/cms/", HTTP_ACCEPT_LANGUAGE="en")
    assert response.status_code == 200
    return response.content.decode()


def test_who_approves_finds_the_draft_on_the_first_screen(client, login, draft, editor, administrator):
    approval.submit(draft, by=editor)

    page = home(client, login, administrator)

    assert reverse("consultations_admin:charter_version", args=[draft.pk]) in page


def test_who_edits_no_page_is_asked_to_approve_on_the_drafts_own_page(client, login, draft, editor, analyst):
    approval.submit(draft, by=editor)

    page = home(client, login, analyst)

    assert "Awaiting your review" in page
    assert "data-workflow-action-url" not in page


def test_an_approved_draft_waits_for_nobody(client, login, draft, editor, analyst, administrator):
    approval.submit(draft, by=editor)
    submitted = fresh(draft)
    approval.approve(submitted, by=administrator, expected=submitted.latest_revision_id)

    assert "Awaiting your review" not in home(client, login, analyst)
