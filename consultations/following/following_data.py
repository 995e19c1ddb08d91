"""The follow-up of a charter, and a year's synthesis, as tables that anyone can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from consultations.following.standing import Standing
from consultations.following.yearly import Year
from consultations.models import Commitment, Proposal
from consultations.publishing.tables import Table, TableColumn, in_languages, worded
from kit.localized import LocalizedText

COMMITMENT_COLUMNS = (
    TableColumn(
        "commitment",
        "integer",
        _("Number of the commitment. It never changes."),
        constraints={"required": True, "unique": True},
    ),
    TableColumn(
        "article",
        "string",
        _("Identifier of the article that it comes from."),
        constraints={"required": True},
    ),
    *worded("article_title", _("Title of the article.")),
    *worded("statement", _("What the city committed itself to.")),
    TableColumn("owner", "string", _("Department in charge.")),
    TableColumn(
        "status",
        "string",
        _("How it stands. It is late when its due date has passed and it is neither done nor given up."),
        categories=tuple(Commitment.STATUSES),
        constraints={"required": True},
    ),
    TableColumn("starts_on", "date", _("Day when it begins.")),
    TableColumn("announced_for", "date", _("Due date as announced at first.")),
    TableColumn("due_on", "date", _("Due date as it stands.")),
    TableColumn("last_update_on", "date", _("Day of the last update.")),
    *worded("last_update", _("What was done, or why it was not, by the last update.")),
    TableColumn("evidence", "string", _("Address of the evidence given with the last update.")),
)
FIGURE_COLUMNS = (
    TableColumn("part", "string", _("What the figure is about."), constraints={"required": True}),
    TableColumn("figure", "string", _("What is counted."), constraints={"required": True}),
    TableColumn(
        "number",
        "integer",
        _("How many. Empty where they are fewer than five and could point at somebody."),
        constraints={"minimum": 0},
    ),
)


def commitments_table(
    found: Iterable[Standing], titles: Mapping[int, LocalizedText], *, name: str = "commitments"
) -> Table:
    """One row a commitment, as it stands."""
    return Table(name, COMMITMENT_COLUMNS, tuple(_row(one, titles) for one in found), key=("commitment",))


def figures_table(year: Year) -> Table:
    """The year's figures, one a row."""
    rows = [
        ("participation", "contributions", year.contributions),
        *(("consultation", part.consultation.slug, part.contributions) for part in year.parts),
        ("participation", "comments", year.comments),
        ("participation", "amendments", year.amendments),
        *(("proposals", decision, number) for decision, number in year.decisions.items()),
        *(("commitments", status, number) for status, number in year.counts.items()),
    ]
    names = [column.name for column in FIGURE_COLUMNS]
    return Table(
        "figures",
        FIGURE_COLUMNS,
        tuple(dict(zip(names, row, strict=True)) for row in rows),
        key=("part", "figure"),
    )


def figure_names() -> dict[str, Any]:
    """The name of each key of the figures' table, for people."""
    return {
        "contributions": _("Contributions"),
        "comments": _("Comments on articles"),
        "amendments": _("Amendments to articles"),
        **dict(Proposal.DECISIONS),
        **dict(Commitment.STATUSES),
    }


def _row(one: Standing, titles: Mapping[int, LocalizedText]) -> dict[str, Any]:
    commitment, last = one.commitment, one.last
    return {
        "commitment": commitment.pk,
        "article": commitment.article.identifier,
        **in_languages("article_title", titles.get(commitment.article_id, LocalizedText())),
        **in_languages("statement", commitment.statement),
        "owner": commitment.owner,
        "status": one.status,
        "starts_on": commitment.starts_on,
        "announced_for": commitment.due_on,
        "due_on": one.due_on,
        "last_update_on": last.on if last else None,
        **in_languages("last_update", last.note if last else LocalizedText()),
        "evidence": (last.evidence_url if last else "") or None,
    }
