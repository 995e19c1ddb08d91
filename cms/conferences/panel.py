"""Who sits in a panel: by category, against the quotas and the population, never by name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.lottery import reading
from cms.models import ConferencePage, Lottery
from consultations.publishing.written_numbers import decimal


@dataclass(frozen=True)
class Group:
    """One group: a line of the table, and a bar of that ``length`` with a ``mark`` where the population's share is.

    Shares, lengths and marks are in hundredths; a mark is None where the population's share is not told, and
    ``is_within`` where there is no quota.
    """

    label: str
    members: int
    share: int
    length: float
    mark: float | None
    quota: str
    population: str
    is_within: bool | None


@dataclass(frozen=True)
class Category:
    """One thing by which the panel was composed, group by group."""

    name: str
    groups: tuple[Group, ...]
    has_quotas: bool
    has_population: bool


@dataclass(frozen=True)
class Panel:
    """``lottery`` is the draw that chose the panel here, if one did: anyone can check it."""

    pseudonyms: tuple[str, ...]
    categories: tuple[Category, ...]
    lottery: Lottery | None = None

    def __bool__(self) -> bool:
        return bool(self.pseudonyms or self.categories)


def panel_of(page: ConferencePage) -> Panel:
    """The panel as it was drawn, replacements made, or else as the page tells it. Six queries at most, or none.

    Drawn members go by the numbers of the draw until the page gives them pseudonyms.
    """
    names = tuple(line.strip() for line in page.pseudonyms.splitlines() if line.strip())
    lottery = page.lottery
    if lottery is None or lottery.state != Lottery.DRAWN:
        return Panel(names, tuple(_category(child.value) for child in page.composition))
    members = [one.public_id for one in reading.panel_of(lottery)]
    drawn = reading.composition_of(lottery, members=members)
    return Panel(names or tuple(members), tuple(_drawn_category(one) for one in drawn), lottery)


def _drawn_category(drawn: reading.Composition) -> Category:
    shares = [
        {
            "label": str(line.name),
            "members": line.members,
            "minimum": line.minimum,
            "maximum": line.maximum,
            "population": None,
        }
        for line in drawn.lines
    ]
    return _category({"name": str(drawn.name), "shares": shares})


def _category(value) -> Category:
    shares = list(value["shares"])
    total = sum(one["members"] for one in shares)
    return Category(
        name=value["name"],
        groups=tuple(_group(one, total) for one in shares),
        has_quotas=any(one["minimum"] is not None or one["maximum"] is not None for one in shares),
        has_population=any(one["population"] is not None for one in shares),
    )


def _group(value, total: int) -> Group:
    low, high, members = value["minimum"], value["maximum"], value["members"]
    bounds = [
        low is None or members >= low,
        high is None or members <= high,
    ]
    population = value["population"]
    return Group(
        label=value["label"],
        members=members,
        share=(200 * members + total) // (2 * total) if total else 0,
        quota=_quota(low, high),
        length=round(100 * members / total, 2) if total else 0.0,
        mark=None if population is None else float(population),
        population="" if population is None else decimal(float(population)),
        is_within=None if low is None and high is None else all(bounds),
    )


def _quota(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "–"
    if low is None:
        return _("at most %(high)s") % {"high": high}
    if high is None:
        return _("at least %(low)s") % {"low": low}
    if low == high:
        return _("exactly %(low)s") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
