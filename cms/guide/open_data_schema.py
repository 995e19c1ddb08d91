"""The columns of the guide's open data, and the Table Schema that explains them in every language.

The schema follows the Frictionless standard (datapackage.org, Table Schema 2.0). A column of words is there once a
language, its code after a point: ``title.fr``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.models import GuideEntryPage, GuidePlace
from cms.models.topic import AS_WHO
from consultations.publishing.open_data_schema import STANDARD
from kit.localized import content_languages


@dataclass(frozen=True)
class Column:
    """One column: ``words`` says that it is there once a language, ``categories`` what its values are called."""

    name: str
    type: str
    description: str | Promise
    words: bool = False
    categories: tuple[tuple[str, Any], ...] = ()
    constraints: dict[str, Any] = field(default_factory=dict)

    def names(self) -> list[str]:
        """What it is called in the file, once a language if it holds words."""
        return [f"{self.name}.{code}" for code, _name in content_languages()] if self.words else [self.name]


REQUIRED = {"required": True}
ENTRY = Column("entry", "string", _("The entry that it belongs to, by its identifier."), constraints=REQUIRED)
NUMBER = Column("number", "integer", _("Its place in the entry’s list, from 1."), constraints=REQUIRED)
ENTRIES = (
    Column(
        "id",
        "string",
        _("Identifier of the entry. It never changes."),
        constraints=REQUIRED | {"unique": True},
    ),
    Column("kind", "string", _("What kind of thing it is."), categories=tuple(GuideEntryPage.KINDS)),
    Column("city", "string", _("The city, by its name in addresses.")),
    Column("districts", "list", _("Districts that it concerns, by their codes. Empty: the whole city.")),
    Column("minimum_age", "integer", _("The age from which one can take part. Empty: no minimum.")),
    Column("maximum_age", "integer", _("The age up to which one can take part. Empty: no maximum.")),
    Column("residence", "string", _("Where one must live."), categories=tuple(GuideEntryPage.RESIDENCES)),
    Column(
        "nationality",
        "string",
        _("The nationality asked for."),
        categories=tuple(GuideEntryPage.NATIONALITIES),
    ),
    Column(
        "as_who", "list", _("In whose name one can take part. Empty: not known."), categories=tuple(AS_WHO)
    ),
    Column("topics", "list", _("What it is about, whom it is for and what it asks, each as kind:topic.")),
    Column("title", "string", _("Title."), words=True),
    Column("introduction", "string", _("What it is, in a sentence or two."), words=True),
    Column("conditions", "string", _("Other conditions."), words=True),
    Column("text", "string", _("The whole text, without its form."), words=True),
    Column("address", "string", _("The page of the entry on this site."), words=True),
    Column("reviewed_on", "date", _("The day on which the facts were last checked.")),
    Column("review_every", "integer", _("After how many months they are to be checked again.")),
    Column("published_on", "date", _("The day on which the entry was first published.")),
    Column("changed_on", "date", _("The day on which it was last published.")),
)
PLACES = (
    ENTRY,
    NUMBER,
    Column("name", "string", _("Name of the place."), words=True),
    Column("postal_address", "string", _("Postal address. Empty: not certain enough to be published.")),
    Column("district", "string", _("District that it stands in, by its code.")),
    Column("other_districts", "list", _("Other districts that it serves, by their codes.")),
    Column("latitude", "number", _("Degrees north, WGS 84.")),
    Column("longitude", "number", _("Degrees east, WGS 84.")),
    Column("hours", "string", _("Opening hours."), words=True),
    Column(
        "step_free",
        "string",
        _("Whether one gets in without a step."),
        categories=tuple(GuidePlace.STEP_FREE),
    ),
)
FIGURES = (
    ENTRY,
    NUMBER,
    Column("value", "string", _("The number, as people write it."), words=True),
    Column("label", "string", _("What it counts."), words=True),
    Column("year", "integer", _("The year that it is of."), constraints=REQUIRED),
    Column("source", "string", _("Who says so."), words=True),
    Column("source_address", "string", _("Where it can be read.")),
)
CHANGES = (
    Column(
        "what",
        "string",
        _("What happened to the entry in the year."),
        categories=(("added", _("Added")), ("changed", _("Changed")), ("withdrawn", _("Withdrawn"))),
        constraints=REQUIRED,
    ),
    ENTRY,
    Column("title", "string", _("Title of the entry.")),
    Column("on", "date", _("The day of the last step of the year.")),
    Column("part", "string", _("Which part of the entry changed. Empty: all of it was added or withdrawn.")),
    Column("before", "string", _("What that part said. Ways to reach a person are left out.")),
    Column("after", "string", _("What that part says since.")),
)
TABLES = {"entries": ENTRIES, "places": PLACES, "figures": FIGURES, "changes": CHANGES}


def header_of(columns: Iterable[Column]) -> list[str]:
    return [name for column in columns for name in column.names()]


def schema_of(table: str) -> dict[str, Any]:
    """The Table Schema of that table; descriptions are in all languages."""
    schema: dict[str, Any] = {
        "$schema": STANDARD,
        "fields": [_field(column, name) for column in TABLES[table] for name in column.names()],
        "missingValues": [""],
    }
    if table == "entries":
        schema["primaryKey"] = ["id"]
    elif table != "changes":
        reference = {"resource": "entries", "fields": ["id"]}
        schema |= {
            "primaryKey": ["entry", "number"],
            "foreignKeys": [{"fields": ["entry"], "reference": reference}],
        }
    return schema


def _field(column: Column, name: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "type": column.type, **_described(column.description)}
    if column.type == "list":
        described |= {"delimiter": "|", "itemType": "string"}
    if column.categories:
        described["categories"] = [_category(value, label) for value, label in column.categories]
    return described | ({"constraints": column.constraints} if column.constraints else {})


def _described(text) -> dict[str, Any]:
    said = _in_each_language(text)
    return {"description": " / ".join(dict.fromkeys(said.values())), "descriptions": said}


def _category(value: str, label) -> dict[str, Any]:
    said = _in_each_language(label)
    return {"value": value, "label": said[settings.LANGUAGE_CODE], "labels": said}


def _in_each_language(text) -> dict[str, str]:
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = str(text)
    return said
