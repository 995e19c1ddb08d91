"""A consultation as open data: one row a contribution, read from the database as it is now.

What could point at a person is coarsened: a month instead of a second, no district that fewer than five people
named, redacted words only, an identifier that leads to nothing, and rows in the order of that identifier, so that
their order does not tell who answered first.
"""

from __future__ import annotations

import hmac
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Q
from django.utils import timezone

from cities.models import District
from consultations.models import Answer, Consultation, Contribution, Placement, Theme
from consultations.publishing.open_data_schema import Column, columns_of
from consultations.publishing.small_numbers import places_shown
from consultations.publishing.voices import reviewed_family

CHUNK = 500
SEPARATOR = "|"
BYTE_ORDER_MARK = "\ufeff"
# Beside = + - @ | %, which defusedcsv knows: spreadsheets may look for a formula after blanks, take a tab or a line
# end for the beginning of the next cell, and read full-width signs as the plain ones.
_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff]+[=+\-@|%]|[\s\x00-\x1f\ufeff]*[＝＋－＠]")


@dataclass(frozen=True)
class Facts:
    """What all rows share: the districts that may be named, the title of each theme that may be read."""

    districts: dict[int, str]
    themes: dict[int, str]
    shows_texts: bool


def published(*, at: datetime):
    """The consultations whose open data anyone may take: closed ones whose figures are public, as a QuerySet.

    Not while a consultation is open: whoever took the file twice would read what came in between, and when.
    """
    have_results = Q(pk__in=Consultation.objects.with_results(at=at))
    return Consultation.objects.filter(
        have_results | Q(shows_partial_results=True), live=True, closes_at__lte=at
    )


def columns_for(consultation: Consultation) -> list[Column]:
    """The columns of a consultation's file, in their order. One query."""
    version = consultation.current_version()
    return columns_of(version.questionnaire) if version else columns_of(None)


def public_id(contribution_pk: int) -> str:
    """A contribution's name in open data: 16 hexadecimal digits, always the same, that lead neither to the row of
    the database nor to a receipt code. It changes when RECEIPT_KEY does."""
    message = f"open-data:{contribution_pk}".encode()
    return hmac.digest(settings.RECEIPT_KEY.encode(), message, "sha256").hex()[:16]


def rows(consultation: Consultation, columns: list[Column], *, at: datetime) -> Iterator[dict[str, Any]]:
    """Each contribution that counts as ``{column: value}``; None where there is nothing to say.

    Read piece by piece, three queries each: a million rows need no more memory than their identifiers.
    """
    facts = _facts(consultation, at=at)
    pks = consultation.contributions.sent().order_by().values_list("pk", flat=True)
    ordered = [pk for _name, pk in sorted((public_id(pk), pk) for pk in pks)]
    for start in range(0, len(ordered), CHUNK):
        yield from _chunk(consultation, columns, facts, ordered[start : start + CHUNK])


def csv_lines(consultation: Consultation, *, at: datetime) -> Iterator[str]:
    """The CSV file, line by line: UTF-8 with a byte order mark, commas, formulas defused.

    The mark is for people who double-click the file: their spreadsheet then reads the accents. Programs name the
    encoding ``utf-8-sig``.
    """
    columns = columns_for(consultation)
    line = _Line()
    writer = csv.writer(line)
    writer.writerow([column.name for column in columns])
    yield BYTE_ORDER_MARK + line.take()
    for row in rows(consultation, columns, at=at):
        writer.writerow([cell(row[column.name]) for column in columns])
        yield line.take()


def json_pieces(consultation: Consultation, *, at: datetime, about: dict) -> Iterator[str]:
    """One JSON object, piece by piece: what ``about`` says, then ``contributions``, a list of rows."""
    columns = columns_for(consultation)
    yield json.dumps(about, ensure_ascii=False, cls=DjangoJSONEncoder)[:-1] + ', "contributions": ['
    for number, row in enumerate(rows(consultation, columns, at=at)):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"


def cell(value: Any) -> Any:
    """A value as a cell of the CSV: lists joined, text that a spreadsheet would compute kept from it."""
    if isinstance(value, list):
        value = SEPARATOR.join(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value


class _Line(io.StringIO):
    def take(self) -> str:
        """What was written since the last time."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


def _facts(consultation: Consultation, *, at: datetime) -> Facts:
    counts = dict(
        consultation.contributions.sent().order_by().values_list("district").annotate(count=Count("pk"))
    )
    without = counts.pop(None, 0)
    shown = places_shown(counts, without=without)
    shows_texts = consultation.has_published_results(at=at)
    return Facts(
        districts=dict(District.objects.filter(pk__in=shown).values_list("pk", "code")),
        themes=_public_titles(consultation) if shows_texts else {},
        shows_texts=shows_texts,
    )


def _public_titles(consultation: Consultation) -> dict[int, str]:
    """By theme, the title of the narrowest reviewed theme that its texts are in, in the site's main language."""
    themes = Theme.objects.filter(analysis__consultation=consultation, analysis__adopted=True).select_related(
        "parent"
    )
    families = {theme.pk: reviewed_family(theme) for theme in themes}
    return {
        pk: family[-1].title.in_language(settings.LANGUAGE_CODE) for pk, family in families.items() if family
    }


def _chunk(
    consultation: Consultation, columns: list[Column], facts: Facts, pks: list[int]
) -> Iterator[dict[str, Any]]:
    contributions = Contribution.objects.sent().select_related("origin").in_bulk(pks)
    answers: dict[int, dict[str, Answer]] = {pk: {} for pk in pks}
    for answer in Answer.objects.filter(contribution__in=pks):
        answers[answer.contribution_id][answer.question_key] = answer
    placed = dict(
        Placement.objects.filter(answer__contribution__in=pks, analysis__adopted=True).values_list(
            "answer", "theme"
        )
    )
    for pk in pks:
        if pk in contributions:
            yield {
                column.name: _value(
                    column, consultation, contributions[pk], answers[pk].get(column.key), placed, facts
                )
                for column in columns
            }


def _value(column, consultation, contribution, answer, placed, facts) -> Any:
    match column.part:
        case "id":
            return public_id(contribution.pk)
        case "language" | "channel":
            return getattr(contribution, column.part)
        case "origin":
            origin = getattr(contribution, "origin", None)
            return origin.body.in_language(settings.LANGUAGE_CODE) if origin else None
        case "district":
            return facts.districts.get(contribution.district_id)
        case "month":
            return timezone.localtime(contribution.sent_at, consultation.zone).strftime("%Y-%m")
    if answer is None:
        return None
    match column.part:
        case "value":
            return answer.value
        case "words":
            return (answer.public_text or None) if facts.shows_texts else None
        case _:
            return facts.themes.get(placed.get(answer.pk)) if facts.shows_texts else None
