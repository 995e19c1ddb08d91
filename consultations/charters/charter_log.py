"""Who did what to a charter, when: kept in Wagtail's own log, and so in its site history too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log, registry

from consultations.models import Charter

PREFIX = "consultations.charter."
START, DISCARD, PUBLISH, NOTE = "start_draft", "discard_draft", "publish", "describe"
ADD, REWORD, REORDER, REMOVE = "add_article", "reword", "reorder", "remove_article"
CITE, BRING_BACK, CONSISTENT = "cite", "bring_back", "languages_fit"
SUBMIT, APPROVE, SEND_BACK = "submit", "approve", "send_back"
SCHEDULE, UNSCHEDULE, HOLD = "schedule", "unschedule", "hold_back"

# Action → (label, sentence).
ACTIONS = {
    START: (_("Start a draft"), _("Draft started")),
    DISCARD: (_("Delete a draft"), _("Draft deleted")),
    PUBLISH: (_("Publish a charter"), _("Version published")),
    NOTE: (_("Describe a draft"), _("Preamble or summary written")),
    CITE: (_("Cite proposals"), _("Proposals cited")),
    CONSISTENT: (_("Say that languages fit"), _("Languages of an article said to fit together")),
    BRING_BACK: (_("Bring a draft back"), _("Draft brought back to an earlier state")),
    SUBMIT: (_("Submit a draft"), _("Draft submitted for approval")),
    APPROVE: (_("Approve a draft"), _("Draft approved")),
    SEND_BACK: (_("Send a draft back"), _("Draft sent back to its writers")),
    SCHEDULE: (_("Plan a publication"), _("Publication planned")),
    UNSCHEDULE: (_("Give up a planned publication"), _("Planned publication given up")),
    HOLD: (_("Hold a publication back"), _("Planned publication held back: something was missing")),
    ADD: (_("Add an article"), _("Article added")),
    REWORD: (_("Reword an article"), _("Article reworded")),
    REORDER: (_("Reorder articles"), _("Articles put in another order")),
    REMOVE: (_("Remove an article"), _("Article removed from the draft")),
}


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    for name, (label, sentence) in ACTIONS.items():
        actions.register_action(PREFIX + name, label, sentence)


def record(charter: Charter, action: str, *, by, version: int, article: str = "") -> None:
    """Write one line about that version's number and that article's identifier."""
    log(instance=charter, action=PREFIX + action, user=by, data={"version": version, "article": article})


def history(charter: Charter, *, limit: int = 30) -> list:
    """Wagtail's log entries about the charter, the latest first. One query."""
    entries = registry.get_logs_for_instance(charter).filter(action__startswith=PREFIX)
    return list(entries.select_related("user").order_by("-timestamp", "-pk")[:limit])
