"""What came of a consultation: its figures, its themes, its proposals."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.asking.presenting import day, day_and_hour
from consultations.charters.charter_reading import articles_citing
from consultations.charters.citation_reading import passages_citing
from consultations.models import Consultation, Proposal, Theme
from consultations.proposals.arguments import Arguments, arguments_of
from consultations.publishing.fate_decisions import proposals_resting_on
from consultations.publishing.kit import kits_of
from consultations.publishing.results import Results, results_of, results_of_question
from consultations.publishing.seeing import shown_to, themes_visible_to
from consultations.publishing.theme_map import theme_map
from consultations.publishing.themes_by_place import themes_by_district
from consultations.publishing.trust import trust_in, trust_in_question
from consultations.publishing.voices import Size, public_texts, quotations, sizes
from consultations.publishing.written_numbers import whole
from consultations.views.answering import load

TEXTS_A_PAGE = 25


def base_context(consultation: Consultation) -> dict:
    """What every page under a consultation shows of it: its texts, the way down, its dates."""
    return {
        "consultation": consultation,
        "text": consultation.text,
        "crumbs": crumbs_to(consultation),
        "counts_people": consultation.access != Consultation.RECEIPT,
        "opens_on": day_and_hour(consultation, consultation.opens_at),
        "closes_on": day_and_hour(consultation, consultation.closes_at),
        "results_on": day(consultation, consultation.results_at) if consultation.results_at else "",
    }


def crumbs_to(consultation: Consultation, *further: str) -> list[tuple[str, str]]:
    """The way down to a consultation, and to those of its pages (“results”, “proposals”) that are named."""
    labels = {"results": _("Results"), "proposals": _("Proposals and decisions")}
    crumbs = [
        (_("Consultations"), reverse("consultations:list")),
        (consultation.title, consultation.get_absolute_url()),
    ]
    return crumbs + [
        (labels[name], reverse(f"consultations:{name}", args=[consultation.slug])) for name in further
    ]


@require_safe
@gzip_page
def results(request, slug):
    """The overview: who answered, each question in short with the way to its page, the method."""
    consultation = load(request, slug)
    now = timezone.now()
    shown = shown_to(request.user, consultation, at=now)
    if not shown.figures:
        return _not_yet(request, consultation, at=now)
    found = results_of(consultation, with_themes=shown.themes)
    texts = [one for one in found.questions if one.texts and one.texts.themes]
    largest = max(texts, key=lambda one: one.texts.in_themes, default=None)
    context = {
        **base_context(consultation),
        "shown": shown,
        "results": found,
        "key_figures": _key_figures(found, with_themes=shown.themes),
        "largest": largest,
        "map": theme_map(largest.texts) if largest else None,
        "trust": trust_in(consultation) if shown.themes else None,
        "is_published": consultation.has_published_results(at=now),
        "has_open_data": shown.open_data,
        "kits": kits_of(consultation, at=now) if shown.open_data else [],
    }
    return render(request, "consultations/results/results.html", context)


@require_safe
@gzip_page
def question(request, slug, key):
    """What came back to one question, whole."""
    consultation = load(request, slug)
    now = timezone.now()
    shown = shown_to(request.user, consultation, at=now)
    if not shown.figures:
        return _not_yet(request, consultation, at=now)
    version = consultation.current_version()
    asked = list(version.questionnaire) if version else []
    place = next((place for place, one in enumerate(asked) if one.key == key), None)
    if place is None:
        raise Http404
    found = results_of_question(consultation, asked[place], with_themes=shown.themes)
    context = {
        **base_context(consultation),
        "crumbs": crumbs_to(consultation, "results"),
        "shown": shown,
        "result": found,
        "map": theme_map(found.texts) if found.texts else None,
        "by_district": themes_by_district(found.texts) if found.texts else None,
        "trust": trust_in_question(consultation, key) if found.texts else None,
        "before": asked[place - 1] if place else None,
        "after": asked[place + 1] if place + 1 < len(asked) else None,
        "has_open_data": shown.open_data,
    }
    return render(request, "consultations/results/question_page.html", context)


def _not_yet(request, consultation: Consultation, *, at):
    context = {**base_context(consultation), "phase": consultation.phase(at=at)}
    return render(request, "consultations/results/not_yet.html", context)


def _key_figures(found: Results, *, with_themes: bool) -> list[tuple[str, str]]:
    total = found.participation.total
    figures = [(whole(total), ngettext("contribution received", "contributions received", total))]
    if with_themes:
        texts = sum(one.answered for one in found.questions if one.question.is_free_text)
        themes = sum(len(one.texts.themes) for one in found.questions if one.texts)
        figures.append((whole(texts), ngettext("text written", "texts written", texts)))
        figures.append((whole(themes), ngettext("theme reviewed", "themes reviewed", themes)))
    return figures


@require_safe
@gzip_page
def theme(request, slug, pk):
    consultation = load(request, slug)
    visible = themes_visible_to(request.user, consultation).select_related("parent", "analysis")
    theme = visible.filter(pk=pk).first()
    if theme is None:
        return _to_what_took_it_in(visible, consultation, pk)
    parts = list(visible.filter(parent=theme))
    counted = sizes([theme, *parts])
    placements = (
        public_texts(theme)
        .select_related("answer__contribution__origin")
        .order_by("repeats", "-confidence", "pk")
    )
    page = Paginator(placements, TEXTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **base_context(consultation),
        "crumbs": crumbs_to(consultation, "results") + _crumb_to_parent(visible, theme),
        "theme": theme,
        "question": _question_of(consultation, theme),
        "size": counted[theme.pk],
        "parts": sorted(((part, counted[part.pk]) for part in parts), key=lambda pair: -pair[1].texts),
        "page": page,
        "hidden": counted[theme.pk].texts - page.paginator.count,
        "quotations": quotations([theme]).get(theme.pk, []) if page.number == 1 else [],
        "proposals": proposals_resting_on([theme.pk]).get(theme.pk, []),
        "is_preview": not Theme.objects.public().filter(pk=theme.pk).exists(),
    }
    return render(request, "consultations/results/theme.html", context)


@require_safe
@gzip_page
def proposals(request, slug):
    consultation = load(request, slug)
    found = list(Proposal.objects.visible_to(request.user).filter(consultation=consultation))
    decision = request.GET.get("decision", "")
    labels = dict(Proposal.DECISIONS)
    order = [Proposal.KEPT, Proposal.KEPT_IN_PART, Proposal.NOT_KEPT, Proposal.PENDING]
    counts = {key: sum(one.decision == key for one in found) for key in order}
    articles = articles_citing([one.pk for one in found])
    for proposal in found:
        proposal.consultation = consultation
        proposal.articles = articles.get(proposal.pk, [])
    chosen = [decision] if counts.get(decision) else [key for key in order if counts[key]]
    context = {
        **base_context(consultation),
        "is_published": consultation.has_published_results(at=timezone.now()),
        "total": len(found),
        "decision": decision if counts.get(decision) else "",
        "choices": [(key, labels[key], counts[key]) for key in order if counts[key]],
        "groups": [(key, labels[key], [one for one in found if one.decision == key]) for key in chosen],
    }
    return render(request, "consultations/results/proposals.html", context)


@require_safe
@gzip_page
def proposal(request, slug, number):
    consultation = load(request, slug)
    visible = Proposal.objects.visible_to(request.user).filter(consultation=consultation)
    proposal = get_object_or_404(visible, number=number)
    themes = list(
        themes_visible_to(request.user, consultation).filter(proposals=proposal).select_related("parent")
    )
    counted, quoted = sizes(themes), quotations(themes)
    context = {
        **base_context(consultation),
        "crumbs": crumbs_to(consultation, "proposals"),
        "proposal": proposal,
        "themes": [
            {"theme": one, "size": counted.get(one.pk, Size()), "quotations": quoted.get(one.pk, [])}
            for one in themes
        ],
        "articles": articles_citing([proposal.pk]).get(proposal.pk, []),
        "passages": passages_citing([proposal.pk]).get(proposal.pk, []),
        "arguments": arguments_of([proposal]).get(proposal.pk, Arguments()),
        "decided_on": day(consultation, proposal.decided_at) if proposal.decided_at else "",
        "is_preview": not (proposal.is_decided and consultation.has_published_results(at=timezone.now())),
    }
    return render(request, "consultations/results/proposal.html", context)


def _question_of(consultation: Consultation, theme: Theme):
    version = consultation.current_version()
    return version.questionnaire.question(theme.analysis.question_key) if version else None


def _crumb_to_parent(visible, theme: Theme) -> list[tuple[str, str]]:
    if theme.parent is None or not visible.filter(pk=theme.parent_id).exists():
        return []
    return [
        (
            str(theme.parent.title),
            reverse("consultations:theme", args=[theme.analysis.consultation.slug, theme.parent_id]),
        )
    ]


def _to_what_took_it_in(visible, consultation: Consultation, pk: int):
    """The address of a theme that was merged leads to the theme that holds its texts now."""
    seen: set[int] = set()
    merged = Theme.objects.filter(analysis__consultation=consultation)
    while pk not in seen:
        seen.add(pk)
        into = merged.filter(pk=pk, state=Theme.MERGED).values_list("merged_into", flat=True).first()
        if into is None:
            break
        if visible.filter(pk=into).exists():
            return redirect("consultations:theme", slug=consultation.slug, pk=into)
        pk = into
    raise Http404


urlpatterns = [
    path("consultations/<slug:slug>/results/", results, name="results"),
    path("consultations/<slug:slug>/results/<slug:key>/", question, name="results_question"),
    path("consultations/<slug:slug>/themes/<int:pk>/", theme, name="theme"),
    path("consultations/<slug:slug>/proposals/", proposals, name="proposals"),
    path("consultations/<slug:slug>/proposals/<int:number>/", proposal, name="proposal"),
]
