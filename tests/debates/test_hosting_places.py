"""Places that hosts list: the six facts of accessibility, rooms, coordinates, photographs."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model

from debates.hosting import pictures
from debates.hosting.map_links import coordinates_in
from debates.models import Photograph, Room, Venue
from tests.debates.hosting_makers import a_picture, typed_venue
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client, login, citizen, paris):
    """Aminata's host, and she is logged in."""
    login(client, citizen)
    return a_host(paris, user=citizen)


def test_a_host_lists_a_place_with_its_rooms(client, own, paris):
    url = reverse("debates:new_venue", args=[own.slug])
    rooms = (("Grande salle", 60), ("Arrière-salle", 20))

    response = client.post(url, typed_venue(paris, rooms=rooms, equipment=["microphone", "piano"]))

    venue = Venue.objects.get()
    assert response.status_code == 302
    assert (venue.host, venue.slug, venue.time_zone) == (own, "cafe-des-arts", "Europe/Paris")
    assert venue.equipment == ["microphone", "piano"]
    assert list(venue.rooms.values_list("name", "capacity")) == list(rooms)


@pytest.mark.parametrize("missing", [{"hearing_loop": ""}, {"quiet_place": "unknown"}])
def test_each_fact_of_accessibility_is_asked(client, own, paris, missing):
    url = reverse("debates:new_venue", args=[own.slug])

    response = client.post(url, typed_venue(paris, **missing))

    assert response.status_code == 422
    assert not Venue.objects.exists()
    assert "id_hearing_loop_0" in response.content.decode()


def test_not_known_is_an_answer_with_a_note(client, own, paris):
    url = reverse("debates:new_venue", args=[own.slug])

    client.post(url, typed_venue(paris, quiet_place="unknown", quiet_place_note="On demande au gérant."))

    assert Venue.objects.get().quiet_place == "unknown"


def test_another_room_is_added_without_a_script_and_nothing_is_lost(client, own, paris):
    url = reverse("debates:new_venue", args=[own.slug])

    response = client.post(url, typed_venue(paris, name="", description_fr="Tapé déjà", another="1"))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Tapé déjà" in page
    assert 'name="rooms-1-name"' in page
    assert "error-summary" not in page


def test_a_room_in_which_a_debate_is_planned_stays(client, own, paris):
    debate = a_debate(a_night(paris), host=own, room=a_room(a_venue(own), capacity=30), capacity=25)
    room = debate.room
    typed = typed_venue(paris, rooms=((room.name, 20),)) | {
        "rooms-INITIAL_FORMS": 1,
        "rooms-0-id": room.pk,
    }
    url = reverse("debates:hosted_venue", args=[room.venue.slug])

    smaller = client.post(url, typed)
    gone = client.post(url, typed | {"rooms-0-capacity": 30, "rooms-0-DELETE": "on"})
    unlisted = client.post(reverse("debates:remove_venue", args=[room.venue.slug]))

    assert (smaller.status_code, gone.status_code, unlisted.status_code) == (422, 422, 302)
    assert Room.objects.get(pk=room.pk).capacity == 30


def test_a_place_without_debates_is_taken_off_the_list(client, own):
    venue = a_venue(own)
    a_room(venue)

    client.post(reverse("debates:remove_venue", args=[venue.slug]))

    assert not Venue.objects.exists()


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (
            "https://www.openstreetmap.org/?mlat=48.8566&mlon=2.3522#map=12/48.9/2.4",
            ("48.856600", "2.352200"),
        ),
        ("https://www.openstreetmap.org/#map=18/14.69371/-17.44406", ("14.693710", "-17.444060")),
        ("https://maps.example/maps/place/X/@45.5019,-73.5674,15z", ("45.501900", "-73.567400")),
        ("geo:48.8566,2.3522?z=12", ("48.856600", "2.352200")),
        ("48.8566, 2.3522", ("48.856600", "2.352200")),
        ("https://maps.example/?q=148.8566,2.3522", None),
        ("https://maps.example/short", None),
    ],
)
def test_coordinates_are_read_from_links(link, found):
    coordinates = coordinates_in(link)

    assert (coordinates and tuple(map(str, coordinates))) == found


def test_a_map_link_fills_the_coordinates(client, own, paris):
    url = reverse("debates:new_venue", args=[own.slug])

    client.post(url, typed_venue(paris, map_link="geo:48.8566,2.3522"))

    assert str(Venue.objects.get().latitude) == "48.856600"


def test_a_photograph_loses_what_a_phone_noted_in_it(client, own):
    venue = a_venue(own)
    exif = Image.Exif()
    exif[0x010F] = "Phone of Aminata"
    picture = a_picture(exif=exif.tobytes())
    assert b"Aminata" in picture.read()
    picture.seek(0)

    client.post(
        reverse("debates:hosted_photographs", args=[venue.slug]),
        {"picture": picture, "words_fr": "La porte bleue", "credit": ""},
    )

    photograph = Photograph.objects.get()
    with photograph.image.file.open() as kept:
        assert b"Aminata" not in kept.read()
    assert photograph.alternative_text == {"fr": "La porte bleue"}


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg"),
        SimpleUploadedFile(
            "x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"
        ),
    ],
)
def test_what_is_no_picture_is_refused(client, own, upload):
    venue = a_venue(own)

    response = client.post(
        reverse("debates:hosted_photographs", args=[venue.slug]), {"picture": upload, "words_fr": "Rien"}
    )

    assert response.status_code == 422
    assert not get_image_model().objects.exists()


def test_a_picture_of_too_many_points_is_not_opened_up(client, own, monkeypatch):
    monkeypatch.setattr(pictures, "PIXELS_AT_MOST", 1000)
    venue = a_venue(own)
    url = reverse("debates:hosted_photographs", args=[venue.slug])

    response = client.post(url, {"picture": a_picture(size=(50, 50), kind="PNG"), "words_fr": "Un mur"})

    assert response.status_code == 422
    assert not Photograph.objects.exists()


def test_a_photograph_needs_words_and_can_go(client, own):
    venue = a_venue(own)
    url = reverse("debates:hosted_photographs", args=[venue.slug])

    wordless = client.post(url, {"picture": a_picture(), "words_fr": ""})
    client.post(url, {"picture": a_picture(), "words_fr": "La salle"})
    photograph = Photograph.objects.get()
    client.post(reverse("debates:hosted_photograph", args=[venue.slug, photograph.pk]), {"remove": "1"})

    assert wordless.status_code == 422
    assert not get_image_model().objects.exists()


def test_a_debate_has_an_image_with_words(client, own, paris):
    debate = published(a_debate(a_night(paris), host=own))
    url = reverse("debates:hosted_debate_image", args=[debate.code])

    client.post(url, {"picture": a_picture(), "words_fr": "Une table ronde"})
    debate.refresh_from_db()
    first = debate.image
    client.post(url, {"picture": a_picture(size=(60, 60)), "words_fr": "Deux tables"})
    debate.refresh_from_db()

    assert first is not None
    assert debate.image != first
    assert debate.image_text == {"fr": "Deux tables"}
    assert get_image_model().objects.count() == 1
