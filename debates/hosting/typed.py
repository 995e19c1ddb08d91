"""What a host types is kept before it is saved, valid or not: nothing of it is lost, and nobody else sees it."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from debates.models import Debate, Writing

LETTERS_AT_MOST = 150_000
# What the page sends beside the person's own words.
_OURS = frozenset(
    {
        "csrfmiddlewaretoken",
        "serial",
        "save",
        "preview",
        "submit",
        "person",
        "language",
        "more_language",
        "discard",
    }
)


class WrittenElsewhere(Exception):
    """The same person writes this debate in another window, which has gone on since."""


class TooLong(Exception):
    """More letters than all the inputs of the form hold together."""


@dataclass(frozen=True)
class BrowserKey:
    """A key of 32 bytes in Base64, and the name under which a browser keeps what it locks."""

    name: str
    key: str


def keep(debate: Debate, person, data: QueryDict, *, at: datetime) -> int:
    """Keep the form as it was typed, and return the serial with which to keep it again.

    ``data`` names in ``serial`` what its window knew, 0 at first. Raises `WrittenElsewhere` or `TooLong`.
    """
    typed = {name: data.getlist(name) for name in data if name not in _OURS}
    if len(json.dumps(typed)) > LETTERS_AT_MOST:
        raise TooLong
    serial, seen = _number(data.get("serial")), _number(data.get("revision")) or debate.revision
    if serial == 0:
        try:
            with transaction.atomic():
                Writing.objects.create(
                    debate=debate, user=person, typed=typed, seen_revision=seen, updated_at=at
                )
        except IntegrityError as error:
            raise WrittenElsewhere from error
        return 1
    kept = Writing.objects.filter(debate=debate, user=person, serial=serial)
    if not kept.update(typed=typed, seen_revision=seen, serial=F("serial") + 1, updated_at=at):
        raise WrittenElsewhere
    return serial + 1


def keep_over(debate: Debate, person, data: QueryDict, *, at: datetime) -> int:
    """Keep it whatever another window wrote: the person has just pressed a button here. Raises `TooLong`."""
    data = data.copy()
    with transaction.atomic():
        known = Writing.objects.select_for_update().filter(debate=debate, user=person).first()
        data["serial"] = str(known.serial if known else 0)
        return keep(debate, person, data, at=at)


def writing_of(debate: Debate, person) -> Writing | None:
    return Writing.objects.filter(debate=debate, user=person).first()


def as_sent(writing: Writing) -> QueryDict:
    """The kept input as a form reads it."""
    data = QueryDict(mutable=True)
    for name, values in writing.typed.items():
        data.setlist(name, values)
    return data


def browser_key(debate: Debate, person) -> BrowserKey:
    """With what that person's browser locks what it keeps of this debate while the site cannot be reached.

    Only a page that this person opened holds it, so that nobody reads what is left after they logged out.
    """
    digest = salted_hmac("debates.hosting.typed", f"{person.pk} {debate.code}", algorithm="sha256").digest()
    name = salted_hmac("debates.hosting.typed.name", f"{person.pk} {debate.code}", algorithm="sha256")
    return BrowserKey(name=name.hexdigest()[:16], key=b64encode(digest).decode())


def discard(debate: Debate, person) -> None:
    """Forget what that person typed: it was saved, or they want the saved debate back."""
    Writing.objects.filter(debate=debate, user=person).delete()


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
