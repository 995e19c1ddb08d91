"""The tables of the results as data: figures, themes, themes by district, where every text is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from consultations.publishing.results import Breakdown, QuestionResults, Results, results_of
from consultations.publishing.tables import Table, TableColumn, in_languages, worded
from consultations.publishing.text_results import TextResults, ThemeResults
from consultations.publishing.themes_by_place import themes_by_district_of
from kit.localized import LocalizedText

REQUIRED = {"required": True}
COUNT = {"required": True, "minimum": 0}
QUESTION = TableColumn("question", "string", _("Key of the question."), constraints=REQUIRED)
THEME = TableColumn("theme", "integer", _("Number of the theme, as in its address."), constraints=REQUIRED)
WHERE = (
    ("in_themes", _("in a theme that people reviewed")),
    ("to_review", _("in a theme that people have not reviewed yet")),
    ("set_aside_by_people", _("read and set aside by the team")),
    ("set_aside_by_machine", _("set aside by the machine, for the reason given")),
    ("waiting", _("not analysed yet")),
)


def figures(consultation: Consultation, found: Results) -> Table:
    """One row an answer that could be given, and one a trait of those who answered."""
    columns = (
        TableColumn(
            "about",
            "string",
            _("Key of the question, or what is told of those who answered: channel, language, district."),
            constraints=REQUIRED,
        ),
        *worded("question", _("The question's wording.")),
        TableColumn("answer", "string", _("The answer, in the site's main language."), constraints=REQUIRED),
        TableColumn("number", "integer", _("How many gave it."), constraints=COUNT),
        TableColumn("share", "number", _("Its part of those who answered, from 0 to 1.")),
    )
    who = found.participation
    traits = {"channel": who.channels, "language": who.languages, "district": who.districts}
    rows = [row for about, trait in traits.items() if trait for row in _trait(about, trait)]
    rows += [row for one in found.questions if one.figures for row in _answers(one)]
    return Table("figures", columns, tuple(rows))


def themes(consultation: Consultation, found: Results) -> Table:
    """One row a reviewed theme, sub-themes after theirs; repeats counted both ways."""
    columns = (
        QUESTION,
        THEME,
        TableColumn("under", "integer", _("Number of the theme that it is a part of.")),
        *worded("title", _("Title of the theme.")),
        TableColumn(
            "texts",
            "integer",
            _("Texts in it, sub-themes included, each sending counted."),
            constraints=COUNT,
        ),
        TableColumn(
            "wordings",
            "integer",
            _("Different wordings among them: the same words sent again count once."),
            constraints=COUNT,
        ),
        TableColumn("share", "number", _("Its part of the texts written, from 0 to 1.")),
    )
    rows = [row for key, texts in _texts(found) for one in texts.themes for row in _theme(key, one)]
    return Table("themes", columns, tuple(rows), key=("theme",))


def by_district(consultation: Consultation, found: Results) -> Table:
    """One row a main theme and district whose number may be given: five at least, and none to be worked out."""
    columns = (
        QUESTION,
        THEME,
        TableColumn("district", "string", _("District, by its code."), constraints=REQUIRED),
        TableColumn(
            "texts",
            "integer",
            _("Texts of that theme from that district. Numbers below five are not given."),
            constraints={"required": True, "minimum": 5},
        ),
    )
    rows = []
    for key, places in themes_by_district_of(dict(_texts(found))).items():
        for row in places.rows:
            for district, number in zip(places.districts, row.counts, strict=True):
                if number is not None:
                    pk = row.theme.theme.pk
                    rows.append({"question": key, "theme": pk, "district": district.code, "texts": number})
    return Table("themes_by_district", columns, tuple(rows), key=("theme", "district"))


def where_texts_are(consultation: Consultation, found: Results) -> Table:
    """One row a place where texts of a question are; the rows of a question add up to its texts."""
    columns = (
        QUESTION,
        TableColumn("where", "string", _("Where the texts are."), categories=WHERE, constraints=REQUIRED),
        TableColumn("reason", "string", _("Why the machine set them aside, in the site's main language.")),
        TableColumn("texts", "integer", _("How many texts."), constraints=COUNT),
    )
    rows = [row for key, texts in _texts(found) for row in _places(key, texts)]
    return Table("texts", columns, tuple(rows))


# Name in the address → what makes the table, and whether it waits for the results to be published.
TABLES: dict[str, tuple[Callable[[Consultation, Results], Table], bool]] = {
    "figures": (figures, False),
    "themes": (themes, True),
    "themes-by-district": (by_district, True),
    "texts": (where_texts_are, True),
}


def table_of(consultation: Consultation, name: str) -> Table:
    """The table of that name in TABLES. Eleven queries at most."""
    make, with_themes = TABLES[name]
    return make(consultation, results_of(consultation, with_themes=with_themes))


def _texts(found: Results) -> list[tuple[str, TextResults]]:
    return [(one.question.key, one.texts) for one in found.questions if one.texts]


def _trait(about: str, trait: Breakdown) -> Iterator[dict[str, Any]]:
    for bar in trait.bars:
        wording = in_languages("question", LocalizedText())
        yield {
            "about": about,
            **wording,
            "answer": bar.label,
            "number": bar.count,
            "share": _share(bar.share),
        }


def _answers(one: QuestionResults) -> Iterator[dict[str, Any]]:
    for bar in one.figures.bars if one.figures else ():
        yield {
            "about": one.question.key,
            **in_languages("question", one.question.label),
            "answer": bar.label,
            "number": bar.count,
            "share": _share(bar.share),
        }


def _theme(key: str, one: ThemeResults, under: int | None = None) -> Iterator[dict[str, Any]]:
    yield {
        "question": key,
        "theme": one.theme.pk,
        "under": under,
        **in_languages("title", one.theme.title),
        "texts": one.size.texts,
        "wordings": one.size.distinct,
        "share": _share(one.share),
    }
    for part in one.parts:
        yield from _theme(key, part, under=one.theme.pk)


def _places(key: str, texts: TextResults) -> Iterator[dict[str, Any]]:
    for where in ("in_themes", "to_review", "set_aside_by_people", "waiting"):
        yield {"question": key, "where": where, "reason": None, "texts": getattr(texts, where)}
    for reason, number in texts.set_aside:
        yield {"question": key, "where": "set_aside_by_machine", "reason": str(reason), "texts": number}


def _share(share: float) -> float:
    return round(share, 4)
