"""Why something about a conference is refused: one exception a fact, each with a sentence that says what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.reviews.refusals import Conflict, Refused


class NotAConference(Refused):
    sentence = _("A standing body gives no opinion of its own: publish the opinion of one of its referrals.")


class DossierNotPublished(Refused):
    sentence = _("The dossier is not published yet: publish its page first, then the opinion.")


class NoRecommendation(Refused):
    sentence = _("The opinion has no recommendation yet: write them in the page, and publish the page.")


class OpinionIsPublished(Refused):
    sentence = _("This opinion is published already. What is wrong in it is put right by an erratum.")


class NeedsAnotherPerson(Refused):
    sentence = _(
        "You wrote a part of this opinion. Somebody who wrote nothing of it publishes it: ask a colleague who may "
        "publish opinions to read it and do so."
    )


class OpinionNotPublished(Refused):
    sentence = _("This opinion is not published yet: correct it in the page.")


class NotOfThisOpinion(Refused):
    sentence = _("This recommendation is of another opinion: choose one of this opinion.")


class CorrectionMissing(Refused):
    sentence = _("Write what the opinion should say: an erratum without words corrects nothing.")


class NotADecision(Refused):
    sentence = _("Choose an answer: accepted, accepted in part or refused.")


class ReasonMissing(Refused):
    sentence = _("Write the reason: everybody reads it beside the answer.")


class AuthorMissing(Refused):
    sentence = _("Say who answers, by their office.")


class OwnerMissing(Refused):
    sentence = _("Name the department in charge of what is accepted.")


class DayInTheFuture(Refused):
    sentence = _("This day has not come yet: give a date of today at the latest.")


class NothingToFollow(Refused):
    sentence = _("This recommendation is not accepted: there is nothing to follow. Publish an answer first.")


class NotAStatus(Refused):
    sentence = _("Choose how it stands.")


class NoteMissing(Refused):
    sentence = _("Say what was done, or why it was not: a status alone tells nobody anything.")


class NotAWebAddress(Refused):
    sentence = _("The evidence is an address that begins with http:// or https://: copy it whole.")


class WrittenMeanwhile(Conflict):
    sentence = _(
        "Somebody else wrote about this recommendation since you opened it. Nothing of yours was recorded: read what "
        "is new below, then send yours again if it still holds."
    )


class EnteredAlready(Refused):
    sentence = _("This recommendation is in that consultation already: it is entered once only.")


class TooLateToEnter(Refused):
    sentence = _("The results of this consultation are published: nothing more is entered in it.")


class NotOpenYet(Refused):
    sentence = _("This consultation has not begun: enter the recommendation once it is open.")


class WithdrawalReasonMissing(Refused):
    sentence = _("Say why it is withdrawn: the history keeps the reason.")


class WithdrawnAlready(Refused):
    sentence = _("This entry is withdrawn already: nothing of it is counted any more.")
