"""The public page of a city's figures, and the same as CSV."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from debates.models import Night
from debates.reporting.figures import CityFigures, Figures, Row, figures_of
from debates.reporting.figures_csv import written
from kit.charts import BarChart, bar_chart


@require_safe
def figures(request: HttpRequest, edition: str, city: str) -> HttpResponse:
    """Debates, seats, reservations and people of one city's night, by theme and district, against the one before."""
    told = figures_of(_night(edition, city))
    night = told.night
    context = {
        "told": told,
        "night": night,
        "key_figures": _key_figures(told.total),
        "comparison": _comparison(told),
        "theme_chart": _chart(_("Debates by theme"), told.themes, told.total.debates),
        "district_chart": _chart(_("Debates by district"), told.districts, told.total.debates),
        "theme_rows": [_cells(row) for row in told.themes],
        "district_rows": [_cells(row) for row in told.districts],
        "headers": _headers(told),
        "csv_url": reverse("debates:figures_csv", args=[night.edition.slug, night.city.slug]),
        "crumbs": [(_("Nuit des Débats"), night.edition.get_absolute_url())],
    }
    return render(request, "debates/reporting/figures.html", context)


@require_safe
def figures_csv(request: HttpRequest, edition: str, city: str) -> HttpResponse:
    """The same numbers, one line a theme and a district."""
    told = figures_of(_night(edition, city))
    response = HttpResponse(written(told), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition}-{city}.csv"'
    return response


def _night(edition: str, city: str) -> Night:
    nights = Night.objects.public().select_related("edition", "city")
    found = nights.filter(edition__slug=edition, city__slug=city).first()
    if found is None:
        raise Http404
    return found


def _key_figures(total: Figures) -> list[tuple[str, str]]:
    return [
        (str(total.debates), _("Debates")),
        (str(total.seats), _("Seats offered")),
        (str(total.reserved), _("Seats reserved")),
        (_present(total), _("People who came")),
    ]


def _present(figures: Figures) -> str:
    return str(figures.present) if figures.knows_present else pgettext("number of people", "not known yet")


def _comparison(told: CityFigures) -> list[list[str]]:
    if told.before is None:
        return []
    pairs = zip(_key_figures(told.before), _key_figures(told.total), strict=True)
    return [[label, then, now] for (then, label), (now, _label) in pairs]


def _chart(title: str, rows: tuple[Row, ...], total: int) -> BarChart | None:
    shown = [row for row in rows if row.figures.debates]
    if not shown:
        return None
    return bar_chart(title, [(row.name, row.figures.debates, row.figures.debates / total) for row in shown])


def _headers(told: CityFigures) -> list[str]:
    headers = [
        pgettext("column", "Name"),
        _("Debates"),
        _("Seats offered"),
        _("Seats reserved"),
        _("People who came"),
        _("Without a report"),
    ]
    if told.earlier is not None:
        headers.append(_("Debates in the edition before"))
    return headers


def _cells(row: Row) -> list[str]:
    one = row.figures
    present = _present(one) if one.debates else "0"
    cells = [row.name, one.debates, one.seats, one.reserved, present, one.unreported]
    return [str(cell) for cell in (cells if row.before is None else [*cells, row.before])]
