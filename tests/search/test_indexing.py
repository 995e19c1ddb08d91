"""The index follows what is public, and nothing else: each way of leaving it is one that must hold."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from cms.models import TextPage
from search import indexing
from search.finding import find
from search.models import IndexedText, Posting, Trace, Word


def titles(text: str, language: str = "fr") -> list[str]:
    return [result.title for result in find(text, language=language).results]


@pytest.fixture
def page(trees):
    return trees.add("Le platane", "platane", words="Un arbre remarquable.")


def nothing_is_left_of(word: str) -> bool:
    return not Word.objects.filter(folded=word).exists() and find(word, language="fr").total == 0


def test_a_draft_is_not_found(trees):
    trees.add("Le séquoia", "sequoia", live=False)

    assert nothing_is_left_of("sequoia")
    assert find("sequoja", language="fr").suggestion == ""


def test_words_of_a_draft_of_a_published_page_are_not_found(page):
    page.title = "Le baobab"
    page.save_revision()

    assert nothing_is_left_of("baobab")
    assert titles("platane") == ["Le platane"]


def test_a_new_wording_takes_the_place_of_the_old_one(page):
    page.title = "Le baobab"
    page.save_revision().publish()

    assert titles("baobab") == ["Le baobab"]
    assert nothing_is_left_of("platane")


def test_what_is_withdrawn_is_forgotten_with_its_words(page):
    page.unpublish()

    assert titles("remarquable") == []
    assert nothing_is_left_of("platane")
    assert not Trace.objects.filter(word__folded="platane").exists()


def test_what_is_deleted_is_forgotten_with_its_words(page):
    page.delete()

    assert nothing_is_left_of("platane")
    assert not Posting.objects.filter(indexed__object_id=page.pk, indexed__label="cms.textpage").exists()


def test_a_page_that_gets_a_password_is_forgotten_with_those_below_it(page):
    below = TextPage(title="Le tilleul", slug="tilleul", locale=page.locale)
    page.add_child(instance=below)

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")

    assert nothing_is_left_of("platane")
    assert nothing_is_left_of("tilleul")
    restriction.delete()
    assert titles("tilleul") == ["Le tilleul"]


def test_what_left_in_bulk_is_not_shown_and_soon_forgotten(page):
    TextPage.objects.filter(pk=page.pk).update(live=False)

    assert titles("platane") == []

    indexing.reconcile()

    assert nothing_is_left_of("platane")


def test_what_came_in_bulk_is_soon_found(trees):
    page = trees.add("Le séquoia", "sequoia", live=False)
    TextPage.objects.filter(pk=page.pk).update(live=True)

    indexing.reconcile()

    assert titles("sequoia") == ["Le séquoia"]


def test_a_word_that_another_text_says_too_stays(trees, page):
    trees.add("La place du platane", "place", words="Une place.")

    page.delete()

    assert titles("platane") == ["La place du platane"]


def test_saving_again_writes_nothing_new(page):
    before = set(Posting.objects.values_list("pk", flat=True))

    page.save_revision().publish()

    assert set(Posting.objects.values_list("pk", flat=True)) == before


def test_index_is_rebuilt_from_nothing(page, capsys):
    IndexedText.objects.all().delete()
    IndexedText.objects.create(label="gone.model", object_id=1, language="fr", kind="page", digest="")

    call_command("rebuild_search", "--from-nothing")

    assert titles("platane") == ["Le platane"]
    assert not IndexedText.objects.filter(label="gone.model").exists()
    assert "cms.textpage: 1" in capsys.readouterr().out


def test_a_record_of_an_unknown_model_is_refused(paris, citizen):
    with pytest.raises(LookupError, match="not searchable"):
        indexing.index(citizen)
