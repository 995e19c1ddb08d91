"""The public lists of digests: one a day, written once, and apart from them what counts no more.

A list is of the moment at which it is made. A day on which nobody made one has none: nothing is made up afterwards.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from consultations.inclusion.sealing import seal_unsealed
from consultations.models import Consultation, InclusionList
from consultations.publishing.small_numbers import FEWEST


def listed_consultations(*, at: datetime) -> QuerySet[Consultation]:
    """The consultations whose lists the public may read: published ones that have opened."""
    return Consultation.objects.filter(live=True, opens_at__lte=at)


def make_list(consultation: Consultation, *, at: datetime) -> InclusionList | None:
    """Make today's list by the city's calendar, once; return it, or None where there is none to make.

    The first waits until five contributions count, so that none stands there alone. Once results are published, a
    day has a list only when something changed since the last one. Called twice, or by two workers, it makes one.
    """
    day = at.astimezone(consultation.zone).date()
    made = consultation.inclusion_lists.filter(day=day).first()
    if made is not None:
        return made
    seal_unsealed(consultation)
    lines = _lines(consultation)
    last = consultation.inclusion_lists.order_by("-day").first()
    if last is None and len(lines) < FEWEST:
        return None
    body = "".join(f"{digest}\n" for digest in lines)
    sha256 = digest_of(body)
    if last is not None and last.sha256 == sha256 and consultation.has_published_results(at=at):
        return None
    try:
        with transaction.atomic():
            return consultation.inclusion_lists.create(day=day, lines=body, count=len(lines), sha256=sha256)
    except IntegrityError:
        return consultation.inclusion_lists.get(day=day)


def latest(consultation: Consultation) -> InclusionList | None:
    """The last list that was made, without its lines: its day, how many count, the SHA-256 of the whole. One query."""
    return consultation.inclusion_lists.order_by("-day").defer("lines").first()


def all_of(consultation: Consultation) -> QuerySet[InclusionList]:
    """Every list, the newest first, without their lines."""
    return consultation.inclusion_lists.order_by("-day").defer("lines")


def on_day(consultation: Consultation, day: date) -> InclusionList | None:
    """The list of one day, with its lines. One query."""
    return consultation.inclusion_lists.filter(day=day).first()


def is_listed(consultation: Consultation, digest: str) -> bool | None:
    """Whether the last list holds this digest; None while there is no list. One query."""
    last = consultation.inclusion_lists.order_by("-day").first()
    return None if last is None else f"{digest}\n" in last.lines


def removed(consultation: Consultation) -> str:
    """What counts no more, a line each: the day by the city's calendar, the digest, the reason. One query."""
    removals = consultation.inclusion_removals.order_by("at", "digest")
    return "".join(
        f"{at.astimezone(consultation.zone).date().isoformat()} {digest} {because}\n"
        for at, digest, because in removals.values_list("at", "digest", "because")
    )


def digest_of(body: str) -> str:
    """The SHA-256 of a list as it is served: 64 hexadecimal digits."""
    return hashlib.sha256(body.encode("ascii")).hexdigest()


def _lines(consultation: Consultation) -> list[str]:
    digests = consultation.contributions.sent().exclude(inclusion_digest="").order_by()
    return sorted(digests.values_list("inclusion_digest", flat=True))
