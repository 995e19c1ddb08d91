"""A year, a telephone number or a topic that changed in the original shows its translation as outdated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail_localize.models import Translation, TranslationSource

from cms.guide.reviewing import review_unchanged
from cms.languages import status
from cms.languages.facts import are_behind, facts_of
from cms.languages.pairing import pair
from cms.models import ConferencePage, GuideEntryPage
from cms.models.guide_details import GuideContact, GuideFigure, GuideLink
from tests.cms.guide_pages import make_entry, make_guide, make_topic, translate
from tests.cms.test_languages_status import english_of

pytestmark = pytest.mark.django_db
TITLE = "Budget participatif"


@pytest.fixture(params=["by hand", "side by side"])
def budget(request, paris) -> GuideEntryPage:
    """An entry with a figure, a contact and a link, and its translation, published."""
    entry = make_entry(make_guide(), TITLE, city=paris, topics=[make_topic("theme", "street")])
    entry.figures = [
        GuideFigure(value="5 %", label="du budget", year=2024, source="La Ville", locale=entry.locale)
    ]
    entry.contacts = [GuideContact(label="Accueil", phone="3975", locale=entry.locale)]
    entry.links = [GuideLink(label="Voter", url="https://example.org/fr", locale=entry.locale)]
    entry.save()
    entry.save_revision().publish()
    entry = GuideEntryPage.objects.get(pk=entry.pk)
    english = translate(entry, "Participatory budget")
    if request.param == "side by side":
        pair(entry, english)
    return GuideEntryPage.objects.get(pk=entry.pk)


def publish(entry: GuideEntryPage) -> None:
    entry.save_revision().publish()


def state_of(administrator) -> str:
    return english_of(status.page_rows(administrator), TITLE).key


def change_row(entry: GuideEntryPage, relation: str, **facts) -> None:
    row = getattr(entry, relation).get()
    for name, value in facts.items():
        setattr(row, name, value)
    setattr(entry, relation, [row])


def new_year(entry):
    change_row(entry, "figures", year=2026)


def new_number(entry):
    change_row(entry, "contacts", phone="01 42 76 40 40")


def new_link(entry):
    change_row(entry, "links", url="https://example.org/2026")


def new_age(entry):
    entry.minimum_age = 7


def no_topic(entry):
    entry.topics = []


CHANGES = [new_year, new_number, new_link, new_age, no_topic]


@pytest.mark.parametrize("change", CHANGES)
def test_fact_that_changed_since_makes_the_translation_outdated(budget, administrator, change):
    before = state_of(administrator)
    change(budget)

    publish(budget)

    assert (before, state_of(administrator)) == (status.PUBLISHED, status.OUTDATED)


def test_fact_that_was_taken_back_makes_nothing_outdated(budget, administrator):
    budget.minimum_age = 7
    publish(budget)
    budget.minimum_age = None
    publish(budget)

    assert state_of(administrator) == status.PUBLISHED


def test_fact_that_the_translation_tells_too_makes_nothing_outdated(budget, administrator):
    english = budget.get_translations().get()
    english.minimum_age = 7
    publish(english)
    budget.minimum_age = 7

    publish(budget)

    assert state_of(administrator) == status.PUBLISHED


@pytest.mark.parametrize("budget", ["side by side"], indirect=True)
def test_fact_that_was_taken_over_but_not_published_is_outdated_still(
    budget, administrator, django_capture_on_commit_callbacks
):
    new_number(budget)
    publish(budget)
    source = TranslationSource.objects.get_for_instance(budget)

    source.update_from_db()
    taken_over = state_of(administrator)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(source=source).save_target()

    assert (taken_over, state_of(administrator)) == (status.OUTDATED, status.PUBLISHED)
    english = budget.get_translations().get()
    assert english.contacts.get().phone == "01 42 76 40 40"


@pytest.mark.parametrize("budget", ["side by side"], indirect=True)
def test_link_that_a_translator_chose_is_not_behind(budget, administrator):
    english = budget.get_translations().get()
    change_row(english, "links", url="https://example.org/en")
    publish(english)

    publish(budget)

    assert state_of(administrator) == status.PUBLISHED


def test_numbers_in_blocks_are_facts_and_chosen_pictures_are_none():
    def dossier(members: int, document: int) -> dict:
        share = {"type": "item", "id": "l", "value": {"label": "Femmes", "members": members}}
        panel = {"name": "Genre", "shares": [share]}
        session = {"title": "Un", "documents": [{"type": "item", "id": "d", "value": document}]}
        return {
            "composition": [{"type": "category", "id": "c", "value": panel}],
            "programme": [{"type": "session", "id": "s", "value": session}],
        }

    paths = {fact.path: fact.value for fact in facts_of(dossier(50, 1), ConferencePage)}

    assert 50 in paths.values()
    assert are_behind(dossier(50, 1), dossier(51, 1), dossier(50, 1), ConferencePage)
    assert not are_behind(dossier(50, 1), dossier(51, 1), dossier(51, 1), ConferencePage)
    assert not are_behind(dossier(50, 1), dossier(50, 2), dossier(50, 1), ConferencePage)


def test_entry_confirmed_as_still_right_is_outdated_in_no_language(budget, administrator):
    review_unchanged(budget, by=administrator, at=timezone.now() + timedelta(days=3))

    assert state_of(administrator) == status.PUBLISHED
