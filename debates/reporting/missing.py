"""What a desk sees of the reports of its nights: which are in, which are late, which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from debates.models import Debate, Night, Report, ReportReminder
from debates.models.report import due

HANDED_IN, LATE, DRAFT, MISSING = "handed_in", "late", "draft", "missing"
STATES = (MISSING, DRAFT, LATE, HANDED_IN)


@dataclass(frozen=True)
class Line:
    """One debate that is over. ``is_overdue`` when its 72 hours are, and nothing is handed in."""

    debate: Debate
    report: Report | None
    state: str
    due: datetime
    is_overdue: bool
    reminders: tuple[ReportReminder, ...]

    @property
    def can_be_reminded(self) -> bool:
        is_open = self.state in (DRAFT, MISSING)
        return is_open and all(one.step != ReportReminder.DESK for one in self.reminders)


def over_at_desk(user, *, at: datetime) -> QuerySet[Debate]:
    """The debates of that person's desks that were held and are over."""
    nights = Night.objects.of_desks(user)
    return Debate.objects.filter(night__in=nights, status=Debate.PUBLISHED, ends__lte=at)


def lines(debates: QuerySet[Debate], *, at: datetime) -> list[Line]:
    """Each with its state, what is missing first, then the longest over. Two queries."""
    loaded = debates.select_related("night__edition", "night__city", "host", "room__venue", "report")
    found = loaded.prefetch_related(Prefetch("report_reminders", ReportReminder.objects.order_by("at")))
    told = [_line(one, at=at) for one in found]
    return sorted(told, key=lambda line: (STATES.index(line.state), line.debate.ends, line.debate.pk))


def counts(told: Iterable[Line]) -> dict[str, int]:
    """How many there are of each state, of all (“all”), and of those that are overdue."""
    numbers = dict.fromkeys((*STATES, "overdue", "all"), 0)
    for line in told:
        numbers[line.state] += 1
        numbers["all"] += 1
        numbers["overdue"] += line.is_overdue
    return numbers


def _line(debate: Debate, *, at: datetime) -> Line:
    report = getattr(debate, "report", None)
    if report is not None:
        report.debate = debate
    if report is None:
        state = MISSING
    elif report.submitted_at is None:
        state = DRAFT
    else:
        state = LATE if report.is_late else HANDED_IN
    is_overdue = state in (MISSING, DRAFT) and at > due(debate)
    reminders = tuple(debate.report_reminders.all())
    return Line(debate, report, state, due(debate), is_overdue, reminders)
