"""What hosting keeps of people: given back, let go, forgotten in time; and hours when the clocks change."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from debates.hosting import belonging
from debates.hosting.forgetting import forget
from debates.hosting.hours import NoSuchHour, hour_of, moments
from debates.models import Host, Invitation, Membership, Speaker, Writing
from tests.debates.hosting_makers import typed_debate
from tests.debates.makers import a_debate, a_host, a_night, a_speaker, an_edition, published

pytestmark = pytest.mark.django_db


def test_a_person_takes_away_what_is_theirs_and_no_co_hosts(client, login, citizen, neighbour, paris):
    host, shared = a_host(paris, user=citizen), a_host(paris, user=neighbour)
    Membership.objects.create(host=shared, user=citizen)
    debate = a_debate(a_night(paris), host=host)
    a_speaker(debate, name="Awa", email="awa@example.org")
    a_speaker(a_debate(debate.night, host=shared), name="Jean", email="jean@example.org")
    login(client, citizen).post(
        reverse("debates:hosted_debate_typed", args=[debate.code]),
        typed_debate(debate, question_fr="Pas fini"),
    )

    told = json.dumps(privacy.export_of(citizen)["hosting"], ensure_ascii=False)

    assert host.name in told
    assert shared.name in told
    assert "awa@example.org" in told
    assert "Pas fini" in told
    assert "jean@example.org" not in told
    assert neighbour.email not in told


def test_erasing_a_lone_owner_keeps_the_programme_without_persons(citizen, paris):
    host = a_host(paris, user=citizen)
    Host.objects.update(email="chez.moi@example.org", phone="0600000000")
    debate = published(a_debate(a_night(paris), host=host))
    a_speaker(debate, name="Awa", email="awa@example.org")

    privacy.erase(citizen)

    host.refresh_from_db()
    debate.refresh_from_db()
    assert debate.status == "published"
    assert (host.email, host.phone) == ("", "")
    assert list(Speaker.objects.values_list("name", "email")) == [("Awa", "")]


def test_erasing_an_owner_leaves_the_oldest_co_host_in_charge(citizen, neighbour, editor, paris):
    host = a_host(paris, user=citizen)
    Membership.objects.create(host=host, user=neighbour)
    Membership.objects.create(host=host, user=editor)
    belonging.invite(host, "x@example.org", by=citizen, at=timezone.now())

    privacy.erase(citizen)

    assert belonging.is_owner(host, neighbour)
    assert not belonging.is_owner(host, editor)
    assert not Invitation.objects.exists()


def test_what_is_old_is_forgotten(client, login, citizen, paris):
    host = a_host(paris, user=citizen)
    debate = a_debate(a_night(paris), host=host)
    a_speaker(debate, name="Awa", email="awa@example.org")
    now = timezone.now()
    belonging.invite(host, "x@example.org", by=citizen, at=now)
    login(client, citizen).post(
        reverse("debates:hosted_debate_typed", args=[debate.code]), typed_debate(debate)
    )

    forget(at=now + timedelta(days=10))
    soon = (Writing.objects.count(), Invitation.objects.count(), Speaker.objects.get().email)
    forget(at=debate.night.data_end + timedelta(days=91))

    assert soon == (1, 1, "awa@example.org")
    assert not Writing.objects.exists()
    assert not Invitation.objects.exists()
    assert Speaker.objects.get().email == ""


def test_hours_are_the_citys_also_when_its_clocks_change(paris, dakar):
    spring = an_edition(on=date(2027, 3, 27))
    autumn = an_edition(on=date(2027, 10, 30))
    to_summer = a_night(paris, edition=spring, closes=time(5))
    to_winter = a_night(paris, edition=autumn, closes=time(5))
    in_dakar = a_night(dakar, edition=spring, closes=time(5))

    with pytest.raises(NoSuchHour):
        moments(to_summer, time(1, 30), time(2, 30))
    short = moments(to_summer, time(1, 30), time(3, 30))
    long = moments(to_winter, time(1, 30), time(3, 30))
    twice = moments(to_winter, time(2, 45), time(2, 15))
    dakar_hours = moments(in_dakar, time(1, 30), time(3, 30))

    assert short[1] - short[0] == timedelta(hours=1)
    assert long[1] - long[0] == timedelta(hours=3)
    assert twice[1] - twice[0] == timedelta(minutes=30)
    assert dakar_hours[0] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert hour_of(to_winter, twice[1]) == time(2, 15)
