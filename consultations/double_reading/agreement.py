"""What a double reading tells: agreement of the two readers, by theme, and of what they settled on with the machine.

Everything is computed from the rows that are there: a withdrawn answer takes its readings with it, and the figures
are those of the texts that are left. Categories are main themes as they stand now: one that was merged counts as the
one it went into, a sub-theme as its main theme, and one that people set aside as none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from consultations.double_reading.kappa import Kappa, Share, kappa, one_against_the_rest, wilson
from consultations.models import Analysis, BlindReading, Membership, Sample, SampledText, Theme


@dataclass(frozen=True)
class ThemeAgreement:
    """One theme against all the others. ``theme`` is None for the texts that fit none."""

    theme: Theme | None
    first: int
    second: int
    both: int
    kappa: Kappa


@dataclass(frozen=True)
class Agreement:
    """The figures of one double reading. ``kappa`` and its 95 % interval may be None (see kappa.Kappa).

    ``drawn`` is how many texts the draw took, ``size`` how many are left that both have read. ``machine`` is the share
    of the settled texts that the machine had put in the theme that people settled on, with Wilson's interval.
    """

    drawn: int
    size: int
    agreed: int
    observed: float
    kappa: float | None
    low: float | None
    high: float | None
    per_theme: tuple[ThemeAgreement, ...]
    machine: Share
    drawn_at: datetime
    closed_at: datetime | None
    seed: int

    @property
    def gone(self) -> int:
        """Texts that have left the sample because the people who wrote them withdrew them."""
        return self.drawn - self.size


@dataclass(frozen=True)
class Read:
    """One sampled text and the category that each reader gave it: a main theme's id, None for none of them."""

    text: SampledText
    first: int | None
    second: int | None
    settled: int | None
    is_settled: bool


def published_agreement(analysis: Analysis) -> Agreement | None:
    """The figures of the last closed double reading, None when there is none. Five queries.

    An analysis that keeps what people decided on another, and has no reading of its own yet, is still vouched for by
    that one's: a query more for each step back. Themes that are not reviewed have no row: the public does not know
    their titles. Their texts count in the whole.
    """
    sample, read = None, analysis
    while sample is None and read is not None:
        sample, read = read.samples.exclude(closed_at=None).first(), read.previous
    if sample is None:
        return None
    whole = agreement_of(sample)
    shown = (row for row in whole.per_theme if row.theme is None or row.theme.state == Theme.REVIEWED)
    return replace(whole, per_theme=tuple(shown))


def agreement_of(sample: Sample) -> Agreement:
    """The figures of that sample's texts that both have read. Four queries."""
    themes = MainThemes(sample.analysis_id)
    done = read_by_both(sample, themes)
    pairs = [(one.first, one.second) for one in done]
    overall = kappa(pairs)
    return Agreement(
        drawn=sample.size,
        size=overall.size,
        agreed=overall.agreed,
        observed=overall.observed,
        kappa=overall.value,
        low=overall.low,
        high=overall.high,
        per_theme=tuple(_by_theme(pairs, themes)),
        machine=_with_the_machine(sample, done, themes),
        drawn_at=sample.drawn_at,
        closed_at=sample.closed_at,
        seed=sample.seed,
    )


class MainThemes:
    """The main themes of an analysis, and which of them any other theme counts as. One query, when first asked."""

    def __init__(self, analysis_id: int):
        self.analysis_id = analysis_id

    @cached_property
    def by_id(self) -> dict[int, Theme]:
        themes = Theme.objects.filter(analysis=self.analysis_id).order_by("position", "pk")
        return {theme.pk: theme for theme in themes}

    @cached_property
    def of_group(self) -> dict[int, int]:
        return {theme.group_id: theme.pk for theme in self.by_id.values() if theme.group_id}

    def main(self, theme_id: int | None) -> int | None:
        """The id of the living main theme that this one counts as now; None where people set it aside."""
        theme, seen = self.by_id.get(theme_id), set()
        while theme is not None and theme.pk not in seen:
            seen.add(theme.pk)
            following = theme.merged_into_id if theme.state == Theme.MERGED else theme.parent_id
            if following is None or theme.state == Theme.SET_ASIDE:
                return theme.pk if theme.is_living else None
            theme = self.by_id.get(following)
        return None

    def living(self) -> list[Theme]:
        """Those that a reader chooses among, by their place in the analysis."""
        return [theme for theme in self.by_id.values() if theme.parent_id is None and theme.is_living]


def read_by_both(sample: Sample, themes: MainThemes) -> list[Read]:
    """The texts of the sample that both readers have read, in its order. Two queries beside that of the themes."""
    found = []
    for text in sample.texts.select_related("answer__contribution").prefetch_related("readings"):
        readings = {reading.reader: themes.main(reading.theme_id) for reading in text.readings.all()}
        if len(readings) == 2:
            first, second = readings[BlindReading.FIRST], readings[BlindReading.SECOND]
            settled = themes.main(text.settled_theme_id) if text.is_settled else first
            found.append(Read(text, first, second, settled, text.is_settled or first == second))
    return found


def confusion(pairs: Iterable[tuple[int | None, int | None]]) -> tuple[list[int | None], list[list[int]]]:
    """The categories that were given, “none” last, and how often the first reader's (row) met the second's (column)."""
    cells = Counter(pairs)
    given = {category for pair in cells for category in pair}
    weight = Counter(dict.fromkeys(given, 0))
    for pair, number in cells.items():
        for category in pair:
            weight[category] += number
    order = sorted(given, key=lambda one: (one is None, -weight[one], one or 0))
    return order, [[cells[one, two] for two in order] for one in order]


def _by_theme(pairs: list[tuple[int | None, int | None]], themes: MainThemes) -> Iterable[ThemeAgreement]:
    order, _cells = confusion(pairs)
    for category in order:
        yield ThemeAgreement(
            theme=themes.by_id.get(category),
            first=sum(one == category for one, _two in pairs),
            second=sum(two == category for _one, two in pairs),
            both=sum(one == two == category for one, two in pairs),
            kappa=one_against_the_rest(pairs, category),
        )


def _with_the_machine(sample: Sample, done: list[Read], themes: MainThemes) -> Share:
    """How many settled texts the machine had put in the same main theme, or in none like people. One query."""
    settled = {one.text.answer_id: one.settled for one in done if one.is_settled}
    members = Membership.objects.filter(analysis=sample.analysis_id, answer__in=sample.texts.values("answer"))
    machine = dict(members.values_list("answer_id", "group_id"))
    right = sum(themes.main(themes.of_group.get(machine.get(pk))) == main for pk, main in settled.items())
    return wilson(right, len(settled))
