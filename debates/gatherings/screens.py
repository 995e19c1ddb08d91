"""Staff's screens on meetings, for those who type in what was said at their city's desk, and for editors."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import any_permission_required

from accounts.people import cities_served_by
from cities.models import City
from consultations.admin.furniture import screen
from debates.gatherings import holding
from debates.gatherings.forms import (
    CallOffForm,
    GatheringForm,
    MeetingLateForm,
    MinutesForm,
    TableForm,
    consultations_of,
)
from debates.gatherings.tables import tables_of
from debates.models import Door, Gathering
from debates.models.gathering import EDITS_CONSULTATIONS, ENTERS_PAPER
from debates.tonight.news import NEWS_LIMIT, told_to
from kit.limits import within_limit_of

keeps_meetings = any_permission_required(ENTERS_PAPER, EDITS_CONSULTATIONS)
ICON = "date"
DOOR_SHOWN = timedelta(hours=12)


@require_safe
@keeps_meetings
def gatherings(request: HttpRequest) -> HttpResponse:
    """The meetings of one's cities, the latest first."""
    found = Gathering.objects.kept_by(request.user).select_related("city", "consultation", "seating")
    context = {
        "gatherings": found.prefetch_related("consultation__texts").order_by("-starts")[:200],
        "now": timezone.now(),
    }
    return _screen(request, "gatherings", context, title=_("Public meetings"))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_meetings
def new_gathering(request: HttpRequest) -> HttpResponse:
    """Plan a meeting: a draft until it is announced."""
    return _edit(request, Gathering(), title=_("New public meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_meetings
def edit_gathering(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is announced."""
    return _edit(request, _load(request, code), title=_("Change the meeting"))


@require_safe
@keeps_meetings
def gathering(request: HttpRequest, code: str) -> HttpResponse:
    """Where a meeting stands, and what can be done with it."""
    return _page(request, _load(request, code))


@require_POST
@keeps_meetings
def announce(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to everybody."""
    found = _load(request, code)
    try:
        holding.announce(found, at=timezone.now())
    except holding.StepImpossible:
        messages.warning(request, _("This meeting has moved on meanwhile: here is where it stands."))
    else:
        messages.success(request, _("The meeting is announced, and its seats can be reserved."))
    return redirect("debates_admin:gathering", code)


@require_POST
@keeps_meetings
def call_off(request: HttpRequest, code: str) -> HttpResponse:
    """Call it off, with words that those who reserved are sent."""
    found = _load(request, code)
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return _page(request, found, off_form=form)
    try:
        holding.call_off(found, form.cleaned_data["text"], at=timezone.now())
    except holding.StepImpossible:
        messages.warning(request, _("This meeting has moved on meanwhile: here is where it stands."))
    else:
        messages.success(request, _("The meeting is called off. Those who reserved are told."))
    return redirect("debates_admin:gathering", code)


@require_POST
@keeps_meetings
def run_late(request: HttpRequest, code: str) -> HttpResponse:
    """Tell everybody who reserved that it begins later, or on time after all."""
    found = _load(request, code)
    form = MeetingLateForm(request.POST)
    if form.is_valid() and not within_limit_of(f"meeting {found.pk}", "news", **NEWS_LIMIT):
        form.add_error(None, _("That is a lot of news in an hour: people have had eight mails."))
    if not form.is_valid():
        return _page(request, found, late_form=form)
    try:
        holding.run_late(found, **form.cleaned_data, at=timezone.now())
    except holding.StepImpossible:
        messages.warning(request, _("This meeting has moved on meanwhile: here is where it stands."))
    else:
        messages.success(request, _("Everybody who reserved is being told."))
    return redirect("debates_admin:gathering", code)


@require_POST
@keeps_meetings
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the minutes and how many came."""
    found = _load(request, code)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, found, minutes_form=form)
    try:
        holding.record(found, **form.cleaned_data, at=timezone.now())
    except holding.StepImpossible:
        messages.warning(request, _("Minutes are for a meeting that was announced and has begun."))
    else:
        messages.success(request, _("The minutes are published on the meeting’s page."))
    return redirect("debates_admin:gathering", code)


@require_POST
@keeps_meetings
def open_table(request: HttpRequest, code: str) -> HttpResponse:
    """A batch in which what was said at one table is typed."""
    found = _load(request, code)
    form = TableForm(request.POST)
    if form.is_valid():
        try:
            table = holding.open_table(found, **form.cleaned_data, by=request.user)
        except holding.TableExists:
            form.add_error("number", _("This meeting has a table of that number."))
        else:
            messages.success(request, _("Type in what was said: each sheet twice, by two people."))
            if request.user.has_perm(ENTERS_PAPER):
                return redirect("consultations_admin:batch", table.batch_id)
            return redirect("debates_admin:gathering", code)
    return _page(request, found, table_form=form)


def _edit(request: HttpRequest, found: Gathering, *, title: str) -> HttpResponse:
    cities = _cities_of(request.user)
    form = GatheringForm(
        request.POST or None, instance=found, cities=cities, consultations=consultations_of(cities)
    )
    if form.is_bound and form.is_valid() and _is_kept(request, form):
        return redirect("debates_admin:gathering", form.instance.code)
    return _screen(request, "form", {"form": form}, title=title, status=422 if form.errors else 200)


def _is_kept(request: HttpRequest, form: GatheringForm) -> bool:
    is_new = form.instance.pk is None
    meeting, capacity = form.save(), form.cleaned_data["capacity"]
    if is_new:
        holding.plan(meeting, capacity=capacity)
        return True
    try:
        holding.change(meeting, capacity=capacity, at=timezone.now())
    except holding.SeatsReserved:
        form.add_error("capacity", _("More seats than that are reserved. Keep at least as many."))
        return False
    messages.success(
        request, _("The meeting is saved. Those who reserved are told of another time or place.")
    )
    return True


def _cities_of(user):
    """The cities for which that person may plan a meeting."""
    return City.objects.all() if user.has_perm(EDITS_CONSULTATIONS) else cities_served_by(user)


def _load(request: HttpRequest, code: str) -> Gathering:
    """One of those that the person looks after; for anybody else there is none (404)."""
    own = Gathering.objects.kept_by(request.user).select_related(
        "consultation", "city", "district", "room__venue", "seating"
    )
    return get_object_or_404(own, code=code)


def _page(
    request: HttpRequest,
    found: Gathering,
    *,
    off_form=None,
    late_form=None,
    minutes_form=None,
    table_form=None,
) -> HttpResponse:
    forms = (off_form, late_form, minutes_form, table_form)
    now = timezone.now()
    has_begun = found.starts <= now
    door = Door.objects.filter(seating=found.seating).first()
    counted = door.inside if door is not None else 0
    attendance = counted or None if found.attendance is None else found.attendance
    told = {"minutes": found.minutes, "attendance": attendance}
    context = {
        "gathering": found,
        "tables": tables_of(found),
        "told": told_to(found.seating, found.starts),
        "off_form": off_form or CallOffForm(),
        "late_form": late_form or MeetingLateForm(),
        "minutes_form": minutes_form or MinutesForm(initial=told),
        "table_form": table_form or TableForm(),
        "can_announce": found.status == Gathering.DRAFT,
        "can_call_off": found.status == Gathering.PLANNED and not has_begun,
        "can_run_late": found.status == Gathering.PLANNED and found.ends > now,
        "can_record": found.status in (Gathering.PLANNED, Gathering.HELD) and has_begun,
        # Some hours longer, for phones that send late what they kept.
        "has_door": found.status in (Gathering.PLANNED, Gathering.HELD) and found.ends + DOOR_SHOWN > now,
        "counted": counted,
        "types_in": request.user.has_perm(ENTERS_PAPER),
    }
    status = 422 if any(one is not None for one in forms) else 200
    return _screen(request, "gathering", context, title=str(found), status=status)


def _screen(
    request: HttpRequest, template: str, context: dict, *, title: str, status: int = 200
) -> HttpResponse:
    crumbs = [] if template == "gatherings" else [(_("Public meetings"), reverse("debates_admin:gatherings"))]
    return screen(
        request,
        f"debates/gatherings/staff/{template}.html",
        context,
        title=title,
        crumbs=crumbs,
        icon=ICON,
        status=status,
    )


urlpatterns = [
    path("gatherings/", gatherings, name="gatherings"),
    path("gatherings/new/", new_gathering, name="new_gathering"),
    path("gatherings/<slug:code>/", gathering, name="gathering"),
    path("gatherings/<slug:code>/change/", edit_gathering, name="change_gathering"),
    path("gatherings/<slug:code>/announce/", announce, name="announce_gathering"),
    path("gatherings/<slug:code>/call-off/", call_off, name="call_off_gathering"),
    path("gatherings/<slug:code>/late/", run_late, name="late_gathering"),
    path("gatherings/<slug:code>/minutes/", record, name="record_gathering"),
    path("gatherings/<slug:code>/tables/", open_table, name="open_table"),
]
