"""Who did what about conferences, when: kept in Wagtail's own log, and so in the page's history too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

PREFIX = "cms.conferences."
PUBLISH, CORRECT, ANSWER, REPORT = "publish_opinion", "correct", "answer", "report"
ENTER, WITHDRAW = "enter", "withdraw_entry"

# Action → (label, sentence).
ACTIONS = {
    PUBLISH: (_("Publish an opinion"), _("published the opinion")),
    CORRECT: (_("Correct an opinion"), _("published an erratum")),
    ANSWER: (_("Answer a recommendation"), _("published an answer")),
    REPORT: (_("Report on a recommendation"), _("wrote an update")),
    ENTER: (_("Enter a recommendation"), _("entered a recommendation in a consultation")),
    WITHDRAW: (
        _("Withdraw a recommendation from a consultation"),
        _("withdrew a recommendation from a consultation"),
    ),
}


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    for name, (label, sentence) in ACTIONS.items():
        actions.register_action(PREFIX + name, label, sentence)


def record(page, action: str, *, by, **data) -> None:
    """Write one line in the page's history."""
    log(instance=page, action=PREFIX + action, user=by, data=data)
