"""Taking an edition, a city's night or a theme away, as long as nothing hangs on it."""

from __future__ import annotations

from django.db import transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.models import Debate, DebateTheme, DeskMessage, Edition, Night, RoomOffer


class StillUsed(Exception):
    """Something hangs on it. ``sentences`` say what, and what to do instead."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def what_hangs_on_nights(nights) -> list[str]:
    """What keeps these nights from being deleted, in sentences. Three queries."""
    found = []
    if debates := Debate.objects.filter(night__in=nights).count():
        sentence = ngettext(
            "%(number)d debate belongs to it, drafts included: its host and those who reserved count on it.",
            "%(number)d debates belong to it, drafts included: their hosts and those who reserved count on them.",
            debates,
        )
        found.append(sentence % {"number": debates})
    if offers := RoomOffer.objects.filter(night__in=nights).count():
        sentence = ngettext(
            "%(number)d room is offered for it.", "%(number)d rooms are offered for it.", offers
        )
        found.append(sentence % {"number": offers})
    if sent := DeskMessage.objects.filter(night__in=nights).count():
        sentence = ngettext(
            "%(number)d message to hosts was sent about it, and stays in the log.",
            "%(number)d messages to hosts were sent about it, and stay in the log.",
            sent,
        )
        found.append(sentence % {"number": sent})
    return found


def what_hangs_on_theme(theme: DebateTheme) -> list[str]:
    """What keeps a theme from being deleted, in a sentence. One query."""
    number = theme.debates.count()
    if not number:
        return []
    sentence = ngettext(
        "%(number)d debate has this theme, drafts included. Rename it, or ask its host for another one.",
        "%(number)d debates have this theme, drafts included. Rename it, or ask their hosts for another one.",
        number,
    )
    return [sentence % {"number": number}]


@transaction.atomic
def remove_night(night: Night) -> None:
    """Take a city out of an edition. Raises `StillUsed`, and then nothing is deleted."""
    held = Night.objects.select_for_update().get(pk=night.pk)
    _refuse_if(what_hangs_on_nights([held]))
    _delete(held)


@transaction.atomic
def remove_edition(edition: Edition) -> None:
    """Delete an edition with its cities' nights. Raises `StillUsed`, and then nothing is deleted."""
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    _refuse_if(what_hangs_on_nights(list(held.nights.select_for_update())))
    _delete(held)


@transaction.atomic
def remove_theme(theme: DebateTheme) -> None:
    """Delete a theme that no debate has. Raises `StillUsed`, and then nothing is deleted."""
    held = DebateTheme.objects.select_for_update().get(pk=theme.pk)
    _refuse_if(what_hangs_on_theme(held))
    held.delete()


def _refuse_if(sentences: list[str]) -> None:
    if sentences:
        raise StillUsed(sentences)


def _delete(thing: Edition | Night) -> None:
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError as error:
        raise StillUsed([_("Something was begun in it just now: look again.")]) from error
