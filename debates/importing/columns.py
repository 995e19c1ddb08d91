"""The columns of the files that hosts import, and what to write in each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from debates.models import Debate, Venue
from debates.models.venue import ACCESS_FACTS
from kit.localized import content_languages, site_languages

VENUE, DEBATE = "venue", "debate"


@dataclass(frozen=True)
class Column:
    """``name`` is the same in every language; ``label`` is what a template's first line says."""

    name: str
    label: str
    explanation: str
    example: str = ""
    required: bool = False


def columns_of(kind: str) -> list[Column]:
    """The columns of a file of places or of debates, in order, in the active language."""
    return _venue_columns() if kind == VENUE else _debate_columns()


def column_by_heading(kind: str) -> dict[str, str]:
    """A column's name by what its heading may say, plain: its name, or its label in any language of the site."""
    found: dict[str, str] = {}
    for code, _name in site_languages():
        with override(code):
            for column in columns_of(kind):
                found[plain(column.label)] = column.name
    for column in columns_of(kind):
        found[plain(column.name)] = column.name
    return found


def plain(text: str) -> str:
    """Without accents, capitals, and anything between words."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def answers(choices) -> dict[str, str]:
    """A choice's code by what a cell may say, plain: the code, or its name in any language of the site."""
    found = {}
    for code, _name in site_languages():
        with override(code):
            found |= {plain(str(name)): value for value, name in choices}
    return found | {plain(value): value for value, _name in choices}


def _listed(choices) -> str:
    return ", ".join(str(name) for _code, name in choices)


def _id() -> Column:
    return Column(
        "external_id",
        str(_("Your number")),
        str(
            _(
                "Your own number or code for this row. A later import with the same one changes the same thing."
            )
        ),
        "A-12",
        required=True,
    )


def _in_each_language(name: str, label, explanation, example: str, *, required: bool = False) -> list[Column]:
    return [
        Column(
            f"{name}_{code}",
            f"{label} ({code})",
            str(explanation),
            example if number == 0 else "",
            required and number == 0,
        )
        for number, (code, _language) in enumerate(content_languages())
    ]


def _venue_columns() -> list[Column]:
    access = []
    questions = {one.name: str(one.verbose_name) for one in Venue._meta.concrete_fields}
    for fact in ACCESS_FACTS:
        access.append(
            Column(fact, questions[fact], str(_("yes, no or unknown. Empty is unknown.")), "", required=False)
        )
        access.append(
            Column(f"{fact}_note", questions[f"{fact}_note"], str(_("A few words; needed if unknown.")), "")
        )
    return [
        _id(),
        Column(
            "name", str(_("Name")), str(_("As people know the place.")), "Café de la Place", required=True
        ),
        Column(
            "kind",
            str(_("Kind of place")),
            str(_("One of these:")) + " " + _listed(Venue.KINDS),
            "",
            required=True,
        ),
        Column("address", str(_("Address")), str(_("Number and street.")), "12 rue des Arts", required=True),
        Column("postcode", str(_("Postcode")), "", "75018"),
        Column("district", str(_("District")), str(_("Its code or its name.")), "18"),
        Column(
            "latitude",
            str(_("Latitude")),
            str(_("In degrees, such as 48.8566. Both coordinates or none.")),
            "48.8566",
        ),
        Column("longitude", str(_("Longitude")), str(_("In degrees, such as 2.3522.")), "2.3522"),
        *_in_each_language("description", _("Description"), _("What kind of place it is."), ""),
        Column(
            "rooms",
            str(_("Rooms")),
            str(
                _(
                    "Each with the number of people that it holds, parted by semicolons: Large room: 60; Cellar: 20"
                )
            ),
            "Grande salle : 60 ; Cave : 20",
            required=True,
        ),
        *access,
    ]


def _debate_columns() -> list[Column]:
    return [
        _id(),
        *_in_each_language(
            "question", _("Question"), _("The question debated."), "Faut-il fermer la rue ?", required=True
        ),
        *_in_each_language("presentation", _("Presentation"), _("What it is about, why come."), ""),
        Column("format", str(_("Format")), str(_("One of these, or empty:")) + " " + _listed(Debate.FORMATS)),
        Column(
            "audience",
            str(_("For whom")),
            str(_("One of these, or empty:")) + " " + _listed(Debate.AUDIENCES),
        ),
        Column("languages", str(_("Languages")), str(_("Codes, parted by commas.")), "fr, wo"),
        Column("themes", str(_("Themes")), str(_("At most three, by name, parted by commas.")), ""),
        Column("starts", str(_("Begins at")), str(_("An hour of the night, by the city’s clock.")), "20:30"),
        Column("ends", str(_("Ends at")), str(_("An hour of the night, by the city’s clock.")), "22:00"),
        Column("venue", str(_("Place")), str(_("Your number for the place, or its name.")), "L-3"),
        Column("room", str(_("Room")), str(_("Its name; not needed where the place has one room.")), ""),
        Column(
            "online_link",
            str(_("Online address")),
            str(_("With https://, if it can be followed from home.")),
            "",
        ),
        Column(
            "entry", str(_("Admission")), str(_("One of these, or empty:")) + " " + _listed(Debate.ENTRIES)
        ),
        Column("seats", str(_("Seats")), str(_("Empty: as many as the room holds.")), "40"),
        *_in_each_language("price", _("Price"), _("Empty if it is free."), ""),
    ]
