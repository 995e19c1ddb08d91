"""A small tree of pages with a conference in it, ready made for tests. Everything is relative to today."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cities.atlas import install_city
from cms.conferences.opinion_publishing import publish_opinion
from cms.models import ConferenceIndexPage, ConferencePage, HomePage, Opinion
from kit.localized import LocalizedText

DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def make_index() -> ConferenceIndexPage:
    """The list of conferences under the French home page, made with it when missing."""
    found = ConferenceIndexPage.objects.first()
    if found is not None:
        return found
    home = HomePage.objects.filter(locale__language_code="fr").first() or _make_home()
    index = ConferenceIndexPage(title="Conférences citoyennes", slug="conferences", locale=home.locale)
    return home.add_child(instance=index)


def _make_home() -> HomePage:
    locale = Locale.objects.get_or_create(language_code="fr")[0]
    home = HomePage(title="Accueil", slug="home-fr", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    return home


def recommendation(title: str = "Ouvrir les cours", **value) -> dict:
    """A block of the opinion."""
    votes = value.pop("votes", (12, 3, 1))
    minorities = [
        {"type": "item", "id": str(uuid4()), "value": {"text": text, "carried_by": number}}
        for text, number in value.pop("minorities", [])
    ]
    given = dict(zip(("votes_for", "votes_against", "votes_blank"), votes or (None, None, None), strict=True))
    return {
        "type": "recommendation",
        "id": str(uuid4()),
        "value": {
            "title": title,
            "text": f"La Ville devrait : {title.lower()}.",
            **given,
            "minorities": minorities,
            **value,
        },
    }


def make_conference(*recommendations: dict, parent: Page | None = None, live: bool = True, **fields):
    """A conference of Paris with these recommendations in its page, published unless ``live`` is false."""
    parent = parent or make_index()
    fields = {
        "title": "Conférence sur l’ombre",
        "question": "Comment garder la ville habitable l’été ?",
        "city": install_city("paris"),
        "commissioned_by": "Adjointe à la transition écologique",
        "promise": "Une réponse publique à chaque recommandation.",
        "begins_on": today() - 60 * DAY,
        "ends_on": today() - 20 * DAY,
        "locale": parent.locale,
        "opinion": list(recommendations),
        "live": live,
        **fields,
    }
    page = parent.add_child(instance=ConferencePage(**fields))
    page.refresh_from_db()
    return page


def make_opinion(*recommendations: dict, **fields) -> tuple[ConferencePage, Opinion]:
    """A conference and its published opinion, by default of one recommendation."""
    page = make_conference(*(recommendations or [recommendation()]), **fields)
    return page, publish_opinion(page, by=None)


def translated(page: ConferencePage, **fields) -> ConferencePage:
    """The page in English, published, with these fields in the place of the French ones."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    copy = page.copy_for_translation(english, copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    for above in copy.get_ancestors().filter(live=False, depth__gt=1):
        above.specific.save_revision().publish()
    return ConferencePage.objects.get(pk=copy.pk)


def said(text: str) -> LocalizedText:
    return LocalizedText({"fr": text})
