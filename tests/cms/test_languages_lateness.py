"""A translation lags behind the words that it was made from, not behind a date; and records that are no pages count."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import TranslationSource

from cms.languages import status
from cms.languages.lateness import words_of
from cms.languages.pairing import pair
from cms.models import GuideEntryPage, TextPage
from tests.cms.test_languages_status import english_of
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following import adopted_charter, promise
from tests.consultations.publishing import decided, review

GROUPS = {"Répondre": ["Répondre à chacun.", "Répondre vraiment."], "Réunir": ["Le soir."]}


@pytest.fixture(params=["by hand", "side by side"])
def rules(request, trees):  # noqa: F811
    """A page with its translation, written apart or in the editor of translations."""
    page = trees.add("Les règles", "regles", words="Tout est public.")
    english = trees.add("The rules", "rules", words="All is public.", like=page)
    if request.param == "side by side":
        pair(page, english)
        page.refresh_from_db()
    return page


def publish(page, **changes) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_page_published_again_with_the_same_words_leaves_its_translation_up_to_date(rules, administrator):
    publish(rules)
    publish(rules, show_in_menus=True)

    assert english_of(status.page_rows(administrator), "Les règles").key == status.PUBLISHED


def test_one_changed_paragraph_is_enough_to_be_outdated(rules, administrator):
    publish(rules, body=[{"type": "paragraph", "value": "<p>Presque tout est public.</p>"}])
    publish(rules)

    state = english_of(status.page_rows(administrator), "Les règles")

    rules.refresh_from_db()
    assert (state.key, state.since) == (status.OUTDATED, rules.last_published_at)


def test_words_that_were_taken_back_make_nothing_outdated(rules, administrator):
    publish(rules, title="Autre chose")
    publish(rules, title="Les règles")

    assert english_of(status.page_rows(administrator), "Les règles").key == status.PUBLISHED


def test_words_are_those_of_texts_and_not_of_what_keeps_them_apart():
    figure = {
        "value": "16",
        "label": "maisons",
        "year": 2017,
        "pk": 4,
        "translation_key": "x",
        "sort_order": 0,
    }
    blocks = '[{"type": "paragraph", "value": "<p>Un</p>", "id": "abc"}, {"type": "picture", "value": 12}]'

    words = words_of(
        {"title": "[Titre", "kind": "place", "body": blocks, "figures": [figure]}, GuideEntryPage
    )

    assert sorted(words) == ["16", "<p>Un</p>", "[Titre", "maisons"]
    assert words_of({"title": "Seul"}, TextPage) == ["Seul"]


def test_report_asks_the_same_of_the_database_with_more_pages_published_again(
    client,
    login,
    editor,
    trees,  # noqa: F811
):
    def add(number: int) -> None:
        page = trees.add(f"Page {number}", f"page-{number}")
        english = trees.add(f"Page {number} (en)", f"page-{number}-en", like=page)
        if number % 2:
            pair(page, english)
        publish(page)

    numbers = count()
    login(client, editor)
    add(next(numbers)), add(next(numbers))
    client.get(reverse("cms_admin:languages"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("cms_admin:languages"))
    for _more in range(4):
        add(next(numbers))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("cms_admin:languages"))

    assert TranslationSource.objects.count() == 3
    assert len(many) == len(few)


def test_themes_proposals_and_commitments_are_reported_to_those_who_write_them(
    paris, analyst, editor, administrator
):
    analysis = make_analysis(make_consultation(city=paris, phase="published"), GROUPS)
    themes = review(analysis, "Répondre", by=analyst)
    proposal = decided(themes, "Répondre en un mois.", by=analyst)
    commitment = promise(adopted_charter(paris, by=editor), "Recruter.", by=editor)
    proposal.statement = {"fr": "Répondre en un mois.", "en": "Answer within a month."}
    proposal.save()

    rows, analysts, editors = (
        {row.title: row for row in status.record_rows(person)} for person in (administrator, analyst, editor)
    )

    assert set(analysts) == {"Répondre", "Répondre en un mois."}
    assert "Recruter." in editors
    assert "Répondre" not in editors
    states = {title: rows[title].states[1].key for title in ("Répondre en un mois.", "Recruter.")}
    assert states == {"Répondre en un mois.": status.DRAFT, "Recruter.": status.MISSING}
    assert [rows["Répondre"].url, rows["Répondre en un mois."].url, rows["Recruter."].url] == [
        reverse("consultations_admin:theme", args=[themes[0].pk]),
        reverse("consultations_admin:proposal", args=[proposal.pk]),
        reverse("consultations_admin:commitment", args=[commitment.pk]),
    ]


def test_themes_that_nobody_kept_wait_for_no_translation(paris, administrator):
    make_analysis(make_consultation(city=paris, phase="published"), GROUPS)

    assert "Répondre" not in [row.title for row in status.record_rows(administrator)]
