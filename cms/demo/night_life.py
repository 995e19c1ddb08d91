"""What became of the demonstration's debates: the steps of hosts and desks, and who reserved seats."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle, islice
from unicodedata import normalize

from debates import lifecycle
from debates.hosting.saving import save_debate
from debates.models import Debate, Registration
from debates.registering.calling_off import call_off
from debates.registering.reserving import Wish, cancel, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.seats import take
from debates.reporting.writing import Told, hand_in

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def live_through(debates: list[Debate], wanted: list[dict], *, owners: dict, desk, at: datetime) -> None:
    """Take each debate to the status that its text says, over the three weeks before ``at``.

    ``owners`` are the people of the demonstration by their host's slug; other hosts' steps have nobody's name.
    """
    for position, (debate, one) in enumerate(zip(debates, wanted, strict=True)):
        host = owners.get(one["host"])
        begun = at - (21 - position % 9) * DAY
        late = at - (1 + position % 5) * DAY
        match one.get("status", Debate.PUBLISHED):
            case Debate.DRAFT:
                continue
            case Debate.SUBMITTED:
                lifecycle.submit(debate, host, at=late - 4 * DAY)
                if "asked" in one:
                    _hand_in_again(debate, one, host=host, desk=desk, at=late)
            case Debate.CHANGES_ASKED:
                lifecycle.submit(debate, host, at=late - 2 * DAY)
                lifecycle.ask_changes(debate, desk, at=late, text=one["words"])
            case Debate.REFUSED:
                lifecycle.submit(debate, host, at=begun)
                lifecycle.refuse(
                    debate, desk, at=begun + 3 * DAY, reason_code=one["reason"], text=one["words"]
                )
            case Debate.WITHDRAWN:
                lifecycle.submit(debate, host, at=begun)
                lifecycle.withdraw(debate, host, at=begun + 4 * DAY)
            case status:
                _into_the_programme(debate, status, host=host, desk=desk, begun=begun)
                if status == Debate.CANCELLED:
                    call_off(debate, host, at=late, text=one["words"])


def _hand_in_again(debate: Debate, one: dict, *, host, desk, at: datetime) -> None:
    """The desk asks for changes, the host writes what the text says, and hands it in a second time."""
    lifecycle.ask_changes(debate, desk, at=at - 2 * DAY, text=one["asked"])
    form = {
        name: getattr(debate, name)
        for name in ("format", "audience", "room", "online_link", "starts", "ends", "price", "entry")
    }
    form |= {"question": one["question"], "presentation": one["presentation"]}
    form |= {"capacity": debate.seating.capacity, "themes": list(debate.themes.all())}
    form |= {"languages": [spoken.code for spoken in debate.spoken_languages.all()], "interpreted": []}
    save_debate(debate, form, [], by=host, seen_revision=debate.revision, at=at - DAY)
    lifecycle.submit(debate, host, at=at)


def _into_the_programme(debate: Debate, status: str, *, host, desk, begun: datetime) -> None:
    lifecycle.submit(debate, host, at=begun)
    lifecycle.accept(debate, desk, at=begun + 2 * DAY)
    if status != Debate.ACCEPTED:
        lifecycle.publish(debate, desk, at=begun + 5 * DAY)


def reserve_seats(debates: list[Debate], wanted: list[dict], guests: list[list], *, at: datetime) -> None:
    """Have as many parties as its text says ask for seats of each debate. Where people wait, somebody gives seats back.

    ``guests`` are (name, seats, access needs), taken in turn; the last party of each debate has not confirmed yet.
    """
    line = cycle(guests)
    for debate, one in zip(debates, wanted, strict=True):
        parties: list[Registration] = []
        for number, guest in enumerate(islice(line, one.get("parties", 0))):
            if parties:
                confirm(parties[-1], at=parties[-1].asked_at + 10 * MINUTE)
            parties.append(_ask(debate, guest, asked_at=at - 3 * DAY + number * HOUR))
        if any(registration.status == Registration.WAITING for registration in parties):
            cancel(parties[1], at=at - HOUR)


def _ask(debate: Debate, guest: list, *, asked_at: datetime) -> Registration:
    name, seats, needs = guest
    wish = Wish(email=_address_of(name), seats=seats, language="fr", name=name, access_needs=needs)
    return reserve(debate.seating, wish, rules=rules_of(debate), at=asked_at)


def _address_of(name: str) -> str:
    plain = normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{'.'.join(plain.split())}@palabre.example"


def fill_seats(debates: list[Debate]) -> None:
    """Take most of the seats of a night that is over: who came is forgotten after sixty days, how many is not."""
    for position, debate in enumerate(debates):
        take(debate.seating, debate.seating.capacity * (6 + position % 4) // 10)


def report_on(debates: list[Debate], reports: list[dict]) -> None:
    """Hand in the reports of those debates that have one, by the question that it names; a few came too late."""
    by_question = {one["question"]: one for one in reports}
    for debate in debates:
        one = by_question.get(debate.question["fr"])
        if one is None:
            continue
        told = Told(
            language=one.get("language", "fr"),
            present=one["present"],
            summary=one["summary"],
            statements=dict(enumerate(one["statements"], start=1)),
            consents=one["consents"],
        )
        hand_in(debate, told, seen_revision=0, at=debate.ends + one["hours_after"] * HOUR)
