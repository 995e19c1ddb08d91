"""Fonts made from packages: small, complete, made once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from fontTools.ttLib import TTFont

from kit import fonts

WRITTEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèêëàâîïôùûüçÉÀÇœŒñóŊŋ«»’–—…€%\u00a0"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vendored")
    return collect(folder), folder / "fonts"


def collect(folder) -> str:
    from django.test import override_settings

    said = io.StringIO()
    with override_settings(VENDORED_DIR=folder):
        call_command("collect_assets", stdout=said)
    return said.getvalue()


def test_collect_assets_says_what_it_made(made):
    said, folder = made

    for font in fonts.FONTS:
        assert f"{font.name}.woff2" in said
        assert (folder / f"{font.name}.woff2").exists()


def test_collect_assets_keeps_all_fonts_under_seventy_kilobytes(made):
    _said, folder = made

    assert sum(path.stat().st_size for path in folder.glob("*.woff2")) < 70 * 1024


def test_collect_assets_makes_fonts_that_write_our_languages(made):
    _said, folder = made
    covered = set()
    for path in folder.glob("*.woff2"):
        covered |= set(TTFont(path).getBestCmap())

    assert {character for character in WRITTEN if ord(character) not in covered} == set()


def test_collect_assets_brings_the_licences(made):
    _said, folder = made

    texts = [path.read_text(encoding="utf-8") for path in folder.glob("LICENSE-*.txt")]
    assert len(texts) == 2
    assert all("SIL OPEN FONT LICENSE" in text for text in texts)


def test_collect_assets_does_nothing_the_second_time(made):
    _said, folder = made
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    said = collect(folder.parent)

    assert "up to date" in said
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_collect_assets_makes_again_what_was_lost(made):
    _said, folder = made
    lost = folder / f"{fonts.FONTS[1].name}.woff2"
    content = lost.read_bytes()
    lost.unlink()

    collect(folder.parent)

    assert lost.read_bytes() == content


def test_style_sheets_name_the_fonts_that_are_made():
    sheet = Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")

    assert all(f'url("../fonts/{font.name}.woff2")' in sheet for font in fonts.FONTS)
