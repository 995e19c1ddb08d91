"""Publication: everything that the draw will rest on, frozen before anybody can know the seed."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.lottery import log
from cms.lottery.pool import Pool, pool_of, published_candidates, sha256_of
from cms.lottery.refusals import Refused
from cms.lottery.repeat_draw import chances_of, sealed
from cms.lottery.tickets import TICKETS
from cms.models import Lottery, Publication, SeedHolder

FORMAT = "palabre-lottery-1"
PUBLIC_SOURCE, COMMITMENTS = "public_source", "commitments"


@dataclass(frozen=True)
class PublicSource:
    """The seed will be a value somebody else makes public on a later day: ``source`` says which, and how written."""

    source: str
    url: str
    day: date

    def rule(self, *, today: date) -> dict:
        """As published. Raises Refused when the value may be known already."""
        if self.day <= today:
            raise Refused(
                _("The seed must come from a day after the publication: choose tomorrow or a later day.")
            )
        return {
            "kind": PUBLIC_SOURCE,
            "source": self.source,
            "url": self.url,
            "day": self.day.isoformat(),
        }


@dataclass(frozen=True)
class Commitments:
    """The seed will be made of secrets of several people, in this order: (name, SHA-256 of the secret)."""

    holders: tuple[tuple[str, str], ...]

    def rule(self, *, today: date) -> dict:
        """As published. Raises Refused when it is not of two people at least, each with a digest."""
        if len(self.holders) < 2:
            raise Refused(_("At least two people must hold a part of the seed."))
        if any(not name or not re.fullmatch(r"[0-9a-f]{64}", sha256) for name, sha256 in self.holders):
            raise Refused(_("Each part needs a name and a SHA-256: 64 digits and letters from a to f."))
        if len({sha256 for _name, sha256 in self.holders}) < len(self.holders):
            raise Refused(_("Two people gave the same SHA-256: each must choose a secret of their own."))
        commitments = [{"who": name, "sha256": sha256} for name, sha256 in self.holders]
        return {"kind": COMMITMENTS, "commitments": commitments}


@transaction.atomic
def publish(lottery: Lottery, seed: PublicSource | Commitments, *, by, at: datetime) -> Publication:
    """Freeze candidates, panels, chances and the rule of the seed in one file. Raises Refused.

    From here on nothing of it changes: the file is written once, and its SHA-256 is what the draw rests on.
    """
    held = Lottery.objects.select_for_update().select_related("city").get(pk=lottery.pk)
    if held.is_published:
        raise Refused(_("The panels are published already."))
    if held.state != Lottery.FOUND:
        raise Refused(_("There are no panels to publish yet: have them looked for first."))
    pool, found = pool_of(held), held.found
    if found.of_sha256 != sha256_of(pool, held.algorithm):
        raise Refused(_("Candidates or quotas changed since the panels were found: look for panels again."))
    today = at.astimezone(held.city.zone).date()
    rule = seed.rule(today=today)
    record = _record(held, pool, today=today, rule=rule)
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=None)
    publication = Publication.objects.create(
        lottery=held,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_at=at,
        by_id=getattr(by, "pk", None),
    )
    if isinstance(seed, Commitments):
        SeedHolder.objects.bulk_create(
            SeedHolder(lottery=held, name=name, sha256=sha256, position=place)
            for place, (name, sha256) in enumerate(seed.holders)
        )
    found.delete()
    held.candidates.filter(confirmed_at=None).delete()
    held.state = Lottery.PUBLISHED
    held.save(update_fields=["state"])
    log.record(held, log.PUBLISH, by=by, at=at, sha256=publication.sha256)
    lottery.state = held.state
    return publication


def _record(lottery: Lottery, pool: Pool, *, today: date, rule: dict) -> dict:
    candidates = published_candidates(pool)
    panels = lottery.found.panels
    return sealed(
        {
            "format": FORMAT,
            "lottery": {"address": lottery.slug, "title": dict(lottery.title), "city": lottery.city.slug},
            "size": lottery.size,
            "algorithm": lottery.algorithm,
            "found_by": lottery.found.found_by,
            "published_on": today.isoformat(),
            "seed_rule": rule,
            "tickets": TICKETS,
            "categories": published_categories(lottery),
            "candidates": candidates,
            "panels": panels,
            "chances": chances_of(panels, candidates),
        }
    )


def published_categories(lottery: Lottery) -> list[dict]:
    """The categories as they stand in the published file. Two queries."""
    return [
        {
            "key": category.key,
            "name": dict(category.name),
            "values": [
                {
                    "key": value.key,
                    "name": dict(value.name),
                    "minimum": value.minimum,
                    "maximum": value.maximum,
                }
                for value in category.values.all()
            ],
        }
        for category in lottery.categories.prefetch_related("values")
    ]
