"""The columns of a consultation's open data, and the Table Schema that explains them in every language.

The schema follows the Frictionless standard (datapackage.org, Table Schema 2.0). Names are made of the keys of the
questionnaire, which never change once somebody answered; a point, which no key holds, marks what is not a question's
own answer, so that no question can take the place of another column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cities.models import District
from consultations.asking import questions as q
from consultations.asking.questions import Question, Questionnaire
from consultations.models import Contribution

STANDARD = "https://datapackage.org/profiles/2.0/tableschema.json"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
HEXADECIMAL = "^[0-9a-f]{16}$"

DESCRIPTIONS = {
    "id": _("Identifier of the contribution. It leads to no person and to no receipt."),
    "language": _("Language in which the questionnaire was answered."),
    "channel": _("How the contribution reached the city."),
    "origin": _("Public body that speaks, for a contribution that a body made. Empty for everybody else."),
    "district": _(
        "District, by its code. Empty when it was not given, or when fewer than five contributions name it."
    ),
    "month": _("Month in which the contribution was sent, by the city's clock."),
}
KIND_DESCRIPTIONS = {
    q.ONE_CHOICE: _("One choice, by its key."),
    q.SEVERAL_CHOICES: _("Several choices, by their keys."),
    q.SCALE: _("A step of a scale."),
    q.NUMBER: _("A number."),
    q.DATE: _("A date."),
    q.RANKING: _("Choices by their keys, from the preferred one on."),
    q.SHORT_TEXT: _("The person's own words, personal data taken out. Empty until results are published."),
    q.LONG_TEXT: _("The person's own words, personal data taken out. Empty until results are published."),
}
THEME = _(
    "Theme that most of the text is in, once people reviewed it. Where people placed one idea of it in another theme, "
    "the table of themes counts the text there too."
)
OTHER_WORDS = _("What was written beside the choice “other”, personal data taken out.")


@dataclass(frozen=True)
class Column:
    """One column: ``part`` says what of a contribution, or of the answer to question ``key``, it holds."""

    name: str
    part: str
    key: str = ""
    question: Question | None = None


def columns_of(questionnaire: Questionnaire | None) -> list[Column]:
    """The columns of a file: what is known of the contribution, then each question in its order."""
    columns = [Column(f"contribution.{part}", part) for part in DESCRIPTIONS]
    for question in questionnaire or ():
        columns.append(_column(question, "words" if question.is_free_text else "value"))
        if question.is_free_text:
            columns.append(_column(question, "theme", suffix=".theme"))
        elif question.other:
            columns.append(_column(question, "words", suffix=".other"))
    return columns


def schema_of(columns: Iterable[Column], *, districts: Iterable[District]) -> dict[str, Any]:
    """The Table Schema of these columns. Titles are in the main language, descriptions in all of them."""
    return {
        "$schema": STANDARD,
        "fields": [_field(column, list(districts)) for column in columns],
        "primaryKey": ["contribution.id"],
        "missingValues": [""],
    }


def _column(question: Question, part: str, *, suffix: str = "") -> Column:
    return Column(f"{question.key}{suffix}", part, key=question.key, question=question)


def _field(column: Column, districts: list[District]) -> dict[str, Any]:
    if column.question is None:
        return {
            "name": column.name,
            **_words(DESCRIPTIONS[column.part]),
            **_trait_type(column.part, districts),
        }
    described = _words(_description(column), label=column.question.label)
    return {"name": column.name, **described, **_answer_type(column)}


def _description(column: Column):
    if column.part == "theme":
        return THEME
    if column.name.endswith(".other"):
        return OTHER_WORDS
    return KIND_DESCRIPTIONS[column.question.kind]


def _words(description, *, label=None) -> dict[str, Any]:
    """``title`` and ``description`` for every tool, and the same by language for those who want one only."""
    titles, descriptions = {}, {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            descriptions[code] = str(description)
            if label is not None:
                titles[code] = label.in_language(code)
    words: dict[str, Any] = {"description": " / ".join(dict.fromkeys(descriptions.values()))}
    if titles:
        words["title"] = titles[settings.LANGUAGE_CODE]
        words["titles"] = titles
    return words | {"descriptions": descriptions}


def _trait_type(part: str, districts: list[District]) -> dict[str, Any]:
    match part:
        case "id":
            return {
                "type": "string",
                "constraints": {"required": True, "unique": True, "pattern": HEXADECIMAL},
            }
        case "month":
            return {"type": "yearmonth", "constraints": {"required": True}}
        case "channel":
            return {
                "type": "string",
                "categories": [_category(key, name) for key, name in Contribution.CHANNELS],
            }
        case "district":
            return {
                "type": "string",
                "categories": [
                    {"value": district.code, "label": district.name.in_language(settings.LANGUAGE_CODE)}
                    for district in districts
                ],
            }
    return {"type": "string", "constraints": {"required": True}}


def _answer_type(column: Column) -> dict[str, Any]:
    question = column.question
    if question is None or column.part != "value":
        return {"type": "string"}
    if question.kind in {q.SEVERAL_CHOICES, q.RANKING}:
        return {"type": "list", "delimiter": "|", "itemType": "string", "choices": _choices(question)}
    if question.kind == q.ONE_CHOICE:
        return {"type": "string", "categories": _choices(question)}
    if question.kind == q.SCALE:
        low, high = question.scale_ends
        return {
            "type": "integer",
            "constraints": {"minimum": low, "maximum": high},
            "ends": _ends(question, low, high),
        }
    return {"type": "date" if question.kind == q.DATE else "number"}


def _choices(question: Question) -> list[dict[str, Any]]:
    choices = [
        {
            "value": choice.key,
            "label": choice.label.in_language(settings.LANGUAGE_CODE),
            "labels": dict(choice.label),
        }
        for choice in question.choices
    ]
    return [*choices, _category(q.OTHER, _("Other"))] if question.other else choices


def _ends(question: Question, low: int, high: int) -> dict[str, dict[str, str]]:
    return {str(low): dict(question.low), str(high): dict(question.high)}


def _category(key: str, name) -> dict[str, Any]:
    labels = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            labels[code] = str(name)
    return {"value": key, "label": labels[settings.LANGUAGE_CODE], "labels": labels}
