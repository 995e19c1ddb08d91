"""Hosts are reminded of a missing report, each step once; desks see what is missing in their city alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.models import ReportReminder
from debates.reporting.reminding import remind
from tests.consultations.factories import make_consultation
from tests.debates.reporting_makers import a_debate_that_is_over, a_night_that_is_over, reported

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_each_reminder_leaves_once_at_its_hour(paris, host, mailoutbox):
    debate = a_debate_that_is_over(paris, user=host)

    sent = [remind(at=debate.ends + hours * HOUR) for hours in (-1, 0, 1, 24, 25, 66, 67, 80)]

    assert sent == [0, 1, 0, 1, 0, 1, 0, 0]
    assert {mail.to[0] for mail in mailoutbox} == {host.email}
    assert reverse("debates:report", args=[debate.code]) in mailoutbox[0].body


def test_worker_that_was_down_sends_one_reminder_only(paris, host):
    debate = a_debate_that_is_over(paris, user=host)

    assert remind(at=debate.ends + 70 * HOUR) == 1
    assert ReportReminder.objects.get().step == ReportReminder.LAST


def test_report_that_is_handed_in_ends_reminders(paris, host):
    debate = a_debate_that_is_over(paris, user=host)
    reported(debate)

    assert remind(at=debate.ends + 24 * HOUR) == 0


def test_desk_counts_what_is_missing_and_reminds_once(client, login, coordinator, paris, host, mailoutbox):
    night = a_night_that_is_over(paris, days=5)
    missing = a_debate_that_is_over(paris, user=host, night=night)
    reported(a_debate_that_is_over(paris, user=host, night=night))
    login(client, coordinator)

    page = client.get(reverse("debates_admin:reports"))
    client.post(reverse("debates_admin:remind_of_report", args=[missing.code]))
    client.post(reverse("debates_admin:remind_of_report", args=[missing.code]))

    counted = page.context["counts"]
    assert (counted["missing"], counted["late"], counted["overdue"], counted["all"]) == (1, 1, 1, 2)
    assert [mail.to for mail in mailoutbox] == [[host.email]]


def test_desk_asks_the_host_for_statements(client, login, coordinator, paris, host):
    report = reported(a_debate_that_is_over(paris, user=host))
    consultation = make_consultation()
    login(client, coordinator)
    address = reverse("debates_admin:report", args=[report.debate.code])

    client.post(address, {"question": f"{consultation.pk}:promise"})

    assert report.sendings.get().agreed_at is None
    assert not consultation.contributions.exists()


def test_desk_of_another_city_reaches_no_report(client, login, dakar_coordinator, paris, host, mailoutbox):
    missing = a_debate_that_is_over(paris, user=host)
    report = reported(a_debate_that_is_over(paris, user=host, night=missing.night))
    login(client, dakar_coordinator)

    assert client.get(reverse("debates_admin:report", args=[report.debate.code])).status_code == 404
    assert client.post(reverse("debates_admin:remind_of_report", args=[missing.code])).status_code == 404
    assert str(missing) not in client.get(reverse("debates_admin:reports")).content.decode()
    assert not mailoutbox


def test_host_does_not_reach_the_desks_screens(client, login, host):
    login(client, host)

    assert client.get(reverse("debates_admin:reports")).status_code in (302, 403)


def test_desks_page_asks_the_same_for_one_and_for_thirty(
    client, login, coordinator, paris, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    night = a_night_that_is_over(paris)
    reported(a_debate_that_is_over(paris, night=night), at=timezone.now() + 99 * HOUR)
    login(client, coordinator)
    address = reverse("debates_admin:reports")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(address)
    for _number in range(6):
        reported(a_debate_that_is_over(paris, night=night), at=timezone.now() + 99 * HOUR)

    with django_assert_num_queries(len(one)):
        client.get(address)
