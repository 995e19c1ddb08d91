"""A year's synthesis as a tagged PDF (PDF/UA-1): the same data give the same bytes.

What editors and departments wrote is set as text by ``kit.typesetting``, never read as markup.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from consultations.following.following_data import figure_names
from consultations.following.standing import Standing
from consultations.following.yearly import Year
from consultations.models import Synthesis
from consultations.publishing.written_numbers import whole
from kit.localized import LocalizedText
from kit.typesetting import set_pages
from kit.typography import french

TEMPLATE = Path(__file__).parent / "synthesis.typ"


def document(synthesis: Synthesis, year: Year, *, address: str) -> bytes:
    """The PDF in the active language; ``address`` is that of the same page on the web."""
    return set_pages(TEMPLATE, content_of(synthesis, year, address=address))


def content_of(synthesis: Synthesis, year: Year, *, address: str) -> dict[str, Any]:
    """Every word of the document, in its order, spaced as its language wants."""
    charter = year.charter
    language = get_language() or ""
    title = _("Synthesis of %(year)s") % {"year": year.year}
    description = _("The figures of the year, what was done, what was not and why.")
    return {
        "title": _spaced(f"{title} – {charter.title}"),
        "author": str(charter.district or charter.city),
        "description": _spaced(description),
        "language": language.split("-")[0],
        "eyebrow": _spaced(str(charter.city)),
        "footer": _spaced(f"{charter.title} – {title}"),
        "evidence": _("Evidence:"),
        "source": _("This document and its data:"),
        "address": address,
        "sections": [
            {"heading": _("Introduction"), "words": [_paragraphs(synthesis.introduction)]},
            _figures(year),
            _section(
                _("What was done"), year.done_in_the_year, _("No commitment was finished this year."),
                notes=_done_before(year),
            ),
            _section(
                _("What was not done, and why"), year.not_done, _("No commitment was late or given up.")
            ),
            _section(_("What goes on"), year.going_on, _("Nothing else was under way or planned.")),
        ],
    }  # fmt: skip


def _figures(year: Year) -> dict[str, Any]:
    names = figure_names()
    few = _("fewer than 5")
    taking_part = [
        [names["contributions"], few if year.contributions is None else whole(year.contributions)],
        *([part.consultation.title, whole(part.contributions)] for part in year.parts),
    ]
    if year.comments or year.amendments:
        taking_part += [
            [names["comments"], whole(year.comments)],
            [names["amendments"], whole(year.amendments)],
        ]
    day = formats.date_format(year.as_of, "DATE_FORMAT")
    note = _(
        "Commitments as they stood on %(day)s, counted from their updates. An update written later about an earlier "
        "day corrects them."
    )
    return {
        "heading": _("Figures of the year"),
        "tables": [
            _grid(_("Participation"), taking_part),
            _grid(_("Proposals decided"), [[names[key], whole(one)] for key, one in year.decisions.items()]),
            _grid(_("Commitments"), [[names[key], whole(one)] for key, one in year.counts.items()]),
        ],
        "notes": [_spaced(note % {"day": day})],
    }


def _grid(header: str, rows: list[list[Any]]) -> dict[str, Any]:
    capitalised = [[str(name)[:1].upper() + str(name)[1:], number] for name, number in rows]
    return {
        "headers": [_spaced(header), _("Number")],
        "rows": [[_spaced(cell) for cell in row] for row in capitalised],
    }


def _section(
    heading: str, found: list[Standing], none: str, *, notes: tuple[str, ...] = ()
) -> dict[str, Any]:
    empty = () if found else (none,)
    return {
        "heading": _spaced(heading),
        "items": [_item(one) for one in found],
        "notes": [_spaced(note) for note in (*empty, *notes)],
    }


def _done_before(year: Year) -> tuple[str, ...]:
    count = len(year.done_before)
    sentence = ngettext(
        "%(count)s other commitment was done in the years before.",
        "%(count)s other commitments were done in the years before.",
        count,
    )
    return (sentence % {"count": count},) if count else ()


def _item(one: Standing) -> dict[str, Any]:
    last = one.last
    facts = [one.commitment.owner]
    if one.due_on:
        facts.append(_("due on %(day)s") % {"day": formats.date_format(one.due_on, "DATE_FORMAT")})
    if last:
        facts.append(_("update of %(day)s") % {"day": formats.date_format(last.on, "DATE_FORMAT")})
    evidence = None
    if last and last.evidence_url:
        label = last.evidence_label or LocalizedText({get_language() or "": last.evidence_url})
        evidence = {"address": last.evidence_url, "label": _words(label)}
    return {
        "title": _words(one.commitment.statement),
        "status": one.status_name.capitalize(),
        "facts": _spaced(", ".join(facts)),
        "note": _paragraphs(last.note)
        if last
        else {"language": _code(""), "paragraphs": [_("Nothing was said of it.")]},
        "evidence": evidence,
    }


def _words(text: LocalizedText) -> dict[str, str]:
    return {"language": _code(text.language()), "text": _spaced(str(text), text.language())}


def _paragraphs(text: LocalizedText) -> dict[str, Any]:
    parts = [" ".join(part.split()) for part in str(text).replace("\r", "").split("\n\n")]
    spaced = [_spaced(part, text.language()) for part in parts if part]
    return {"language": _code(text.language()), "paragraphs": spaced}


def _code(language: str) -> str:
    return (language or get_language() or "fr").split("-")[0]


def _spaced(text: object, language: str = "") -> str:
    return french(str(text)) if _code(language) == "fr" else str(text)
