"""Verbs on a host's report: save it as a draft, hand it in, give it pictures, agree that its statements be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q

from debates.hosting.pictures import keep_picture
from debates.hosting.words import SIGNED
from debates.models import Debate, Report, ReportPicture, Statement
from debates.models.report import PICTURES_AT_MOST, STATEMENTS_AT_LEAST
from kit.localized import content_languages, language_name


class ChangedMeanwhile(Exception):
    """Somebody else saved the report since the page was opened."""


class NotComplete(Exception):
    """It lacks the people present, a summary or statements: it stays a draft."""


class NotOver(Exception):
    """There is nothing to report yet, or the debate was never held."""


class TooManyPictures(Exception):
    """The report has all the pictures that one may have."""


@dataclass(frozen=True)
class Told:
    """What a host wrote. ``statements`` are by position, from 1 on; empty ones are left out."""

    language: str
    present: int | None = None
    summary: str = ""
    statements: Mapping[int, str] = field(default_factory=dict)
    consents: bool = False

    @property
    def is_complete(self) -> bool:
        said = [one for one in self.statements.values() if one.strip()]
        return self.present is not None and bool(self.summary.strip()) and len(said) >= STATEMENTS_AT_LEAST


def languages_to_report_in(report: Report) -> list[tuple[str, str]]:
    """Those that the site is written in, and those that the debate was held or announced in, as (code, name)."""
    debate = report.debate
    held = [one.code for one in debate.spoken_languages.all() if not one.interpreted]
    more = dict.fromkeys([*held, *debate.question, report.language])
    offered = content_languages()
    known = {code for code, _name in offered} | SIGNED | {""}
    return offered + [(code, language_name(code)) for code in more if code not in known]


def can_report(debate: Debate, *, at: datetime) -> bool:
    """Whether the debate was held and is over."""
    return debate.status == Debate.PUBLISHED and debate.ends is not None and at >= debate.ends


@transaction.atomic
def save_draft(debate: Debate, told: Told, *, seen_revision: int, at: datetime) -> Report:
    """Keep what is there so far. Raises `NotOver`, `ChangedMeanwhile`, or `NotComplete` for one that is handed in."""
    report = _opened(debate, seen_revision, at=at)
    if report.submitted_at is not None and not told.is_complete:
        raise NotComplete
    return _write(report, told, at=at)


@transaction.atomic
def hand_in(debate: Debate, told: Told, *, seen_revision: int, at: datetime) -> Report:
    """Hand it in: everybody reads it from now on, late or not. Raises what `save_draft` raises."""
    report = _opened(debate, seen_revision, at=at)
    if not told.is_complete:
        raise NotComplete
    report.submitted_at = report.submitted_at or at
    return _write(report, told, at=at)


def statements_are_fixed(report: Report | None) -> bool:
    """Whether they count in a consultation, and so can't become others. One query."""
    if report is None or report.pk is None:
        return False
    return report.sendings.filter(agreed_at__isnull=False, withdrawn_at=None).exists()


@transaction.atomic
def add_picture(
    report: Report, content: ContentFile, *, alternative_text: str, credit: str, by
) -> ReportPicture:
    """Give the report one more picture. Raises `TooManyPictures`."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.pictures.count() >= PICTURES_AT_MOST:
        raise TooManyPictures
    image = keep_picture(content, title=alternative_text, person=by)
    return ReportPicture.objects.create(
        report=held, image=image, alternative_text=alternative_text, credit=credit
    )


@transaction.atomic
def remove_picture(picture: ReportPicture) -> None:
    """Take the picture out, and its file with it."""
    image = picture.image
    picture.delete()
    image.delete()


def _opened(debate: Debate, seen_revision: int, *, at: datetime) -> Report:
    if not can_report(debate, at=at):
        raise NotOver
    report, _made = Report.objects.get_or_create(debate=debate)
    if not Report.objects.filter(pk=report.pk, revision=seen_revision).update(revision=F("revision") + 1):
        raise ChangedMeanwhile
    report.refresh_from_db()
    return report


def _write(report: Report, told: Told, *, at: datetime) -> Report:
    report.present, report.summary = told.present, told.summary.strip()
    if not statements_are_fixed(report):
        report.language = told.language
        _write_statements(report, told.statements)
    if told.consents and report.consented_at is None:
        report.consented_at = at
    report.save()
    return report


def _write_statements(report: Report, statements: Mapping[int, str]) -> None:
    said = {position: text.strip() for position, text in statements.items() if text.strip()}
    report.statements.filter(~Q(position__in=said)).delete()
    for position, text in said.items():
        Statement.objects.update_or_create(report=report, position=position, defaults={"text": text})
