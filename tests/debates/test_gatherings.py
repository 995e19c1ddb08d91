"""Public meetings of a consultation: planned by its desk, found on its page, with seats, minutes and tables."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from consultations.answering.paper_entry import enter_sheet
from consultations.models import Batch, Contribution
from debates.gatherings import holding
from debates.gatherings.tables import tables_of
from debates.models import Gathering, Registration
from debates.registering.forgetting import forget
from debates.registering.held import occasion_of
from debates.registering.telling import deliver
from tests.consultations.factories import make_consultation
from tests.debates.gathering_makers import a_meeting, typed_meeting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def consultation(paris):
    return make_consultation(city=paris)


def _staff(name: str, *codes) -> str:
    return reverse(f"debates_admin:{name}", args=codes)


def test_desk_plans_and_announces_a_meeting(client, login, coordinator, paris, consultation):
    login(client, coordinator)
    client.post(_staff("new_gathering"), typed_meeting(consultation, paris))
    made = Gathering.objects.get()
    hidden = client.get(made.get_absolute_url()).status_code

    client.post(_staff("announce_gathering", made.code))

    assert hidden == 404
    assert client.get(made.get_absolute_url()).status_code == 200
    assert made.starts.astimezone(paris.zone).hour == 18
    assert made.seating.capacity == 40
    assert ("hearing_loop", "unknown") in {(fact, answer) for fact, _q, answer, _n in made.access_told()}


def test_meeting_without_a_room_tells_its_accessibility(client, login, coordinator, paris, consultation):
    login(client, coordinator)

    answer = client.post(_staff("new_gathering"), typed_meeting(consultation, paris, step_free=""))

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"step_free"}


def test_desk_of_another_city_reaches_no_meeting(client, login, dakar_coordinator, paris, consultation):
    meeting = a_meeting(consultation, paris)
    login(client, dakar_coordinator)

    for name in ("gathering", "change_gathering"):
        assert client.get(_staff(name, meeting.code)).status_code == 404
    for name in (
        "announce_gathering",
        "late_gathering",
        "call_off_gathering",
        "record_gathering",
        "open_table",
    ):
        assert client.post(_staff(name, meeting.code), {"text": "Non"}).status_code == 404
    answer = client.post(_staff("new_gathering"), typed_meeting(consultation, paris))
    assert answer.status_code == 422
    assert Gathering.objects.count() == 1


def test_host_does_not_reach_the_screens(client, login, host):
    login(client, host)

    assert client.get(_staff("gatherings")).status_code in (302, 403)


def test_editor_looks_after_meetings_of_every_city(client, login, editor, paris, consultation):
    meeting = a_meeting(consultation, paris)
    login(client, editor)

    assert client.get(_staff("gatherings")).status_code == 200
    assert client.get(_staff("gathering", meeting.code)).status_code == 200


def test_meeting_is_on_the_page_of_its_consultation(client, paris, consultation):
    meeting = a_meeting(consultation, paris)
    draft = a_meeting(consultation, paris, announced=False)

    page = client.get(consultation.get_absolute_url()).content.decode()

    assert meeting.get_absolute_url() in page
    assert draft.get_absolute_url() not in page


def test_consultations_page_asks_the_same_for_one_meeting_and_for_many(
    client, paris, consultation, django_assert_num_queries
):
    a_meeting(consultation, paris)
    client.get(consultation.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(consultation.get_absolute_url())
    for _number in range(5):
        a_meeting(consultation, paris)

    with django_assert_num_queries(len(one)):
        client.get(consultation.get_absolute_url())


def test_seats_of_a_meeting_are_reserved_like_a_debates(client, paris, consultation):
    meeting = a_meeting(consultation, paris)
    wish = {"email": "aminata@example.org", "seats": "2", "consent": "on"}

    answer = client.post(reverse("debates:meeting_seats", args=[meeting.code]), wish)

    assert answer.status_code == 200
    meeting.seating.refresh_from_db()
    assert meeting.seating.taken == 2
    assert occasion_of(meeting.seating).title == "Réunion de quartier"


def test_reservations_of_a_meeting_go_after_60_days(paris, consultation):
    meeting = a_meeting(consultation, paris)
    Registration.objects.create(
        seating=meeting.seating,
        email="aminata@example.org",
        language="fr",
        status=Registration.CONFIRMED,
        asked_at=timezone.now(),
        consented_at=timezone.now(),
    )

    kept, gone = forget(at=meeting.ends + 59 * DAY), forget(at=meeting.ends + 60 * DAY)

    assert (kept, gone) == (0, 1)


def test_meeting_called_off_takes_no_seats_and_says_so(client, login, coordinator, paris, consultation):
    meeting = a_meeting(consultation, paris)
    login(client, coordinator)

    assert client.post(_staff("call_off_gathering", meeting.code), {"text": ""}).status_code == 422
    client.post(_staff("call_off_gathering", meeting.code), {"text": "La salle est inondée."})

    meeting.refresh_from_db()
    assert meeting.is_cancelled
    assert not occasion_of(meeting.seating).rules.open(at=timezone.now())
    assert meeting.seating.news.get().text == "La salle est inondée."
    assert not mail.outbox


def test_meeting_that_runs_late_tells_those_who_reserved_and_its_page_and_calendar(
    client, login, coordinator, paris, consultation
):
    meeting = a_meeting(consultation, paris)
    now = timezone.now()
    meeting.seating.registrations.create(
        name="Awa Sow", email="awa@example.org", seats=2, status=Registration.CONFIRMED, language="fr",
        asked_at=now, consented_at=now, address_proved_at=now,
    )  # fmt: skip
    login(client, coordinator)

    refused = client.post(_staff("late_gathering", meeting.code), {"late-minutes": "7"})
    done = client.post(
        _staff("late_gathering", meeting.code),
        {"late-minutes": "20", "late-text": "Le tramway est en panne."},
        follow=True,
    )

    assert refused.status_code == 422
    assert "20 minutes" in done.content.decode()
    deliver(meeting.seating.news.get())
    (letter,) = mail.outbox
    assert "La réunion" in letter.body
    assert "20 minutes" in letter.body
    assert "Le tramway est en panne." in letter.body
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "20 minutes" in page
    assert "Le tramway est en panne." in page
    (event,) = Calendar.from_ical(client.get(f"/meetings/{meeting.code}.ics").content).walk("VEVENT")
    assert "20 minutes" in str(event["description"])
    sequence = meeting.sequence
    meeting.refresh_from_db()
    assert int(event["sequence"]) == meeting.sequence == sequence + 1

    client.post(_staff("late_gathering", meeting.code), {"late-minutes": "0"})
    assert "20 minutes" not in client.get(meeting.get_absolute_url()).content.decode()


def test_meeting_that_is_over_does_not_run_late(paris, consultation):
    meeting = a_meeting(consultation, paris)

    with pytest.raises(holding.StepImpossible):
        holding.run_late(meeting, minutes=10, text="", at=meeting.ends)

    assert not meeting.seating.news.exists()


def test_fewer_seats_than_are_reserved_are_refused(paris, consultation):
    meeting = a_meeting(consultation, paris)
    meeting.seating.taken = 10
    meeting.seating.save()

    with pytest.raises(holding.SeatsReserved):
        holding.change(meeting, capacity=9, at=timezone.now())


def test_minutes_wait_until_the_meeting_has_begun(paris, consultation):
    meeting = a_meeting(consultation, paris)

    with pytest.raises(holding.StepImpossible):
        holding.record(meeting, minutes={"fr": "Déjà ?"}, attendance=3, at=timezone.now())
    holding.record(meeting, minutes={"fr": "On a parlé."}, attendance=3, at=meeting.ends)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.attendance) == (Gathering.HELD, 3)


def test_what_a_table_said_counts_as_spoken(client, paris, consultation, analyst, second_analyst):
    meeting = a_meeting(consultation, paris, starts=timezone.now() - timedelta(hours=3))
    holding.record(meeting, minutes={"fr": "Trois tables."}, attendance=12, at=timezone.now())
    table = holding.open_table(meeting, 2, statements=5, by=analyst)
    typed = {"q-experience": ["never"], "q-promise": ["Une réponse en trente jours."]}
    for typist in (analyst, second_analyst):
        enter_sheet(table.batch, 1, typed, by=typist, language="fr", at=timezone.now())

    page = client.get(meeting.get_absolute_url())

    assert Contribution.objects.get().channel == Batch.SPOKEN
    assert [(one.table.number, one.counted) for one in tables_of(meeting)] == [(2, 1)]
    assert [one.table.number for one in page.context["tables"]] == [2]


def test_a_table_has_one_batch(paris, consultation, analyst):
    meeting = a_meeting(consultation, paris)
    holding.open_table(meeting, 1, statements=5, by=analyst)

    with pytest.raises(holding.TableExists):
        holding.open_table(meeting, 1, statements=5, by=analyst)

    assert Batch.objects.count() == 1
