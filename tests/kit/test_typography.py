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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Rendez-vous : 10:30, salle B", f"Rendez-vous{FULL}: 10:30, salle B"),
        ("De 10:30 à 12:00 !", f"De 10:30 à 12:00{NARROW}!"),
        (
            "Voir https://ville.example/?a=1;b=2 ; puis venir",
            f"Voir https://ville.example/?a=1;b=2{NARROW}; puis venir",
        ),
        ("Bravo :-) ou pas :(", "Bravo :-) ou pas :("),
        ("Merci ;-)", "Merci ;-)"),
        ("« Quoi ? » dit-elle", f"«{FULL}Quoi{NARROW}?{FULL}» dit-elle"),
        ("« Elle a dit : « Non ! » »", f"«{FULL}Elle a dit{FULL}: «{FULL}Non{NARROW}!{FULL}»{FULL}»"),
        ("<strong>Attention</strong> : travaux", f"<strong>Attention</strong>{FULL}: travaux"),
        ("Score 3:2", "Score 3:2"),
        ("Ratio 1:1 ; fin", f"Ratio 1:1{NARROW}; fin"),
        ("C++ ; Java", f"C++{NARROW}; Java"),
    ],
)
def test_french_in_tricky_company(typed, shown):
    assert french(typed) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<code>a ? b : c ; d</code>",
        "<pre>if (x) { y ; }</pre>",
        '<span lang="en">Why ? Because : yes !</span>',
        '<p lang="en-GB">He said : <b>no !</b></p>',
        "<script>var a = b ? 1 : 2 ;</script>",
        "<textarea>Pourquoi ?</textarea>",
    ],
)
def test_french_leaves_code_and_other_languages_alone(html):
    assert french(html) == html


def test_french_goes_on_after_words_of_another_language():
    spaced = french('Quoi ? <i lang="en">What ?</i> Ici !')

    assert spaced == f'Quoi{NARROW}? <i lang="en">What ?</i> Ici{NARROW}!'


@pytest.mark.parametrize("text", ["Why ?", "It is 10:30 ; go !", "“Yes” : no"])
def test_english_is_untouched_whoever_reads_it(text):
    from kit.localized import LocalizedText

    assert render(text, "en") == text
    assert render(LocalizedText(en=text), "fr") == text


def test_titles_and_descriptions_of_the_window_are_spaced(client, db):
    page = client.get("/fr/newsletter/").content.decode()

    described = re.search(r'<meta name="description" content="([^"]*)"', page)[1]
    titled = re.search(r"<title>([^<]*)</title>", page)[1]
    assert french(described) == described
    assert french(titled) == titled
