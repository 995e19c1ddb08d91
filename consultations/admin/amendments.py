"""Screens for the discussion of a draft: open and close it, read what was said before it is shown, decide."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from consultations.admin import amendment_places
from consultations.admin.furniture import Crumb, conflict_screen, screen
from consultations.amending import (
    amendment_reading,
    deciding,
    discussing,
    moderating,
    refusals,
    staff_reading,
)
from consultations.amending.staff_forms import DecisionForm, HideForm, OpenForm, seen_of
from consultations.charters.charter_claiming import WordingConflict
from consultations.models import Amendment, CharterVersion
from consultations.reviews.refusals import Refused

PERMISSION = amendment_places.PERMISSION
ICON = amendment_places.ICON
A_PAGE = 50
SHOWN = {
    staff_reading.WAITING: gettext_lazy("To be read"),
    staff_reading.UNDECIDED: gettext_lazy("To be decided"),
    staff_reading.DECIDED: gettext_lazy("Decided"),
    staff_reading.HIDDEN: gettext_lazy("Not shown"),
    staff_reading.ALL: gettext_lazy("Everything"),
}


class DiscussionsMenuItem(MenuItem):
    """Shown to those who may moderate what people say of a draft."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return DiscussionsMenuItem(
        gettext_lazy("Discussions"), reverse("consultations_admin:discussions"), icon_name=ICON, order=145
    )


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """Every draft that can be opened and every discussion, with what is left to do in each."""
    now = timezone.now()
    versions = list(staff_reading.versions_for(request.user))
    discussed = [one for one in versions if not one.is_draft]
    left = staff_reading.work_left(discussed)
    for one in discussed:
        one.phase, one.left = discussing.phase(one, at=now), left[one.pk]
    context = {"drafts": [one for one in versions if one.is_draft], "discussed": discussed}
    return screen(
        request, "consultations/admin/amendments/index.html", context, title=_("Discussions"), icon=ICON
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the days and open a draft to discussion."""
    version = _version(request, pk)
    now = timezone.now()
    form = OpenForm(request.POST or None, version=version, at=now)
    if request.method == "POST" and form.is_valid():
        try:
            form.write(by=request.user, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The draft is frozen and everybody can read it."))
            return redirect("consultations_admin:discussion", version.pk)
    context = {"version": version, "form": form, "missing": discussing.what_is_missing(version)}
    title = _("Open version %(number)s to discussion") % {"number": version.number}
    return screen(
        request, "consultations/admin/amendments/open.html", context, title=title, crumbs=_crumbs(), icon=ICON
    )


@require_safe
@permission_required(PERMISSION)
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, article by article, with counts and opinions."""
    version = _version(request, pk)
    left = staff_reading.work_left([version])[version.pk]
    first = staff_reading.WAITING if left["waiting"] else staff_reading.UNDECIDED
    show = request.GET.get("show") if request.GET.get("show") in SHOWN else first
    page = Paginator(staff_reading.said_in(version, show), A_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    for one in rows:
        one.parts = amendment_reading.parts(one)
    context = {
        "version": version,
        "phase": discussing.phase(version, at=timezone.now()),
        "left": left,
        "figures": amendment_reading.figures(version),
        "rows": rows,
        "page": page,
        "ways": SHOWN.items(),
        "show": show,
    }
    return screen(
        request,
        "consultations/admin/amendments/discussion.html",
        context,
        title=_("Discussion of version %(number)s") % {"number": version.number},
        crumbs=_crumbs(),
        icon=ICON,
    )


@require_POST
@permission_required(PERMISSION)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a discussion now, or call it off when it has not begun."""
    version = _version(request, pk)
    now = timezone.now()
    has_begun = discussing.phase(version, at=now) != discussing.UPCOMING
    verb = discussing.close_discussion if has_begun else discussing.call_off
    try:
        verb(version, by=request.user, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:discussion", version.pk)
    messages.success(
        request, _("The discussion is closed.") if has_begun else _("The discussion is called off.")
    )
    return redirect("consultations_admin:discussions")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: show or hide it, then decide, and put its words into the next draft."""
    amendment = get_object_or_404(staff_reading.amendments_for(request.user).with_agreements(), pk=pk)
    where = deciding.draft_place(amendment)
    asked = request.POST.get("do")
    data = request.POST if request.method == "POST" else None
    hiding = HideForm(data if asked == "hide" else None, amendment=amendment)
    decision = DecisionForm(data if asked == "decide" else None, amendment=amendment, where=where)
    if asked == "show" and (response := _show(request, amendment)):
        return response
    form: HideForm | DecisionForm = hiding if asked == "hide" else decision
    if form.is_valid() and (response := _write(request, amendment, form)):
        return response
    amendment.parts = amendment_reading.parts(amendment)
    context = {
        "amendment": amendment,
        "version": amendment.version,
        "article_title": amendment_reading.title_of(amendment),
        "where": where,
        "draft": discussing.next_draft(amendment.version),
        "hiding": hiding,
        "deciding": decision,
        "is_own": amendment.author_id == request.user.pk,
        "anchors": amendment.anchors.exclude(version=amendment.version_id).select_related("version"),
    }
    title = _("Contribution %(number)s") % {"number": amendment.pk}
    crumbs = _crumbs(amendment.version)
    return screen(
        request, "consultations/admin/amendments/said.html", context, title=title, crumbs=crumbs, icon=ICON
    )


def _show(request: HttpRequest, amendment: Amendment) -> HttpResponse | None:
    expected = request.POST.get("expected", "")
    try:
        moderating.show(
            amendment,
            by=request.user,
            at=timezone.now(),
            expected=int(expected) if expected.isdecimal() and len(expected) < 10 else 0,
        )
    except refusals.AmendmentConflict as conflict:
        return _show_conflict(request, conflict, [(_("Moderation"), _("shown"))])
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("Contribution %(number)s is shown.") % {"number": amendment.pk})
    return _next(request, amendment)


def _write(request: HttpRequest, amendment: Amendment, form: HideForm | DecisionForm) -> HttpResponse | None:
    """Record the form; None when it is refused, with the reason on the form."""
    try:
        form.write(by=request.user, at=timezone.now())
    except refusals.AmendmentConflict as conflict:
        return _show_conflict(request, conflict, form.proposed())
    except WordingConflict as conflict:
        return _show_wording_conflict(request, amendment, conflict, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Contribution %(number)s: your decision is kept.") % {"number": amendment.pk})
    return _next(request, amendment)


def _next(request: HttpRequest, amendment: Amendment) -> HttpResponse:
    """Back to the list that the person came from."""
    show = request.GET.get("show", "")
    query = f"?show={show}" if show in SHOWN else ""
    return redirect(reverse("consultations_admin:discussion", args=[amendment.version_id]) + query)


def _show_conflict(
    request: HttpRequest, conflict: refusals.AmendmentConflict, yours: list[tuple[object, object]]
) -> HttpResponse:
    now = conflict.amendment
    state: list[tuple[object, object]] = [
        (_("Moderation"), now.get_moderation_display()),
        (_("Why it is not shown"), now.get_hidden_for_display()),
        (_("Decision"), now.get_decision_display()),
        (_("Public reason"), now.reason),
    ]
    # A decision also names the state of the draft's article that was seen: that part stays as it was sent.
    _revision, colon, seen = request.POST.get("expected", "").partition(":")
    return _conflict_screen(
        request, now, conflict, now=state, yours=yours, expected=f"{now.revision}{colon}{seen}"
    )


def _show_wording_conflict(
    request: HttpRequest, amendment: Amendment, conflict: WordingConflict, form: HideForm | DecisionForm
) -> HttpResponse:
    """The draft's article changed: the person looks at it again before putting words into it."""
    now = conflict.wording
    state = [(_("Title"), now.title), (_("Text"), now.body)]
    expected = seen_of(amendment, now)
    return _conflict_screen(request, amendment, conflict, now=state, yours=form.proposed(), expected=expected)


def _conflict_screen(request: HttpRequest, amendment: Amendment, conflict, **shown) -> HttpResponse:
    return conflict_screen(
        request,
        conflict,
        since=(),
        back=reverse("consultations_admin:said", args=[amendment.pk]),
        crumbs=_crumbs(amendment.version),
        **shown,
    )


def _version(request: HttpRequest, pk: int) -> CharterVersion:
    return get_object_or_404(staff_reading.versions_for(request.user), pk=pk)


def _crumbs(version: CharterVersion | None = None) -> list[Crumb]:
    return amendment_places.crumbs_to(version)


urlpatterns = [
    path("discussions/", index, name="discussions"),
    path("discussions/<int:pk>/", discussion, name="discussion"),
    path("discussions/<int:pk>/open/", open_draft, name="open_discussion"),
    path("discussions/<int:pk>/close/", close, name="close_discussion"),
    path("discussions/said/<int:pk>/", said, name="said"),
    *amendment_places.urlpatterns,
]
