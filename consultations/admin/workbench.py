"""The workbench of an analysis: its themes as map, tree and table, under filters, and who speaks of each."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import Crumb, screen
from consultations.admin.presence import presence_line
from consultations.admin.review import question_label, visible_analysis
from consultations.models import Analysis, Consultation, Theme
from consultations.workbench import lift_words, speakers, theme_facts, theme_map, theme_table
from consultations.workbench.filtering import Filters, read_filters
from consultations.workbench.map_places import places_of
from consultations.workbench.theme_facts import Workbench

PERMISSION = "consultations.review_themes"
MAP, TREE, TABLE = "map", "tree", "table"
VIEWS = {MAP: gettext_lazy("Map"), TREE: gettext_lazy("Tree"), TABLE: gettext_lazy("Table")}


@dataclass(frozen=True)
class Heading:
    """One column of the table: its words, which way it is sorted (as ARIA says it), and where a click leads."""

    column: theme_table.Column
    sorted: str
    query: str


@require_safe
@permission_required(PERMISSION)
def workbench(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The themes of an analysis: as a map, a tree or a table, of everybody or of those who pass the filters."""
    analysis = visible_analysis(request, analysis_id)
    filters = read_filters(analysis, dict(request.GET.lists()))
    bench = theme_facts.workbench_of(analysis, filters)
    view = request.GET.get("view", MAP)
    view = view if view in VIEWS else MAP
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        "bench": bench,
        "filters": filters,
        "taken_off": [(one, filters.query(one, view=view)) for one in filters.on],
        "view": view,
        # A theme that is opened from here shows the texts of those who are counted here.
        "people_query": filters.query(),
        "views": [(key, label, filters.query(view=key)) for key, label in VIEWS.items()],
        "statuses": theme_table.STATUSES,
        "rule_of_few": lift_words.rule_of_few(),
        "rule_of_many": lift_words.rule_of_many(bench.compared),
        **presence_line(request, analysis, MAP if view == MAP else TREE),
        **_VIEWS[view](request, bench, filters),
    }
    template = f"consultations/admin/workbench/{view}.html"
    return screen(
        request, template, context, title=_("Workbench"), crumbs=_crumbs(analysis)[:-1], icon="view"
    )


@require_safe
@permission_required(PERMISSION)
def table_csv(request: HttpRequest, analysis_id: int) -> StreamingHttpResponse:
    """The table as a file, with the filters and the order of the address."""
    analysis = visible_analysis(request, analysis_id)
    filters = read_filters(analysis, dict(request.GET.lists()))
    bench = theme_facts.workbench_of(analysis, filters)
    lines = theme_table.csv_lines(bench, filters, sort=request.GET.get("sort", ""))
    name = f"{analysis.consultation.slug}-{analysis.question_key}-{analysis.pk}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_safe
@permission_required(PERMISSION)
def who_speaks(request: HttpRequest, pk: int) -> HttpResponse:
    """Which groups of people speak of a theme more, or less, than everybody."""
    themes = Theme.objects.living().filter(
        analysis__consultation__in=Consultation.objects.visible_to(request.user)
    )
    theme = get_object_or_404(themes.select_related("analysis__consultation"), pk=pk)
    analysis = theme.analysis
    found = speakers.speakers_of(theme, analysis)
    bench_url = reverse("consultations_admin:workbench", args=[analysis.pk])
    context = {
        "theme": theme,
        "analysis": analysis,
        "speakers": found,
        "groups": [(one, f"{bench_url}?{urlencode(one.filters)}") for one in found.groups],
        "rule_of_few": lift_words.rule_of_few(),
        "rule_of_many": lift_words.rule_of_many(len(found.groups)),
        **presence_line(request, analysis, f"theme:{theme.pk}"),
    }
    title = _("Who speaks of it")
    return screen(
        request,
        "consultations/admin/workbench/who_speaks.html",
        context,
        title=title,
        crumbs=[
            *_crumbs(analysis),
            (str(theme.title), reverse("consultations_admin:theme", args=[theme.pk])),
        ],
        icon="group",
    )


def _map(request: HttpRequest, bench: Workbench, filters: Filters) -> dict:
    """The whole map, or that of one main theme when the address names it."""
    asked = request.GET.get("theme", "")
    zoomed = bench.find(int(asked)) if asked.isdecimal() else None
    zoomed = zoomed if zoomed and zoomed.parts else None
    places = places_of(filters.analysis, bench.all)
    drawn = theme_map.map_of_theme(zoomed, places) if zoomed else theme_map.map_of(bench.themes, places)
    return {
        "drawn": drawn,
        "zoomed": zoomed,
        "whole": filters.query(view=MAP),
        "within": filters.query(view=MAP),
    }


def _tree(request: HttpRequest, bench: Workbench, filters: Filters) -> dict:
    return {}


def _table(request: HttpRequest, bench: Workbench, filters: Filters) -> dict:
    sort = request.GET.get("sort", "")
    columns = theme_table.columns_of(bench)
    return {
        "rows": theme_table.rows_of(bench, sort),
        "headings": [_heading(column, sort, filters) for column in columns],
        "csv_query": filters.query(sort=sort),
    }


def _heading(column: theme_table.Column, sort: str, filters: Filters) -> Heading:
    """A first click sorts numbers from the largest and words from A; a second one the other way round."""
    first = f"-{column.name}" if column.is_number else column.name
    second = column.name if column.is_number else f"-{column.name}"
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    return Heading(column, now, filters.query(view=TABLE, sort=second if sort == first else first))


def _crumbs(analysis: Analysis) -> list[Crumb]:
    return [
        (_("Themes"), reverse("consultations_admin:analyses")),
        (_("Workbench"), reverse("consultations_admin:workbench", args=[analysis.pk])),
    ]


_VIEWS = {MAP: _map, TREE: _tree, TABLE: _table}

urlpatterns = [
    path("analyses/<int:analysis_id>/workbench/", workbench, name="workbench"),
    path("analyses/<int:analysis_id>/workbench.csv", table_csv, name="workbench_csv"),
    path("themes/<int:pk>/who-speaks/", who_speaks, name="who_speaks"),
]
