"""The figures of a charter's year: who took part, what was decided, how the commitments stood on 31 December.

Counted from the rows as they are now: a withdrawal leaves them at once, an update that puts an earlier day right too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from consultations.following.standing import ORDER, Standing, commitments_of, standings, tally
from consultations.models import (
    Amendment,
    ArticleVersion,
    Charter,
    CharterVersion,
    Commitment,
    Consultation,
    Contribution,
    Proposal,
)
from consultations.publishing.small_numbers import FEWEST
from kit.localized import LocalizedText

DECISIONS = (Proposal.KEPT, Proposal.KEPT_IN_PART, Proposal.NOT_KEPT)


@dataclass(frozen=True)
class Part:
    """How many contributions one consultation received in the year."""

    consultation: Consultation
    contributions: int


@dataclass(frozen=True)
class Year:
    """What a synthesis gives to read. ``contributions`` is None where they are too few to be counted apart."""

    charter: Charter
    year: int
    as_of: date
    contributions: int | None
    parts: tuple[Part, ...]
    comments: int
    amendments: int
    decisions: dict[str, int]
    standings: tuple[Standing, ...]
    titles: dict[int, LocalizedText]

    @property
    def counts(self) -> dict[str, int]:
        return tally(self.standings)

    @property
    def decided(self) -> int:
        return sum(self.decisions.values())

    @property
    def done_in_the_year(self) -> list[Standing]:
        return [one for one in self.standings if one.done_on and one.done_on.year == self.year]

    @property
    def done_before(self) -> list[Standing]:
        return [one for one in self.standings if one.done_on and one.done_on.year < self.year]

    @property
    def not_done(self) -> list[Standing]:
        """Those late and those given up, with what was said of them last."""
        return [one for one in self.standings if one.status in (Commitment.LATE, Commitment.DROPPED)]

    @property
    def going_on(self) -> list[Standing]:
        return [one for one in self.standings if one.status in (Commitment.UNDER_WAY, Commitment.PLANNED)]

    @property
    def in_order(self) -> list[Standing]:
        return sorted(self.standings, key=lambda one: (ORDER.index(one.status), one.commitment.position))


def year_of(charter: Charter, year: int, *, today: date) -> Year:
    """The year's account, of a charter loaded with its city and district. Seven queries, however much there is.

    ``as_of`` is 31 December, or today while the year is not over.
    """
    as_of = min(date(year, 12, 31), today)
    zone = charter.city.zone
    span = (datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone))
    parts, contributions = _participation(charter, span)
    said = _amendments(charter, span)
    return Year(
        charter=charter,
        year=year,
        as_of=as_of,
        contributions=contributions,
        parts=parts,
        comments=said.get(Amendment.COMMENT, 0),
        amendments=said.get(Amendment.AMENDMENT, 0),
        decisions=_decisions(charter, span),
        standings=tuple(standings(charter, commitments_of(charter), on=as_of)),
        titles=article_titles(charter, until=span[1]),
    )


def years_of(charter: Charter, *, today: date) -> list[int]:
    """The years that can have a synthesis, this year first, down to that of the first published version. One query."""
    first = charter.published_versions().order_by("published_at").values_list("published_at", flat=True)[:1]
    begun = [timezone.localtime(at, charter.city.zone).year for at in first]
    return list(range(today.year, begun[0] - 1, -1)) if begun else []


def article_titles(charter: Charter, *, until: datetime | None = None) -> dict[int, LocalizedText]:
    """The title of each article in the last version published before then, by its id. One query."""
    until = until or timezone.now() + timedelta(seconds=1)
    wordings = ArticleVersion.objects.filter(
        Q(version__published_at__lt=until) | Q(version__number=1),
        version__charter=charter,
        version__state=CharterVersion.PUBLISHED,
    ).order_by("version__number")
    return {wording.article_id: wording.title for wording in wordings}


def _participation(charter: Charter, span: tuple[datetime, datetime]) -> tuple[tuple[Part, ...], int | None]:
    """By consultation for a whole city; for a district, what its inhabitants sent in all, unless they are too few."""
    sent = Contribution.objects.sent().filter(
        sent_at__gte=span[0], sent_at__lt=span[1], consultation__city=charter.city, consultation__live=True
    )
    if charter.district_id:
        total = sent.filter(district=charter.district_id).count()
        return (), total if total == 0 or total >= FEWEST else None
    counts = dict(sent.order_by().values_list("consultation").annotate(count=Count("pk")))
    found = Consultation.objects.for_listing().filter(pk__in=counts).order_by("opens_at", "pk")
    parts = tuple(Part(one, counts[one.pk]) for one in found)
    return parts, sum(counts.values())


def _amendments(charter: Charter, span: tuple[datetime, datetime]) -> dict[str, int]:
    rows = Amendment.objects.public().filter(
        version__charter=charter, made_at__gte=span[0], made_at__lt=span[1]
    )
    return dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))


def _decisions(charter: Charter, span: tuple[datetime, datetime]) -> dict[str, int]:
    """The public decisions of the year: of the city's consultations, or of the one that a district's charter names."""
    rows = Proposal.objects.visible_to(None).filter(decided_at__gte=span[0], decided_at__lt=span[1])
    if charter.district_id:
        rows = rows.filter(consultation=charter.consultation_id)
    else:
        rows = rows.filter(consultation__city=charter.city)
    counts = dict(rows.order_by().values_list("decision").annotate(count=Count("pk")))
    return {decision: counts.get(decision, 0) for decision in DECISIONS}
