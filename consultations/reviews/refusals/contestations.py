"""Why a placement is not contested, or its contestation not answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Conflict, Refused


class NothingToContest(Refused):
    sentence = _("Nobody has said yet where this text belongs: come back once the results are published.")


class ContestedAlready(Refused):
    sentence = _("You said so already, and the team has not answered yet: its reply will be shown here.")


class SentenceTooLong(Refused):
    sentence = _("Say what you meant in %(most)s characters at most.")


class ReplyMissing(Refused):
    sentence = _("Write the reply: the person who wrote the text will read it.")


class WordsAreGone(Refused):
    sentence = _(
        "These words are no longer in the text as others read it: answer without moving them, or move the whole text "
        "from its theme."
    )


class ContestationAnswered(Conflict):
    sentence = _("A colleague has answered this person meanwhile: read the reply before you go on.")


class ContestationGone(Refused):
    sentence = _("The person has withdrawn this text meanwhile: there is nothing left to answer.")


class NotACorrection(Refused):
    sentence = _("The text is in “%(title)s” already: choose another theme, or leave the text where it is.")
