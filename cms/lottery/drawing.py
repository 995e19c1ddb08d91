"""The draw and the replacements: our own documented rule, applied to the published file and a seed."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.lottery import log
from cms.lottery.publishing import COMMITMENTS
from cms.lottery.refusals import Refused
from cms.lottery.repeat_draw import (
    panel_with,
    sealed,
    seed_from_parts,
    ticket_of,
    tidy_seed,
)
from cms.lottery.repeat_draw import (
    replace as replace_by_rule,
)
from cms.models import Draw, Lottery, Replacement

FORMAT = "palabre-draw-1"


def draw_from_source(
    lottery: Lottery, *, seed: str, url: str, day: date, why: str = "", by, at: datetime
) -> Draw:
    """Draw with the value of the announced public source. Raises Refused when it could have been known too early.

    ``why`` is needed when the value is of a later day than announced.
    """
    held, published = _hold_published(lottery)
    rule = published["seed_rule"]
    if rule["kind"] == COMMITMENTS:
        raise Refused(_("The seed of this lottery is made of the secrets of several people: enter these."))
    if day.isoformat() <= published["published_on"]:
        raise Refused(
            _("This value is of the day of publication or before: it may have been known. Take a later one.")
        )
    if day.isoformat() < rule["day"]:
        raise Refused(_("This value is of an earlier day than announced: wait for the announced day."))
    if day > at.astimezone(held.city.zone).date():
        raise Refused(_("This day is still to come."))
    if day.isoformat() != rule["day"] and not why.strip():
        raise Refused(_("This is not the announced day: say why."))
    if not (tidied := tidy_seed(seed)):
        raise Refused(_("The seed has neither a letter nor a digit."))
    source = {"typed": seed.strip(), "url": url, "day": day.isoformat(), "why": why.strip()}
    return _draw(held, published, tidied, source, by=by, at=at)


def draw_from_secrets(lottery: Lottery, secrets: list[str], *, by, at: datetime) -> Draw:
    """Draw with the revealed secrets, in the announced order. Raises Refused, naming whose is not the announced one."""
    held, published = _hold_published(lottery)
    rule = published["seed_rule"]
    if rule["kind"] != COMMITMENTS:
        raise Refused(_("The seed of this lottery is the value of a public source: enter that."))
    if len(secrets) != len(rule["commitments"]):
        raise Refused(_("Every holder’s secret is needed."))
    parts = []
    for promised, secret in zip(rule["commitments"], secrets, strict=True):
        if hashlib.sha256(secret.encode()).hexdigest() != promised["sha256"]:
            raise Refused(
                _("The secret of %(who)s is not the one announced: check capitals, blanks and accents.")
                % {"who": promised["who"]}
            )
        parts.append({"who": promised["who"], "secret": secret})
    return _draw(held, published, seed_from_parts(parts), {"parts": parts}, by=by, at=at)


@transaction.atomic
def _draw(lottery: Lottery, published: dict, seed: str, source: dict, *, by, at: datetime) -> Draw:
    held = Lottery.objects.select_for_update().get(pk=lottery.pk)
    if held.state == Lottery.DRAWN:
        raise Refused(_("This lottery is drawn already: a draw is made once."))
    ticket = ticket_of(held.publication.sha256, seed, tickets=published["tickets"])
    place = panel_with(ticket, published["panels"])
    draw = Draw.objects.create(
        lottery=held,
        seed=seed,
        seed_source=source,
        ticket=ticket,
        panel=place + 1,
        members=published["panels"][place]["members"],
        drawn_at=at,
        by_id=getattr(by, "pk", None),
    )
    held.state = Lottery.DRAWN
    held.save(update_fields=["state"])
    log.record(held, log.DRAW, by=by, at=at, seed=seed, ticket=ticket, panel=draw.panel)
    lottery.state = held.state
    return draw


@transaction.atomic
def replace(lottery: Lottery, left: str, *, reason: str, by, at: datetime) -> Replacement:
    """Record that a member left, and draw who follows by the same seed. Raises Refused when they are no member.

    Quotas are kept when anybody left makes that possible; otherwise whoever misses them least, and the row says which
    quotas the panel misses now. With nobody left the seat stays empty.
    """
    held = Lottery.objects.select_for_update().get(pk=lottery.pk)
    if held.state != Lottery.DRAWN:
        raise Refused(_("Nobody can be replaced before the draw."))
    earlier = list(held.replacements.all())
    members = seated(held.draw, earlier)
    if left not in members:
        raise Refused(_("%(id)s is not in the panel.") % {"id": left})
    made = replace_by_rule(
        held.publication.sha256,
        held.draw.seed,
        len(earlier) + 1,
        left,
        members=members,
        gone={one.left for one in earlier},
        panels_file=json.loads(held.publication.text),
    )
    replacement = Replacement.objects.create(
        lottery=held, **made, reason=reason, at=at, by_id=getattr(by, "pk", None)
    )
    log.record(held, log.REPLACE, by=by, at=at, left=left, chosen=made["chosen"], reason=reason)
    return replacement


def seated(draw: Draw, replacements: list[Replacement]) -> list[str]:
    """The public ids of the panel after these replacements, newcomers last."""
    members = list(draw.members)
    for one in replacements:
        members.remove(one.left)
        if one.chosen:
            members.append(one.chosen)
    return members


def draw_record(lottery: Lottery) -> dict:
    """The draw as the file ``draw.json`` of the kit. Two queries. Reasons for leaving are not published."""
    draw = lottery.draw
    return sealed(
        {
            "format": FORMAT,
            "panels_sha256": lottery.publication.sha256,
            "seed": draw.seed,
            "seed_source": draw.seed_source,
            "drawn_on": draw.drawn_at.astimezone(lottery.city.zone).date().isoformat(),
            "ticket": draw.ticket,
            "panel": draw.panel,
            "members": draw.members,
            "replacements": [
                {
                    "number": one.number,
                    "left": one.left,
                    "eligible": one.eligible,
                    "chosen": one.chosen,
                    "unmet": one.unmet,
                    "on": one.at.astimezone(lottery.city.zone).date().isoformat(),
                }
                for one in lottery.replacements.all()
            ],
        }
    )


def _hold_published(lottery: Lottery) -> tuple[Lottery, dict]:
    held = Lottery.objects.select_related("city").get(pk=lottery.pk)
    if held.state == Lottery.DRAWN:
        raise Refused(_("This lottery is drawn already: a draw is made once."))
    if held.state != Lottery.PUBLISHED:
        raise Refused(_("Publish the panels first: the seed comes after."))
    return held, json.loads(held.publication.text)
