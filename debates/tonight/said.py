"""What a phone or form says at the door, read and judged, and the sentence that answers it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.models import DoorMark, Registration
from debates.tonight.doors import masked
from debates.tonight.doorways import Doorway
from debates.tonight.marking import Mark

PHONE_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
PEOPLE_AT_MOST = 200
# A phone that was off the network longer than this is not believed about when things were said.
LATE_AT_MOST = timedelta(hours=12)


class Unreadable(ValueError):
    """What was sent is not a mark."""


def read_ticket(typed: str) -> str:
    """The code in what was typed, read aloud or scanned: spaces, hyphens and capitals make no difference.

    Of an address, as the QR codes hold, the word after “ticket=”.
    """
    last = typed.rpartition("ticket=")[2].partition("&")[0]
    return re.sub(r"[^a-z0-9]", "", last.lower())[:12]


def read_mark(sent: dict[str, Any], *, at: datetime) -> Mark:
    """One mark as a form or a phone sends it. Raises `Unreadable`.

    Its keys: id, kind, people (may be missing), ticket, and ago, the milliseconds since it was said, which are right
    whatever the phone's clock shows.
    """
    phone_id, kind = str(sent.get("id", "")), sent.get("kind")
    if not PHONE_ID.fullmatch(phone_id) or kind not in dict(DoorMark.KINDS):
        raise Unreadable
    people = _number(sent.get("people"))
    if kind == DoorMark.WALK and (not people or abs(people) > PEOPLE_AT_MOST):
        raise Unreadable
    if kind != DoorMark.WALK and people is not None and not 0 <= people <= PEOPLE_AT_MOST:
        raise Unreadable
    if kind == DoorMark.SET and people is None:
        raise Unreadable
    ago = timedelta(milliseconds=max(_number(sent.get("ago")) or 0, 0) % 10**10)
    said_at = at - min(ago, LATE_AT_MOST)
    return Mark(phone_id, kind, said_at, people, read_ticket(str(sent.get("ticket", ""))))


def answer(mark: DoorMark, door: Doorway, *, code: str = "") -> str:
    """What came of it, in a sentence."""
    if mark.kind == DoorMark.WALK:
        return _walked(mark)
    if mark.registration is None:
        return _unknown(door) % {"code": code or "?"}
    words = {"who": _name_of(mark.registration), "people": mark.people}
    if mark.outcome == DoorMark.TWICE:
        came = mark.registration.present_at or mark.said_at
        words["hour"] = date_format(came.astimezone(door.zone), "TIME_FORMAT")
        return _("%(who)s came already at %(hour)s. Nothing was counted twice.") % words
    if mark.outcome == DoorMark.OLDER:
        return _("%(who)s: somebody corrected this later, and the later number stays.") % words
    if mark.outcome == DoorMark.NOT_CONFIRMED:
        return (
            _(
                "%(who)s: this reservation was cancelled, waits, or was never confirmed. If there is room, count the "
                "person as come without a reservation."
            )
            % words
        )
    if not mark.people:
        return _("%(who)s: not here after all.") % words
    return ngettext("%(who)s: one person is in.", "%(who)s: %(people)s people are in.", mark.people) % words


def _unknown(door: Doorway) -> str:
    if door.is_meeting:
        return _(
            "The code %(code)s is not one of this meeting. Check the meeting and the day on the person’s page, or "
            "look for the name."
        )
    return _(
        "The code %(code)s is not one of this debate. Check the debate and the day on the person’s page, or "
        "look for the name."
    )


def _walked(mark: DoorMark) -> str:
    if mark.outcome == DoorMark.NOBODY_LEFT:
        return _("Nobody is counted without a reservation: there is nobody to take off.")
    if mark.people > 0:
        return ngettext(
            "%(people)s more person without a reservation.",
            "%(people)s more people without a reservation.",
            mark.people,
        ) % {"people": mark.people}
    return ngettext(
        "%(people)s person fewer without a reservation.",
        "%(people)s people fewer without a reservation.",
        -mark.people,
    ) % {"people": -mark.people}


def _name_of(registration: Registration) -> str:
    return registration.name or masked(registration.email)


def _number(value: Any) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable
    text = str(value)
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        raise Unreadable
    return int(text)
