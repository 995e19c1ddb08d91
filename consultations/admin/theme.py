"""One theme: its words and the machine's, its texts, and every decision that can be taken on it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import Crumb, conflict_screen, screen
from consultations.admin.presence import presence_line
from consultations.admin.text_pages import last_decision, text_page, where_they_were
from consultations.models import Consultation, Theme
from consultations.reviews import review_log, telling, theme_reading
from consultations.reviews.decision_forms import ThemeDecisionForm
from consultations.reviews.refusals import Refused
from consultations.reviews.reviewing import ThemeConflict
from consultations.reviews.text_decision_forms import DECISIONS, ChosenTextsForm
from consultations.workbench.filtering import names_filters, read_filters

PERMISSION = "consultations.review_themes"
# Decisions that leave the person where they were reading, search and page included.
STAYS = tuple(do for do, form in DECISIONS.items() if issubclass(form, ChosenTextsForm))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """The theme; or, posted, one decision on it."""
    consultations = Consultation.objects.visible_to(request.user)
    rows = Theme.objects.with_counts().filter(analysis__consultation__in=consultations)
    found = get_object_or_404(
        rows.select_related("analysis__consultation", "group", "parent", "merged_into", "reviewed_by"), pk=pk
    )
    if request.method == "POST":
        return _decide(request, found)
    return _show(request, found)


def _decide(request: HttpRequest, theme: Theme) -> HttpResponse:
    form_class = DECISIONS.get(request.POST.get("do", ""))
    if form_class is None:
        return HttpResponseBadRequest(_("This decision is not one of those that can be taken here."))
    form = form_class(request.POST, theme=theme, themes=list(theme.analysis.themes.all()))
    if form.is_valid():
        try:
            following = form.decide(by=request.user)
        except ThemeConflict as conflict:
            return _show_conflict(request, conflict, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, form.done % {"title": following.title})
            stays = form.do in STAYS
            return redirect(where_they_were(request) if stays else theme_url(following))
    return _show(request, theme, refused=form)


def _show(request: HttpRequest, theme: Theme, *, refused: ThemeDecisionForm | None = None) -> HttpResponse:
    analysis = theme.analysis
    themes = list(analysis.themes.with_counts().select_related("group"))
    texts = _texts(request, theme)
    following, to_review = theme_reading.neighbours(theme, themes)
    context = {
        "theme": theme,
        "analysis": analysis,
        "parts": next((row.parts for row in theme_reading.families(themes) if row.theme == theme), []),
        **texts,
        "forms": _forms(request, theme, themes, texts, refused),
        "refused": refused,
        "following": following,
        "to_review": to_review,
        "history": telling.theme_lines(review_log.theme_history(theme), theme),
        "proposals": list(theme.proposals.all()),
        "can_propose": request.user.has_perm("consultations.decide_proposals"),
        "exemplars": theme_reading.exemplars_of([theme], each=3).get(theme.pk, []),
        "last": last_decision(request, analysis),
        **presence_line(request, analysis, f"theme:{theme.pk}"),
    }
    return screen(
        request,
        "consultations/admin/review/theme.html",
        context,
        title=str(theme.title),
        crumbs=_crumbs(theme),
    )


def _texts(request: HttpRequest, theme: Theme) -> dict:
    """One page of the theme's texts, as asked for."""
    asked = request.GET
    narrowed: dict[str, Any] = {
        "words": asked.get("q", "").strip()[:100],
        "repeats": "hide" if asked.get("repeats") else "",
        "only": "doubtful" if asked.get("only") == "doubtful" else "",
    }
    filters = None
    if names_filters(asked) or asked.get("filter"):
        filters = read_filters(theme.analysis, dict(asked.lists()))
    placements = theme_reading.texts_of(
        theme,
        words=narrowed["words"],
        without_repeats=narrowed["repeats"],
        only=narrowed["only"],
        people=filters.chosen if filters else None,
    )
    narrowed |= {"filters": filters, "people": filters.query() if filters else ""}
    choosing = asked.copy()
    choosing["filter"] = "choose"
    choosing.pop("p", None)
    narrowed["choose_filters"] = f"?{choosing.urlencode()}#texts"
    if filters:
        narrowed["taken_off"] = [(one, filters.query(one)) for one in filters.on]
    return {**narrowed, **text_page(request, placements, answer_of=attrgetter("answer_id"))}


def _forms(
    request: HttpRequest,
    theme: Theme,
    themes: list[Theme],
    texts: dict,
    refused: ThemeDecisionForm | None,
) -> dict[str, ThemeDecisionForm]:
    """Every decision's form; the refused one as it was sent, and what was typed beside it in the others."""
    forms = {do: form(theme=theme, themes=themes) for do, form in DECISIONS.items()}
    seen = {name: texts[name] for name in ("repeats", "only", "people")}
    seen |= {"q": texts["words"], "with_repeats": True}
    for do in STAYS:
        forms[do].initial.update(seen)
    if refused is not None:
        forms[refused.do] = refused
        for do in {*STAYS} - {refused.do} if refused.do in STAYS else ():
            forms[do].remember(request.POST)
    return forms


def _show_conflict(request: HttpRequest, conflict: ThemeConflict, form: ThemeDecisionForm) -> HttpResponse:
    now = conflict.theme
    counted = Theme.objects.with_counts().get(pk=now.pk)
    return conflict_screen(
        request,
        conflict,
        now=[
            (_("Title"), now.title),
            (_("Description"), now.description),
            (_("State"), now.get_state_display()),
            (_("Texts"), counted.texts),
        ],
        yours=[(_("Decision"), form.name), *form.proposed()],
        since=telling.theme_lines(conflict.since, now),
        expected=now.revision,
        back=theme_url(now),
        crumbs=_crumbs(now),
    )


def theme_url(theme: Theme) -> str:
    return reverse("consultations_admin:theme", args=[theme.pk])


def _crumbs(theme: Theme) -> list[Crumb]:
    trail = [
        (_("Themes"), reverse("consultations_admin:analyses")),
        (_("Review of themes"), reverse("consultations_admin:review", args=[theme.analysis_id])),
    ]
    if theme.parent:
        trail.append((str(theme.parent.title), theme_url(theme.parent)))
    return trail


urlpatterns = [path("themes/<int:pk>/", theme, name="theme")]
