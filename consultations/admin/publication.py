"""What happens to a draft as a whole on its screen: approved by somebody else, planned, put in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from consultations.admin.versions import PERMISSION, attempt, load, show
from consultations.charters import charter_approval, charter_publishing
from consultations.charters import charter_drafting as drafting
from consultations.charters.charter_forms import CommentForm, ScheduleForm


@require_POST
@permission_required(PERMISSION)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft in force."""
    found = load(pk)
    return attempt(
        request,
        found,
        lambda: drafting.publish(found, by=request.user, at=timezone.now()),
        done=_("Version %(number)s is published and in force.") % {"number": found.number},
    )


@require_POST
@permission_required(PERMISSION)
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the publication."""
    found = load(pk)
    form = ScheduleForm(request.POST, version=found)
    if not form.is_valid():
        return show(request, found, schedule_form=form)
    moment = form.cleaned_data["publish_at"]
    return attempt(
        request,
        found,
        lambda: charter_publishing.schedule(found, moment, by=request.user, at=timezone.now()),
        done=_("The publication is planned."),
    )


@require_POST
@permission_required(PERMISSION)
def unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the planned publication up."""
    found = load(pk)
    return attempt(
        request,
        found,
        lambda: charter_publishing.unschedule(found, by=request.user),
        done=_("No publication is planned any more."),
    )


@require_POST
@permission_required(PERMISSION)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the approval of the draft."""
    found = load(pk)
    return attempt(
        request,
        found,
        lambda: charter_approval.submit(found, by=request.user),
        done=_("The draft is submitted: those who approve are told by e-mail."),
    )


@require_POST
@permission_required(PERMISSION)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the draft, or send it back with a comment."""
    found = load(pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, found, comment=form)
    seen, comment = form.cleaned_data["expected"], form.cleaned_data["comment"]
    if request.POST.get("do") == "send_back":
        return attempt(
            request,
            found,
            lambda: charter_approval.send_back(found, comment, by=request.user, expected=seen),
            done=_("The draft is sent back to its writers."),
        )
    return attempt(
        request,
        found,
        lambda: charter_approval.approve(found, by=request.user, expected=seen, comment=comment),
        done=_("The draft is approved."),
    )


urlpatterns = [
    path("charters/versions/<int:pk>/publish/", publish, name="publish_version"),
    path("charters/versions/<int:pk>/plan/", schedule, name="schedule_version"),
    path("charters/versions/<int:pk>/give-up-plan/", unschedule, name="unschedule_version"),
    path("charters/versions/<int:pk>/submit/", submit, name="submit_version"),
    path("charters/versions/<int:pk>/approval/", answer, name="approve_version"),
]
