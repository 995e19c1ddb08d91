"""A list of many debates asks the database as often as one of few, and its map adds up to the same debates."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debates.models import Debate, Room, Seating, SpokenLanguage, Venue
from debates.models.venue import ACCESS_FACTS, YES
from search.indexing import rebuild
from search.tolerance import near_words
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, at_night, published

pytestmark = pytest.mark.django_db
ASKED = [
    "/fr/debates/?page=1",
    "/fr/debates/?city=paris",
    "/fr/debates/?district=paris-1",
    "/fr/debates/?when=now",
    "/fr/debates/?when=21:00",
    "/fr/debates/?theme=climat",
    "/fr/debates/?language=fr",
    "/fr/debates/?format=discussion&access=step_free&free=1",
    "/fr/debates/?near=48.860,2.350",
    "/fr/debates/?words=arbres+villes",
    "/fr/debates/?words=arbrse",
    "/fr/debates/embed/",
    "/debates.geojson?zoom=3",
    "/debates.rss",
    "/api/v1/debates",
]


@pytest.fixture
def night(paris):
    return a_night(paris)


def many(night, number: int, *, question: str) -> None:
    """So many published debates in as many places, written at once."""
    host = a_host(night.city)
    theme = Debate.objects.get().themes.get()
    venues = Venue.objects.bulk_create(
        Venue(
            host=host,
            city=night.city,
            slug=f"many-{place}",
            name=f"Salle {place}",
            kind=Venue.CAFE,
            address="rue Haute",
            time_zone=night.city.time_zone,
            latitude=round(48.8 + place % 40 / 500, 6),
            longitude=round(2.3 + place // 40 / 500, 6),
            **dict.fromkeys(ACCESS_FACTS, YES),
        )
        for place in range(number)
    )
    rooms = Room.objects.bulk_create(Room(venue=venue, name="Salle", capacity=9) for venue in venues)
    seatings = Seating.objects.bulk_create(Seating(capacity=9) for _room in rooms)
    starts, ends = at_night(night, 21), at_night(night, 22)
    made = Debate.objects.bulk_create(
        Debate(
            night=night,
            host=host,
            room=room,
            seating=seating,
            starts=starts,
            ends=ends,
            question={"fr": question},
            status=Debate.PUBLISHED,
            published_at=night.starts,
        )
        for room, seating in zip(rooms, seatings, strict=True)
    )
    SpokenLanguage.objects.bulk_create(SpokenLanguage(debate=one, code="fr") for one in made)
    Debate.themes.through.objects.bulk_create(
        Debate.themes.through(debate_id=one.pk, debatetheme_id=theme.pk) for one in made
    )


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_as_many_queries_for_one_debate_as_for_three_hundred(client, night):
    question = "Combien d’arbres dans nos villes ?"
    district = night.city.districts.get(code="1")
    room = a_room(a_venue(a_host(night.city), district=district))
    Venue.objects.filter(pk=room.venue_id).update(latitude=48.86, longitude=2.35)
    published(a_debate(night, room=room, question=question, themes=("climat",)))
    for address in ASKED:
        client.get(address)
    few = {address: queries(client, address) for address in ASKED}

    many(night, 300, question=question)
    list(rebuild())

    assert {address: queries(client, address) for address in ASKED} == few


def test_the_count_is_of_all_pages_and_the_last_page_holds_the_rest(client, night):
    published(a_debate(night, themes=("climat",)))
    many(night, 44, question="Et la nuit ?")

    pages = [client.get("/fr/debates/", {"page": number}).context for number in (1, 2, 3)]

    assert [len(page["cards"]) for page in pages] == [20, 20, 5]
    assert {page["page"].paginator.count for page in pages} == {45}
    assert len({card.debate.code for page in pages for card in page["cards"]}) == 45


@pytest.mark.parametrize("zoom", [0, 3, 9, 12, 14, 17])
def test_the_points_of_each_zoom_add_up_to_all_debates(client, night, zoom):
    published(a_debate(night, themes=("climat",)))
    many(night, 60, question="Et la nuit ?")
    first = Venue.objects.get(slug="many-0")
    for _second_room in range(2):
        published(a_debate(night, room=a_room(first)))

    points = client.get(f"/debates.geojson?zoom={zoom}").json()["features"]

    told = [point["properties"] for point in points]
    # The first debate's place has no coordinates: it is on no map.
    assert sum(one["debates"] for one in told) == 62
    assert sum(one.get("venues", 1) for one in told) == 60
    assert len(points) == {0: 1, 3: 1, 17: 60}.get(zoom, len(points))
    assert all(("url" in one) != ("venues" in one) for one in told)


def test_a_window_of_the_map_holds_its_own_debates_only(client, night):
    published(a_debate(night, themes=("climat",)))
    many(night, 60, question="Et la nuit ?")

    points = client.get("/debates.geojson?zoom=12&bbox=2.29,48.79,2.31,48.8099").json()["features"]

    inside = Venue.objects.filter(latitude__range=(48.79, 48.8099), longitude__range=(2.29, 2.31)).count()
    assert sum(point["properties"]["debates"] for point in points) == inside > 0


def test_seats_left_are_those_of_this_moment(client, night):
    debate = published(a_debate(night, capacity=2))
    assert len(client.get("/fr/debates/?free=1").context["cards"]) == 1

    Seating.objects.filter(pk=debate.seating_id).update(taken=2)

    assert client.get("/fr/debates/?free=1").context["page"].paginator.count == 0


def test_each_language_of_any_debate_is_told_once(night):
    published(a_debate(night, languages=("fr", "wo")))
    published(a_debate(night, languages=("fr", "en")))

    assert SpokenLanguage.objects.codes() == ["en", "fr", "wo"]


def test_no_debate_at_all_has_no_language():
    assert SpokenLanguage.objects.codes() == []


def test_a_typing_error_is_forgiven_by_words_of_its_own_language(night):
    debate = published(a_debate(night))
    debate.question = {"fr": "Où planter des arbres ?", "en": "Where is the arbrs?"}
    debate.save()

    found = {language: {word.text for word in near_words("arbrse", language)} for language in ("fr", "en")}

    assert found == {"fr": {"arbres"}, "en": {"arbrs"}}


def test_a_draft_with_thousands_of_invented_languages_does_not_break_the_list(client, night):
    debate = published(a_debate(night))
    SpokenLanguage.objects.create(debate=debate, code="wo")
    draft = a_debate(night, host=debate.host)
    SpokenLanguage.objects.bulk_create(SpokenLanguage(debate=draft, code=f"a{n}") for n in range(2500))

    page = client.get("/fr/debates/")

    assert page.status_code == 200
    assert page.context["asked"].vocabulary.languages == ["fr", "wo"]
