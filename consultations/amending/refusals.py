"""Why something is refused in the discussion of a draft: to citizens, and to staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from consultations.reviews.refusals import Conflict, Refused

# --- The discussion itself ------------------------------------------------------------------------------------


class EndsBeforeItBegins(Refused):
    sentence = _("A discussion ends after it begins, and not in the past: choose a later date.")


class NotADraft(Refused):
    sentence = _("Only a draft can be opened to discussion: start one from this version first.")


class NotDiscussable(Refused):
    """The draft has something missing. ``problems`` are sentences, one for each thing to mend."""

    sentence = _("This draft cannot be discussed yet: %(problems)s")

    def __init__(self, problems: list[str]):
        super().__init__(problems=" ".join(problems))
        self.problems = problems


class DiscussionIsOver(Refused):
    sentence = _("This discussion is over: everything that was said in it stays, and nothing is added.")


class DiscussionNotBegun(Refused):
    sentence = _("This discussion has not begun yet: come back on the day that the page gives.")


class DiscussionHasBegun(Refused):
    sentence = _("This discussion has begun: it can be closed, and no longer be called off.")


# --- Citizens -------------------------------------------------------------------------------------------------


class NoSuchWords(Refused):
    sentence = _("These words are not in the article: choose a paragraph again.")


class CommentMissing(Refused):
    sentence = _("Write your comment: it is empty.")


class NothingAmended(Refused):
    sentence = _("These are the words of the article: change them, or write a comment instead.")


class SaidAlready(Refused):
    sentence = _("You have said exactly this about these words already.")


class OwnWords(Refused):
    sentence = _("These are your own words: others say whether they agree with them.")


class NotShown(Refused):
    sentence = _("This contribution is not shown any more.")


# --- Staff ----------------------------------------------------------------------------------------------------


class AmendmentConflict(Conflict):
    """Somebody moderated or decided meanwhile. ``amendment`` is as it is now."""

    sentence = _(
        "Contribution %(number)s has been changed since you opened it. Nothing of yours was recorded: "
        "compare, then decide."
    )

    def __init__(self, amendment):
        super().__init__(number=amendment.pk)
        self.amendment = amendment


class OwnAmendment(Refused):
    sentence = _("You wrote this contribution yourself: a colleague moderates it and decides on it.")


class HidingReasonMissing(Refused):
    sentence = _("Choose why it is hidden: its author is told, and the page of the discussion says it.")


class NotModeratedYet(Refused):
    sentence = _("This contribution is not shown: show it first, then decide.")


class NotADecision(Refused):
    sentence = _("Choose a decision: accepted, accepted in part or refused.")


class PublicReasonMissing(Refused):
    sentence = _("Write the public reason: its author and everybody else will read it.")


class NowhereToApply(Refused):
    sentence = _(
        "Its words cannot be put into the draft: there is no next draft, or nobody has said yet where they stand "
        "in it. Record the decision without them, or say first where they stand."
    )


class WordsMissing(Refused):
    sentence = _("Write the words to put into the draft.")


class AnchorConflict(Conflict):
    sentence = _(
        "The article or this place has been changed since you opened it. Nothing of yours was recorded: look again."
    )
