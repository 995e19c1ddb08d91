"""Who works where: noted at once whoever races, shown to the others for a while, and only to staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Presence
from consultations.reviews import presence
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.reading_themes import theme
from tests.consultations.test_review_parallel import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def analysis():
    return make_analysis(make_consultation(phase="analysis"), {"Répondre": ["Un."], "Langue": ["Deux."]})


def test_a_person_is_seen_by_the_others_where_they_are(analysis, analyst, second_analyst):
    now = timezone.now()
    place = f"theme:{theme(analysis, 'Répondre').pk}"

    presence.here(analysis, second_analyst, "review", at=now - timedelta(seconds=5))
    presence.here(analysis, second_analyst, place, at=now)

    [one] = presence.others(analysis, analyst, at=now)
    assert (one.user, one.place, one.label) == ("Fatou Ndiaye", place, "in the theme “Répondre”")
    assert presence.others(analysis, second_analyst, at=now) == []


def test_a_person_who_left_is_not_shown_any_more(analysis, analyst, second_analyst):
    now = timezone.now()
    presence.here(analysis, second_analyst, "review", at=now - Presence.FRESH - timedelta(seconds=1))

    assert presence.others(analysis, analyst, at=now) == []


@pytest.mark.parametrize("place", ["", "theme 12", "theme:<b>", "x" * 60, "theme:12\n"])
def test_what_is_no_place_is_refused(analysis, analyst, place):
    with pytest.raises(presence.NotAPlace):
        presence.here(analysis, analyst, place, at=timezone.now())


def test_noting_and_reading_cost_the_same_for_one_and_for_many(
    analysis, analyst, second_analyst, django_assert_max_num_queries
):
    now = timezone.now()
    for one in (analyst, second_analyst):
        presence.here(analysis, one, f"theme:{theme(analysis, 'Langue').pk}", at=now)

    with django_assert_max_num_queries(1):
        presence.here(analysis, analyst, "map", at=now)
    with django_assert_max_num_queries(2):
        presence.others(analysis, analyst, at=now)


def test_the_screens_of_the_review_say_who_else_is_there(client, login, analysis, analyst, second_analyst):
    one = theme(analysis, "Répondre")
    presence.here(analysis, second_analyst, f"theme:{one.pk}", at=timezone.now())
    login(client, analyst)

    addresses = [
        reverse("consultations_admin:review", args=[analysis.pk]),
        reverse("consultations_admin:without_theme", args=[analysis.pk]),
        reverse("consultations_admin:log", args=[analysis.pk]),
        reverse("consultations_admin:theme", args=[one.pk]),
    ]

    assert all("Fatou Ndiaye" in client.get(address).content.decode() for address in addresses)
    assert Presence.objects.get(user=analyst).place == f"theme:{one.pk}"


def test_the_line_is_renewed_by_its_own_address(client, login, analysis, analyst, second_analyst):
    presence.here(analysis, second_analyst, "queue:rare", at=timezone.now())
    address = reverse("consultations_admin:presence", args=[analysis.pk])
    login(client, analyst)

    line = client.get(address, {"place": "review"})
    refused = client.get(address, {"place": "<script>"})

    assert "Fatou Ndiaye" in line.content.decode()
    assert refused.status_code == 400
    assert Presence.objects.get(user=analyst).place == "review"


def test_who_may_not_review_neither_sees_nor_leaves_a_trace(client, login, analysis, editor):
    login(client, editor)

    response = client.get(reverse("consultations_admin:presence", args=[analysis.pk]), {"place": "review"})

    assert response.status_code == 302
    assert not Presence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_windows_of_one_person_at_once_leave_one_row(analysis, analyst):
    now = timezone.now()

    outcomes = together(
        *(
            lambda place=place: presence.here(analysis, analyst, place, at=now)
            for place in ("review", "map", "log")
        )
    )

    assert outcomes == [None, None, None]
    assert Presence.objects.count() == 1
