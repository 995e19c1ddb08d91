"""Who can take part, said in plain words made from an entry's facts."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import translation

from cms.guide.comparing import AsWhoComparison
from cms.guide.participants import IN_WHOSE_NAME, facts, who_can_take_part
from cms.models import GuideEntryPage
from cms.models.topic import AS_WHO
from tests.cms.guide_pages import make_entry, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_who_says_age_home_and_company_in_one_sentence(guide, paris):
    entry = make_entry(
        guide, city=paris, minimum_age=13, residence="city", as_who=["individual", "collective"]
    )

    assert who_can_take_part(entry) == "From the age of 13, if you live in Paris, alone or with others."


def test_who_says_that_everybody_can_when_nothing_is_asked(guide, paris):
    entry = make_entry(guide, city=paris)

    assert who_can_take_part(entry).startswith("Everybody can, whatever their age")


def test_who_names_the_districts_that_one_must_live_in(guide, paris):
    first, second = paris.districts.all()[:2]
    entry = make_entry(guide, city=paris, residence="district", districts=[first, second])

    assert f"in one of these districts: {first} or {second}" in who_can_take_part(entry)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ({"minimum_age": 15, "maximum_age": 30}, "From 15 to 30 years old"),
        ({"maximum_age": 25}, "Up to the age of 25"),
        (
            {"minimum_age": 18, "nationality": "eu"},
            "From the age of 18, if you are a citizen of a country of the",
        ),
    ],
)
def test_who_says_each_limit(guide, paris, ages, words):
    assert who_can_take_part(make_entry(guide, city=paris, **ages)).startswith(words)


def test_who_asks_no_age_of_an_association(guide, paris):
    entry = make_entry(guide, city=paris, residence="city", minimum_age=18, as_who=["association"])

    names = [name for name, _value in facts(entry)]

    assert names == ["Where", "In whose name"]


def test_every_combination_of_names_has_its_words():
    values = [value for value, _name in AS_WHO]
    possible = {frozenset(some) for size in range(1, 5) for some in combinations(values, size)}

    assert set(IN_WHOSE_NAME) == possible


def test_order_of_ticks_is_no_change_to_editors():
    before = GuideEntryPage(as_who=["collective", "individual"])
    after = GuideEntryPage(as_who=["individual", "collective"])

    assert not AsWhoComparison(GuideEntryPage._meta.get_field("as_who"), before, after).has_changed()


def test_editors_compare_who_may_take_part_by_name(guide, paris, client, login, editor):
    entry = make_entry(guide, city=paris, as_who=["individual"])
    entry.save_revision()
    entry.as_who = ["association"]
    entry.save_revision()
    login(client, editor)

    address = reverse("wagtailadmin_pages:revisions_compare", args=[entry.pk, "earliest", "latest"])
    page = client.get(address).content.decode()

    assert '<span class="deletion">Une personne</span>, <span class="addition">Une association</span>' in page
    assert "individual" not in page
