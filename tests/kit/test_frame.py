"""The frame of every page: languages, ways in, footer, and rules that all pages keep."""

from __future__ import annotations

import re

import pytest
from django.test import override_settings
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from kit import context

GUIDE = "/style-guide/"


@pytest.fixture
def french():
    with override("fr"):
        yield


@pytest.fixture
def guide(client, db):
    with override_settings(DEBUG=True):
        return client.get(GUIDE).content.decode()


@pytest.fixture
def home(db):
    french, _made = Locale.objects.get_or_create(language_code="fr")
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=french)
    Page.objects.filter(depth__gt=1).delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=Page(title="Accueil", slug="accueil", locale=Locale.objects.get(language_code="fr"))
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


def test_every_part_of_the_style_guide_keeps_to_the_strict_policy(guide):
    assert not re.search(r"<(style|script(?![^>]*\bsrc=))", guide)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", guide)


def test_every_id_of_the_style_guide_is_there_once(guide):
    ids = re.findall(r"\sid=\"([^\"]+)\"", guide)

    assert len(ids) == len(set(ids))


def test_style_guide_has_one_title_of_the_first_level(guide):
    assert guide.count("<h1") == 1


def test_style_guide_is_not_for_visitors(client, db):
    assert client.get(GUIDE, follow=True).status_code == 404


def test_style_guide_is_not_for_citizens(client, citizen, login):
    login(client, citizen)

    assert client.get(GUIDE, follow=True).status_code == 404


def test_page_says_its_language_and_links_to_the_other(client, db):
    page = client.get("/fr/accounts/login/").content.decode()

    assert '<html lang="fr">' in page
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/accounts/login/">' in page
    assert (
        '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/fr/accounts/login/">' in page
    )
    assert re.search(
        r'<a class="site-menu-link" href="/en/accounts/login/" lang="en" hreflang="en">English</a>', page
    )


def test_language_link_keeps_the_question(rf, french):
    request = rf.get("/fr/accounts/login/?next=/fr/accounts/home/")

    links = {link.code: link.url for link in context.language_alternates(request)}

    assert links["en"].startswith("/en/accounts/login/?next=")


def test_page_starts_with_a_way_to_its_content(client, db):
    page = client.get("/en/accounts/login/").content.decode()

    first_link = re.search(r"<a [^>]*href=\"([^\"]+)\"", page).group(1)
    assert first_link == "#main"
    assert '<main id="main" tabindex="-1">' in page


def test_footer_links_to_the_source_and_names_its_licence(client, db):
    page = client.get("/en/accounts/login/").content.decode()

    footer = page[page.index("<footer") :]
    assert 'href="/source.tar.gz"' in footer
    assert "AGPL-3.0-or-later" in footer


def test_footer_links_to_the_pages_of_the_active_language(home, client):
    french = home.add_child(
        instance=Page(title="Mentions légales", slug="mentions-legales", locale=home.locale)
    )
    home.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english = french.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Legal notice"
    english.save_revision().publish()

    assert [link.label for link in links_in("fr")] == ["Mentions légales"]
    assert [link.label for link in links_in("en")] == ["Legal notice"]


def test_footer_falls_back_on_the_page_that_exists(home):
    home.add_child(instance=Page(title="Mentions légales", slug="mentions-legales", locale=home.locale))

    assert [link.label for link in links_in("en")] == ["Mentions légales"]


def test_footer_leaves_drafts_out(home):
    home.add_child(
        instance=Page(title="Mentions légales", slug="mentions-legales", locale=home.locale, live=False)
    )

    assert links_in("fr") == []


def links_in(language):
    with override(language):
        return list(context.site(None)["footer_links"])


def test_wagtail_page_links_to_its_own_translation(home, rf, french):
    english = home.copy_for_translation(Locale.objects.get(language_code="en"))
    english.slug = "home"
    english.save_revision().publish()
    request = rf.get("/fr/")
    request._wagtail_route_for_request = (home, [], {})

    links = {link.code: link for link in context.language_alternates(request)}

    assert links["en"].is_same_page
    assert links["en"].url.startswith("/en/")


def test_wagtail_page_without_translation_leads_to_where_it_is_shown_with_a_note(home, rf, french):
    about = home.add_child(instance=Page(title="À propos", slug="a-propos", locale=home.locale))
    request = rf.get("/fr/a-propos/?part=2")
    request._wagtail_route_for_request = (about, [], {})

    english = next(link for link in context.language_alternates(request) if link.code == "en")

    assert (english.url, english.is_same_page) == ("/en/a-propos/?part=2", False)


def test_translation_outside_of_the_site_is_none(home, rf, french):
    about = home.add_child(instance=Page(title="À propos", slug="a-propos", locale=home.locale))
    about.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    Page.objects.filter(translation_key=about.translation_key).exclude(pk=about.pk).update(
        live=True, url_path="/nowhere/about/"
    )
    request = rf.get("/fr/a-propos/?part=2")
    request._wagtail_route_for_request = (about, [], {})

    english = next(link for link in context.language_alternates(request) if link.code == "en")

    assert (english.url, english.is_same_page) == ("/en/a-propos/?part=2", False)


def test_frame_costs_nothing_to_pages_that_do_not_show_it(rf, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        context.site(rf.get("/fr/"))


@pytest.mark.parametrize("address", ["login", "signup", "password/reset"])
def test_account_page_keeps_to_the_strict_policy(client, db, address):
    page = client.get(f"/en/accounts/{address}/").content.decode()

    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert not re.search(r"<(style|script(?![^>]*\bsrc=))", page)
    assert "placeholder=" not in page


def test_wrong_password_is_told_on_top_and_keeps_the_address(client, db):
    page = client.post(
        "/en/accounts/login/", {"login": "aminata@example.org", "password": "hush-hush"}
    ).content.decode()

    assert page.index('class="error-summary"') < page.index('name="login"')
    assert 'value="aminata@example.org"' in page
    assert "hush-hush" not in page


def test_editors_side_wears_the_palette(client, administrator, login):
    login(client, administrator)

    page = client.get("/cms/").content.decode()

    assert "css/admin.css" in page
    assert "logo-leaves" in page
