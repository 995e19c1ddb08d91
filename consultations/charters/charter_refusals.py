"""Why a decision on a charter's draft is refused, beside what reviews/refusals.py says of every charter."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from consultations.models import ArticleVersion, Proposal
from consultations.reviews.refusals import Refused


class VersionIsDiscussed(Refused):
    sentence = _(
        "This version is frozen for people to discuss it. Write what comes of the discussion in a new draft."
    )


class RevisionOfAnotherDraft(Refused):
    sentence = _("This is not an earlier state of this draft: choose one from its history.")


class NoSuchParagraph(Refused):
    sentence = _("This paragraph is not in the article any more: look at the article again.")


class CitesNothing(Refused):
    sentence = _("Choose at least one proposal, or say what the editorial change is for.")


class NotInTheFuture(Refused):
    sentence = _("Choose a moment to come, or publish now.")


class NotScheduled(Refused):
    sentence = _("No publication is planned for this draft.")


class NothingToApprove(Refused):
    sentence = _("This draft is not waiting for an approval: it was changed, or decided on, meanwhile.")


class ApprovalNotAsked(Refused):
    sentence = _("This charter needs no approval: choose one on its cover first, or publish.")


class ApprovalIsWaiting(Refused):
    sentence = _("This draft is submitted already and waits for an approval.")


class ApprovalOfOnesOwn(Refused):
    sentence = _("You wrote or submitted this draft: somebody else has to approve it.")


class MayNotApprove(Refused):
    sentence = _("You are not among those who approve at this step.")


class Problem(NamedTuple):
    """One thing that keeps a draft from being published, as a sentence, with the proposal or article to mend."""

    sentence: str
    proposal: Proposal | None = None
    wording: ArticleVersion | None = None

    def __str__(self) -> str:
        return self.sentence


class NotPublishable(Refused):
    """The draft has something missing. ``problems`` are what there is to mend, one after the other."""

    sentence = _("This draft cannot be published yet: %(problems)s")

    def __init__(self, problems: list[Problem]):
        super().__init__(problems=" ".join(map(str, problems)))
        self.problems = problems


class ArticleIsGone(Refused):
    sentence = _("This article has been taken out of the draft meanwhile: look at the draft again.")
