"""The screen that says what a new analysis would move, before anybody approves that it replaces the one in force."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from consultations.admin.analyses import PERMISSION, question_label, visible
from consultations.admin.furniture import screen
from consultations.analysing import moving
from consultations.models import Analysis

A_PAGE = 25
# The picture, in units of its own: titles stand at the left of the bars.
LABELS, BARS, STEP, THICK = 290, 510, 30, 18
LONGEST_TITLE = 32


@dataclass(frozen=True)
class Piece:
    """A part of a bar: ``kind`` is stay, come, new or leave."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    title: str
    y: int
    pieces: tuple[Piece, ...]

    @property
    def baseline(self) -> int:
        return self.y + THICK - 4


@require_safe
@permission_required(PERMISSION)
def moves(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """How many texts stay and move, theme by theme, and each text that moves with the reason."""
    found = visible(request, analysis_id)
    if found.previous is None or found.state != Analysis.DONE:
        return redirect("consultations_admin:analysis", found.pk)
    report = moving.report_of(found)
    because = request.GET.get("because", "")
    page = Paginator(moving.moves_of(found, because=because), A_PAGE).get_page(request.GET.get("page"))
    in_force = Analysis.objects.of_question(found.consultation, found.question_key).in_force().first()
    context = {
        "analysis": found,
        "report": report,
        "bars": bars_of(report),
        "height": STEP * len(report.changed),
        "thick": THICK,
        "page": page,
        "texts": moving.tell(found, page),
        "reasons": moving.reasons(found),
        "because": because,
        "can_approve": moving.is_to_approve(found, in_force),
    }
    label = question_label(found)
    crumbs = [
        (_("Themes"), reverse("consultations_admin:analyses")),
        (
            label,
            reverse("consultations_admin:analyses_of", args=[found.consultation.slug, found.question_key]),
        ),
        (_("Analysis"), reverse("consultations_admin:analysis", args=[found.pk])),
    ]
    return screen(
        request,
        "consultations/admin/analyses/moves.html",
        context,
        title=_("What the new analysis moves"),
        crumbs=crumbs,
    )


def bars_of(report: moving.Report) -> list[Bar]:
    """One bar a theme that changes: what stays, comes and is new side by side, and after a gap what leaves."""
    unit = (BARS - 10) / report.widest
    bars = []
    for number, row in enumerate(report.changed):
        x, pieces = float(LABELS), []
        for kind in ("stay", "come", "new", "leave"):
            width = unit * getattr(row, kind)
            x += 4 if kind == "leave" else 0
            if width:
                pieces.append(Piece(kind, round(x, 1), round(width, 1)))
            x += width
        title = row.title if len(row.title) <= LONGEST_TITLE else f"{row.title[: LONGEST_TITLE - 1]}…"
        bars.append(Bar(title, STEP * number + (STEP - THICK) // 2, tuple(pieces)))
    return bars


urlpatterns = [path("analyses/<int:analysis_id>/moves/", moves, name="analysis_moves")]
