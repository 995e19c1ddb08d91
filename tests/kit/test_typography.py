"""French spacing: where spaces go, where they never do."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kit.typography import french

NARROW, FULL = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Pourquoi ?", f"Pourquoi{NARROW}?"),
        ("Pourquoi?", f"Pourquoi{NARROW}?"),
        ("Vraiment ?!", f"Vraiment{NARROW}?!"),
        ("Oui ; non", f"Oui{NARROW}; non"),
        ("Trois choix : un", f"Trois choix{FULL}: un"),
        ("Trois choix: un", f"Trois choix{FULL}: un"),
        ("« Oui »", f"«{FULL}Oui{FULL}»"),
        ("«Oui»", f"«{FULL}Oui{FULL}»"),
        ("41 %", f"41{NARROW}%"),
        ("12 €", f"12{NARROW}€"),
        ("(Où ?)", f"(Où{NARROW}?)"),
    ],
)
def test_french_keeps_marks_with_their_words(typed, shown):
    assert french(typed) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Rendez-vous à 18:30.",
        "https://ville.example/page?a=1;b=2",
        "Écrire à mairie@ville.example",
        '<a href="https://ville.example/?q=un ; deux" title="Quoi ?">lien</a>',
        "&amp;&lt;",
        "<!-- Pourquoi ? -->",
        "",
    ],
)
def test_french_leaves_addresses_times_and_tags_alone(text):
    assert french(text) == text


def test_french_spaces_words_between_tags():
    spaced = french('<p>Quoi ? <a href="/a?b">Ici !</a></p>')

    assert spaced == f'<p>Quoi{NARROW}? <a href="/a?b">Ici{NARROW}!</a></p>'


@given(st.text(alphabet="aé «»!?;:%€.\n\u00a0\u202f19<>/=\"'&", max_size=40))
def test_french_is_stable_and_touches_only_spaces(text):
    spaced = french(text)

    assert french(spaced) == spaced
    assert re.sub(r"\s", "", spaced) == re.sub(r"\s", "", text)


def render(text, language):
    with override(language):
        return Template("{% load typography %}{{ text|french }}").render(Context({"text": text}))


def test_french_filter_works_on_french_pages_only():
    assert render("Pourquoi ?", "fr") == f"Pourquoi{NARROW}?"
    assert render("Why ?", "en") == "Why ?"


def test_french_filter_escapes_what_is_not_safe():
    assert "&lt;b&gt;" in render("<b>Quoi ?", "fr")


def test_french_filter_keeps_safe_html():
    assert render(mark_safe("<b>Quoi ?</b>"), "fr") == f"<b>Quoi{NARROW}?</b>"


def test_french_filter_follows_the_language_of_a_localized_text():
    from kit.localized import LocalizedText

    only_english = LocalizedText(en="Why ?")

    assert strip_tags(render(only_english, "fr")) == "Why ?"
