"""A year of the guide: what was added, changed and withdrawn, in words, and nothing that was never public."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import PageLogEntry, PageViewRestriction

from cms.guide.changes import changes_of, years
from cms.models import GuideContact, GuideEntryPage, GuideFigure
from tests.cms.guide_pages import make_entry, make_guide, translate

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def guide():
    return make_guide()


def publish(page: GuideEntryPage, *, month: int, year: int = YEAR, **fields) -> GuideEntryPage:
    """Publish the page with these fields, as if it had been done that month."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return at_month(page, "wagtail.publish", month=month, year=year)


def at_month(page, action: str, *, month: int, year: int = YEAR):
    line = PageLogEntry.objects.filter(page=page.pk, action=action).order_by("-pk").first()
    moment = datetime(year, month, 10, tzinfo=timezone.get_default_timezone())
    PageLogEntry.objects.filter(pk=line.pk).update(timestamp=moment)
    return page


@pytest.fixture
def known(guide, paris):
    """An entry that was published the year before."""
    page = make_entry(guide, "Budget participatif", slug="budget", city=paris, live=False)
    return publish(page, month=6, year=YEAR - 1, introduction="Les habitants votent.")


def titles(told) -> list[str]:
    return [one.title for one in told]


def test_entry_published_in_the_year_was_added(guide, paris, known):
    page = make_entry(guide, "Carte citoyenne", slug="carte", city=paris, live=False)
    publish(page, month=3)
    publish(page, month=9, introduction="Gratuite.")

    found = changes_of(YEAR)

    assert (titles(found.added), titles(found.changed), titles(found.withdrawn)) == (
        ["Carte citoyenne"],
        [],
        [],
    )
    assert found.added[0].on.month == 3


def test_entry_that_says_something_else_was_changed_in_words(known, paris):
    twelfth = paris.districts.get(code="12")
    publish(known, month=2, introduction="Les habitants décident.", minimum_age=7, districts=[twelfth])

    changes = {change.name: change for change in changes_of(YEAR).changed[0].changes}

    assert (changes["Introduction"].before, changes["Introduction"].after) == (
        "Les habitants votent.",
        "Les habitants décident.",
    )
    assert changes["Age"].after == "from the age of 7"
    assert (changes["Districts"].before, changes["Districts"].after) == ("the whole city", str(twelfth))
    assert ("removed", "votent") in [
        part for passage in changes["Introduction"].passages() for part in passage
    ]


def test_figure_and_text_that_changed_are_told(known):
    known.figures = [
        GuideFigure(value="160 000", label="votants", year=2016, source="La Maire", locale=known.locale)
    ]
    body = [{"type": "paragraph", "value": "<p>Vous proposez.</p><p>Vous votez.</p>"}]
    publish(known, month=2, body=body)

    changes = {change.name: change.after for change in changes_of(YEAR).changed[0].changes}

    assert changes["Key figures"] == "160 000, votants, 2016, La Maire"
    assert changes["Text"] == "Vous proposez.\nVous votez."


def test_only_what_was_published_counts(known):
    known.introduction = "Une idée encore secrète."
    known.save_revision()

    found = changes_of(timezone.localdate().year)

    assert found.everything == []


def test_entry_that_was_only_checked_again_is_counted_apart(known):
    publish(known, month=5, reviewed_on=timezone.localdate())

    found = changes_of(YEAR)

    assert (found.everything, found.checked) == ([], 1)


def test_entry_taken_down_was_withdrawn_under_the_title_that_was_public(known):
    known.title = "Titre jamais publié"
    known.save_revision()
    GuideEntryPage.objects.get(pk=known.pk).unpublish()
    at_month(known, "wagtail.unpublish", month=11)

    found = changes_of(YEAR)

    assert titles(found.withdrawn) == ["Budget participatif"]
    assert (found.withdrawn[0].entry, found.withdrawn[0].on.month) == (None, 11)


def test_entry_deleted_was_withdrawn(known):
    pk = known.pk
    known.delete()
    line = PageLogEntry.objects.get(page_id=pk, action="wagtail.delete")
    moment = datetime(YEAR, 4, 1, tzinfo=timezone.get_default_timezone())
    PageLogEntry.objects.filter(pk=line.pk).update(timestamp=moment)

    assert titles(changes_of(YEAR).withdrawn) == ["Budget participatif"]


def test_entry_behind_a_password_is_absent(known):
    publish(known, month=5, introduction="Secret.")
    PageViewRestriction.objects.create(page=known, restriction_type="password", password="chut")

    assert changes_of(YEAR).everything == []


def test_entry_that_had_a_password_is_absent_when_deleted(known, editor):
    restriction = PageViewRestriction(page=known, restriction_type="password", password="chut")
    restriction.save(user=editor)
    pk = known.pk
    known.delete()
    PageLogEntry.objects.filter(page_id=pk, action="wagtail.delete").update(
        timestamp=datetime(YEAR, 4, 1, tzinfo=timezone.get_default_timezone())
    )

    assert changes_of(YEAR).everything == []


def test_ways_to_reach_a_person_are_not_repeated_once_taken_away(known):
    contact = GuideContact(label="Paul", email="paul@example.org", locale=known.locale)
    known.contacts = [contact]
    publish(known, month=12, year=YEAR - 1, introduction="Écrire à paul@example.org ou au 01 23 45 67 89.")
    known.contacts = []
    publish(known, month=3, introduction="Écrire à la mairie, depuis 2016.")

    changes = {change.name: change for change in changes_of(YEAR).changed[0].changes}

    assert changes["Introduction"].before == "Écrire à … ou au …."
    assert (changes["Contacts"].before, changes["Contacts"].after) == ("", "")


def test_translation_makes_no_entry_new(known):
    translated = translate(known, "Participatory budget")
    at_month(translated, "wagtail.publish", month=8)

    assert changes_of(YEAR).added == []


def test_change_is_told_in_the_reader_s_language(known):
    translated = translate(known, "Participatory budget")
    at_month(translated, "wagtail.publish", month=7, year=YEAR - 1)
    publish(translated, month=3, introduction="You decide.")

    told = changes_of(YEAR).changed[0]

    assert (told.title, told.language) == ("Participatory budget", "en")
    assert told.changes[0].after == "You decide."


def test_wording_that_is_no_longer_kept_is_said_so(client, known):
    publish(known, month=2, introduction="Autre.")
    known.revisions.order_by("pk").first().delete()

    page = client.get(f"/en/guide-changes/{YEAR}/").content.decode()

    assert changes_of(YEAR).changed[0].changes == ()
    assert "What it said before is no longer kept." in page


def test_changes_are_a_page_and_two_files(client, known):
    publish(known, month=2, introduction="Les habitants décident.")

    page = client.get(f"/en/guide-changes/{YEAR}/")
    table = client.get(f"/open-data/guide/changes-{YEAR}.csv").content.decode("utf-8-sig")
    document = client.get(f"/open-data/guide/changes-{YEAR}.json").json()

    assert "décident" in page.content.decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["what"], row["title"], row["after"]) for row in rows] == [
        ("changed", "Budget participatif", "Les habitants décident.")
    ]
    assert document["changes"][0]["before"] == "Les habitants votent."


def test_years_go_back_to_the_first_publication(known):
    assert years(until=datetime(YEAR + 1, 5, 1).date()) == [YEAR + 1, YEAR, YEAR - 1]


def test_year_before_the_guide_is_absent(client, known):
    assert client.get("/en/guide-changes/1990/").status_code == 404


def test_this_year_is_there_before_anything_happened(client, guide):
    assert client.get("/en/guide-changes/").status_code == 200


def test_changes_cost_the_same_with_1_and_30_entries(client, guide, paris, known, django_assert_num_queries):
    address = f"/fr/guide-changes/{YEAR}/"
    publish(known, month=2, introduction="Autre.")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(29):
        page = make_entry(guide, f"Entrée {number}", slug=f"entree-{number}", city=paris, live=False)
        publish(page, month=6, year=YEAR - 1)
        publish(page, month=6, introduction="Autre.")

    with django_assert_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert len(changes_of(YEAR).changed) == 30
    assert "Entrée 28" in page
