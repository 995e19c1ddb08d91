"""What the map of the list may fetch, and from whom."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from kit import leaflet_files
from tests.debates.makers import a_debate, a_night, published

pytestmark = pytest.mark.django_db
TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"


@pytest.fixture
def debate(paris):
    return published(a_debate(a_night(paris)))


def test_pictures_come_from_nowhere_else_without_tiles(client, debate):
    policy = client.get(reverse("debates:list"))["Content-Security-Policy"]

    assert "img-src 'self' data:;" in policy + ";"


def test_only_the_page_with_the_map_may_show_tiles(client, debate, settings):
    settings.MAP_TILES_URL, settings.MAP_TILES_ATTRIBUTION = TILES, "© tout le monde"

    listed, own = client.get(reverse("debates:list")), client.get(debate.get_absolute_url())

    assert "img-src 'self' data: https://*.tiles.example" in listed["Content-Security-Policy"]
    assert "tiles.example" not in own["Content-Security-Policy"]
    assert f'data-tiles="{TILES}"' in listed.content.decode()
    assert "© tout le monde" in listed.content.decode()


def test_the_map_is_loaded_by_nobody_who_does_not_ask(client, debate):
    page = client.get(reverse("debates:list")).content.decode()

    assert 'hidden data-map data-points="/debates.geojson?' in page
    assert page.count("<script src=") == 1
    assert "leaflet.js" not in page.split("<script src=")[1]


def test_leaflet_is_copied_from_its_package_once(settings, tmp_path, capsys):
    settings.VENDORED_DIR = tmp_path

    call_command("collect_assets")
    before = (tmp_path / "leaflet" / "leaflet.js").stat().st_mtime_ns
    call_command("collect_assets")

    assert all((tmp_path / "leaflet" / name).exists() for name in leaflet_files.FILES)
    assert (tmp_path / "leaflet" / "leaflet.js").stat().st_mtime_ns == before
    assert b"sourceMappingURL" not in (tmp_path / "leaflet" / "leaflet.js").read_bytes()
    assert "Leaflet is up to date" in capsys.readouterr().out


def test_our_own_scripts_are_served():
    assert finders.find("debates/finding.js")
    assert finders.find("debates/map.js")
