"""A consultation is published after a second look; alone by few, with a reason; and nothing slips by."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import TaskState, Workflow, WorkflowContentType
from wagtail.test.utils.form_data import querydict_from_html

from cms.editing.second_look import look_twice_at_consultations
from cms.models import SecondLookTask
from consultations.models import Consultation
from tests.cms.trees import trees  # noqa: F401 - a fixture
from tests.consultations.factories import make_consultation
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
REASON = "La question doit être en ligne avant le conseil de ce soir."


@pytest.fixture(autouse=True)
def asked(settings):
    settings.REQUIRE_SECOND_LOOK = True


@pytest.fixture
def consultation(paris, editor):
    """A consultation that nobody sees yet, written by the editor. Its questions are still to come."""
    found = make_consultation(city=paris, live=False, questionnaire=[])
    for name in ("opens_at", "closes_at", "results_at"):
        # As they are typed.
        setattr(found, name, getattr(found, name).replace(second=0, microsecond=0))
    found.save()
    found.save_revision(user=editor)
    return found


@pytest.fixture
def colleague():
    return UserFactory(email="zoe@example.org", first_name="Zoé", role="editor")


def address(name: str, *args) -> str:
    return reverse(f"{Consultation.snippet_viewset.get_url_name(name)}", args=args)


def fresh(consultation) -> Consultation:
    return Consultation.objects.get(pk=consultation.pk)


def filled(client, consultation, **more) -> dict:
    """What the browser would send: the fields of the editor's form as they are shown."""
    shown = client.get(address("edit", consultation.pk)).content.decode()
    # The questions are put there by a script.
    return querydict_from_html(shown, form_id="w-editor-form").dict() | {"questionnaire-count": "0"} | more


def publish(client, consultation):
    return client.post(
        address("edit", consultation.pk), filled(client, consultation, **{"action-publish": "1"})
    )


def test_new_site_sends_consultations_through_the_second_look():
    chosen = WorkflowContentType.objects.get(content_type__model="consultation")

    assert chosen.workflow.workflow_tasks.get().task.specific_class is SecondLookTask


def test_workflow_that_a_site_chose_for_consultations_stays():
    own = Workflow.objects.create(name="relecture")
    WorkflowContentType.objects.update(workflow=own)

    look_twice_at_consultations()

    assert WorkflowContentType.objects.get().workflow == own


def test_editor_is_offered_to_submit_and_not_to_publish(client, login, consultation, editor):
    login(client, editor)

    shown = client.get(address("edit", consultation.pk)).content.decode()

    assert 'name="action-submit"' in shown
    assert 'name="action-publish"' not in shown


def test_editor_who_publishes_all_the_same_only_saves_a_draft(client, login, consultation, editor):
    login(client, editor)

    publish(client, consultation)

    assert not fresh(consultation).live


def test_author_submits_and_a_colleague_alone_approves(client, login, consultation, editor, colleague):
    login(client, editor)
    client.post(address("edit", consultation.pk), filled(client, consultation, **{"action-submit": "1"}))
    submitted = fresh(consultation)
    step = submitted.current_workflow_task_state

    with pytest.raises(PermissionDenied):
        submitted.current_workflow_task.on_action(step, editor, "approve")
    assert not TaskState.objects.reviewable_by(editor).exists()
    login(client, colleague)
    client.post(address("workflow_action", consultation.pk, "approve", step.pk), {"comment": ""})

    assert fresh(consultation).live


def test_colleague_who_approves_from_the_editor_without_a_change_is_no_author(
    client, login, consultation, editor, colleague
):
    consultation.get_workflow().start(consultation, editor)
    login(client, colleague)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    client.post(address("edit", consultation.pk), filled(client, consultation, **action))

    assert fresh(consultation).live


def test_editor_may_withdraw_what_was_published(client, login, paris, editor):
    consultation = make_consultation(city=paris)
    login(client, editor)

    client.post(address("unpublish", consultation.pk))

    assert not fresh(consultation).live


def test_administrator_publishes_alone_only_with_a_reason(client, login, consultation, administrator):
    login(client, administrator)

    response = publish(client, consultation)
    before = fresh(consultation).live
    shown = client.get(response.url)
    wording = shown.context["form"]["wording"].value()
    hasty = client.post(response.url, {"reason": "Vite", "wording": wording})
    client.post(response.url, {"reason": REASON, "wording": wording})

    assert (before, hasty.status_code) == (False, 422)
    assert fresh(consultation).live
    entry = registry.get_logs_for_instance(consultation).get(action="cms.publish_alone")
    assert entry.user == administrator
    assert REASON in entry.message


def test_wording_that_changed_meanwhile_is_not_published(client, login, consultation, administrator, editor):
    login(client, administrator)
    response = publish(client, consultation)
    wording = client.get(response.url).context["form"]["wording"].value()
    fresh(consultation).get_latest_revision_as_object().save_revision(user=editor)

    client.post(response.url, {"reason": REASON, "wording": wording})

    assert not fresh(consultation).live


def test_draft_that_the_editor_did_not_check_whole_is_not_published(
    client, login, consultation, administrator
):
    login(client, administrator)
    latest = consultation.latest_revision
    forged = f"{latest.pk}-{latest.created_at.isoformat()}"

    client.post(
        reverse("cms_admin:publish_alone", args=["consultations.consultation", consultation.pk]),
        {"reason": REASON, "wording": forged},
    )

    assert not fresh(consultation).live


@pytest.mark.parametrize("who", ["editor", "analyst", "citizen"])
def test_nobody_else_reaches_the_screen_that_publishes_alone(client, login, request, consultation, who):
    login(client, request.getfixturevalue(who))

    response = client.post(
        reverse("cms_admin:publish_alone", args=["consultations.consultation", consultation.pk]),
        {"reason": REASON},
    )

    assert response.status_code in {302, 403}
    assert not fresh(consultation).live


@pytest.mark.parametrize("label", ["consultations.contribution", "nothing.here", "x"])
def test_what_has_no_draft_is_not_published(client, login, administrator, label):
    login(client, administrator)

    assert client.get(reverse("cms_admin:publish_alone", args=[label, 1])).status_code == 404


def test_administrator_does_not_publish_many_pages_at_once(client, login, trees, administrator):  # noqa: F811
    page = trees.add("À propos", "a-propos", live=False)
    page.save_revision()
    login(client, administrator)

    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}")

    page.refresh_from_db()
    assert not page.live
