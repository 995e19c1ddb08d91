"""Why a decision is not taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Conflict, Refused


class AlreadyUndone(Conflict):
    sentence = _(
        "%(who)s took this decision back on %(date)s. Nothing of yours was recorded: "
        "look at what is there now, then decide."
    )


class CannotBeUndone(Refused):
    sentence = _("A decision of this kind is not taken back from the log: change it where it was taken.")


class RecordedBeforeUndo(Refused):
    sentence = _(
        "When this decision was recorded, the log did not keep what was there before: "
        "put it right by a decision of the ordinary kind."
    )


class NothingLeftToUndo(Refused):
    sentence = _("Nothing is left of this decision to take back. %(stays)s")


class WouldStandUnderAGoneTheme(Refused):
    sentence = _(
        "“%(title)s” would stand under “%(other)s”, which is merged, set aside or a sub-theme by now: "
        "take that decision back first."
    )
