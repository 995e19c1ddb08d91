"""A third language needs a setting and a catalogue, and nothing else: no sentence of the interface is left in another.

The language is one that nobody speaks (see tests/pseudo_language.py). Sentences that its catalogue lacks, because the
French one lacks them too, are the matter of scripts/check_translations.py.
"""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override, trans_real
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from cms.models import LettersPage
from config import environment
from tests import pseudo_language
from tests.cms import conferences, guide_pages, lotteries
from tests.cms.writing_letters import make_letter
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review

ROOT = Path(__file__).resolve().parents[2]
CODE = pseudo_language.CODE
# Words of no language: names of things, and of Wagtail's own labels that it forgot to mark.
NO_LANGUAGE = {
    "palabre",
    "qps",
    "fr",
    "en",
    "sha 256",
    "agpl 3 0 or later",
    "csv",
    "json",
    "pdf",
    "english",
    "français",
    "rss",
}
WAGTAILS_OWN = {"site name", "root page", "port", "root", "wagtail"}
PAGES_A_SHAPE = 2
FEWEST_PAGES, MOST_PAGES = 30, 50
GROUPS = {"Répondre": ["Répondre à chacun.", "Répondre vraiment."], "Réunir": ["Le soir."]}


class Missing(gettext.NullTranslations):
    """What the catalogue lacks, made on the spot."""

    def gettext(self, message):
        return pseudo_language.translated(message.rpartition("\4")[2]) if message else message

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)


@pytest.fixture
def third_language(settings, tmp_path):
    """The site, with our language added to its settings and its catalogue put where catalogues are looked for."""
    folder = pseudo_language.write_catalogue(tmp_path / "locale")
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, pseudo_language.NAME)]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.WAGTAILADMIN_PERMITTED_LANGUAGES = settings.LANGUAGES
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    trans_real.translation(CODE)._fallback = Missing()
    return CODE


@pytest.fixture
def content(paris, editor, analyst, administrator):
    """One of each kind of page and record, in French."""
    conference = conferences.make_conference(conferences.recommendation())
    home = conference.get_parent().get_parent().specific
    guide = home.add_child(
        instance=guide_pages.GuideIndexPage(title="Guide", slug="guide", locale=home.locale)
    )
    guide_pages.make_entry(guide, city=paris)
    home.add_child(instance=LettersPage(title="Lettres", slug="lettres", locale=home.locale))
    make_letter(type("Trees", (), {"fr": home, "en": home}))
    make_consultation(city=paris, slug="ouverte")
    published = make_consultation(city=paris, slug="publiee", phase="published")
    analysis = make_analysis(published, GROUPS)
    redact()
    kept = decided(review(analysis, "Répondre", by=analyst), "Répondre en trois mois.", by=analyst)
    publish_version(make_charter(paris), {"reponse": ("La Ville répond.", [kept])}, by=editor)
    lotteries.make_lottery(paris)


def crawl(client, starts: list[str], *, inside, fewest: int = FEWEST_PAGES, also: str = "") -> dict[str, str]:
    """{what is left: the first page that says it} of the pages reached from here, a few of each shape.

    ``also`` are words that pages put together of what people wrote.
    """
    known = f"{pseudo_language.content_of_database()} {also}"
    shapes: Counter[str] = Counter()
    seen, found, queue = set(), {}, list(starts)
    while queue and len(seen) < MOST_PAGES:
        url = queue.pop(0)
        shape = re.sub(r"\d+|/[a-z0-9]+(?:-[a-z0-9]+)+/", "/x/", url.partition("?")[0])
        if url in seen or shapes[shape] >= PAGES_A_SHAPE:
            continue
        seen.add(url)
        shapes[shape] += 1
        response = client.get(url)
        if response.status_code in {301, 302} and inside(response.headers["Location"]):
            queue.append(response.headers["Location"])
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = b"".join(response).decode()
        for piece in pseudo_language.leftovers(html, known):
            found.setdefault(piece, url)
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"#]+)"', html)]
        queue += [link for link in links if inside(link)]
    assert len(seen) >= fewest
    return {
        piece: url
        for piece, url in found.items()
        if pseudo_language.plain(piece) not in NO_LANGUAGE | WAGTAILS_OWN and not piece.startswith("http")
    }


def test_public_pages_speak_it_alone(client, content, third_language):
    starts = [f"/{CODE}/{path}" for path in ("", "contact/", "newsletter/", "nothing/", "accounts/signup/")]

    left = crawl(client, starts, inside=lambda url: url.startswith((f"/{CODE}/", f"/open-data/?lang={CODE}")))

    assert left == {}


def test_refused_forms_speak_it_alone(client, content, third_language):
    known = pseudo_language.content_of_database()
    addresses = ["contact/", "newsletter/", "accounts/login/", "accounts/signup/", "accounts/password/reset/"]

    left = {
        piece
        for address in addresses
        for piece in pseudo_language.leftovers(client.post(f"/{CODE}/{address}", {}).content.decode(), known)
    }

    assert {piece for piece in left if pseudo_language.plain(piece) not in NO_LANGUAGE} == set()


def test_screens_of_staff_speak_it_alone(client, content, third_language, administrator, login):
    profile = UserProfile.get_for_user(administrator)
    profile.preferred_language = CODE
    profile.save()
    login(client, administrator)

    left = crawl(
        client, ["/cms/", *our_screens("consultations_admin", "cms_admin")], inside=is_screen_of_ours
    )

    assert left == {}


def is_screen_of_ours(url: str) -> bool:
    return url.startswith(("/cms/consultations/", "/cms/site/"))


def our_screens(*namespaces: str) -> list[str]:
    """The addresses of our own screens in the admin that need nothing to be chosen first."""
    found = []
    for namespace in namespaces:
        patterns = get_resolver().namespace_dict[namespace][1].reverse_dict
        for name in patterns:
            if isinstance(name, str):
                try:
                    found.append(reverse(f"{namespace}:{name}"))
                except NoReverseMatch:  # It is the screen of one thing.
                    continue
    return sorted(set(found))


def mail_templates() -> list[str]:
    roots = [ROOT / app / "templates" for app in ("accounts", "cms", "consultations", "debates")]
    return sorted(
        str(path.relative_to(root)) for root in roots for path in root.rglob("mail/*.txt") if path.is_file()
    )


def test_mails_speak_it_alone(third_language):
    # What the mails of reservations cannot be without: numbers to count, and a place that may be empty.
    given = {"occasion": dict.fromkeys(("title", "place", "online_link"), ""), "registration": {"seats": 2}}
    given |= dict.fromkeys(("seats", "late_minutes", "hours"), 2)
    with override(CODE):
        left = {
            (name, piece)
            for name in mail_templates()
            for piece in pseudo_language.without_brackets([render_to_string(name, given)])
        }

    assert left == set()


def test_bracketless_words_are_found():
    page = '<p>⟦Óné <b>twó</b>⟧ three</p><img alt="four"><i lang="en">five</i><code>six seven</code>'

    assert pseudo_language.leftovers(page, "") == ["three", "four"]
    assert pseudo_language.leftovers(page, "ours three four") == []


def test_setting_alone_brings_a_language_that_django_does_not_know(monkeypatch):
    monkeypatch.setenv("LANGUAGES", "fr, wo:Wolof,es")
    known = dict(environment.LANG_INFO)
    monkeypatch.setattr(environment, "LANG_INFO", known)

    found = environment.languages()

    assert found == [("fr", "Français"), ("wo", "Wolof"), ("es", "Español")]
    assert known["wo"]["name_local"] == "Wolof"


def test_site_without_a_language_does_not_start(monkeypatch):
    monkeypatch.setattr(environment.env, "list", lambda *args, **kwargs: [])

    with pytest.raises(ImproperlyConfigured):
        environment.languages()


def test_it_asks_for_no_migration(tmp_path):
    # Another process: what a column is told when its module is read cannot be overridden here.
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "--skip-checks"]
    chosen = {
        "LANGUAGES": "fr,en,wo:Wolof",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "VAR_DIR": str(tmp_path),
    }

    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **chosen}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_content_is_told_to_be_written_in_it_too(third_language, paris, db):
    from kit.localized import LocalizedFormField, content_languages

    Locale.objects.get_or_create(language_code=CODE)

    assert CODE in dict(content_languages())
    assert len(LocalizedFormField().fields) == len(configured.LANGUAGES)
