"""The discussion of a draft in public: its text, each article with what was said, writing, agreeing, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.amending import amending, discussing
from consultations.amending import amendment_reading as reading
from consultations.amending.addresses import article_url, contribution_url, discussion_url
from consultations.amending.amendment_forms import ContributionForm
from consultations.amending.paragraph_places import paragraphs, words_chosen
from consultations.amending.presenting import calendar_sentence, crumbs_to
from consultations.charters.charter_reading import chapters
from consultations.models import Amendment, ArticleVersion, CharterVersion
from consultations.reviews.refusals import Refused
from kit.limits import within_limit, within_limit_of

A_PAGE = 20
DECISIONS_A_PAGE = 50
# By one person, wherever from; and from one place, whoever.
WRITINGS = {"times": 15, "seconds": 3600}
FROM_ONE_PLACE = {"times": 60, "seconds": 3600}
OPINIONS = {"times": 120, "seconds": 600}
KEPT = {
    1: gettext_lazy("You agree: it is counted."),
    -1: gettext_lazy("You disagree: it is counted."),
    0: gettext_lazy("Your opinion is taken back."),
}


@require_safe
@gzip_page
def discussion(request, slug, number):
    """The whole text that is discussed, with the way to each article's own page."""
    version = load(slug, number)
    counts = reading.counts_by_article(version)
    wordings = list(ArticleVersion.objects.filter(version=version).select_related("article"))
    for wording in wordings:
        wording.contributions = counts.get(wording.article_id, 0)
        wording.url = article_url(version, wording.article.identifier)
    context = {
        **_about(request, version),
        "crumbs": crumbs_to(version.charter),
        "chapters": chapters(wordings),
        "figures": reading.figures(version),
    }
    return render(request, "consultations/amendments/discussion.html", context)


@require_safe
@gzip_page
def article(request, slug, number, identifier):
    """One article: a link beside each paragraph to speak of it, and what others said."""
    version, wording = load_article(slug, number, identifier)
    language = wording.body.language()
    order = request.GET.get("order") if request.GET.get("order") in reading.ORDERS else reading.DISCUSSED
    said = reading.said_of(version, user=request.user, article=wording.article, order=order)
    page = Paginator(said, A_PAGE).get_page(request.GET.get("page"))
    listed = _with_the_one_asked_for(request, said, list(page))
    context = {
        **_about(request, version),
        "crumbs": crumbs_to(version.charter, version),
        "wording": wording,
        "language": language,
        "paragraphs": reading.talked_paragraphs(
            wording, language, reading.places_in(version, wording.article, language)
        ),
        "page": page,
        "contributions": reading.with_readings(listed, user=request.user),
        "order": order,
    }
    return render(request, "consultations/amendments/article.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug, number, identifier):
    """The form to speak of some words, which it quotes. They are chosen in the address, by paragraph and letters."""
    version, wording = load_article(slug, number, identifier)
    back = article_url(version, identifier)
    chosen = _words_chosen(request, wording)
    if chosen is None or discussing.phase(version, at=timezone.now()) != discussing.OPEN:
        messages.error(request, _("Choose a paragraph of the article first, while the discussion is open."))
        return redirect(back)
    language, start, end = chosen
    quote = wording.body[language][start:end]
    context = {
        **_about(request, version),
        "crumbs": [*crumbs_to(version.charter, version), (str(wording.title), back)],
        "wording": wording,
        "quote": quote,
        "language": language,
        "back": back,
        "next": request.get_full_path(),
    }
    if not request.user.is_authenticated:
        return render(request, "consultations/amendments/account_needed.html", context)
    form = ContributionForm(request.POST or None, quote=quote, language=language)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        if _has_said_too_much(request):
            form.add_error(None, _("You have written a lot in an hour: come back a little later."))
            return render(request, "consultations/amendments/write.html", context, status=429)
        try:
            amendment = amending.write(
                wording,
                form.said(),
                language=language,
                start=start,
                end=end,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _(
                    "Thank you. A person of the team reads your words before they are shown; you will be told."
                ),
            )
            return redirect(contribution_url(amendment))
    return render(request, "consultations/amendments/write.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
def agree(request, slug, number, pk):
    """Keep whether this person agrees, disagrees, or no longer says so."""
    amendment = _visible(request, load(slug, number), pk)
    value = {"agree": 1, "disagree": -1}.get(request.POST.get("value", ""), 0)
    if not within_limit_of(f"person {request.user.pk}", "agreement", **OPINIONS):
        messages.error(request, _("That is a lot of opinions in ten minutes: come back a little later."))
        return redirect(contribution_url(amendment))
    try:
        amending.agree(amendment, value, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, KEPT[value])
    return redirect(contribution_url(amendment))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, slug, number, pk):
    """Ask once, plainly; then remove the words. Nobody else's contribution is found."""
    version = load(slug, number)
    own = Amendment.objects.of_author(request.user).filter(version=version)
    amendment = get_object_or_404(own.select_related("article", "version__charter"), pk=pk)
    back = article_url(version, amendment.article.identifier)
    if request.method == "POST":
        amending.withdraw(amendment)
        messages.success(request, _("Your words are withdrawn: they are no longer on this site."))
        return redirect(back)
    context = {
        **_about(request, version),
        "amendment": amendment,
        "parts": reading.parts(amendment),
        "back": back,
    }
    return render(request, "consultations/amendments/withdraw.html", context)


@require_safe
@gzip_page
def outcome(request, slug, number):
    """What the City answered to each contribution, in one table, with the figures of the discussion."""
    version = load(slug, number)
    said = reading.said_of(version, user=None).order_by("article__identifier", "made_at", "pk")
    page = Paginator(said, DECISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **_about(request, version),
        "crumbs": crumbs_to(version.charter, version),
        "figures": reading.figures(version),
        "hidden": reading.hidden_for(version),
        "page": page,
        "contributions": reading.with_readings(page, user=None),
        "titles": {
            one.article_id: one.title for one in ArticleVersion.objects.filter(version=version).order_by()
        },
    }
    for one in context["contributions"]:
        one.title = context["titles"].get(one.article_id, one.article.identifier)
    return render(request, "consultations/amendments/outcome.html", context)


def load(slug: str, number: int) -> CharterVersion:
    """A version that is, was or will be discussed; drafts and other versions are absent, whoever asks."""
    versions = discussing.discussed_versions().select_related("charter__city", "charter__district")
    return get_object_or_404(versions, charter__slug=slug, number=number)


def load_article(slug: str, number: int, identifier: str) -> tuple[CharterVersion, ArticleVersion]:
    version = load(slug, number)
    wordings = ArticleVersion.objects.filter(version=version).select_related("article")
    wording = get_object_or_404(wordings, article__identifier=identifier)
    wording.version = version
    return version, wording


def _about(request, version: CharterVersion) -> dict:
    now = timezone.now()
    return {
        "version": version,
        "charter": version.charter,
        "phase": discussing.phase(version, at=now),
        "calendar": calendar_sentence(version, at=now),
        "discussion_url": discussion_url(version),
    }


def _words_chosen(request, wording: ArticleVersion) -> tuple[str, int, int] | None:
    """(language, start, end) of the words that the address chooses; a paragraph whole when no letters are named."""
    language = request.GET.get("language") or wording.body.language()
    text = wording.body.get(language, "")
    numbered = {str(one.number): one for one in paragraphs(text)}
    paragraph = numbered.get(request.GET.get("paragraph", ""))
    if paragraph is None:
        return None
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 12):
        return language, paragraph.start, paragraph.end
    place = words_chosen(text, paragraph, int(first), int(last))
    return (language, *place) if place else None


def _has_said_too_much(request) -> bool:
    is_within = within_limit_of(f"person {request.user.pk}", "amendment", **WRITINGS)
    return not (is_within and within_limit(request, "amendment-from", **FROM_ONE_PLACE))


def _with_the_one_asked_for(request, said, listed: list[Amendment]) -> list[Amendment]:
    """The contribution that a link leads to comes first when it is on another page of the list."""
    asked = request.GET.get("one", "")
    if not asked.isdecimal() or len(asked) > 12 or int(asked) in {one.pk for one in listed}:
        return listed
    return [*said.filter(pk=int(asked)), *listed]


def _visible(request, version: CharterVersion, pk: int) -> Amendment:
    visible = Amendment.objects.visible_to(request.user).filter(version=version)
    return get_object_or_404(visible.select_related("article", "version__charter"), pk=pk)


urlpatterns = [
    path("charters/<slug:slug>/discussion/<int:number>/", discussion, name="discussion"),
    path("charters/<slug:slug>/discussion/<int:number>/outcome/", outcome, name="discussion_outcome"),
    path(
        "charters/<slug:slug>/discussion/<int:number>/articles/<slug:identifier>/",
        article,
        name="discussed_article",
    ),
    path(
        "charters/<slug:slug>/discussion/<int:number>/articles/<slug:identifier>/write/",
        write,
        name="write_amendment",
    ),
    path(
        "charters/<slug:slug>/discussion/<int:number>/said/<int:pk>/agree/",
        agree,
        name="agree_with_amendment",
    ),
    path(
        "charters/<slug:slug>/discussion/<int:number>/said/<int:pk>/withdraw/",
        withdraw,
        name="withdraw_amendment",
    ),
]
