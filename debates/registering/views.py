"""The public pages of reservations: ask, confirm, look, change, cancel. None needs an account or a script."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from debates.models import Debate, Registration, Seating
from debates.registering import reserving, showing
from debates.registering.forms import ChangeForm, ReserveForm
from debates.registering.held import Occasion, occasion_of
from debates.registering.keeping import FROM_ONE_PLACE
from debates.registering.waiting import could_sit
from kit.limits import within_limit, within_limit_of

TRIES = {"times": 30, "seconds": 600}
# To one mailbox, from wherever they are asked for.
MAILS = {"times": 6, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, code: str) -> HttpResponse:
    """Seats at a debate."""
    debate = get_object_or_404(Debate.objects.public().select_related("seating"), code=code)
    return reserve_seats(request, debate.seating)


def reserve_seats(request: HttpRequest, seating: Seating) -> HttpResponse:
    """Ask for seats at whatever that seating is of. The answer is the same for every address, and for a robot too."""
    occasion = _occasion(seating)
    if not occasion.rules.open(at=timezone.now()):
        return render(request, "debates/registering/closed.html", _closed(occasion))
    form = ReserveForm(
        request.POST if request.method == "POST" else None,
        seats_at_most=occasion.rules.seats_at_most,
        is_meeting=occasion.is_meeting,
    )
    context = {"form": form, "occasion": occasion, "seating": seating}
    if request.method != "POST":
        return render(request, "debates/registering/reserve.html", context)
    if not form.is_valid():
        return render(request, "debates/registering/reserve.html", context, status=422)
    if not within_limit(request, "reserve", **TRIES):
        form.add_error(None, _("Too many seats were asked for from here. Try again in ten minutes."))
        return render(request, "debates/registering/reserve.html", context, status=429)
    email = form.cleaned_data["email"]
    if not form.is_trapped and within_limit_of(email, "reserve-to", **MAILS):
        wish = form.wish(
            language=get_language(), from_busy_place=_is_busy(request, seating, form.cleaned_data["seats"])
        )
        try:
            reserving.reserve(seating, wish, rules=occasion.rules, at=timezone.now())
        except reserving.ReservationsClosed:
            return render(request, "debates/registering/closed.html", _closed(occasion))
    return render(request, "debates/registering/asked.html", {"occasion": occasion})


@never_cache
@require_http_methods(["GET", "HEAD"])
def reservation(request: HttpRequest, key: str) -> HttpResponse:
    """One's own reservation: what it is, what is shown at the door, and what can be done about it."""
    found, occasion = _load(key)
    if found is None or occasion is None:
        return render(request, "debates/registering/gone.html", status=404)
    return _page(request, found, occasion, _change_form(found, occasion))


@never_cache
@require_http_methods(["GET", "HEAD"])
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """One's own reservation for a calendar: cancelled in it as soon as it is."""
    found, occasion = _load(key)
    if found is None or occasion is None:
        raise Http404
    response = HttpResponse(
        showing.calendar_of(found, occasion.of), content_type="text/calendar; charset=utf-8; component=VEVENT"
    )
    response["Content-Disposition"] = f'attachment; filename="{occasion.of.code}.ics"'
    return response


@never_cache
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Say yes by a button, so that a filter that opens every link of a mail confirms nothing."""
    found, occasion = _load(key)
    if found is None or occasion is None:
        return render(request, "debates/registering/gone.html", status=404)
    try:
        reserving.confirm(found, at=timezone.now())
    except reserving.TooLate:
        messages.error(
            request, _("These seats were not confirmed in time and went to others. Ask for seats again.")
        )
    else:
        messages.success(request, _confirmed(found, occasion))
    return redirect(found)


@never_cache
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Other seats, name or needs."""
    found, occasion = _load(key)
    if found is None or occasion is None:
        return render(request, "debates/registering/gone.html", status=404)
    form = ChangeForm(
        request.POST, seats_at_most=occasion.rules.seats_at_most, is_meeting=occasion.is_meeting
    )
    if not form.is_valid():
        return _page(request, found, occasion, form, status=422)
    try:
        reserving.change(found, **form.cleaned_data, rules=occasion.rules, at=timezone.now())
    except reserving.NotEnoughSeats as shortage:
        form.add_error("seats", _left(shortage.free))
        return _page(request, found, occasion, form, status=422)
    except reserving.TooLate:
        messages.error(request, _("This reservation can no longer be changed. You can still see what it is."))
        return redirect(found)
    messages.success(request, _("Your reservation is changed. We have sent you what it is now."))
    return redirect(found)


@never_cache
@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Give the seats back."""
    found, _occasion_of = _load(key)
    if found is None:
        return render(request, "debates/registering/gone.html", status=404)
    reserving.cancel(found, at=timezone.now())
    messages.success(
        request, _("Your reservation is cancelled, and your seats are free for others. Thank you.")
    )
    return redirect(found)


def _is_busy(request: HttpRequest, seating: Seating, seats: int) -> bool:
    counted = [within_limit(request, f"seats-kept-{seating.pk}", **FROM_ONE_PLACE) for _seat in range(seats)]
    return not all(counted)


def _closed(occasion: Occasion) -> dict:
    return {"occasion": occasion, "is_over": occasion.ends <= timezone.now()}


def _load(key: str) -> tuple[Registration | None, Occasion | None]:
    found = Registration.objects.select_related("seating").filter(key=key).first()
    return found, occasion_of(found.seating) if found is not None else None


def _occasion(seating: Seating) -> Occasion:
    occasion = occasion_of(seating)
    if occasion is None:
        raise Http404
    return occasion


def _change_form(registration: Registration, occasion: Occasion) -> ChangeForm:
    initial = {name: getattr(registration, name) for name in ("seats", "name", "access_needs")}
    return ChangeForm(
        initial=initial, seats_at_most=occasion.rules.seats_at_most, is_meeting=occasion.is_meeting
    )


def _page(
    request: HttpRequest,
    registration: Registration,
    occasion: Occasion,
    form: ChangeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    is_kept = registration.kept_until is not None and registration.kept_until > now
    is_unproved = registration.address_proved_at is None
    is_late = registration.status == Registration.LAPSED and is_unproved and occasion.rules.open(at=now)
    is_seated = registration.status == Registration.CONFIRMED and not occasion.is_cancelled
    context = {
        "registration": registration,
        "occasion": occasion,
        "form": form,
        "is_over": occasion.ends <= now,
        "qr_code": showing.qr_code(showing.door_address(registration, occasion)) if is_seated else "",
        "asks_yes": not occasion.is_cancelled
        and not occasion.is_free_entry
        and (
            (is_kept and registration.status in {Registration.UNCONFIRMED, Registration.OFFERED})
            or (registration.status == Registration.WAITING and registration.address_proved_at is None)
            or is_late
        ),
        "is_late": is_late,
        "could_sit": is_unproved and could_sit(registration),
        "can_change": registration.status in {Registration.CONFIRMED, Registration.WAITING}
        and occasion.rules.changeable(at=now),
        "can_cancel": registration.status in Registration.STANDING and now < occasion.ends,
    }
    return render(request, "debates/registering/reservation.html", context, status=status)


def _confirmed(registration: Registration, occasion: Occasion) -> str:
    if registration.status == Registration.CONFIRMED and occasion.is_meeting:
        return _("It is confirmed: see you at the meeting.")
    if registration.status == Registration.CONFIRMED:
        return _("It is confirmed: see you at the debate.")
    if registration.status == Registration.OFFERED:
        return _("A seat is free at this very moment: take it below.")
    return _("You are on the waiting list. We will write to you as soon as there is a seat.")


def _left(free: int) -> str:
    if not free:
        return _("There are no more seats to add. You keep those that you have.")
    return ngettext(
        "There is only %(free)s more seat to add.", "There are only %(free)s more seats to add.", free
    ) % {"free": free}
