"""A charter in force with commitments on its articles, made by the site's own verbs, for tests of what follows."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from consultations.following import committing
from consultations.models import Article, Charter, Commitment, CommitmentUpdate
from tests.consultations.publishing import make_charter, publish_version


def today() -> date:
    return timezone.localdate()


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def adopted_charter(city, *, by, articles: tuple[str, ...] = ("reponse", "horaires"), **fields) -> Charter:
    """A charter whose only version has been in force for three years."""
    charter = make_charter(city, **fields)
    publish_version(
        charter, {identifier: (f"La Ville promet {identifier}.", []) for identifier in articles},
        by=by, days_ago=1100,
    )  # fmt: skip
    return charter


def promise(charter: Charter, statement: str, *, by, article: str = "reponse", made: int = 900, **said):
    """A commitment written down that many days ago."""
    found = Article.objects.get(charter=charter, identifier=article)
    at = timezone.now() - timedelta(days=made)
    return committing.commit(found, {"fr": statement}, "Direction des débats", by=by, at=at, **said)


def report(commitment: Commitment, status: str, note: str, *, on: date, by, **evidence) -> CommitmentUpdate:
    """An update of the commitment as it is now."""
    fresh = Commitment.objects.get(pk=commitment.pk)
    return committing.report(fresh, status, {"fr": note}, on=on, by=by, expected=fresh.revision, **evidence)
