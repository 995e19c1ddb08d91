"""Why a decision on a proposal is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Refused


class StatementMissing(Refused):
    sentence = _("A proposal needs its statement in at least one language.")


class NoTheme(Refused):
    sentence = _("A proposal rests on at least one theme: choose one.")


class ThemeNotReviewed(Refused):
    sentence = _(
        "“%(title)s” is not reviewed, and a proposal rests on reviewed themes only: review it first."
    )


class ThemeOfAnotherConsultation(Refused):
    sentence = _("“%(title)s” belongs to another consultation: choose themes of this one.")


class NotADecision(Refused):
    sentence = _("Choose a decision: kept, kept in part or not kept.")


class PublicReasonMissing(Refused):
    sentence = _("Write the public reason: everybody who contributed will read it.")


class NobodyInCharge(Refused):
    sentence = _("Name the person or department in charge: somebody answers for every decision.")


class NotInItsThemes(Refused):
    sentence = _(
        "These words are in none of the themes that the proposal rests on: choose among those of its themes."
    )


class NoSuchWords(Refused):
    sentence = _(
        "These words are not there any more: they were withdrawn or corrected. Look at the list again."
    )


class ProposalIsInForce(Refused):
    sentence = _(
        "The charter in force answers this proposal (%(articles)s): publish a version that no longer cites it first."
    )


class ProposalIsCited(Refused):
    sentence = _("Articles cite this proposal (%(articles)s): it can no longer be deleted.")


class ProposalIsDecided(Refused):
    sentence = _("This proposal is decided, and the decision stays on record: it can no longer be deleted.")
