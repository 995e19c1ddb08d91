"""A guide to fill: its front page in the site's main language, and entries with facts that tests choose."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.models import GuideEntryPage, GuideIndexPage, HomePage, Topic


def make_guide(language: str = "fr") -> GuideIndexPage:
    """The guide's front page under the site's home page, both published."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    home = HomePage(title="Accueil", slug=f"home-{language}", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    site.root_page = home
    site.save()
    guide = GuideIndexPage(title="Guide de la participation", slug="guide", locale=locale)
    return home.add_child(instance=guide)


def make_entry(guide: GuideIndexPage, title: str = "Budget participatif", **facts) -> GuideEntryPage:
    """A published entry, reviewed today unless told otherwise. ``topics`` and ``districts`` are lists."""
    topics, districts = facts.pop("topics", []), facts.pop("districts", [])
    given = {"kind": "scheme", "reviewed_on": timezone.localdate(), "as_who": ["individual"], **facts}
    entry = GuideEntryPage(title=title, locale=guide.locale, **given)
    entry.topics, entry.districts = topics, districts
    guide.add_child(instance=entry)
    entry.save()
    return entry


def translate(entry: GuideEntryPage, title: str, language: str = "en") -> GuideEntryPage:
    """The entry in another language, with the tree above it."""
    locale, _made = Locale.objects.get_or_create(language_code=language)
    translated = entry.copy_for_translation(locale, copy_parents=True)
    translated.title = title
    translated.save_revision().publish()
    translated.refresh_from_db()
    return translated


def make_topic(facet: str, slug: str, *, position: int = 0, question: str = "", **said) -> Topic:
    """A topic named after its slug, with a situation when a question is given."""
    return Topic.objects.create(
        facet=facet,
        slug=slug,
        name={"fr": slug, "en": slug},
        question={"fr": question} if question else {},
        position=position,
        **said,
    )


def long_ago(days: int) -> date:
    """The day that many days before today."""
    return timezone.localdate() - timedelta(days=days)
