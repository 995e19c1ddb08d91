"""Publishing a charter: refused while a proposal lacks something, approved by somebody else, planned, raced."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from consultations.charters import charter_approval as approval
from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_publishing, charter_refusals
from consultations.charters.charter_refusals import NotPublishable
from consultations.models import CharterVersion
from consultations.proposals import deciding
from consultations.reviews import refusals
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import make_charter, review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR = timedelta(hours=1)


@pytest.fixture
def consultation(paris):
    return make_consultation(phase="analysis", city=paris)


@pytest.fixture
def pending(consultation, analyst):
    analysis = make_analysis(consultation, {"Répondre": ["Répondez."]})
    return deciding.propose(
        consultation, {"fr": "Répondre à tous."}, review(analysis, "Répondre", by=analyst), by=analyst
    )


@pytest.fixture
def draft(paris, consultation, editor):
    return a_draft(make_charter(paris, consultation=consultation), by=editor)


@pytest.fixture
def workflow(draft):
    """Editors and administrators approve drafts of this charter."""
    made = Workflow.objects.create(name="Deux paires d’yeux")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.set(groups("editor", "administrator"))
    WorkflowTask.objects.create(workflow=made, task=task)
    draft.charter.workflow = made
    draft.charter.save()
    return made


def groups(*names: str) -> list[Group]:
    return [Group.objects.get_or_create(name=name)[0] for name in names]


def a_draft(charter, *, by) -> CharterVersion:
    draft = drafting.start_draft(charter, by=by)
    drafting.add_article(draft, "repondre", title={"fr": "Répondre"}, body={"fr": "La Ville répond."}, by=by)
    return fresh(draft)


def fresh(version) -> CharterVersion:
    return CharterVersion.objects.select_related("charter__workflow").get(pk=version.pk)


def publish(draft, *, by) -> CharterVersion:
    return drafting.publish(draft, by=by, at=timezone.now())


def url(name: str, *args) -> str:
    return reverse(f"consultations_admin:{name}", args=args)


def test_publishing_names_and_links_each_proposal_that_lacks_something(client, login, draft, pending, editor):
    login(client, editor)

    with pytest.raises(NotPublishable) as caught:
        publish(draft, by=editor)
    page = client.post(url("publish_version", draft.pk), follow=True).content.decode()

    [problem] = caught.value.problems
    assert str(problem) == (
        "Proposal 1, “Répondre à tous.”, lacks a decision, a public reason and somebody in charge."
    )
    assert problem.proposal == pending
    assert url("proposal", pending.pk) in page
    assert not fresh(draft).is_published


def test_publishing_goes_through_once_every_proposal_is_decided(draft, pending, editor, analyst):
    deciding.decide(pending, "not_kept", {"fr": "Trop cher."}, "Finances", by=analyst, at=timezone.now())

    assert publish(draft, by=editor).is_published


def test_a_draft_waits_for_somebody_elses_approval(draft, workflow, editor, administrator):
    with pytest.raises(NotPublishable):
        publish(draft, by=editor)
    approval.submit(draft, by=editor)
    seen = fresh(draft).latest_revision_id

    assert not approval.may_approve(fresh(draft), editor)
    with pytest.raises(charter_refusals.ApprovalOfOnesOwn):
        approval.approve(draft, by=editor, expected=seen)
    approval.approve(draft, by=administrator, expected=seen, comment="Très bien.")

    found = approval.approval_of(fresh(draft))
    assert (found.state, found.by, found.comment) == (approval.APPROVED, administrator, "Très bien.")
    assert not fresh(draft).is_published
    assert publish(fresh(draft), by=editor).is_published


def test_an_approval_is_of_one_state_of_the_draft(draft, workflow, editor, administrator):
    approval.submit(draft, by=editor)
    approval.approve(draft, by=administrator, expected=fresh(draft).latest_revision_id)

    drafting.describe_draft(draft, {"fr": "Encore un mot."}, by=editor)

    assert approval.approval_of(fresh(draft)).state == approval.TO_SUBMIT
    with pytest.raises(NotPublishable):
        publish(draft, by=editor)


def test_a_change_takes_a_submission_back(draft, workflow, editor, administrator):
    approval.submit(draft, by=editor)
    seen = fresh(draft).latest_revision_id

    drafting.describe_draft(draft, {"fr": "Encore un mot."}, by=editor)

    with pytest.raises(charter_refusals.NothingToApprove):
        approval.approve(draft, by=administrator, expected=seen)
    approval.submit(draft, by=editor)
    assert approval.approval_of(fresh(draft)).state == approval.WAITING


def test_a_draft_is_sent_back_with_a_comment(draft, workflow, editor, administrator):
    approval.submit(draft, by=editor)
    seen = fresh(draft).latest_revision_id
    with pytest.raises(refusals.ReasonMissing):
        approval.send_back(draft, " ", by=administrator, expected=seen)

    approval.send_back(draft, "Plus court.", by=administrator, expected=seen)

    found = approval.approval_of(fresh(draft))
    assert (found.state, found.by, found.comment) == (approval.SENT_BACK, administrator, "Plus court.")
    approval.submit(draft, by=editor)
    with pytest.raises(charter_refusals.ApprovalIsWaiting):
        approval.submit(draft, by=editor)


def test_only_those_whom_the_workflow_names_approve(draft, workflow, editor, analyst):
    approval.submit(draft, by=editor)

    with pytest.raises(charter_refusals.MayNotApprove):
        approval.approve(draft, by=analyst, expected=fresh(draft).latest_revision_id)


def test_the_screens_submit_and_approve(client, login, draft, workflow, editor, administrator):
    login(client, editor)
    client.post(url("submit_version", draft.pk))
    own = client.get(url("charter_version", draft.pk)).content.decode()
    login(client, administrator)
    screen = client.get(url("charter_version", draft.pk)).content.decode()
    seen = fresh(draft).latest_revision_id
    client.post(url("approve_version", draft.pk), {"do": "approve", "expected": seen})

    assert url("approve_version", draft.pk) not in own
    assert url("approve_version", draft.pk) in screen
    assert approval.approval_of(fresh(draft)).state == approval.APPROVED


def test_a_planned_publication_happens_when_its_time_comes(draft, editor):
    now = timezone.now()
    charter_publishing.schedule(draft, now + HOUR, by=editor, at=now)

    early = charter_publishing.publish_due(at=now + HOUR / 2)
    done = charter_publishing.publish_due(at=now + HOUR)

    version = fresh(draft)
    assert (early, done) == (0, 1)
    assert (version.is_published, version.published_by, version.published_at) == (True, editor, now + HOUR)


@pytest.mark.django_db(transaction=True)
def test_a_planned_publication_that_lacks_something_is_held_back_and_told_once(
    client, login, draft, pending, editor, analyst
):
    now = timezone.now()
    charter_publishing.schedule(draft, now + HOUR, by=editor, at=now)

    done = [charter_publishing.publish_due(at=now + HOUR + timedelta(minutes=n)) for n in range(3)]

    screen = login(client, editor).get(url("charter_version", draft.pk)).content.decode()
    assert done == [0, 0, 0]
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert "Répondre à tous." in mail.outbox[0].body
    assert url("charter_version", draft.pk) in mail.outbox[0].body
    assert "help-critical" in screen
    deciding.decide(pending, "kept", {"fr": "Oui."}, "Direction", by=analyst, at=now)
    charter_publishing.schedule(draft, now + 3 * HOUR, by=editor, at=now + 2 * HOUR)
    assert charter_publishing.publish_due(at=now + 3 * HOUR) == 1


def test_a_plan_is_for_a_moment_to_come_and_can_be_given_up(draft, editor):
    now = timezone.now()
    with pytest.raises(charter_refusals.NotInTheFuture):
        charter_publishing.schedule(draft, now, by=editor, at=now)
    charter_publishing.schedule(draft, now + HOUR, by=editor, at=now)

    charter_publishing.unschedule(draft, by=editor)

    assert charter_publishing.publish_due(at=now + 2 * HOUR) == 0
    with pytest.raises(charter_refusals.NotScheduled):
        charter_publishing.unschedule(draft, by=editor)


def test_the_moment_is_typed_by_the_clock_of_the_city(client, login, montreal, editor):
    draft = a_draft(make_charter(montreal), by=editor)
    year = timezone.now().year + 1

    login(client, editor).post(url("schedule_version", draft.pk), {"publish_at": f"{year}-01-15T09:00"})

    assert fresh(draft).publish_at.astimezone(montreal.zone).hour == 9


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_only_those_who_write_charters_submit_plan_and_publish(
    client, login, request, draft, workflow, person
):
    login(client, request.getfixturevalue(person))
    year = timezone.now().year + 1

    client.post(url("schedule_version", draft.pk), {"publish_at": f"{year}-01-15T09:00"})
    client.post(url("submit_version", draft.pk))
    client.post(url("publish_version", draft.pk))

    version = fresh(draft)
    assert (version.publish_at, version.is_published) == (None, False)
    assert approval.approval_of(version).state == approval.TO_SUBMIT


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_one_goes_through(draft, editor, administrator):
    barrier = threading.Barrier(2)
    outcomes = []

    def one(person):
        try:
            mine = fresh(draft)
            barrier.wait(timeout=60)
            outcomes.append(publish(mine, by=person).published_by)
        except refusals.VersionIsPublished as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[person]) for person in (editor, administrator)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    refused = [one for one in outcomes if isinstance(one, refusals.VersionIsPublished)]
    assert len(outcomes) == 2
    assert len(refused) == 1
    assert fresh(draft).published_by in outcomes


@pytest.mark.django_db(transaction=True)
def test_those_who_approve_are_told_by_mail_and_find_the_draft(draft, workflow, editor, administrator):
    approval.submit(draft, by=editor)

    told = {address for message in mail.outbox for address in message.to}

    assert told == {administrator.email}
    assert url("charter_version", draft.pk) in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_who_submitted_a_draft_is_told_what_became_of_it(draft, workflow, editor, administrator):
    approval.submit(draft, by=editor)
    approval.send_back(draft, "Plus court.", by=administrator, expected=fresh(draft).latest_revision_id)
    approval.submit(draft, by=editor)
    mail.outbox.clear()

    approval.approve(draft, by=administrator, expected=fresh(draft).latest_revision_id)

    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_the_next_draft_begins_with_the_version_that_people_discuss(draft, editor):
    now = timezone.now()
    CharterVersion.objects.filter(pk=draft.pk).update(
        state=CharterVersion.DISCUSSED, discussed_from=now, discussed_until=now + HOUR
    )

    with pytest.raises(charter_refusals.VersionIsDiscussed):
        publish(draft, by=editor)
    copy = drafting.start_draft(draft.charter, by=editor)

    assert (copy.number, str(copy.article_versions.get().body)) == (2, "La Ville répond.")
