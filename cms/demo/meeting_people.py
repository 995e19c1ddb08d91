"""The demonstration's public meetings: one that was held, with its minutes, and others to come."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cities.models import City
from cms.demo.texts import read
from consultations.models import Consultation
from debates.gatherings import holding
from debates.gatherings.occasion import rules_of_meeting
from debates.models import Gathering
from debates.registering.reserving import Wish, confirm, reserve

DAY = timedelta(days=1)


def make_meetings(*, at: datetime) -> None:
    """Plan, announce and hold each meeting that is written down, and have some seats reserved."""
    for one in read("meetings"):
        meeting = _planned(one, at=at)
        holding.announce(meeting, at=min(at, meeting.starts) - 6 * DAY)
        if "minutes_told" in one:
            holding.record(meeting, minutes=one["minutes_told"], attendance=one["attendance"], at=at)
        _reserve(meeting, one["guests"], at=at - DAY)


def _planned(one: dict, *, at: datetime) -> Gathering:
    city = City.objects.get(slug=one["city"])
    day = (at + one["days"] * DAY).date()
    starts = datetime.combine(day, time(one["hour"]), tzinfo=city.zone)
    meeting = Gathering(
        consultation=Consultation.objects.get(slug=one["consultation"]),
        city=city,
        title=one["title"],
        programme=one["programme"],
        place_name=one["place"],
        address=one["address"],
        access=one["access"],
        starts=starts,
        ends=starts + timedelta(minutes=one["minutes"]),
    )
    return holding.plan(meeting, capacity=one["capacity"])


def _reserve(meeting: Gathering, guests: list[list], *, at: datetime) -> None:
    for number, (name, seats, needs) in enumerate(guests):
        wish = Wish(
            email=f"reunion{number}@palabre.example",
            seats=seats,
            language="fr",
            name=name,
            access_needs=needs,
        )
        confirm(reserve(meeting.seating, wish, rules=rules_of_meeting(meeting), at=at), at=at)
