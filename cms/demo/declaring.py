"""The demonstration's declaration of accessibility: what was really tested, in each language."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.demo.texts import read
from cms.models import AccessibilityPage, HomePage

LISTS = ("not_compliant", "exempt", "technologies", "environments", "tools", "sample", "remedies")


def declare_accessibility(*, on: date) -> None:
    """Publish the declaration under each front page, as translations of each other."""
    texts, key = read("accessibility"), None
    for home in HomePage.objects.live().select_related("locale").order_by("path"):
        page = AccessibilityPage(
            **_words(texts, home.locale.language_code), established_on=on, locale=home.locale
        )
        if key is not None:
            page.translation_key = key
        home.add_child(instance=page)
        page.save_revision().publish()
        key = page.translation_key


def _words(texts: dict[str, Any], code: str) -> dict[str, str]:
    plain = {name: texts[name][code] for name in ("slug", "title", "introduction", "organisation")}
    listed = {name: "\n".join(texts[name][code]) for name in LISTS}
    return {**plain, **listed, "contact_email": "participation@ville.example"}
