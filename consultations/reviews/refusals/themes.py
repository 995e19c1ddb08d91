"""Why a decision on a theme or on texts is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .base import Refused


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
