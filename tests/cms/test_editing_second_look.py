"""Two pairs of eyes: who wrote a page does not approve it, whatever way they try."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState, Workflow

from accounts.roles import ADMINISTRATOR, EDITOR
from cms.models import SecondLookTask, TextPage
from tests.cms.trees import trees  # noqa: F401 - a fixture
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return UserFactory(email="zoe@example.org", first_name="Zoé", role="editor")


@pytest.fixture
def submitted(trees, editor):  # noqa: F811
    """A page that the editor wrote and submitted."""
    page = trees.add("Le tirage au sort", "tirage", live=False)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page


def fresh(page):
    return TextPage.objects.get(pk=page.pk)


def approve(page, *, by):
    page = fresh(page)
    state = page.current_workflow_task_state
    page.current_workflow_task.on_action(state, by, "approve")


def test_new_site_begins_with_a_second_look_by_editors_and_administrators():
    task = SecondLookTask.objects.get()

    assert set(task.groups.values_list("name", flat=True)) == {EDITOR, ADMINISTRATOR}
    assert [step.task_id for step in Workflow.objects.get().workflow_tasks.all()] == [task.pk]


def test_author_is_not_offered_to_approve_own_page(submitted, editor, colleague):
    page = fresh(submitted)

    own = {name for name, *_rest in page.current_workflow_task.get_actions(page, editor)}
    others = {name for name, *_rest in page.current_workflow_task.get_actions(page, colleague)}

    assert "approve" not in own
    assert "approve" in others


def test_author_who_asks_for_it_all_the_same_is_refused(client, login, submitted, editor):
    state = fresh(submitted).current_workflow_task_state
    login(client, editor)

    address = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", state.pk])
    client.post(address, {"comment": ""})

    assert not fresh(submitted).live
    assert TaskState.objects.get(pk=state.pk).status == "in_progress"


def test_colleague_approves_and_the_page_is_published(submitted, colleague, settings):
    settings.REQUIRE_SECOND_LOOK = True

    approve(submitted, by=colleague)

    assert fresh(submitted).live


def test_whoever_corrects_a_page_in_passing_does_not_approve_it(submitted, colleague):
    page = fresh(submitted).get_latest_revision_as_object()
    page.body = [{"type": "paragraph", "value": "<p>Autrement dit.</p>"}]
    page.save_revision(user=colleague)

    with pytest.raises(PermissionDenied):
        approve(submitted, by=colleague)

    assert not fresh(submitted).live


def test_editor_of_the_admin_saving_the_same_words_again_is_no_part_in_them(submitted, colleague):
    page = fresh(submitted).get_latest_revision_as_object()
    (block,) = page.body.raw_data
    keyed = block["value"].replace("<p>", '<p data-block-key="x1y2z">')
    page.body = [{"type": "paragraph", "value": keyed, "id": block["id"]}]
    page.save_revision(user=colleague)

    approve(submitted, by=colleague)

    assert fresh(submitted).live


def test_colleague_may_send_back_with_a_reason(submitted, colleague):
    page = fresh(submitted)

    page.current_workflow_task.on_action(
        page.current_workflow_task_state, colleague, "reject", comment="Citez la source."
    )

    assert fresh(submitted).current_workflow_state.status == "needs_changes"


def test_approval_waits_for_the_colleague_and_not_for_the_author(submitted, editor, colleague):
    assert not TaskState.objects.reviewable_by(editor).exists()
    assert TaskState.objects.reviewable_by(colleague).exists()


@pytest.mark.parametrize(("who", "may"), [("editor", False), ("administrator", True)])
def test_only_administrators_publish_alone_when_told_so(trees, settings, request, who, may):  # noqa: F811
    settings.REQUIRE_SECOND_LOOK = True
    page = trees.add("À propos", "a-propos", live=False)

    permissions = page.permissions_for_user(request.getfixturevalue(who))

    assert permissions.can_edit()
    assert permissions.can_publish() is may
    assert (
        fresh(page).get_parent().permissions_for_user(request.getfixturevalue(who)).can_publish_subpage()
        is may
    )


def test_editor_publishes_alone_where_no_second_look_is_required(trees, settings, editor):  # noqa: F811
    settings.REQUIRE_SECOND_LOOK = False

    assert trees.add("À propos", "a-propos", live=False).permissions_for_user(editor).can_publish()


def test_citizen_has_no_part_in_any_of_it(submitted, citizen):
    page = fresh(submitted)

    assert page.current_workflow_task.get_actions(page, citizen) == []
    assert not page.permissions_for_user(citizen).can_edit()


def test_approved_page_with_a_date_waits_for_it(trees, editor, colleague):  # noqa: F811
    page = trees.add("Demain", "demain", live=False)
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)

    approve(page, by=colleague)

    assert not fresh(page).live
    assert fresh(page).approved_schedule


def test_revisions_with_our_blocks_can_be_compared(client, login, trees, editor):  # noqa: F811
    page = trees.add("Chiffres", "chiffres", live=False)
    page.body = [{"type": "heading", "value": {"text": "Avant", "level": "2"}, "id": "h1"}]
    before = page.save_revision(user=editor)
    page.body = [{"type": "heading", "value": {"text": "Après", "level": "2"}, "id": "h1"}]
    after = page.save_revision(user=editor)
    login(client, editor)

    response = client.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, before.pk, after.pk])
    )

    assert response.status_code == 200
    assert '<span class="deletion">Avant</span>' in response.content.decode()
    assert '<span class="addition">Après</span>' in response.content.decode()


def test_page_with_our_blocks_can_be_commented(client, login, trees, editor):  # noqa: F811
    page = trees.add("À propos", "a-propos")
    block = page.body[0].id

    Comment.objects.create(page=page, user=editor, text="Plus court ?", contentpath=f"body.{block}")
    fresh(page).save_revision(user=editor)
    login(client, editor)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Plus court ?" in shown
