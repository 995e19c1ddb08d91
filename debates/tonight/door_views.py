"""The door, for those who keep it: on a phone, by forms, and without a network by its script.

`show`, `take_marks` and `show_worker` are any door's; the views below them are those of a debate, for who hosts it.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from debates.models import Debate, DoorMark
from debates.tonight import doors, said
from debates.tonight.doorways import Doorway, door_of_debate
from debates.tonight.marking import mark

MARKS_AT_ONCE = 200
BYTES_AT_MOST = 64_000


def show(request: HttpRequest, door: Doorway) -> HttpResponse:
    """Who is expected and who came. What is posted is one mark; looking changes nothing, a scanned code included."""
    if request.method == "POST":
        return _marked(request, door)
    words = request.GET.get("q", "")[:120]
    scanned = said.read_ticket(request.GET.get("ticket", ""))
    everybody = doors.guests(door)
    context = {
        "door": door,
        "count": doors.count(door),
        "guests": doors.guests(door, words) if words else everybody,
        "words": words,
        "scanned": scanned,
        "scanned_guest": next((one for one in everybody if one.ticket == scanned), None),
        # Of this showing of the page: one of its buttons sent twice counts once.
        "form_id": secrets.token_hex(6),
        "crumbs": door.crumbs,
    }
    response = render(request, "debates/tonight/door.html", context)
    # Until when a phone may keep this page for want of a network.
    response["X-Kept-Until"] = str(int(door.until.timestamp()))
    return response


def take_marks(request: HttpRequest, door: Doorway) -> JsonResponse:
    """Marks that a phone kept while it had no network, or none, to learn what other phones counted."""
    try:
        sent = _sent(request)
        now = timezone.now()
        read = [said.read_mark(one, at=now) for one in sent]
    except ValueError:
        return JsonResponse({"error": _("This could not be read. Load the page again.")}, status=400)
    # As they were said, whatever the order in which the phone kept them.
    made = [
        (mark(door.seating, one, by=request.user, at=now), one.ticket)
        for one in sorted(read, key=lambda one: one.said_at)
    ]
    guests = doors.guests(door)
    results = [
        {"id": one.phone_id, "outcome": one.outcome, "text": said.answer(one, door, code=ticket)}
        for one, ticket in made
    ]
    count = render_to_string("debates/tonight/count.html", {"count": doors.count(door)})
    present = {one.ticket: one.present for one in guests}
    return JsonResponse({"results": results, "count": count, "present": present})


def show_worker(request: HttpRequest, page: str) -> HttpResponse:
    """The script that shows this one page again without a network. It holds nothing about anybody, nor asks who asks.

    A browser lets it act on addresses below its own only: on this one door.
    """
    return render(
        request, "debates/tonight/worker.js", {"page": page}, content_type="text/javascript; charset=utf-8"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def door(request: HttpRequest, code: str) -> HttpResponse:
    """The door of one's own debate."""
    return show(request, _door(request.user, code))


@never_cache
@require_POST
@login_required
def marks(request: HttpRequest, code: str) -> JsonResponse:
    """What phones marked at the door of one's own debate."""
    return take_marks(request, _door(request.user, code))


@require_safe
def worker(request: HttpRequest, code: str) -> HttpResponse:
    """The worker of a debate's door."""
    return show_worker(request, reverse("debates:door", args=[code]))


def _door(person, code: str) -> Doorway:
    hosted = Debate.objects.of(person).filter(status=Debate.PUBLISHED)
    found = get_object_or_404(
        hosted.select_related("night__city", "night__edition", "room__venue__city", "host", "seating"),
        code=code,
    )
    return door_of_debate(found)


def _marked(request: HttpRequest, door: Doorway) -> HttpResponse:
    now = timezone.now()
    try:
        read = said.read_mark(_of_form(request), at=now)
    except said.Unreadable:
        messages.error(request, _("Nothing was counted: type the code, or press the button of a name."))
        return redirect(door.page)
    made = mark(door.seating, read, by=request.user, at=now)
    level = messages.SUCCESS if made.outcome == DoorMark.DONE else messages.WARNING
    messages.add_message(request, level, said.answer(made, door, code=read.ticket))
    return redirect(door.page)


def _of_form(request: HttpRequest) -> dict[str, Any]:
    """A form's mark. A row that was pressed for somebody whom it showed as here already corrects the number."""
    kind, people = request.POST.get("kind"), request.POST.get("people")
    if request.POST.get("do") == "undo":
        kind, people = DoorMark.SET, "0"
    elif kind == DoorMark.IN and request.POST.get("was", "0") != "0":
        kind = DoorMark.SET
    ticket = said.read_ticket(request.POST.get("ticket", ""))
    told_apart = f"{request.POST.get('id', '')}-{kind}{people or ''}-{ticket}"
    return {"id": told_apart, "kind": kind, "people": people, "ticket": ticket}


def _sent(request: HttpRequest) -> list[dict[str, Any]]:
    if len(request.body) > BYTES_AT_MOST:
        raise said.Unreadable
    data = json.loads(request.body)
    sent = data.get("marks") if isinstance(data, dict) else None
    if not isinstance(sent, list) or len(sent) > MARKS_AT_ONCE:
        raise said.Unreadable
    if not all(isinstance(one, dict) for one in sent):
        raise said.Unreadable
    return sent
