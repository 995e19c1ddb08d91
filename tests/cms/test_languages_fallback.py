"""A page that does not exist in the reader's language is shown in another, says so, and loses neither."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from accounts.people import prove_address
from kit.views import server_error
from tests.cms.trees import trees  # noqa: F401 - fixture


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


@pytest.fixture
def charter_page(trees):  # noqa: F811
    return trees.add(
        "Les règles du jeu", "regles", words="Qui décide ? <a href='/fr/consultations/'>Voir</a>"
    )


def test_page_that_is_only_french_is_read_at_an_english_address(client, charter_page):
    page = client.get("/en/regles/")

    html = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="en">' in html
    assert '<main id="main" tabindex="-1" lang="fr">' in html
    assert "This text exists only in French." in main_of(html)
    assert 'lang="en"><p class="language-note"' in re.sub(r">\s+<", "><", main_of(html))
    assert "Qui décide\u202f?" in main_of(html)


def test_french_readers_see_no_note(client, charter_page):
    html = client.get("/fr/regles/").content.decode()

    assert "language-note" not in html
    assert '<main id="main" tabindex="-1">' in html


def test_links_of_a_page_in_another_language_keep_the_readers(client, charter_page):
    html = client.get("/en/regles/?part=2").content.decode()

    links = re.findall(r'<a [^>]*href="(/[^"]*)"[^>]*>', html)
    french = [link for link in links if link.startswith("/fr/")]
    # Only the languages' menu leads to French.
    assert french == ["/fr/regles/?part=2"]
    assert "/en/consultations/" in links


def test_search_engines_are_told_the_one_real_address(client, charter_page):
    html = client.get("/en/regles/").content.decode()

    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', html))
    assert {code: url.partition("8000")[2] for code, url in alternates.items()} == {
        "fr": "/fr/regles/",
        "x-default": "/fr/regles/",
    }


def test_translated_page_is_found_by_the_address_of_the_other_language(client, trees, charter_page):  # noqa: F811
    trees.add("The rules", "rules", like=charter_page)

    page = client.get("/en/regles/")

    assert (page.status_code, page.headers["Location"]) == (302, "/en/rules/")


def test_page_that_is_only_english_is_read_at_a_french_address(client, trees):  # noqa: F811
    trees.add("Écrit d'abord en anglais", "ailleurs")
    trees.en.add_child(
        instance=type(trees.fr.get_children().first().specific)(
            title="Rules", slug="rules", locale=trees.en.locale
        )
    )

    html = client.get("/fr/rules/").content.decode()

    assert "Ce texte n’existe qu’en anglais." in html
    assert '<main id="main" tabindex="-1" lang="en">' in html


def test_draft_is_no_fallback(client, trees):  # noqa: F811
    trees.add("Brouillon", "brouillon", live=False)

    assert client.get("/en/brouillon/").status_code == 404
    assert client.get("/fr/brouillon/").status_code == 404


def test_translation_that_is_a_draft_leaves_the_reader_with_the_original(client, trees, charter_page):  # noqa: F811
    trees.add("The rules", "rules", like=charter_page, live=False)

    assert "Qui décide" in client.get("/en/regles/").content.decode()


def test_address_of_nothing_is_not_found_in_the_language_of_its_address(client, trees):  # noqa: F811
    page = client.get("/en/nothing/at/all/")

    assert page.status_code == 404
    assert '<html lang="en">' in page.content.decode()


def test_page_in_both_languages_has_both_alternates(client, trees, charter_page):  # noqa: F811
    trees.add("The rules", "rules", like=charter_page)

    html = client.get("/en/rules/?part=2").content.decode()

    alternates = re.findall(
        r'<link rel="alternate" hreflang="([^"]+)" href="http://127.0.0.1:8000([^"]+)"', html
    )
    assert alternates == [("fr", "/fr/regles/"), ("en", "/en/rules/"), ("x-default", "/fr/regles/")]
    assert 'href="/fr/regles/?part=2" lang="fr" hreflang="fr"' in html


def test_open_data_speaks_the_language_that_its_link_names(client, trees):  # noqa: F811
    html = client.get("/open-data/?lang=en", headers={"accept-language": "fr"}).content.decode()

    assert '<html lang="en">' in html
    assert 'href="/open-data/?lang=fr"' in html


def test_nobody_chooses_a_language_that_the_site_does_not_have(client, trees):  # noqa: F811
    html = client.get("/open-data/?lang=xx", headers={"accept-language": "fr"}).content.decode()

    assert '<html lang="fr">' in html


def test_language_is_kept_through_signing_in(client, trees, citizen):  # noqa: F811
    citizen.set_password("sous-l-arbre")
    citizen.save()
    prove_address(citizen)
    page = client.get("/en/accounts/")
    login = page.headers["Location"]

    answer = client.post(login, {"login": citizen.email, "password": "sous-l-arbre"})

    assert login.startswith("/en/accounts/login/")
    assert answer.headers["Location"] == "/en/accounts/"


def test_broken_page_leads_on_in_its_language(rf):
    with override("en"):
        html = server_error(rf.get("/en/anything/")).content.decode()

    assert '<html lang="en">' in html
    assert set(re.findall(r'<a [^>]*href="([^"]+)"', html)) == {"/en/"}


def test_refused_form_answers_in_its_language(client, trees):  # noqa: F811
    strict = type(client)(enforce_csrf_checks=True)

    html = strict.post("/en/contact/", {"message": "Bonjour"}).content.decode()

    assert '<html lang="en">' in html
    assert "Bonjour" in html
