"""The demonstration's commitments, followed for two years with the verbs of staff, and last year's synthesis."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cms.demo.texts import read
from consultations.following import committing, summarising
from consultations.models import Article, Charter, Commitment
from kit.localized import LocalizedText

DAY = timedelta(days=1)


def follow_the_charter(*, by, now: datetime) -> list[Commitment]:
    """Write the commitments and all that was said of them since, then publish the synthesis of last year."""
    given = read("commitments")
    charter = Charter.objects.select_related("city").get(slug=given["charter"])
    commitments = [_follow(charter, wanted, by=by, now=now) for wanted in given["commitments"]]
    year = timezone.localtime(now, charter.city.zone).year - 1
    synthesis = summarising.introduce(charter, year, LocalizedText(given["synthesis"]), by=by)
    summarising.publish(synthesis, by=by, at=now, expected=synthesis.revision)
    return commitments


def _follow(charter: Charter, wanted: dict, *, by, now: datetime) -> Commitment:
    """Days of beginning are counted back from now, due dates onwards: a negative one has passed."""
    today = timezone.localtime(now, charter.city.zone).date()
    commitment = committing.commit(
        Article.objects.get(charter=charter, identifier=wanted["article"]),
        LocalizedText(wanted["statement"]),
        wanted["owner"],
        starts_on=today - wanted["starts"] * DAY,
        due_on=today + wanted["due"] * DAY,
        by=by,
        at=now - wanted["made"] * DAY,
    )
    for revision, update in enumerate(wanted["updates"], start=1):
        evidence = update.get("evidence", {})
        committing.report(
            commitment,
            update["status"],
            LocalizedText(update["note"]),
            on=today - update["days_ago"] * DAY,
            due_on=today + update["due"] * DAY if "due" in update else None,
            evidence_url=evidence.get("url", ""),
            evidence_label=LocalizedText(evidence.get("label", {})),
            by=by,
            expected=revision,
            at=now - update["days_ago"] * DAY,
        )
    return commitment
