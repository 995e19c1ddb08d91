"""The themes of a question by district. A figure below five is given to nobody, and none can be worked out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from cities.models import District
from consultations.models import Placement, Theme
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
    """The main themes of one question by district; None when no figure can be given. Two queries.

    Sub-themes are left out: taken from their theme, they would give away the small ones among them.
    """
    main = {one.theme.pk: one for one in texts.themes}
    rows = (
        Placement.objects.filter(
            theme__in=Theme.objects.living(), answer__contribution__withdrawn_at=None
        )
        .annotate(main=Coalesce("theme__parent", "theme"))
        .filter(main__in=main)
        .order_by()
        .values_list("main", "theme", "answer__contribution__district")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for main_pk, theme_pk, district, count in rows:
        # A sub-theme whose theme is not in the results stands alone, under its own name.
        counts[main_pk if main_pk in main else theme_pk][district] += count
    shown = {pk: _shown(counts[pk]) for pk in main}
    named = {district for found in shown.values() for district in found}
    districts = tuple(District.objects.filter(pk__in=named)) if named else ()
    if not districts:
        return None
    return ByDistrict(
        districts,
        tuple(
            ThemeByDistrict(
                one,
                tuple(shown[pk].get(district.pk) for district in districts),
                one.size.texts - sum(shown[pk].values()),
            )
            for pk, one in main.items()
        ),
    )


def _shown(counts: dict[int | None, int]) -> dict[int, int]:
    named = {district: count for district, count in counts.items() if district is not None}
    return {district: named[district] for district in places_shown(named, without=counts.get(None, 0))}
