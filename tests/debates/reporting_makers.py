"""Debates that are over, and what their hosts report."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cities.models import City
from debates.models import Debate, Report
from debates.reporting.writing import Told, hand_in
from tests.debates.makers import a_debate, a_host, a_night, an_edition, published

STATEMENTS = {
    1: "La rue doit rester ouverte aux enfants le dimanche.",
    2: "Les livraisons passent avant huit heures.",
    3: "On se retrouve dans un an pour compter.",
}


def a_night_that_is_over(city: City, *, days: int = 1):
    """That city's night, which began so many days ago."""
    return a_night(city, edition=an_edition(on=(timezone.now() - timedelta(days=days)).date()))


def a_debate_that_is_over(city: City, *, user=None, night=None, **fields) -> Debate:
    """A published debate whose end has passed; ``user`` hosts it."""
    night = night or a_night_that_is_over(city, days=2)
    host = fields.pop("host", None) or a_host(city, user=user)
    return published(a_debate(night, host=host, **fields))


def told(**changes) -> Told:
    """A whole report."""
    values = {
        "language": "fr",
        "present": 27,
        "summary": "On a parlé des rues, longtemps et sans se fâcher.",
        "statements": STATEMENTS,
        "consents": True,
    }
    return Told(**values | changes)


def reported(debate: Debate, *, at: datetime | None = None, **changes) -> Report:
    """The same debate with its report handed in."""
    return hand_in(debate, told(**changes), seen_revision=0, at=at or timezone.now())


def typed_report(**changes) -> dict:
    """The form of a report, as a browser sends it."""
    typed = {
        "revision": 0,
        "language": "fr",
        "present": "27",
        "summary": "On a parlé des rues.",
        **{f"statement_{position}": text for position, text in STATEMENTS.items()},
        "statement_4": "",
        "statement_5": "",
    }
    return typed | changes
