"""What is fact rather than words is the same in every language of an entry, also once it is taken away."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from wagtail_localize.models import Translation, TranslationSource

from cms.languages.pairing import pair
from tests.cms.guide_pages import make_entry, make_guide, make_topic, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(paris):
    """An entry that is translated side by side, with a topic and a district."""
    entry = make_entry(
        make_guide(), city=paris, topics=[make_topic("theme", "street")], districts=[paris.districts.first()]
    )
    pair(entry, translate(entry, "Participatory budget"))
    return entry


def carry(entry) -> None:
    """What an editor does with “synchronise the translations”."""
    source = TranslationSource.objects.get_for_instance(entry)
    source.update_from_db()
    for translation in Translation.objects.filter(source=source):
        translation.save_target()


@pytest.mark.parametrize("fact", ["topics", "districts"])
def test_facts_that_are_all_taken_away_leave_the_translations_too(
    budget, fact, django_capture_on_commit_callbacks
):
    setattr(budget, fact, [])
    budget.save_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        carry(budget)

    english = budget.get_translations().get()
    other = {"topics": "districts", "districts": "topics"}[fact]
    assert (getattr(english, fact).count(), getattr(english, other).count()) == (0, 1)


def test_first_step_of_the_way_to_a_page_is_home_in_its_language(budget, rf):
    english = budget.get_translations().get()

    ways = {}
    for page in (budget, english):
        with override(page.locale.language_code):
            ways[page.locale.language_code] = [title for title, _url in page.crumbs(rf.get("/"))]

    assert ways == {
        "fr": ["Accueil", "Guide de la participation"],
        "en": ["Home", "Guide de la participation"],
    }
