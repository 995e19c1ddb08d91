"""Hours as a host types them, by the city's clock, and the moments of the night that they mean."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from debates.models import Night


class NoSuchHour(Exception):
    """The clocks skip that hour in this night."""


def moments(night: Night, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    """First and last moment, in UTC, of a debate from one hour to another of that night. Raises `NoSuchHour`.

    An hour before the night's first one is of the next day. Where the clocks go back in between, an end that would
    come before the beginning is the second time that the clock shows that hour.
    """
    starts = _moment(night, starts_at)
    ends = _moment(night, ends_at)
    if ends <= starts:
        ends = _moment(night, ends_at, fold=1)
    return starts, ends


def hour_of(night: Night, moment: datetime | None) -> time | None:
    """What the city's clock shows at that moment, to the minute."""
    return (
        None if moment is None else moment.astimezone(night.city.zone).time().replace(second=0, microsecond=0)
    )


def _moment(night: Night, hour: time, *, fold: int = 0) -> datetime:
    passes_midnight = night.closes_at <= night.opens_at
    day = night.edition.date + timedelta(days=1 if passes_midnight and hour < night.opens_at else 0)
    local = datetime.combine(day, hour, tzinfo=night.city.zone).replace(fold=fold)
    moment = local.astimezone(UTC)
    if moment.astimezone(night.city.zone).time() != hour:
        raise NoSuchHour
    return moment
