"""The recommendations of an opinion, their answers and how they stand, as a table that anyone can take."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from cms.conferences.standing import DECISION_NAMES, Standing, recommendations_of, standings, tally
from cms.models import ConferencePage, Opinion
from consultations.models import Commitment
from consultations.publishing.tables import Table, TableColumn, in_languages, worded
from consultations.views.following_data import written
from kit.localized import LocalizedText

FORMATS = {"csv": "csv", "json": "json", "schema": "schema.json"}
NONE_WITHOUT_VOTE = {"minimum": 0}
COLUMNS = (
    TableColumn(
        "number",
        "integer",
        _("Number of the recommendation in the opinion. It never changes."),
        constraints={"required": True, "unique": True},
    ),
    *worded("title", _("Title of the recommendation.")),
    *worded("text", _("The recommendation, word for word.")),
    TableColumn("votes_for", "integer", _("Votes for. Empty without a vote."), constraints=NONE_WITHOUT_VOTE),
    TableColumn(
        "votes_against", "integer", _("Votes against. Empty without a vote."), constraints=NONE_WITHOUT_VOTE
    ),
    TableColumn(
        "votes_blank", "integer", _("Blank votes. Empty without a vote."), constraints=NONE_WITHOUT_VOTE
    ),
    TableColumn("minorities", "integer", _("How many minority statements were made on it.")),
    *worded("minority_statements", _("The minority statements, parted by blank lines.")),
    TableColumn("errata", "integer", _("How many corrections were published.")),
    TableColumn(
        "answer",
        "string",
        _("What the commissioner answered."),
        categories=tuple(DECISION_NAMES.items()),
        constraints={"required": True},
    ),
    *worded("reason", _("Why, in the commissioner’s words.")),
    TableColumn("answered_by", "string", _("Office that answered.")),
    TableColumn("answered_on", "date", _("Day of the answer.")),
    TableColumn("owner", "string", _("Department in charge.")),
    TableColumn("announced_for", "date", _("Deadline given with the answer.")),
    TableColumn("due_on", "date", _("Deadline as it stands.")),
    TableColumn(
        "status",
        "string",
        _("How it stands. Empty when there is nothing to follow; late when its deadline has passed."),
        categories=tuple(Commitment.STATUSES),
    ),
    TableColumn("last_update_on", "date", _("Day of the last update.")),
    *worded("last_update", _("What was done, or why it was not, by the last update.")),
    TableColumn("evidence", "string", _("Address of the evidence given with the last update.")),
    TableColumn("consultations", "string", _("Consultations that it was entered in, by their addresses.")),
)


def file_of(page: ConferencePage, kind: str) -> HttpResponse:
    """The table in one of FORMATS, shared with pages of other sites; 404 before the opinion is out."""
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None or kind not in FORMATS:
        raise Http404
    table = table_of(page, opinion)
    found = tally(_standings(page, opinion))
    about = {
        "conference": page.slug,
        "title": page.title,
        "published_at": opinion.published_at,
        "on": page.today(),
        "introduction": dict(opinion.introduction),
        "minority_statements": opinion.minorities,
        "errata": [
            {
                "on": one.on,
                "recommendation": one.recommendation and one.recommendation.number,
                "text": one.text,
            }
            for one in opinion.errata.select_related("recommendation")
        ],
        "figures": {"answers": found.decisions, "statuses": found.statuses},
    }
    schema = page.full_url + page.reverse_subpage("open_data", args=("schema",))
    return written(table, FORMATS[kind], about=about, schema=schema, name=f"{page.slug}-recommendations")


def table_of(page: ConferencePage, opinion: Opinion) -> Table:
    """One row a recommendation, as it stands today. Six queries."""
    entered = _entered(opinion)
    rows = tuple(_row(one, entered.get(one.recommendation.pk, [])) for one in _standings(page, opinion))
    return Table("recommendations", COLUMNS, rows, key=("number",))


def _standings(page: ConferencePage, opinion: Opinion) -> list[Standing]:
    return standings(recommendations_of(opinion), on=page.today(), answer_due_on=page.answer_due_on)


def _entered(opinion: Opinion) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = opinion.recommendations.filter(
        entries__consultation__live=True, entries__contribution__withdrawn_at=None
    ).values_list("pk", "entries__consultation__slug")
    for pk, slug in rows:
        found.setdefault(pk, []).append(slug)
    return found


def _row(one: Standing, slugs: list[str]) -> dict[str, Any]:
    recommendation, answer, last = one.recommendation, one.answer, one.last
    return {
        "number": recommendation.number,
        **in_languages("title", recommendation.title),
        **in_languages("text", recommendation.text),
        "votes_for": recommendation.votes_for,
        "votes_against": recommendation.votes_against,
        "votes_blank": recommendation.votes_blank,
        "minorities": len(recommendation.minorities),
        **in_languages("minority_statements", _joined(recommendation.minorities)),
        "errata": len(recommendation.errata.all()),
        "answer": one.decision,
        **in_languages("reason", answer.reason if answer else LocalizedText()),
        "answered_by": answer.author if answer else None,
        "answered_on": answer.on if answer else None,
        "owner": (answer.owner if answer else "") or None,
        "announced_for": answer.due_on if answer else None,
        "due_on": one.due_on,
        "status": one.status or None,
        "last_update_on": last.on if last else None,
        **in_languages("last_update", last.note if last else LocalizedText()),
        "evidence": (last.evidence_url if last else "") or None,
        "consultations": " ".join(slugs) or None,
    }


def _joined(minorities: list[dict[str, Any]]) -> LocalizedText:
    codes = {code for one in minorities for code in one["text"]}
    return LocalizedText(
        {
            code: "\n\n".join(
                f"{one['text'][code]} ({one['carried_by']})" for one in minorities if code in one["text"]
            )
            for code in codes
        }
    )
