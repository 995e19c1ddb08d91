"""What a proposal lacks before anything can be published, in words."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from consultations.models import Proposal


def what_it_lacks(proposal: Proposal) -> list[str]:
    """The things that are missing, each in a few words. No query."""
    words = {"decision": _("a decision"), "reason": _("a public reason"), "owner": _("somebody in charge")}
    return [words[name] for name in proposal.lacks]


def sentence_for(proposal: Proposal) -> str:
    """The proposal by its number and statement, and all that it lacks, in one sentence."""
    return _("Proposal %(number)s, “%(statement)s”, lacks %(things)s.") % {
        "number": proposal.number,
        "statement": proposal.statement,
        "things": get_text_list(what_it_lacks(proposal), _("and")),
    }
