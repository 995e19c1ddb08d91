"""Who did what to a charter, when: kept in Wagtail's own log, and so in its site history too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log, registry

from consultations.models import Charter

PREFIX = "consultations.charter."
START, DISCARD, PUBLISH, NOTE = "start_draft", "discard_draft", "publish", "describe"
ADD, REWORD, REORDER, REMOVE = "add_article", "reword", "reorder", "remove_article"

# Action → (label, sentence).
ACTIONS = {
    START: (_("Start a draft"), _("Draft started")),
    DISCARD: (_("Delete a draft"), _("Draft deleted")),
    PUBLISH: (_("Publish a charter"), _("Version published")),
    NOTE: (_("Describe a draft"), _("Summary of the changes written")),
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
