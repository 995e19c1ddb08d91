"""Text by language: what is read beside the page's own language."""

from __future__ import annotations

from django.utils import translation

from kit.localized import LocalizedText, language_name


def test_texts_in_languages_without_pages_are_told_apart():
    text = LocalizedText({"fr": "Bonsoir", "wo": "Naka ngoon si", "en": "Good evening", "ff": ""})

    with translation.override("fr"):
        assert text.in_more_languages() == [("wo", "Naka ngoon si")]


def test_the_only_text_is_not_repeated_as_one_more():
    text = LocalizedText({"wo": "Naka ngoon si"})

    assert str(text) == "Naka ngoon si"
    assert text.in_more_languages() == []


def test_languages_that_are_signed_have_a_name():
    with translation.override("en"):
        assert language_name("fsl") == "French Sign Language"
