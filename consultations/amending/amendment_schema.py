"""What the columns of a discussion's file mean, as a Table Schema, in every language of the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from consultations.models import Amendment
from consultations.publishing.open_data_schema import STANDARD
from kit.localized import content_languages, language_name

# Column → (type, what it means). A reason stands once a language.
DESCRIPTIONS = {
    "number": ("integer", _("Number of the contribution. It leads to no person.")),
    "article": ("string", _("Identifier of the article, as in its permanent address.")),
    "kind": ("string", _("A comment on words of the article, or an amendment, which proposes others.")),
    "language": ("string", _("Language of the words quoted.")),
    "quote": ("string", _("Words of the article that the contribution speaks of.")),
    "proposed": ("string", _("Words proposed instead; empty in an amendment that takes the words out.")),
    "comment": ("string", _("The comment, or the reason for the amendment.")),
    "signed": ("string", _("Name chosen by the author, if any.")),
    "made_on": ("date", _("Day of the contribution, by the city's clock.")),
    "agree": ("integer", _("How many people agree.")),
    "disagree": ("integer", _("How many people disagree.")),
    "decision": ("string", _("What the City decided.")),
    "decided_on": ("date", _("Day of the decision, by the city's clock.")),
}
REASON = _("The reason that the City gives, in this language: %(language)s.")
VALUES = {"kind": Amendment.KINDS, "decision": Amendment.DECISIONS}


def schema_of(columns: list[str]) -> dict[str, Any]:
    """The Table Schema of these columns."""
    return {
        "$schema": STANDARD,
        "fields": [_field(name) for name in columns],
        "primaryKey": ["number"],
        "missingValues": [""],
    }


def _field(name: str) -> dict[str, Any]:
    if name.startswith("reason_"):
        code = name.removeprefix("reason_")
        return {
            "name": name,
            "type": "string",
            **_words(lambda: str(REASON) % {"language": language_name(code)}),
        }
    kind, description = DESCRIPTIONS[name]
    field = {"name": name, "type": kind, **_words(lambda: str(description))}
    if name in VALUES:
        field["categories"] = [key for key, _label in VALUES[name]]
    if name == "language":
        field["categories"] = [code for code, _name in content_languages()]
    return field


def _words(say) -> dict[str, Any]:
    """The description for every tool, and the same by language for those who want one only."""
    descriptions = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            descriptions[code] = say()
    return {"description": " / ".join(dict.fromkeys(descriptions.values())), "descriptions": descriptions}
