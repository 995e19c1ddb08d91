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


class NotPublishable(Refused):
    """The draft has something missing. ``problems`` are sentences, one for each thing to mend."""

    sentence = _("This draft cannot be published yet: %(problems)s")

    def __init__(self, problems: list[str]):
        super().__init__(problems=" ".join(problems))
        self.problems = problems
