"""Why a decision of staff is refused: one exception a fact, each with a sentence that says what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A decision that cannot be taken as asked. ``str()`` is a sentence for the person, in the active language."""

    sentence = _("This cannot be done.")

    def __init__(self, **names):
        super().__init__()
        self.names = names

    def __str__(self) -> str:
        return str(self.sentence) % self.names


class Conflict(Refused):
    """Somebody else changed the same thing since the person opened it."""


# --- Themes ---------------------------------------------------------------------------------------------------


class AnalysisNotInForce(Refused):
    sentence = _("Another analysis of this question is in force: review the themes of that one.")


class ReviewIsClosed(Refused):
    sentence = _(
        "The review of this analysis is closed: open it again from its queues to decide on its themes."
    )


class ThemeIsGone(Refused):
    sentence = _("“%(title)s” is merged or set aside: restore it first.")


class ThemeIsThere(Refused):
    sentence = _("“%(title)s” is neither set aside nor merged: there is nothing to restore.")


class AlreadyReviewed(Refused):
    sentence = _("“%(title)s” is already marked as reviewed.")


class NotReviewedYet(Refused):
    sentence = _("“%(title)s” is not marked as reviewed: there is nothing to reopen.")


class MergedIntoItself(Refused):
    sentence = _("A theme cannot be merged into itself or into one of its sub-themes: choose another theme.")


class PutUnderItself(Refused):
    sentence = _("A theme cannot be put under itself: choose another theme.")


class HasSubThemes(Refused):
    sentence = _("“%(title)s” has sub-themes, which can only be under a main theme: choose a main theme.")


class UnderASubTheme(Refused):
    sentence = _("“%(title)s” is a sub-theme: choose a main theme to put this under.")


class ThemesOfDifferentAnalyses(Refused):
    sentence = _(
        "These themes answer different questions or come from different analyses: choose within one."
    )


class NothingChosen(Refused):
    sentence = _("No text is chosen: tick at least one.")


class EverythingChosen(Refused):
    sentence = _("All the texts of the theme are chosen: leave at least one, or rename the theme instead.")


class TextsMovedMeanwhile(Refused):
    sentence = _(
        "Some of the chosen texts are in another theme by now: look at the list again and choose anew."
    )


class TitleMissing(Refused):
    sentence = _("A theme needs a title in at least one language.")


class ReasonMissing(Refused):
    sentence = _("Write the reason: it is kept with the decision.")


class ProposalsRestOnIt(Refused):
    sentence = _("Proposals rest on this theme (%(numbers)s): take it out of them first.")


class ProposalsNeedReview(Refused):
    sentence = _(
        "Proposals rest on this theme (%(numbers)s), and a proposal rests on reviewed themes only: "
        "mark “%(title)s” as reviewed first."
    )


class AlreadyPinned(Refused):
    sentence = _("These texts were confirmed by a person already: there is nothing to confirm.")


class AlreadyDoubtful(Refused):
    sentence = _("These texts are marked as doubtful already.")


class NotDoubtful(Refused):
    sentence = _("None of these texts is marked as doubtful: there is no doubt to take off.")


# --- Taking decisions back ------------------------------------------------------------------------------------


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


# --- Contested placements -------------------------------------------------------------------------------------


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


# --- Proposals ------------------------------------------------------------------------------------------------


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


# --- Charters -------------------------------------------------------------------------------------------------


class VersionIsPublished(Refused):
    sentence = _("This version is published and no longer changes: start a new draft.")


class DraftExists(Refused):
    sentence = _("This charter has a draft already: carry on with it, or delete it first.")


class IdentifierTaken(Refused):
    sentence = _("“%(identifier)s” already names an article of this charter: choose another identifier.")


class IdentifierIsPublished(Refused):
    sentence = _("“%(identifier)s” has been published, and people link to it: it never changes.")


class NotAnIdentifier(Refused):
    sentence = _("An identifier is made of letters without accents, digits, hyphens and underscores.")


class ArticleOfAnotherCharter(Refused):
    sentence = _("This article belongs to another charter.")


class ProposalNotKept(Refused):
    sentence = _("Proposal %(number)s is not decided as kept or kept in part: an article cannot cite it yet.")


class ProposalOfAnotherCity(Refused):
    sentence = _("Proposal %(number)s was made to another city: an article cannot cite it.")


# --- What follows a charter -----------------------------------------------------------------------------------


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
