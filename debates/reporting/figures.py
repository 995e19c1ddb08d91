"""A city's night in numbers, counted from what is public: debates, seats, reservations, people who came.

Counted from rows, in a number of queries that does not grow with them. Nothing here is about a person: attendance is
one number a debate, as its host told it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext as _

from debates.models import Debate, Night


@dataclass(frozen=True)
class Figures:
    """The numbers of some debates.

    ``seats`` and ``reserved`` are of the debates that give seats out; ``open_entry`` counts the others, ``unreported``
    those of which nobody told how many came, whom ``present`` therefore leaves out.
    """

    debates: int = 0
    seats: int = 0
    reserved: int = 0
    present: int = 0
    open_entry: int = 0
    unreported: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.debates + other.debates,
            self.seats + other.seats,
            self.reserved + other.reserved,
            self.present + other.present,
            self.open_entry + other.open_entry,
            self.unreported + other.unreported,
        )

    @property
    def knows_present(self) -> bool:
        """Whether at least one debate told how many came: without that, “0” would be untrue."""
        return self.debates > self.unreported


@dataclass(frozen=True)
class Row:
    """The numbers of one theme or district, and how many debates it had in the edition before."""

    key: str
    name: str
    figures: Figures
    before: int | None = None


@dataclass(frozen=True)
class CityFigures:
    """All numbers of a night. ``before`` are those of the edition before, None when the city had none."""

    night: Night
    total: Figures
    themes: tuple[Row, ...]
    districts: tuple[Row, ...]
    earlier: Night | None = None
    before: Figures | None = None


@dataclass(frozen=True)
class _Counted:
    """One debate: its numbers, its themes as (key, name), and its district as (key, name)."""

    figures: Figures
    themes: tuple[tuple[str, str], ...]
    district: tuple[str, str]


def night_before(night: Night) -> Night | None:
    """The same city's night in the public edition before. One query."""
    earlier = Night.objects.public().in_city(night.city).filter(edition__date__lt=night.edition.date)
    return earlier.select_related("edition", "city").order_by("-edition__date").first()


def figures_of(night: Night) -> CityFigures:
    """The numbers of a night loaded with its edition and city, beside those of the edition before. Five queries."""
    earlier = night_before(night)
    now = _counted(night)
    then = _counted(earlier) if earlier is not None else None
    return CityFigures(
        night=night,
        total=_sum(one.figures for one in now),
        themes=_rows(now, then, lambda one: one.themes),
        districts=_rows(now, then, lambda one: (one.district,)),
        earlier=earlier,
        before=_sum(one.figures for one in then) if then is not None else None,
    )


def _counted(night: Night) -> list[_Counted]:
    """Each debate that was held or is to be. Two queries."""
    debates = (
        Debate.objects.public()
        .held()
        .filter(night=night)
        .select_related("seating", "room__venue__district", "report")
        .prefetch_related("themes")
    )
    return [_count(one) for one in debates]


def _count(debate: Debate) -> _Counted:
    gives_seats = debate.entry == Debate.REGISTRATION and debate.seating.capacity is not None
    report = getattr(debate, "report", None)
    is_told = report is not None and report.submitted_at is not None
    figures = Figures(
        debates=1,
        seats=debate.seating.capacity if gives_seats else 0,
        reserved=debate.seating.taken,
        present=report.present if is_told else 0,
        open_entry=0 if gives_seats else 1,
        unreported=0 if is_told else 1,
    )
    themes = tuple((one.slug, str(one)) for one in debate.themes.all())
    return _Counted(figures, themes or (("", _("Without a theme")),), _district(debate))


def _district(debate: Debate) -> tuple[str, str]:
    if debate.room is None:
        return "online", _("Online only")
    district = debate.room.venue.district
    return (district.code, str(district)) if district is not None else ("", _("District not known"))


def _rows(
    now: list[_Counted],
    then: list[_Counted] | None,
    keys: Callable[[_Counted], Iterable[tuple[str, str]]],
) -> tuple[Row, ...]:
    """The numbers by theme or district, most debates first; also what there was before and is no more."""
    names: dict[str, str] = {}
    figures: dict[str, Figures] = {}
    before: dict[str, int] = {}
    for one in now:
        for key, name in keys(one):
            names[key] = name
            figures[key] = figures.get(key, Figures()) + one.figures
    for one in then or ():
        for key, name in keys(one):
            names.setdefault(key, name)
            before[key] = before.get(key, 0) + 1
    rows = (
        Row(key, name, figures.get(key, Figures()), None if then is None else before.get(key, 0))
        for key, name in names.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.figures.debates, row.name)))


def _sum(figures: Iterable[Figures]) -> Figures:
    return reduce(lambda one, other: one + other, figures, Figures())
