"""The page of one entry of the guide: its facts, places, figures with their sources, and what is never shown."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.guide.entries import place_links, review_line
from cms.models import GuideContact, GuideFigure, GuideLink, GuidePlace, GuideRelation
from tests.cms.guide_pages import long_ago, make_entry, make_guide, make_topic, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


def fill(entry, number: int = 1):
    """Give the entry so many of each thing that it lists."""
    for n in range(number):
        entry.places.add(
            GuidePlace(name=f"Maison {n}", address="1 rue X", latitude="48.85", longitude="2.35")
        )
        entry.figures.add(GuideFigure(value="160 000", label="votants", year=2016, source=f"Bilan {n}"))
        entry.contacts.add(
            GuideContact(label=f"Accueil {n}", email="a@example.org", phone="+33 1 02 03 04 05")
        )
        entry.links.add(GuideLink(label="Règlement", url="https://example.org/reglement"))
    entry.save()


def test_entry_shows_places_figures_contacts_and_links(client, guide, paris):
    entry = make_entry(guide, city=paris)
    fill(entry)

    html = client.get(entry.url).content.decode()

    assert "Maison 0" in html
    assert 'href="geo:48.850000,2.350000"' in html
    assert "mlat=48.85" in html
    assert "Bilan 0" in html
    assert 'href="tel:+33102030405"' in html
    assert 'href="https://example.org/reglement"' in html


def test_entry_asks_the_same_queries_however_much_it_lists(client, guide, paris):
    districts = list(paris.districts.all()[:3])
    few = make_entry(guide, "Few", city=paris, topics=[make_topic("theme", "t0")], districts=districts[:1])
    many = make_entry(
        guide,
        "Many",
        city=paris,
        topics=[make_topic("theme", f"t{n}") for n in range(1, 31)],
        districts=districts,
    )
    fill(few)
    fill(many, 30)
    others = [make_entry(guide, f"Other {number}", city=paris) for number in range(30)]
    for entry in (few, many):
        entry.related = [GuideRelation(other=other) for other in (others if entry is many else others[:1])]
        entry.save()
        entry.places.update(district=districts[0], other_districts="2, 3")
    client.get(few.url)

    with CaptureQueriesContext(connection) as with_few:
        client.get(few.url)
    with CaptureQueriesContext(connection) as with_many:
        client.get(many.url)

    assert len(with_many) == len(with_few)
    assert "Other 29" in client.get(many.url).content.decode()


def test_entry_shows_related_entries_in_the_reader_s_language_and_no_draft(client, guide, paris):
    other, draft = make_entry(guide, "Conseil", city=paris), make_entry(guide, "Brouillon", city=paris)
    draft.unpublish()
    entry = make_entry(guide, "Vote", city=paris)
    entry.related = [GuideRelation(other=draft), GuideRelation(other=other)]
    entry.save()
    translate(other, "Council")
    english = translate(entry, "Voting")

    html = client.get(english.url).content.decode()

    assert "Council" in html
    assert "Brouillon" not in html
    assert ">Conseil<" not in html


def test_place_without_coordinates_has_no_links():
    assert place_links(GuidePlace(name="X")) == {}


def test_place_with_half_its_coordinates_is_refused(guide, paris):
    entry = make_entry(guide, city=paris)

    with pytest.raises(IntegrityError):
        GuidePlace.objects.create(entry=entry, name="X", latitude="48", locale=entry.locale)


def test_entry_with_its_ages_the_wrong_way_round_is_refused(guide, paris):
    with pytest.raises((IntegrityError, ValidationError)):
        make_entry(guide, city=paris, minimum_age=30, maximum_age=15)


def test_entry_in_a_district_of_another_city_is_refused(guide, paris, dakar):
    entry = make_entry(guide, city=paris)
    entry.districts = [dakar.districts.first()]

    with pytest.raises(ValidationError) as refused:
        entry.full_clean()

    assert "districts" in refused.value.message_dict


def test_entry_with_an_unknown_participant_is_refused(guide, paris):
    entry = make_entry(guide, city=paris)
    entry.as_who = ["individual", "robot"]

    with pytest.raises(ValidationError) as refused:
        entry.full_clean()

    assert "as_who" in refused.value.message_dict


def test_entry_says_when_it_was_checked_and_by_which_service(guide, paris):
    entry = make_entry(guide, city=paris, kept_by="Participation desk", reviewed_on="2026-11-03")
    entry.refresh_from_db()

    with translation.override("en"):
        line = review_line(entry)

    assert "Participation desk" in line
    assert "2026" in line
    assert "2027" in line


def test_entry_never_names_its_owner_to_the_public(client, guide, paris, editor):
    entry = make_entry(guide, city=paris, owner=editor)

    html = client.get(entry.url).content.decode()

    assert editor.email not in html
    assert editor.last_name not in html


@pytest.mark.parametrize(("days", "is_told"), [(365 + 100, False), (365 + 200, True)])
def test_reader_is_told_only_when_a_review_is_long_overdue(client, guide, paris, days, is_told):
    entry = make_entry(guide, city=paris, reviewed_on=long_ago(days))

    assert ("callout-warning" in client.get(entry.url).content.decode()) is is_told


def test_reader_is_told_after_as_many_months_as_the_site_says(client, guide, paris, settings):
    settings.GUIDE_TELL_READER_AFTER = 1
    entry = make_entry(guide, city=paris, reviewed_on=long_ago(365 + 40))

    assert "callout-warning" in client.get(entry.url).content.decode()
