"""Who did what in a discussion, when: written in Wagtail's log beside the rest of a charter's history.

It holds the numbers of contributions and the words of staff, never those of a citizen, nor who a citizen is.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from consultations.charters.charter_log import PREFIX
from consultations.models import Amendment, CharterVersion

OPEN, CLOSE, CALL_OFF = "open_discussion", "close_discussion", "call_off_discussion"
SHOW, HIDE, DECIDE, WITHDRAWN = "show_amendment", "hide_amendment", "decide_amendment", "withdrawn_amendment"
PLACE, DROP = "place_amendment", "drop_amendment"

# Action → (label, sentence).
ACTIONS = {
    OPEN: (_("Open a discussion"), _("Draft opened to discussion")),
    CLOSE: (_("Close a discussion"), _("Discussion closed")),
    CALL_OFF: (_("Call off a discussion"), _("Discussion called off before it began")),
    SHOW: (_("Show a contribution"), _("Contribution shown")),
    HIDE: (_("Hide a contribution"), _("Contribution hidden")),
    DECIDE: (_("Decide on a contribution"), _("Decision on a contribution")),
    WITHDRAWN: (_("Contribution withdrawn"), _("Contribution withdrawn by its author")),
    PLACE: (_("Place a contribution"), _("Place of a contribution found in the new wording")),
    DROP: (_("Say that words are gone"), _("Words of a contribution said to be gone from the new wording")),
}


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    for name, (label, sentence) in ACTIONS.items():
        actions.register_action(PREFIX + name, label, sentence)


def record(version: CharterVersion, action: str, *, by, **details) -> None:
    """Write one line about that version. Queries for the charter, unless it was loaded."""
    log(
        instance=version.charter, action=PREFIX + action, user=by, data={"version": version.number, **details}
    )


def record_about(amendment: Amendment, action: str, *, by, **details) -> None:
    """Write one line about a contribution, by its number and its article."""
    article = amendment.article.identifier
    record(amendment.version, action, by=by, article=article, amendment=amendment.pk, **details)
