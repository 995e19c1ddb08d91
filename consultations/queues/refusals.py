"""Why a verdict of a queue, or the closing of a review, is refused: each in a sentence that says what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from consultations.reviews.refusals import Conflict, Refused


class ReadAlready(Conflict):
    sentence = _("%(name)s has read this text meanwhile: %(verdict)s. Here is the next one.")


class NoLongerWaiting(Conflict):
    sentence = _(
        "This text waits in this queue no more: somebody decided on it elsewhere. Here is the next one."
    )


class TextGone(Refused):
    sentence = _("The person who wrote this text has withdrawn it meanwhile. Here is the next one.")


class MovedMeanwhile(Conflict):
    sentence = _("The text is in “%(title)s” by now: look at it again, then decide.")


class NotAVerdict(Refused):
    sentence = _("This cannot be said of a text of this queue: choose one of the buttons.")


class ChooseATheme(Refused):
    sentence = _("Choose the theme that the text belongs in.")


class NotTakenBack(Refused):
    sentence = _("This verdict has been taken back already.")


class RareIdeasUnread(Refused):
    """Each rare idea is read by a person before a review is closed. ``left`` says how many have not been."""

    sentence = ngettext_lazy(
        "Nobody has read %(left)s rare idea: read it in the queue of rare ideas before you close the review.",
        "Nobody has read %(left)s rare ideas: read them in the queue of rare ideas before you close the review.",
        "left",
    )

    def __init__(self, left: int):
        super().__init__(left=left)
        self.left = left

    def __str__(self) -> str:
        # The number chooses the sentence, so it is given before there is one.
        return str(self.sentence % self.names)


class ReviewClosedAlready(Refused):
    sentence = _("The review of this analysis is closed already.")


class ReviewIsOpen(Refused):
    sentence = _("The review of this analysis is open: there is nothing to open again.")
