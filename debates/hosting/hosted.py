"""What somebody hosts, as their own page shows it: each host with its places and its debates by what to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from debates.hosting.readiness import Point, readiness
from debates.models import Debate, Host, Invitation, Membership, Night, Venue, Writing

# What asks for the host first; what is over last.
ORDER = (
    Debate.CHANGES_ASKED,
    Debate.DRAFT,
    Debate.SUBMITTED,
    Debate.ACCEPTED,
    Debate.PUBLISHED,
    Debate.REFUSED,
    Debate.WITHDRAWN,
    Debate.CANCELLED,
)
TITLES = {
    Debate.CHANGES_ASKED: pgettext_lazy("debate", "Changes asked"),
    Debate.DRAFT: pgettext_lazy("debate", "Drafts"),
    Debate.SUBMITTED: pgettext_lazy("debate", "Submitted"),
    Debate.ACCEPTED: pgettext_lazy("debate", "Accepted"),
    Debate.PUBLISHED: pgettext_lazy("debate", "Published"),
    Debate.REFUSED: pgettext_lazy("debate", "Refused"),
    Debate.WITHDRAWN: pgettext_lazy("debate", "Withdrawn"),
    Debate.CANCELLED: pgettext_lazy("debate", "Cancelled"),
}
NEXT = {
    Debate.CHANGES_ASKED: _("Read what the desk asks, change the debate, and submit it again."),
    Debate.DRAFT: _("Complete it, then submit it to the city’s desk."),
    Debate.SUBMITTED: _("The city’s desk is reading it. You will get a mail."),
    Debate.ACCEPTED: _("It is in the programme. The desk publishes it soon."),
    Debate.PUBLISHED: _("Everybody can read it. Print its poster and its sheets."),
    Debate.REFUSED: _("Read the reason. You can take it up again as a draft."),
    Debate.WITHDRAWN: _("You took it back. You can take it up again as a draft."),
    Debate.CANCELLED: _("It is called off, and shown so to the public."),
}
NO_PLACE = _(
    "It has lost its room. Choose another one, or give an address to follow it online; those who reserved are told."
)
OVER = _("It is over: tell in its report what it arrived at.")
REPORTED = _("It is over, and its report is published. Thank you.")
TAG_KINDS = {
    Debate.CHANGES_ASKED: "warning",
    Debate.DRAFT: "info",
    Debate.SUBMITTED: "info",
    Debate.ACCEPTED: "success",
    Debate.PUBLISHED: "success",
    Debate.REFUSED: "danger",
    Debate.CANCELLED: "danger",
}


@dataclass(frozen=True)
class HostedDebate:
    """A debate of one's own: what to do next, what is missing, and whether something typed waits to be saved."""

    debate: Debate
    next: str
    all_points: list[Point]
    is_being_written: bool

    @property
    def missing(self) -> list[Point]:
        return [point for point in self.all_points if not point.ready]

    @property
    def points(self) -> int:
        return len(self.all_points)

    @property
    def ready(self) -> int:
        return self.points - len(self.missing)


@dataclass
class Hosted:
    """One host: its places, its debates by status, and who is invited."""

    host: Host
    is_owner: bool
    venues: list[Venue] = field(default_factory=list)
    groups: list[tuple[str, list[HostedDebate]]] = field(default_factory=list)
    open_invitations: int = 0


def hosted(person, *, at: datetime) -> list[Hosted]:
    """Every host that the person acts for. Eight queries, however many there are."""
    memberships = Membership.objects.filter(user=person).select_related("host__city").order_by("host__name")
    found = {one.host_id: Hosted(one.host, one.role == Membership.OWNER) for one in memberships}
    rooms = Count("rooms", distinct=True)
    for venue in Venue.objects.filter(host__in=found).select_related("city").annotate(rooms_count=rooms):
        found[venue.host_id].venues.append(venue)
    waiting = Invitation.objects.filter(host__in=found, accepted_at=None, expires_at__gt=at)
    for host_id, number in waiting.order_by().values_list("host").annotate(Count("pk")):
        found[host_id].open_invitations = number
    written = set(Writing.objects.filter(user=person).values_list("debate_id", flat=True))
    debates = list(with_their_parts(Debate.objects.filter(host__in=found)))
    for one in found.values():
        own = [debate for debate in debates if debate.host_id == one.host.pk]
        one.groups = _by_status(own, written, at=at)
    return list(found.values())


def with_their_parts(debates):
    """Those debates with what readiness looks at, in a number of queries that does not grow."""
    return debates.select_related(
        "night__city", "night__edition", "room__venue__city", "host", "report"
    ).prefetch_related(Prefetch("appearances"))


def hosted_debate(debate: Debate, *, written: bool, at: datetime) -> HostedDebate:
    return HostedDebate(debate, str(_next(debate, at=at)), readiness(debate), written)


def _next(debate: Debate, *, at: datetime):
    if debate.place_lost_at and debate.needs_place and debate.status in Debate.OCCUPYING:
        return NO_PLACE
    if debate.status != Debate.PUBLISHED or debate.ends is None or at < debate.ends:
        return NEXT[debate.status]
    report = getattr(debate, "report", None)
    return REPORTED if report is not None and report.submitted_at is not None else OVER


def open_nights(*, at: datetime) -> list[Night]:
    """The nights for which debates can be proposed now, the next first. One query."""
    coming = Night.objects.public().filter(starts__gt=at).select_related("edition", "city")
    return [night for night in coming.order_by("starts", "city__slug") if night.takes_submissions(at=at)]


def _by_status(
    debates: list[Debate], written: set[int], *, at: datetime
) -> list[tuple[str, list[HostedDebate]]]:
    groups = []
    for status in ORDER:
        of_status = [
            hosted_debate(one, written=one.pk in written, at=at) for one in debates if one.status == status
        ]
        if of_status:
            groups.append((str(TITLES[status]), of_status))
    return groups
