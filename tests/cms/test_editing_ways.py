"""Places that nobody would find and contacts that may be somebody's own are pointed at while an entry is written."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from cms.checking import names
from cms.checking.findings import check
from cms.checking.ways import kilometres
from cms.models import NameSearch
from cms.models.guide_details import GuideContact, GuideLink, GuidePlace
from tests.cms.guide_pages import make_entry, make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def entry(paris):
    return make_entry(make_guide(), city=paris)


def said(entry) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in check(entry, names=names.names_in(entry)).findings]


def add_place(entry, **facts) -> None:
    entry.places.add(GuidePlace(name="Kiosque", locale=entry.locale, **facts))


def add_contact(entry, label: str = "Youth desk", **ways) -> None:
    entry.contacts.add(GuideContact(label=label, locale=entry.locale, **ways))


def test_entry_with_a_sound_place_and_a_desk_has_no_findings(entry):
    add_place(entry, address="1 place de la République", latitude=48.8676, longitude=2.3631)
    add_contact(
        entry, email="budget.participatif@paris.example", phone="01 42 76 40 40", address="4 rue Lobau"
    )

    assert said(entry) == []


def test_place_without_address_and_coordinates_is_pointed_at(entry):
    add_place(entry)

    assert said(entry) == [("Place 1", "“Kiosque” has neither an address nor coordinates.")]


def test_coordinates_outside_the_city_are_pointed_at(entry, dakar):
    add_place(entry, latitude=dakar.latitude, longitude=dakar.longitude)

    ((where, what),) = said(entry)

    assert where == "Place 1"
    assert "km from the centre of Paris" in what


def test_coordinates_that_changed_places_are_recognised(entry):
    add_place(entry, latitude=2.3631, longitude=48.8676)

    (finding,) = check(entry).findings

    assert "changed places" in finding.todo


def test_map_in_the_text_is_looked_at_too(entry):
    far = {"name": "Ferme", "address": "Route 3", "access": "", "latitude": "45.5", "longitude": "-73.5"}
    entry.body = [
        {"type": "places", "value": {"picture": None, "credit": "", "places": [far]}, "id": "b1"},
    ]

    (finding,) = [one for one in check(entry).findings if "Ferme" in one.what]

    assert finding.block == "b1"


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        ({"email": "fanta.k@gmail.com"}, "own mailbox"),
        ({"email": "asso@Orange.fr"}, "own mailbox"),
        ({"phone": "06 12 34 56 78"}, "mobile"),
        ({"phone": "+33 (0)7 12 34 56 78"}, "mobile"),
        ({"phone": "+221 77 123 45 67"}, "mobile"),
        ({"address": "chez Fanta, 3 rue des Lilas"}, "home"),
        ({"address": "3 rue des Lilas, digicode 12B4"}, "home"),
        ({}, "by no means"),
    ],
)
def test_contact_that_may_be_private_or_of_no_use_is_pointed_at(entry, ways, words):
    add_contact(entry, **ways)

    ((where, what),) = said(entry)

    assert where == "Contact 1"
    assert words in what


@pytest.mark.parametrize(
    "ways",
    [
        {"email": "mairie18@paris.fr"},
        {"email": "contact@free-paris.org"},
        {"phone": "01 42 76 40 40"},
        {"phone": "+221 33 849 09 09"},
        {"phone": "3975"},
        {"phone": "+1 514 555 0199"},
        {"address": "Mairie, 2e étage, 1 place Jules-Joffrin"},
    ],
)
def test_contact_of_a_service_is_left_alone(entry, ways):
    add_contact(entry, **ways)

    assert said(entry) == []


def test_worker_reads_who_answers_and_addresses_made_of_two_words(entry, monkeypatch):
    add_contact(entry, label="Fanta Kouyaté", email="fanta.kouyate@paris.fr")
    entry.save_revision()
    monkeypatch.setattr(
        "consultations.analysis.people_named",
        lambda texts, language: [[(0, len(text))] if "Fanta" in text else [] for text in texts],
    )

    names.find_names(entry.pk)

    assert [what for _where, what in said(entry)] == [
        "“Fanta Kouyaté” looks like somebody’s name.",
        "“Fanta Kouyate” looks like somebody’s name.",
    ]
    assert "Fanta" not in str(NameSearch.objects.get().places)


def test_vague_words_of_an_entry_s_link_are_pointed_at(entry):
    entry.links.add(GuideLink(label="Cliquez ici", url="https://ville.example/", locale=entry.locale))

    assert [where for where, _what in said(entry)] == ["Link 1"]


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries_does_not_follow_the_lists(entry, django_assert_num_queries, count):
    for _number in range(count):
        add_place(entry, address="1 place de la République", latitude=48.8676, longitude=2.3631)
        add_contact(entry, phone="01 42 76 40 40")
    entry.save()
    fresh = type(entry).objects.select_related("city", "locale").get(pk=entry.pk)

    with django_assert_num_queries(6):
        assert check(fresh).findings == []


def test_distances_are_those_of_the_globe(paris, dakar):
    assert kilometres(paris, dakar) == pytest.approx(4220, rel=0.01)
    assert kilometres(paris, paris) == 0


def test_month_that_a_model_takes_for_a_name_is_nobody(entry, monkeypatch):
    entry.introduction = "Come before 30 June, says Fanta."
    entry.save_revision()
    monkeypatch.setattr(
        "consultations.analysis.people_named",
        lambda texts, language: [[(15, 19), (26, 31)] if "Fanta" in text else [] for text in texts],
    )

    assert names.find_names(entry.pk) == 1
    assert list(NameSearch.objects.get().places.values()) == [[[26, 31]]]
