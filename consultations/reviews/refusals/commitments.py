"""Why something said of a commitment, or of a year of them, is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Refused


class ArticleNotAdopted(Refused):
    sentence = _("“%(identifier)s” is in no published version: commitments are made on adopted articles.")


class CommitmentUnstated(Refused):
    sentence = _("Write the commitment in at least one language.")


class OwnerMissing(Refused):
    sentence = _("Name the department in charge: it is who answers for the commitment.")


class DueBeforeItBegins(Refused):
    sentence = _("The due date comes before the beginning: correct one of the two.")


class DueDateAnnounced(Refused):
    sentence = _("The due date has been followed by updates: move it by an update that says why.")


class NotAStatus(Refused):
    sentence = _("Choose how the commitment stands.")


class UpdateInTheFuture(Refused):
    sentence = _("The date is still to come: write down what has happened, on the day when it did.")


class NoteMissing(Refused):
    sentence = _("Write what was done, or why it was not: it is what people read.")


class NotAWebAddress(Refused):
    sentence = _("The evidence is an address that begins with http:// or https://: copy it whole.")


class YearNotOver(Refused):
    sentence = _("%(year)s is not over: its synthesis can be published from 1 January on.")


class IntroductionMissing(Refused):
    sentence = _("Write the introduction first: figures alone say nothing to a council.")
