"""The themes of a question by district. A figure below five is given to nobody, and none can be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from cities.models import District
from consultations.models import PlacedPassage, Placement, Theme
from consultations.publishing.ideas import added, ideas_of
from consultations.publishing.small_numbers import places_shown
from consultations.publishing.text_results import TextResults, ThemeResults


@dataclass(frozen=True)
class ThemeByDistrict:
    """A theme with its texts by district, in the order of the districts; None where the figure is not given."""

    theme: ThemeResults
    counts: tuple[int | None, ...]
    rest: int


@dataclass(frozen=True)
class ByDistrict:
    """``rest`` of a row is what no district of it is given for: those not counted apart, and those who named none."""

    districts: tuple[District, ...]
    rows: tuple[ThemeByDistrict, ...]


def themes_by_district(texts: TextResults) -> ByDistrict | None:
    """The main themes of one question by district; None when no figure can be given. Four queries."""
    return themes_by_district_of({"": texts}).get("")


def themes_by_district_of(questions: Mapping[str, TextResults]) -> dict[str, ByDistrict]:
    """The same of several questions, by their keys; those of which no figure can be given are left out. Four queries.

    Sub-themes are left out: taken from their theme, they would give away the small ones among them.
    """
    counts = _counts([one.theme.pk for texts in questions.values() for one in texts.themes])
    shown = {pk: _shown(found) for pk, found in counts.items()}
    named = {district for found in shown.values() for district in found}
    districts = tuple(District.objects.filter(pk__in=named)) if named else ()
    made = {key: _by_district(texts, shown, districts) for key, texts in questions.items()}
    return {key: one for key, one in made.items() if one.districts}


def _by_district(
    texts: TextResults, shown: Mapping[int, dict[int, int]], districts: tuple[District, ...]
) -> ByDistrict:
    here = {district for one in texts.themes for district in shown[one.theme.pk]}
    columns = tuple(district for district in districts if district.pk in here)
    rows = tuple(
        ThemeByDistrict(
            one,
            tuple(shown[one.theme.pk].get(district.pk) for district in columns),
            one.size.texts - sum(shown[one.theme.pk].values()),
        )
        for one in texts.themes
    )
    return ByDistrict(columns, rows)


def _counts(main: Collection[int]) -> dict[int, Counter[int | None]]:
    """How many texts speak of each of these themes or of its living sub-themes, by district. Three queries."""
    rows = (
        Placement.objects.filter(
            Q(theme__in=main) | Q(theme__parent__in=main),
            theme__state__in=Theme.LIVING,
            answer__contribution__withdrawn_at=None,
        )
        .order_by()
        .values_list("theme", "theme__parent", "answer__contribution__district")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, Counter[int | None]] = {pk: Counter() for pk in main}
    for theme, parent, district, count in rows:
        counts[theme if theme in counts else parent][district] += count
    passages = PlacedPassage.objects.filter(
        Q(theme__in=main) | Q(theme__parent__in=main), theme__state__in=Theme.LIVING
    )
    ideas = ideas_of(
        passages.filter(answer__contribution__withdrawn_at=None), "answer__contribution__district"
    )
    parts = Theme.objects.living().filter(parent__in=main) if ideas else Theme.objects.none()
    for theme, district in added(ideas, dict(parts.values_list("pk", "parent_id"))):
        if theme in counts:
            counts[theme][district] += 1
    return counts


def _shown(counts: Counter[int | None]) -> dict[int, int]:
    named = {district: count for district, count in counts.items() if district is not None}
    return {district: named[district] for district in places_shown(named, without=counts[None])}
