"""Who did what to a commitment or a synthesis, when: kept in Wagtail's own log, and so in its site history too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log, registry

from consultations.models import Commitment

PREFIX = "consultations.following."
COMMIT, REWRITE, REPORT = "commit", "rewrite", "report"
INTRODUCE, PUBLISH, TAKE_BACK = "introduce_synthesis", "publish_synthesis", "take_back_synthesis"

# Action → (label, sentence).
ACTIONS = {
    COMMIT: (_("Write a commitment"), _("wrote the commitment")),
    REWRITE: (_("Change a commitment"), _("changed the commitment")),
    REPORT: (_("Report on a commitment"), _("wrote an update")),
    INTRODUCE: (_("Introduce a synthesis"), _("wrote the introduction")),
    PUBLISH: (_("Publish a synthesis"), _("published the synthesis")),
    TAKE_BACK: (_("Take back a synthesis"), _("took the synthesis back")),
}


@dataclass(frozen=True)
class Line:
    """One line of a history, as the admin's history component reads it."""

    at: datetime
    who: str
    sentence: str
    words: str = ""


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours."""
    for name, (label, sentence) in ACTIONS.items():
        actions.register_action(PREFIX + name, label, sentence)


def record(instance: models.Model, action: str, *, by, **data) -> None:
    """Write one line about a commitment or a synthesis at its revision; ``fields`` are the names of those changed."""
    log(instance=instance, action=PREFIX + action, user=by, data={"revision": instance.revision, **data})


def history(instance: models.Model, *, since: int = 0) -> list[Line]:
    """What was done to it after that revision, the latest first. One query."""
    entries = registry.get_logs_for_instance(instance).filter(action__startswith=PREFIX)
    return [
        _line(entry)
        for entry in entries.select_related("user").order_by("-timestamp", "-pk")
        if entry.data.get("revision", 0) > since
    ]


def _line(entry) -> Line:
    _label, sentence = ACTIONS[entry.action.removeprefix(PREFIX)]
    who = (entry.user.get_full_name() or entry.user.email) if entry.user else ""
    changed = entry.data.get("fields", [])
    words = ", ".join(str(field.verbose_name) for field in Commitment._meta.fields if field.name in changed)
    return Line(at=entry.timestamp, who=who, sentence=str(sentence), words=words)
