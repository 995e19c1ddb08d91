"""Editions, nights and themes go as long as nothing hangs on them; otherwise it is said what does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from debates.models import DebateTheme, DeskMessage, Edition, Night
from tests.debates.exchanging_makers import an_offer
from tests.debates.makers import a_debate, a_night, an_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(client, login, administrator):
    return login(client, administrator)


def remove(client, name: str, key):
    return client.post(reverse(f"debates_admin:remove_{name}", args=[key]))


def test_an_edition_in_which_nothing_was_begun_goes_with_its_nights(administration, paris, dakar):
    edition = an_edition()
    a_night(paris, edition=edition)
    a_night(dakar, edition=edition)

    asked = administration.get(reverse("debates_admin:remove_edition", args=[edition.slug]))
    remove(administration, "edition", edition.slug)

    assert asked.status_code == 200
    assert not Edition.objects.exists()
    assert not Night.objects.exists()


@pytest.mark.parametrize("thing", ["draft", "offer", "message"])
def test_what_somebody_began_keeps_night_and_edition(administration, paris, thing):
    night = a_night(paris)
    if thing == "draft":
        a_debate(night)
    elif thing == "offer":
        an_offer(night)
    else:
        DeskMessage.objects.create(night=night, status="submitted", subject="Clés", text="x", at=night.starts)

    answers = [
        remove(administration, "night", night.pk),
        remove(administration, "edition", night.edition.slug),
    ]

    assert [one.status_code for one in answers] == [409, 409]
    assert [len(one.context["hangs"]) for one in answers] == [1, 1]
    assert Night.objects.get() == night


def test_a_desk_takes_its_own_city_out_and_no_edition(
    client, login, coordinator, paris, dakar, dakar_coordinator
):
    own, other = a_night(paris), a_night(dakar)
    login(client, coordinator)

    answers = [remove(client, "night", own.pk), remove(client, "night", other.pk)]
    remove(client, "edition", other.edition.slug)

    assert [one.status_code for one in answers] == [302, 404]
    assert Night.objects.get() == other


def test_a_theme_goes_when_no_debate_has_it(administration, paris):
    a_debate(a_night(paris), themes=("water",))
    DebateTheme.objects.create(slug="air", name={"fr": "L’air"})

    answers = [remove(administration, "theme", slug) for slug in ("water", "air")]

    assert [one.status_code for one in answers] == [409, 302]
    assert DebateTheme.objects.get().slug == "water"
