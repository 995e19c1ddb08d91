"""The report of languages: what is missing, begun, outdated or published, of pages and of records."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from cms.languages import marks, status
from cms.languages.pairing import pair, pair_all
from cms.languages.records import localized_in
from cms.models import LanguageMark
from tests.cms.trees import trees  # noqa: F401 - fixture
from tests.consultations.factories import make_consultation


def english_of(rows, title) -> status.State:
    row = next(row for row in rows if row.title == title)
    return next(state for state in row.states if state.language == "en")


@pytest.fixture
def rules(trees):  # noqa: F811
    return trees.add("Les règles", "regles", words="Tout est public.")


def test_page_without_translation_is_missing_and_leads_to_asking_for_one(rules, administrator):
    state = english_of(status.page_rows(administrator), "Les règles")

    assert state.key == status.MISSING
    assert (
        state.url
        == reverse("wagtail_localize:submit_page_translation", args=[rules.pk]) + "?select_locale=en"
    )


def test_translation_is_a_draft_then_published(trees, rules, administrator):  # noqa: F811
    english = trees.add("The rules", "rules", like=rules, live=False)
    before = english_of(status.page_rows(administrator), "Les règles").key
    english.save_revision().publish()

    assert (before, english_of(status.page_rows(administrator), "Les règles").key) == (
        status.DRAFT,
        status.PUBLISHED,
    )


def test_translation_is_outdated_since_its_original_was_published_anew(trees, rules, administrator):  # noqa: F811
    trees.add("The rules", "rules", like=rules)
    rules.title = "Les nouvelles règles"
    rules.save_revision().publish()
    rules.refresh_from_db()

    state = english_of(status.page_rows(administrator), "Les nouvelles règles")

    assert (state.key, state.since) == (status.OUTDATED, rules.last_published_at)


def test_draft_of_the_original_makes_nothing_outdated(trees, rules, administrator):  # noqa: F811
    trees.add("The rules", "rules", like=rules)
    rules.title = "Peut-être"
    rules.save_revision()

    assert english_of(status.page_rows(administrator), "Peut-être").key == status.PUBLISHED


def test_paired_pages_are_translated_side_by_side(trees, rules, administrator):  # noqa: F811
    english = trees.add("The rules", "rules", words="All is public.", like=rules)

    paired = pair(rules, english)

    translation = Translation.objects.get()
    assert paired
    assert translation.get_progress()[0] == translation.get_progress()[1] > 0
    assert set(StringTranslation.objects.values_list("data", flat=True)) == {
        "The rules",
        "rules",
        "All is public.",
    }
    assert english_of(status.page_rows(administrator), "Les règles").key == status.PUBLISHED
    english.refresh_from_db()
    assert english.title == "The rules"


def test_items_of_lists_are_paired_too(trees):  # noqa: F811
    def figures(label):
        items = [{"value": "128", "label": label}]
        return [{"type": "key_figures", "value": {"figures": items}}]

    french = trees.add("Chiffres", "chiffres")
    english = trees.add("Figures", "figures", like=french)
    french.body, english.body = figures("réponses"), figures("answers")
    french.save_revision().publish()
    english.save_revision().publish()

    pair(french, english)
    source = Translation.objects.get().source
    source.update_from_db()

    translation = Translation.objects.get()
    assert translation.get_progress()[0] == translation.get_progress()[1]
    assert StringTranslation.objects.filter(translation_of__data="réponses").get().data == "answers"


def test_pages_that_differ_are_not_paired(trees, rules):  # noqa: F811
    english = trees.add("The rules", "rules", words="One.</p><p>Two.", like=rules)

    assert not pair(rules, english)
    assert not Translation.objects.exists()


def test_pairing_all_is_done_once(trees, rules):  # noqa: F811
    trees.add("The rules", "rules", like=rules)

    first, second = pair_all(main="fr"), pair_all(main="fr")

    assert (first, second) == ((2, []), (0, []))


def test_editor_translates_side_by_side(client, login, editor, rules):
    login(client, editor)
    asked = client.post(
        reverse("wagtail_localize:submit_page_translation", args=[rules.pk]),
        {
            "locales": [
                Translation._meta.get_field("target_locale").related_model.objects.get(language_code="en").pk
            ]
        },
    )

    translation = Translation.objects.get()
    english = translation.get_target_instance()
    page = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk]))

    assert asked.status_code == 302
    assert page.status_code == 200
    assert "Tout est public." in page.content.decode()
    # It begins as a draft: published at once, it would show French words on an English page.
    assert not english.live


@pytest.mark.parametrize("who", ["analyst", "coordinator"])
def test_staff_of_other_trades_ask_for_no_translation(request, client, login, rules, who):
    login(client, request.getfixturevalue(who))

    client.post(reverse("wagtail_localize:submit_page_translation", args=[rules.pk]), {"locales": ["2"]})

    assert not Translation.objects.exists()


def test_no_machine_translates():
    assert not hasattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR")


def test_record_is_missing_begun_then_published(paris, administrator):
    paris.legal_notice = {"fr": "Éditeur : la Ville."}
    paris.name = {"fr": "Paris"}
    paris.save()
    for district in paris.districts.all():
        district.name = {"fr": "Centre"}
        district.save()
    states = [english_of(status.record_rows(administrator), "Paris").key]

    paris.name = {"fr": "Paris", "en": "Paris"}
    paris.save()
    states.append(english_of(status.record_rows(administrator), "Paris").key)
    paris.legal_notice = {"fr": "Éditeur : la Ville.", "en": "Published by the City."}
    paris.save()
    paris.districts.all().delete()
    states.append(english_of(status.record_rows(administrator), "Paris").key)

    assert states == [status.MISSING, status.DRAFT, status.PUBLISHED]


def test_record_changed_in_the_main_language_alone_is_outdated_until_its_translation_follows(
    paris, administrator
):
    now = timezone.now()
    paris.legal_notice = {"fr": "Avant.", "en": "Before."}
    paris.save()
    marks.look(at=now)
    paris.legal_notice = {"fr": "Après.", "en": "Before."}
    paris.save()

    fallen = marks.look(at=now + timedelta(hours=1))
    again = marks.look(at=now + timedelta(hours=2))
    late = english_of(status.record_rows(administrator), str(paris))
    paris.legal_notice = {"fr": "Après.", "en": "After."}
    paris.save()
    marks.look(at=now + timedelta(hours=3))

    assert (fallen, again) == (1, 0)
    assert (late.key, late.since) == (status.OUTDATED, now + timedelta(hours=1))
    assert english_of(status.record_rows(administrator), str(paris)).key == status.PUBLISHED


def test_person_may_say_that_a_translation_needs_no_change(client, login, paris, administrator):
    paris.legal_notice = {"fr": "Avnt.", "en": "Before."}
    paris.save()
    marks.look(at=timezone.now())
    paris.legal_notice = {"fr": "Avant.", "en": "Before."}
    paris.save()
    marks.look(at=timezone.now())
    login(client, administrator)

    client.post(reverse("cms_admin:language_up_to_date"), {"record": f"city-{paris.pk}", "language": "en"})
    marks.look(at=timezone.now())

    assert not LanguageMark.objects.exclude(outdated_since=None).exists()


def test_editor_says_nothing_of_records_that_are_not_theirs(client, login, paris, editor):
    login(client, editor)

    answer = client.post(
        reverse("cms_admin:language_up_to_date"), {"record": f"city-{paris.pk}", "language": "en"}
    )

    assert answer.status_code == 404


def test_questionnaire_and_texts_are_told_apart(paris, administrator):
    make_consultation(city=paris)

    kinds = {row.kind for row in status.record_rows(administrator)}

    assert len(kinds) == 3
    marks.look(at=timezone.now())
    assert LanguageMark.objects.filter(language="en:q").count() == 1


def test_texts_are_found_at_any_depth():
    tree = [
        {"value": {"label": {"fr": "Oui"}, "choices": [{"label": {"fr": "Un", "en": "One"}}], "key": "a"}}
    ]

    assert list(localized_in(tree)) == [{"fr": "Oui"}, {"fr": "Un", "en": "One"}]


def test_what_is_left_to_translate_is_listed_for_who_may_change_it(rules, paris, editor, analyst):
    assert "Les règles" in [row.title for row in status.untranslated(editor)]
    assert status.untranslated(analyst) == []


def test_report_asks_the_same_of_the_database_with_more_pages(client, login, editor, trees, rules, paris):  # noqa: F811
    login(client, editor)
    address = reverse("cms_admin:languages")
    make_consultation(city=paris)
    pair(rules, trees.add("The rules", "rules", like=rules))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(29):
        page = trees.add(f"Page {number}", f"page-{number}")
        trees.add(f"Page {number} (en)", f"page-{number}-en", like=page)
    make_consultation(city=paris, slug="deuxieme")
    with CaptureQueriesContext(connection) as many:
        shown = client.get(address)

    assert "Page 28" in shown.content.decode()
    assert len(many) == len(few)


@pytest.mark.parametrize("question", ["?state=to-do", "?state=missing&kind=x", "?page=99", "?state=<script>"])
def test_report_is_filtered_without_trusting_the_address(client, login, editor, rules, question):
    login(client, editor)

    page = client.get(reverse("cms_admin:languages") + question)

    assert page.status_code == 200
    assert "<script>&" not in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status_code"), [("editor", 200), ("analyst", 200), ("coordinator", 200), ("citizen", 302)]
)
def test_report_is_for_who_writes_words_in_several_languages(request, client, login, who, status_code):
    login(client, request.getfixturevalue(who))

    assert client.get(reverse("cms_admin:languages")).status_code == status_code
