"""The demonstration's page of each city's night of debates, below each front page that has words for it."""

from __future__ import annotations

from cities.models import City
from cms.demo.texts import body_blocks, read
from cms.models import HomePage, NightPage


def make_night_pages() -> None:
    """Publish the page of each city, its languages as translations of each other. Needs the cities and the site."""
    cities = {city.slug: city for city in City.objects.all()}
    homes = list(HomePage.objects.live().select_related("locale").order_by("path"))
    for slug, texts in read("nights/pages").items():
        key = None
        for home in homes:
            words = texts.get(home.locale.language_code)
            if words is None:
                continue
            page = NightPage(
                city=cities[slug], locale=home.locale, **{**words, "body": body_blocks(words["body"])}
            )
            if key is not None:
                page.translation_key = key
            home.add_child(instance=page)
            page.save_revision().publish()
            key = page.translation_key
