"""Entries are looked at again: owners are told once and once more, and say with one button that nothing changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from cms.guide import reviewing
from cms.models import GuideEntryPage
from cms.models.guide_review import months_before
from tests.cms.guide_pages import long_ago, make_entry, make_guide, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture
def overdue(guide, paris, editor):
    return make_entry(guide, "Vieille fiche", city=paris, reviewed_on=long_ago(370), owner=editor)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 24, date(2024, 1, 15)),
        (date(2026, 11, 30), -3, date(2027, 2, 28)),
    ],
)
def test_months_before_keeps_to_the_calendar(day, months, expected):
    assert months_before(day, months) == expected


def test_stale_entries_are_the_same_to_the_database_and_to_the_page(guide, paris):
    for every in (3, 6, 12, 24):
        for days in (1, 95, 190, 370, 740):
            make_entry(guide, f"{every} {days}", city=paris, review_every=every, reviewed_on=long_ago(days))
    make_entry(guide, "never", city=paris, reviewed_on=None)
    now = timezone.now()

    stale = set(GuideEntryPage.objects.stale(at=now))

    assert stale == {entry for entry in GuideEntryPage.objects.all() if entry.is_stale(at=now)}
    assert len(stale) == 4 + 3 + 2 + 1 + 1


def test_owner_is_told_once(overdue, editor, mailoutbox):
    now = timezone.now()

    sent = [reviewing.remind_owners(at=now), reviewing.remind_owners(at=now + timedelta(days=3))]

    assert sent == [1, 0]
    assert mailoutbox[0].to == [editor.email]
    assert "Vieille fiche" in mailoutbox[0].subject
    assert f"/cms/site/guide/{overdue.pk}/reviewed/" in mailoutbox[0].body


def test_owner_is_told_again_after_two_months_and_then_no_more(overdue, mailoutbox):
    now = timezone.now()

    sent = [reviewing.remind_owners(at=now + timedelta(days=days)) for days in (0, 70, 200, 400)]

    assert sent == [1, 1, 0, 0]


def test_owner_who_was_never_told_gets_one_mail_not_two(overdue, mailoutbox):
    assert reviewing.remind_owners(at=timezone.now() + timedelta(days=100)) == 1


def test_owner_is_told_once_for_an_entry_in_two_languages(overdue, editor, mailoutbox):
    english = translate(overdue, "Old entry")
    english.owner = editor
    english.save()

    reviewing.remind_owners(at=timezone.now())

    assert [mail.subject.rpartition(": ")[2] for mail in mailoutbox] == ["Vieille fiche"]


def test_nobody_is_told_of_a_fresh_entry_a_draft_or_an_owner_who_left(
    guide, paris, editor, analyst, mailoutbox
):
    make_entry(guide, "Fresh", city=paris, owner=editor)
    make_entry(guide, "Draft", city=paris, reviewed_on=long_ago(400), owner=editor).unpublish()
    analyst.is_active = False
    analyst.save()
    make_entry(guide, "Left", city=paris, reviewed_on=long_ago(400), owner=analyst)
    make_entry(guide, "Nobody's", city=paris, reviewed_on=long_ago(400))

    assert reviewing.remind_owners(at=timezone.now()) == 0


def test_title_with_a_line_break_writes_no_header(guide, paris, editor, mailoutbox):
    make_entry(
        guide, "Vote\nBcc: x@example.org", slug="vote", city=paris, reviewed_on=long_ago(400), owner=editor
    )

    reviewing.remind_owners(at=timezone.now())

    assert mailoutbox[0].recipients() == [editor.email]
    assert "\n" not in mailoutbox[0].subject


def test_review_counts_in_every_language_and_in_drafts(overdue, editor):
    english = translate(overdue, "Old entry")
    overdue.title = "Nouveau titre"
    overdue.save_revision()
    now = timezone.now()

    reviewing.review_unchanged(overdue, by=editor, at=now)

    overdue.refresh_from_db()
    english.refresh_from_db()
    assert overdue.reviewed_on == english.reviewed_on == timezone.localdate(now)
    assert overdue.title == "Vieille fiche"
    draft = overdue.get_latest_revision_as_object()
    assert (draft.title, draft.reviewed_on) == ("Nouveau titre", overdue.reviewed_on)


def test_review_is_written_in_the_log(overdue, editor):
    reviewing.review_unchanged(overdue, by=editor, at=timezone.now())

    line = registry.get_logs_for_instance(overdue).filter(action=reviewing.ACTION).get()
    assert line.user == editor


def test_review_ends_the_reminders_until_the_next_is_due(overdue, editor, mailoutbox):
    now = timezone.now()
    reviewing.remind_owners(at=now)

    reviewing.review_unchanged(overdue, by=editor, at=now)

    assert reviewing.remind_owners(at=now + timedelta(days=100)) == 0
    assert reviewing.remind_owners(at=now + timedelta(days=370)) == 1


def test_review_screen_notes_it_with_one_button(client, login, overdue, editor):
    login(client, editor)

    shown = client.get(f"/cms/site/guide/{overdue.pk}/reviewed/")
    sent = client.post(f"/cms/site/guide/{overdue.pk}/reviewed/")

    overdue.refresh_from_db()
    assert shown.status_code == 200
    assert sent["Location"] == "/cms/site/guide/to-check/"
    assert overdue.reviewed_on == timezone.localdate()


def test_review_screen_is_not_for_those_who_neither_own_nor_may_change(
    client, login, overdue, analyst, dakar_coordinator
):
    for stranger in (analyst, dakar_coordinator):
        login(client, stranger)

        client.post(f"/cms/site/guide/{overdue.pk}/reviewed/")

        overdue.refresh_from_db()
        assert overdue.reviewed_on == long_ago(370)


def test_coordinator_looks_after_the_entries_of_their_own_city(
    client, login, overdue, coordinator, guide, dakar
):
    abroad = make_entry(guide, "Dakar", city=dakar, reviewed_on=long_ago(400))
    login(client, coordinator)

    shown = client.get("/cms/site/guide/to-check/").content.decode()

    assert overdue.title in shown
    assert abroad.title not in shown
    assert client.get(f"/cms/pages/{overdue.pk}/edit/").status_code == 200
    assert client.get(f"/cms/pages/{abroad.pk}/edit/").status_code == 302
    assert overdue.permissions_for_user(coordinator).can_publish() is False


def test_list_of_what_is_to_be_checked_shows_mine_alone_when_asked(
    client, login, overdue, guide, paris, editor
):
    make_entry(guide, "Nobody’s own", city=paris, reviewed_on=long_ago(400))
    login(client, editor)

    everybodys = client.get("/cms/site/guide/to-check/").content.decode()
    mine = client.get("/cms/site/guide/to-check/?mine=1").content.decode()

    assert "Nobody’s own" in everybodys
    assert "Nobody’s own" not in mine
    assert overdue.title in mine


def test_list_of_what_is_to_be_checked_is_absent_for_others(client, login, overdue, analyst, citizen):
    for person in (analyst, citizen):
        login(client, person)

        assert "Vieille fiche" not in client.get("/cms/site/guide/to-check/", follow=True).content.decode()


def test_only_staff_can_be_chosen_as_owner(overdue, editor, citizen):
    form_class = GuideEntryPage.get_edit_handler().get_form_class()

    people = form_class(instance=overdue, for_user=editor).fields["owner"].queryset

    assert editor in people
    assert citizen not in people
