"""A host's debate from its page: steps, history, readiness, mails, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from debates.hosting.readiness import readiness
from debates.lifecycle import accept, ask_changes, refuse, submit
from debates.models import Appearance, Debate, Host, Membership, News
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_speaker, a_venue, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def own(client, login, citizen, paris):
    """Aminata's host, and she is logged in."""
    login(client, citizen)
    return a_host(paris, user=citizen)


@pytest.fixture
def at_once(settings):
    """The worker's tasks run where they are enqueued."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def take(client, debate: Debate, name: str):
    return client.post(reverse("debates:hosted_debate_step", args=[debate.code, name]))


def test_a_debate_goes_to_the_desk_and_back(client, own, night):
    debate = a_debate(night, host=own)

    take(client, debate, "submit")
    debate.refresh_from_db()
    submitted = debate.status
    take(client, debate, "withdraw")
    take(client, debate, "reopen")

    debate.refresh_from_db()
    assert (submitted, debate.status) == ("submitted", "draft")
    assert [event.kind for event in debate.events.all()] == ["submitted", "withdrawn", "reopened"]


def test_what_the_desk_asks_is_read_and_answered(client, own, coordinator, night):
    debate = a_debate(night, host=own)
    submit(debate, None, at=timezone.now())
    ask_changes(debate, coordinator, at=timezone.now(), text="Qui anime la soirée ?")
    page = client.get(reverse("debates:hosted_debate", args=[debate.code])).content.decode()

    client.post(reverse("debates:hosted_debate_form", args=[debate.code]), typed_debate(debate, submit="1"))

    debate.refresh_from_db()
    assert "Qui anime la soirée ?" in page
    assert coordinator.email not in page
    assert str(coordinator) not in page
    assert debate.status == "submitted"


def test_a_host_answers_the_desk_in_the_log(client, own, coordinator, night):
    debate = a_debate(night, host=own)
    url = reverse("debates:hosted_debate", args=[debate.code])
    while_a_draft = client.post(url, {"text": "Bonjour"})
    submit(debate, None, at=timezone.now())
    ask_changes(debate, coordinator, at=timezone.now(), text="Qui anime ?")

    empty = client.post(url, {"text": " "})
    client.post(url, {"text": "Awa Diop, <b>elle</b> confirme."})
    page = client.get(url).content.decode()

    assert (while_a_draft.status_code, empty.status_code) == (404, 422)
    assert debate.events.filter(kind="commented").get().text == "Awa Diop, <b>elle</b> confirme."
    assert "<b>elle</b>" not in page
    assert page.count("Qui anime ?") == 2


def test_a_draft_that_nobody_saw_is_deleted_and_no_other(client, own, night):
    draft, seen = a_debate(night, host=own), a_debate(night, host=own)
    submit(seen, None, at=timezone.now())
    take(client, seen, "withdraw")
    take(client, seen, "reopen")

    client.post(reverse("debates:delete_draft", args=[draft.code]))
    client.post(reverse("debates:delete_draft", args=[seen.code]))

    assert list(Debate.objects.all()) == [seen]


def test_steps_that_cannot_be_taken_are_not(client, own, night):
    debate = published(a_debate(night, host=own))

    take(client, debate, "submit")
    unknown = take(client, debate, "publish")

    debate.refresh_from_db()
    assert debate.status == "published"
    assert unknown.status_code == 404


def test_a_draft_without_a_question_is_not_submitted(client, own, night):
    debate = a_debate(night, host=own)
    Debate.objects.filter(pk=debate.pk).update(question={})

    take(client, debate, "submit")

    debate.refresh_from_db()
    assert debate.status == "draft"


def test_a_closed_night_takes_no_new_debate_but_an_answer(client, own, paris):
    night = a_night(paris, submissions_close=timezone.now() - timedelta(days=1))
    new, asked = a_debate(night, host=own), a_debate(night, host=own)
    submit(asked, None, at=timezone.now())
    ask_changes(asked, None, at=timezone.now(), text="Précisez.")

    begun = client.post(reverse("debates:new_debate", args=[own.slug]), {"night": night.pk})
    take(client, new, "submit")
    take(client, asked, "submit")

    new.refresh_from_db()
    asked.refresh_from_db()
    assert begun.status_code == 200
    assert (new.status, asked.status) == ("draft", "submitted")


def test_what_is_not_saved_is_not_submitted_over(client, own, night):
    debate = a_debate(night, host=own)
    client.post(reverse("debates:hosted_debate_typed", args=[debate.code]), typed_debate(debate))

    take(client, debate, "submit")

    debate.refresh_from_db()
    assert debate.status == "draft"


def test_a_published_debate_is_called_off_with_words_that_are_told(client, own, night):
    debate = published(a_debate(night, host=own))
    url = reverse("debates:cancel_debate", args=[debate.code])

    wordless = client.post(url, {"text": " "})
    client.post(url, {"text": "La salle est inondée."})
    again = client.post(url, {"text": "Encore."})

    debate.refresh_from_db()
    assert (wordless.status_code, again.status_code) == (422, 404)
    assert debate.status == "cancelled"
    assert News.objects.get().text == "La salle est inondée."


def test_the_host_is_told_by_mail_and_not_of_its_own_steps(
    client, own, citizen, coordinator, night, django_capture_on_commit_callbacks, at_once
):
    debate = a_debate(night, host=own)

    with django_capture_on_commit_callbacks(execute=True):
        submit(debate, citizen, at=timezone.now())
    own_step = len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        refuse(debate, coordinator, at=timezone.now(), reason_code="other", text="Trop tard cette année.")

    assert own_step == 0
    assert [letter.to for letter in mail.outbox] == [[citizen.email]]
    assert "Trop tard cette année." in mail.outbox[0].body
    assert debate.code in mail.outbox[0].body
    assert coordinator.email not in mail.outbox[0].body


def test_readiness_names_what_is_missing(own, night):
    debate = a_debate(night, host=own, room=a_room(a_venue(own, quiet_place="unknown", quiet_place_note="?")))

    before = {point.key for point in readiness(debate) if not point.ready}
    a_speaker(debate, name="Awa", role=Appearance.MODERATOR)
    after = {point.key for point in readiness(Debate.objects.get()) if not point.ready}

    assert before == {"access", "moderator", "image", "translation"}
    assert after == {"access", "image", "translation"}


def test_the_preview_shows_the_debate_as_saved(client, own, night):
    debate = a_debate(night, host=own, question="Qui décide la nuit ?")
    a_speaker(debate, name="Awa Diop")

    page = client.get(reverse("debates:hosted_debate_preview", args=[debate.code])).content.decode()

    assert "Qui décide la nuit" in page
    assert "Awa Diop" in page
    assert debate.room.venue.address in page


def test_the_dashboard_asks_the_database_as_often_for_one_as_for_thirty(
    client, own, citizen, night, django_assert_num_queries, paris
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    room = a_room(a_venue(own))
    a_debate(night, host=own, room=room)
    url = reverse("debates:hosting")
    client.get(url)
    with CaptureQueriesContext(connection) as for_one:
        client.get(url)

    for _number in range(10):
        a_debate(night, host=own, room=room)
        other = a_host(paris, user=citizen)
        a_debate(night, host=other, room=a_room(a_venue(other)))

    with django_assert_num_queries(len(for_one)):
        client.get(url)


def test_accepting_twice_mails_once(own, coordinator, night, django_capture_on_commit_callbacks, at_once):
    debate = a_debate(night, host=own)
    submit(debate, None, at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        accept(debate, coordinator, at=timezone.now())

    assert len(mail.outbox) == Membership.objects.filter(host=own).count() == 1
    assert Host.objects.count() == 1
