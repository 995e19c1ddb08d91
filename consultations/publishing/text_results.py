"""What free texts come to once they are reviewed: themes with their sizes and quotations, and what is not in them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from consultations.analysing.exclusions import BY_PERSON, sentence_for
from consultations.models import Consultation, Membership, Theme
from consultations.publishing.voices import (
    Quotation,
    Size,
    own_sizes,
    quotations,
    reviewed_family,
    sizes_with_parts,
)
from consultations.queues.aside import taken_out_by_question


@dataclass(frozen=True)
class ThemeResults:
    """A reviewed theme: its size with that of its living sub-themes, its share of the texts that were written.

    A text of which people placed an idea elsewhere speaks of several themes, so that sizes may add up to more.
    """

    theme: Theme
    size: Size
    share: float
    parts: tuple[ThemeResults, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def percentage(self) -> int:
        """The share in whole hundredths, half rounded up."""
        return math.floor(100 * self.share + 0.5)


@dataclass(frozen=True)
class TextResults:
    """Where the texts of one question are. The counts and ``in_themes`` together make the texts written."""

    written: int
    themes: tuple[ThemeResults, ...]
    in_themes: int
    to_review: int
    set_aside: tuple[tuple[str, int], ...]
    set_aside_by_people: int
    waiting: int

    @property
    def has_repeats(self) -> bool:
        """Whether the same words were sent several times in a theme, as in a campaign."""
        return any(one.size.distinct < one.size.texts for one in self.themes)

    @property
    def set_aside_by_machine(self) -> int:
        return sum(count for _reason, count in self.set_aside)


def text_results(consultation: Consultation, *, written: Mapping[str, int]) -> dict[str, TextResults]:
    """The results of each question that has an analysis in force, by its key, nobody quoted. Five queries.

    ``written`` is how many texts each question got.
    """
    return _results(written, _themes(consultation), _machine_reasons(consultation), {})


def quoted_results(consultation: Consultation, key: str, *, written: int) -> TextResults | None:
    """The results of one question, with words of those who answered; None without an analysis. Seven queries."""
    themes = [theme for theme in _themes(consultation) if theme.analysis.question_key == key]
    reasons = {one: found for one, found in _machine_reasons(consultation).items() if one == key}
    quoted = quotations([theme for theme in themes if theme.state == Theme.REVIEWED])
    return _results({key: written}, themes, reasons, quoted).get(key)


def _results(
    written: Mapping[str, int],
    everyone: list[Theme],
    reasons: Mapping[str, Counter[str]],
    quoted: Mapping[int, list[Quotation]],
) -> dict[str, TextResults]:
    families: dict[str, list[Theme]] = defaultdict(list)
    for theme in everyone:
        families[theme.analysis.question_key].append(theme)
    own = own_sizes({theme.pk for theme in everyone})
    parents = {theme.pk: theme.parent_id for theme in everyone if theme.parent_id and theme.is_living}
    counted = sizes_with_parts([theme.pk for theme in everyone], parents, own)
    keys = families.keys() | reasons.keys()
    return {
        key: _of_question(
            families.get(key, []), own, counted, reasons.get(key, Counter()), quoted, written.get(key, 0)
        )
        for key in keys
    }


def _themes(consultation: Consultation) -> list[Theme]:
    themes = Theme.objects.filter(analysis__consultation=consultation, analysis__adopted=True)
    return list(themes.select_related("analysis", "parent"))


def _machine_reasons(consultation: Consultation) -> dict[str, Counter[str]]:
    """How many texts the machine or a reader set aside and nobody placed since, by question and reason. Two queries."""
    rows = (
        Membership.objects.filter(
            analysis__consultation=consultation,
            analysis__adopted=True,
            answer__contribution__withdrawn_at=None,
        )
        .exclude(excluded="")
        .exclude(answer__placements__analysis__adopted=True)
        .values_list("analysis__question_key", "excluded")
        .annotate(count=Count("pk"))
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, reason, count in rows:
        found[key][reason] += count
    for key, count in taken_out_by_question(consultation).items():
        found[key][BY_PERSON] += count
    return found


def _of_question(
    themes: list[Theme],
    own: Mapping[int, Size],
    sizes: Mapping[int, Size],
    reasons: Counter[str],
    quoted: Mapping[int, list[Quotation]],
    written: int,
) -> TextResults:
    places = Counter({"reviewed": 0, "to_review": 0, "aside": 0})
    for theme in themes:
        places[_place_of(theme)] += own.get(theme.pk, Size()).texts
    placed = places.total()
    return TextResults(
        written=written,
        themes=_reviewed(themes, sizes, quoted, written),
        in_themes=places["reviewed"],
        to_review=places["to_review"],
        set_aside=tuple((sentence_for(reason), count) for reason, count in reasons.most_common()),
        set_aside_by_people=places["aside"],
        waiting=max(written - placed - reasons.total(), 0),
    )


def _place_of(theme: Theme) -> str:
    """A text is in the results as soon as one theme above it is reviewed, unless people set one of them aside."""
    if reviewed_family(theme):
        return "reviewed"
    return "to_review" if theme.is_living and (theme.parent is None or theme.parent.is_living) else "aside"


def _reviewed(
    themes: list[Theme], sizes: Mapping[int, Size], quoted: Mapping[int, list[Quotation]], written: int
) -> tuple[ThemeResults, ...]:
    """Reviewed themes by size, their reviewed sub-themes under them; a sub-theme whose theme is not stands alone."""
    living = [theme for theme in themes if theme.is_living]
    reviewed = {theme.pk for theme in living if theme.state == Theme.REVIEWED}
    children: dict[int, list[Theme]] = defaultdict(list)
    for theme in living:
        if theme.parent_id:
            children[theme.parent_id].append(theme)

    def results(theme: Theme) -> ThemeResults:
        size = sizes.get(theme.pk, Size())
        parts = [results(one) for one in children[theme.pk] if one.pk in reviewed]
        return ThemeResults(
            theme,
            size,
            min(size.texts / written, 1.0) if written else 0.0,
            parts=_by_size(parts),
            quotations=tuple(quoted.get(theme.pk, ())),
        )

    return _by_size(
        [results(theme) for theme in living if theme.pk in reviewed and theme.parent_id not in reviewed]
    )


def _by_size(results: list[ThemeResults]) -> tuple[ThemeResults, ...]:
    return tuple(sorted(results, key=lambda one: (-one.size.texts, one.theme.position, one.theme.pk)))
