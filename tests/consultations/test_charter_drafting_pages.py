"""The screens of charters: cover, draft, articles, publication, what a version changes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.charters import charter_drafting as drafting
from consultations.models import Article, ArticleVersion, Charter, CharterVersion
from consultations.proposals import deciding
from consultations.reviews import reviewing
from tests.consultations.factories import make_analysis, make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(paris):
    return Charter.objects.create(slug="charte-de-la-ville", city=paris, title={"fr": "Charte de la Ville"})


@pytest.fixture
def draft(charter, editor):
    draft = drafting.start_draft(charter, by=editor)
    for identifier in ("repondre", "prevenir"):
        drafting.add_article(
            draft,
            identifier,
            title={"fr": identifier.title()},
            body={"fr": f"La Ville promet de {identifier}."},
            by=editor,
        )
    return draft


@pytest.fixture
def kept(paris, analyst):
    analysis = make_analysis(make_consultation(phase="analysis", city=paris), {"Répondre": ["Répondez."]})
    one = reviewing.mark_reviewed(analysis.themes.get(), by=analyst, expected=1)
    proposal = deciding.propose(analysis.consultation, {"fr": "Répondre à tous."}, [one], by=analyst)
    return deciding.decide(proposal, "kept", {"fr": "Oui."}, "Direction", by=analyst, at=timezone.now())


@pytest.fixture
def editor_client(client, login, editor):
    return login(client, editor)


def url(name: str, one) -> str:
    return reverse(f"consultations_admin:{name}", args=[one.pk])


@pytest.mark.parametrize("person", ["citizen", "analyst", "coordinator"])
def test_only_those_who_write_charters_see_and_change_them(client, login, request, charter, draft, person):
    login(client, request.getfixturevalue(person))
    wording = draft.article_versions.first()

    for name, one in (("charter", charter), ("charter_version", draft), ("charter_article", wording)):
        assert client.get(url(name, one)).status_code == 302
    assert client.get(reverse("consultations_admin:charters")).status_code == 302
    assert client.get(reverse("consultations_admin:new_charter")).status_code == 302
    client.post(url("publish_version", draft))
    client.post(url("discard_draft", draft))

    draft.refresh_from_db()
    assert not draft.is_published


def test_a_charter_is_made_for_a_city_or_for_a_district(editor_client, paris):
    fields = {"title_fr": "Charte du quartier", "slug": "charte-du-quartier", "city": paris.pk}
    district = paris.districts.first()

    editor_client.post(reverse("consultations_admin:new_charter"), {**fields, "district": district.pk})

    made = Charter.objects.get()
    assert (str(made.title), made.city, made.district) == ("Charte du quartier", paris, district)


def test_a_district_of_another_city_is_refused(editor_client, paris, dakar):
    fields = {
        "title_fr": "Charte",
        "slug": "charte",
        "city": paris.pk,
        "district": dakar.districts.first().pk,
    }

    page = editor_client.post(reverse("consultations_admin:new_charter"), fields)

    assert page.context["form"].errors["district"]
    assert not Charter.objects.exists()


def test_the_address_of_a_published_charter_stays(editor_client, charter, draft, editor, paris):
    drafting.publish(draft, by=editor, at=timezone.now())

    editor_client.post(
        url("charter_cover", charter), {"title_fr": "Nouveau titre", "slug": "autre", "city": paris.pk}
    )

    charter.refresh_from_db()
    assert (str(charter.title), charter.slug) == ("Nouveau titre", "charte-de-la-ville")


def test_starting_a_draft_twice_is_refused_with_a_sentence(editor_client, charter, draft):
    page = editor_client.post(url("start_draft", charter), follow=True)

    assert charter.versions.count() == 1
    assert len(page.context["messages"]) == 1


def test_an_article_is_written_and_cites_what_was_kept(editor_client, draft, kept):
    fields = {
        "identifier": "accueillir",
        "title_fr": "Accueillir",
        "body_fr": "La Ville accueille.",
        "proposals": [kept.pk],
    }

    editor_client.post(url("new_charter_article", draft), fields)

    wording = ArticleVersion.objects.get(article__identifier="accueillir")
    assert (wording.sort_order, wording.body) == (2, {"fr": "La Ville accueille."})
    assert list(wording.proposals.all()) == [kept]


@pytest.mark.parametrize("identifier", ["repondre", "Pas un identifiant", ""])
def test_a_refused_identifier_keeps_the_text(editor_client, draft, identifier):
    fields = {"identifier": identifier, "title_fr": "Accueillir", "body_fr": "Un très long texte."}

    page = editor_client.post(url("new_charter_article", draft), fields)

    assert page.context["form"].errors
    assert "Un très long texte." in page.content.decode()
    assert draft.article_versions.count() == 2


def test_rewording_on_the_page_keeps_languages_and_identifier(editor_client, draft):
    wording = draft.article_versions.first()
    fields = {
        "identifier": "repondre-a-tous",
        "chapter_fr": "Après",
        "title_fr": "Répondre",
        "title_en": "Reply",
        "body_fr": "Neuf.",
        "expected": drafting.fingerprint(wording),
    }

    editor_client.post(url("charter_article", wording), fields)

    wording = ArticleVersion.objects.get(pk=wording.pk)
    assert wording.title == {"fr": "Répondre", "en": "Reply"}
    assert (wording.article.identifier, str(wording.chapter)) == ("repondre-a-tous", "Après")


def test_a_published_identifier_cannot_be_changed_on_the_page(editor_client, charter, draft, editor):
    drafting.publish(draft, by=editor, at=timezone.now())
    wording = drafting.start_draft(charter, by=editor).article_versions.first()
    fields = {
        "identifier": "autre",
        "title_fr": "Répondre mieux",
        "body_fr": "Neuf.",
        "expected": drafting.fingerprint(wording),
    }

    editor_client.post(url("charter_article", wording), fields)

    wording = ArticleVersion.objects.get(pk=wording.pk)
    assert (str(wording.title), wording.article.identifier) == ("Répondre mieux", "repondre")


def test_two_people_on_one_article_get_both_versions(editor_client, draft, administrator):
    wording = draft.article_versions.first()
    seen = drafting.fingerprint(wording)
    drafting.reword(
        wording, title={"fr": "Le sien"}, body={"fr": "Son texte."}, by=administrator, expected=seen
    )
    fields = {"identifier": "repondre", "title_fr": "Le mien", "body_fr": "Mon texte.", "expected": seen}

    page = editor_client.post(url("charter_article", wording), fields)

    assert page.status_code == 409
    for words in ("Son texte.", "Mon texte."):
        assert words in page.content.decode()
    again = dict(page.context["sent"])
    editor_client.post(url("charter_article", wording), {**again, "expected": page.context["expected"]})
    assert str(ArticleVersion.objects.get(pk=wording.pk).body) == "Mon texte."


def test_articles_are_put_in_another_order(editor_client, draft):
    first, second = draft.article_versions.all()

    places = {f"place_{first.pk}": 5, f"place_{second.pk}": 2}

    editor_client.post(url("order_articles", draft), {**places, "expected": draft.revision})

    assert list(draft.article_versions.all()) == [second, first]


def test_a_place_that_is_no_number_is_refused(editor_client, draft):
    first, second = draft.article_versions.all()

    page = editor_client.post(
        url("order_articles", draft), {f"place_{first.pk}": "x", f"place_{second.pk}": 2}
    )

    assert page.context["order"].non_field_errors()
    assert list(draft.article_versions.all()) == [first, second]


def test_an_article_is_taken_out(editor_client, draft):
    wording = draft.article_versions.first()

    editor_client.post(url("remove_charter_article", wording), {"expected": "stale"})
    before = draft.article_versions.count()
    editor_client.post(url("remove_charter_article", wording), {"expected": drafting.fingerprint(wording)})

    assert (before, draft.article_versions.count()) == (2, 1)
    assert not Article.objects.filter(identifier="repondre").exists()


def test_publishing_on_the_page_freezes_the_version(editor_client, draft):
    words = {"note_fr": "Deux articles.", "expected": draft.revision}
    editor_client.post(url("describe_draft", draft), words)
    editor_client.post(url("publish_version", draft))
    wording = draft.article_versions.first()
    refused = editor_client.post(
        url("charter_article", wording),
        {
            "identifier": "repondre",
            "title_fr": "X",
            "body_fr": "Y",
            "expected": drafting.fingerprint(wording),
        },
        follow=True,
    )

    draft.refresh_from_db()
    assert (draft.is_published, str(draft.note)) == (True, "Deux articles.")
    assert refused.request["PATH_INFO"] == url("charter_version", draft)
    assert str(draft.article_versions.first().title) == "Repondre"


def test_a_draft_with_something_missing_says_what_and_has_no_button(editor_client, draft, editor):
    drafting.add_article(draft, "vide", title={"en": "Empty"}, body={"en": "Empty."}, by=editor)

    page = editor_client.get(url("charter_version", draft))
    editor_client.post(url("publish_version", draft))

    assert len(page.context["missing"]) == 2
    assert url("publish_version", draft) not in page.content.decode()
    draft.refresh_from_db()
    assert not draft.is_published


def test_deleting_a_draft(editor_client, charter, draft):
    editor_client.post(url("discard_draft", draft))

    assert not CharterVersion.objects.exists()
    assert Charter.objects.get() == charter


def test_the_changes_of_a_draft_are_shown_word_by_word(editor_client, charter, draft, editor):
    drafting.publish(draft, by=editor, at=timezone.now())
    second = drafting.start_draft(charter, by=editor)
    wording = second.article_versions.first()
    drafting.reword(
        wording,
        title=wording.title,
        body={"fr": "La Ville promet de répondre vite."},
        by=editor,
        expected=drafting.fingerprint(wording),
    )

    page = editor_client.get(url("charter_changes", second))

    assert [change.kind for change in page.context["changes"]] == ["reworded", "unchanged"]
    assert "<ins>" in page.content.decode()
    assert "<del>" in page.content.decode()


def test_the_list_and_a_version_take_as_many_queries_for_1_as_for_30(
    editor_client, charter, draft, editor, paris
):
    def queries(address: str) -> int:
        editor_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            editor_client.get(address)
        return len(captured)

    listing, version = reverse("consultations_admin:charters"), url("charter_version", draft)
    before = queries(listing), queries(version)
    for number in range(30):
        Charter.objects.create(slug=f"charte-{number}", city=paris, title={"fr": f"Charte {number}"})
        drafting.add_article(draft, f"article-{number}", title={"fr": "Un"}, body={"fr": "Deux."}, by=editor)

    assert (queries(listing), queries(version)) == before


def test_a_charter_page_tells_its_history(editor_client, charter, draft):
    page = editor_client.get(url("charter", charter))

    assert [line.action.rpartition(".")[2] for line in page.context["history"]] == [
        "add_article",
        "add_article",
        "start_draft",
    ]
    assert "Driss Haddad" in page.content.decode()


@pytest.mark.parametrize(
    ("person", "name", "shown"),
    [
        ("editor", "charters", True),
        ("analyst", "charters", False),
        ("analyst", "proposals", True),
        ("editor", "proposals", False),
    ],
)
def test_the_menu_shows_what_each_may_open(client, login, request, person, name, shown):
    login(client, request.getfixturevalue(person))

    content = client.get("/cms/").content.decode()

    assert (reverse(f"consultations_admin:{name}") in content) is shown
