"""A city's night in figures: counted, compared, and what is not known said."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cities.models import District
from debates.lifecycle import cancel
from debates.models import Debate
from debates.registering.seats import take
from debates.reporting.figures import Figures, figures_of
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, published
from tests.debates.reporting_makers import a_debate_that_is_over, a_night_that_is_over, reported

pytestmark = pytest.mark.django_db


def _addresses(night) -> tuple[str, str]:
    slugs = [night.edition.slug, night.city.slug]
    return reverse("debates:figures", args=slugs), reverse("debates:figures_csv", args=slugs)


def test_figures_add_up_and_leave_out_what_is_not_known(paris):
    night = a_night_that_is_over(paris)
    told = a_debate_that_is_over(paris, night=night, capacity=30, themes=("climat", "ecole"))
    take(told.seating, 12)
    reported(told, present=21)
    a_debate_that_is_over(paris, night=night, capacity=10, themes=("climat",))
    a_debate_that_is_over(paris, night=night, capacity=50, entry=Debate.FREE_ENTRY)
    cancel(a_debate_that_is_over(paris, night=night), None, at=timezone.now(), text="Malade")

    found = figures_of(night)

    assert found.total == Figures(debates=3, seats=40, reserved=12, present=21, open_entry=1, unreported=2)
    by_theme = {row.key: row.figures.debates for row in found.themes}
    assert by_theme == {"climat": 2, "ecole": 1, "": 1}


def test_districts_are_those_of_the_places(paris):
    night = a_night(paris)
    district = District.objects.filter(city=paris).first()
    host = a_host(paris)
    published(a_debate(night, host=host, room=a_room(a_venue(host, district=district))))

    rows = figures_of(night).districts

    assert [(row.key, row.figures.debates) for row in rows] == [(district.code, 1)]


def test_edition_before_is_the_last_one_with_that_city(paris, dakar):
    for years, city in ((3, paris), (2, paris), (1, dakar)):
        edition = an_edition(on=an_edition().date - timedelta(days=365 * years))
        published(a_debate(a_night(city, edition=edition), themes=("ville",)))
    night = a_night(paris)

    found = figures_of(night)

    assert found.earlier.edition.date == an_edition().date - timedelta(days=730)
    assert found.before.debates == 1
    assert [(row.key, row.figures.debates, row.before) for row in found.themes] == [("ville", 0, 1)]


def test_page_and_csv_say_the_same(client, paris):
    night = a_night_that_is_over(paris)
    reported(a_debate_that_is_over(paris, night=night, themes=("climat",)), present=21)
    page, file = _addresses(night)

    shown = client.get(page)
    rows = list(csv.DictReader(io.StringIO(client.get(file).content.decode())))

    assert shown.status_code == 200
    assert tuple(value for value, _label in shown.context["key_figures"][3:]) == ("21",)
    assert [(row["kind"], row["present"]) for row in rows] == [
        ("total", "21"),
        ("theme", "21"),
        ("district", "21"),
    ]


def test_nobody_reported_is_not_told_as_nobody_came(client, paris):
    night = a_night_that_is_over(paris)
    a_debate_that_is_over(paris, night=night)
    page, file = _addresses(night)

    rows = list(csv.DictReader(io.StringIO(client.get(file).content.decode())))

    assert client.get(page).context["key_figures"][3][0] != "0"
    assert rows[0]["present"] == ""


def test_edition_that_is_not_shown_has_no_figures(client, paris):
    night = a_night(paris, edition=an_edition(public=False))

    assert [client.get(address).status_code for address in _addresses(night)] == [404, 404]


def test_figures_ask_the_same_for_one_debate_and_for_many(client, paris, django_assert_num_queries):
    night = a_night_that_is_over(paris)
    reported(a_debate_that_is_over(paris, night=night, themes=("climat",)))
    figures_of(night)
    with CaptureQueriesContext(connection) as one:
        figures_of(night)
    for number in range(6):
        reported(a_debate_that_is_over(paris, night=night, themes=(f"theme-{number}",)))

    with django_assert_num_queries(len(one)):
        figures_of(night)
