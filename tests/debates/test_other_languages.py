"""Words in another language than the page's carry their language: WCAG 2.2, 3.1.2."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from debates.finding.coming import told
from debates.searchables import texts_of_debate
from search.finding import find
from search.indexing import index
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, published

pytestmark = pytest.mark.django_db
WOLOF = "Naka lañuy séddoo ndox mi?"
WOLOF_WORDS = "Ndox mooy dund, te ñépp a ko soxla."


@pytest.fixture
def night(dakar):
    return a_night(dakar, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))


def announced(night, *, question: dict, presentation: dict, **described):
    venue = a_venue(a_host(night.city), **described)
    debate = a_debate(night, room=a_room(venue), languages=("wo",))
    debate.question, debate.presentation = question, presentation
    debate.save()
    published(debate)
    debate.refresh_from_db()
    index(debate)
    return debate


def page(client, debate, *, language: str = "fr") -> str:
    with override(language):
        return client.get(debate.get_absolute_url()).content.decode()


def test_a_debate_in_wolof_alone_is_found_with_its_language(night, client):
    announced(night, question={"wo": WOLOF}, presentation={"wo": WOLOF_WORDS})

    (result,) = find("soxla", language="fr").results
    shown = client.get(reverse("cms:search"), {"q": "soxla"}).content.decode()

    assert (result.title, result.language, result.excerpt_language) == (WOLOF, "wo", "wo")
    assert '<h3 class="search-result-title" lang="wo">' in shown
    assert '<p lang="wo">' in shown


def test_the_piece_of_text_shown_has_the_language_of_the_words_that_were_found(night):
    announced(
        night,
        question={"fr": "Comment partager l’eau ?"},
        presentation={"fr": "L’eau manque en été.", "wo": WOLOF_WORDS},
    )

    (in_wolof,) = find("soxla", language="fr").results
    (in_french,) = find("manque", language="fr").results

    assert (in_wolof.language, in_wolof.excerpt_language) == ("fr", "wo")
    assert (in_french.language, in_french.excerpt_language) == ("fr", "fr")
    assert "manque" not in "".join(part.text for part in in_wolof.excerpt)


def test_each_language_of_the_site_tells_which_one_its_words_are_in(night):
    debate = announced(
        night,
        question={"fr": "Comment partager l’eau ?", "en": "How do we share water?"},
        presentation={"fr": "L’eau manque en été."},
    )

    said = {text.language: (text.title_language, text.body_language) for text in texts_of_debate(debate)}

    assert said["fr"] == ("fr", "fr")
    assert said["en"] == ("en", "fr")


def test_notes_of_a_place_have_the_language_in_which_it_is_described(night, client):
    debate = announced(
        night,
        question={"fr": "Comment partager l’eau ?"},
        presentation={},
        description={"en": "A house with a yard."},
        hearing_loop="unknown",
        hearing_loop_note="We are asking.",
    )
    debate.room.note = "Through the yard"
    debate.room.save()

    shown = page(client, debate)

    assert '<span lang="en">We are asking.</span>' in shown
    assert '<p lang="en">Through the yard</p>' in shown


def test_notes_of_a_place_in_the_language_of_the_page_or_in_none_that_is_known_have_none(night, client):
    described = {"hearing_loop": "unknown", "hearing_loop_note": "On demande."}
    in_french = announced(
        night,
        question={"fr": "Comment partager l’eau ?"},
        presentation={},
        description={"fr": "Une cour.", "wo": "Benn ëtt."},
        **described,
    )
    silent = announced(night, question={"fr": "Qui répare ?"}, presentation={}, **described)

    assert all("<span>On demande.</span>" in page(client, one) for one in (in_french, silent))


def test_a_card_says_hours_in_the_language_of_the_page_below_a_title_in_another(night, rf):
    from django.template.loader import render_to_string

    shown = told(announced(night, question={"wo": WOLOF}, presentation={}))

    card = render_to_string(
        "kit/components/card.html",
        {"title": shown.title, "url": shown.url, "text": shown.text, "title_lang": shown.language},
    )

    assert 'lang="wo">Naka' in card
    assert card.count("lang=") == 1
