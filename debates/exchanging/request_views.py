"""Pages about requests: asking for a room, what one lends and borrows, and each request as both hosts see it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.tz import do_timezone
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from debates.exchanging import lending
from debates.exchanging.clock import stretches
from debates.exchanging.ending import planned_there, without_place_since
from debates.exchanging.forms import AnswerForm, EndForm, RequestForm
from debates.exchanging.offered import with_free_hours
from debates.hosting.pages import crumbs_to
from debates.models import Debate, Host, RoomOffer, RoomRequest
from kit.limits import within_limit_of

REQUESTS = {"times": 20, "seconds": 3600}
TAG_KINDS = {
    RoomRequest.WAITING: "warning",
    RoomRequest.ACCEPTED: "success",
    RoomRequest.DECLINED: "danger",
    RoomRequest.LENT_ELSEWHERE: "danger",
    RoomRequest.ENDED: "danger",
}


def _crumbs() -> list[tuple[str, str]]:
    return [*crumbs_to(), (_("Rooms lent and borrowed"), reverse("debates:room_exchange"))]


@never_cache
@require_safe
@login_required
def exchange(request):
    """What one's hosts offer, are asked for, and ask for. Five queries, however many there are."""
    own = set(Host.objects.of(request.user).values_list("pk", flat=True))
    now = timezone.now()
    offers = RoomOffer.objects.of(request.user).with_its_place().filter(night__ends__gt=now, closed_at=None)
    requests = list(RoomRequest.objects.of(request.user).with_its_parts())
    context = {
        "offers": with_free_hours(offers),
        "received": [one for one in requests if one.offer.host.pk in own],
        "sent": [one for one in requests if one.host_id in own],
        "tag_kinds": TAG_KINDS,
        "crumbs": crumbs_to(),
    }
    return render(request, "debates/exchanging/exchange.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, pk):
    """Ask for an offered room."""
    offer = get_object_or_404(RoomOffer.objects.open(at=timezone.now()).with_its_place(), pk=pk)
    hosts = Host.objects.of(request.user).exclude(pk=offer.host.pk)
    form = RequestForm(request.POST or None, offer=offer, hosts=hosts)
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "room", **REQUESTS):
        form.add_error(None, _("That is a lot of requests in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        asked = _asked(request, offer, form)
        if asked is not None:
            messages.success(request, _("Your request is sent. You get a mail when it is answered."))
            return redirect("debates:room_request", pk=asked.pk)
    _remind_at, lapses = lending.time_to_answer(offer.night, at=timezone.now())
    context = {
        "form": form,
        "offered": with_free_hours([offer])[0],
        "lapses": do_timezone(lapses, offer.room.venue.zone),
        "has_hosts": hosts.exists(),
        "crumbs": [*crumbs_to(), (_("Rooms that hosts lend"), reverse("debates:offered_rooms"))],
    }
    return render(request, "debates/exchanging/ask.html", context, status=422 if form.errors else 200)


def _asked(request, offer: RoomOffer, form: RequestForm) -> RoomRequest | None:
    """The new request; None when it is refused, which the form then says."""
    values = form.cleaned_data
    names = ("starts", "ends", "people", "debate", "about", "message")
    try:
        return lending.ask_for_room(
            offer,
            values["host"],
            by=request.user,
            at=timezone.now(),
            **{name: values[name] for name in names},
        )
    except lending.Busy as error:
        sentence = _("The room is taken at these hours: %(hours)s. Choose others.")
        form.add_error("starts_at", sentence % {"hours": stretches(error.stretches, offer.room.venue.zone)})
    except lending.AskedAlready:
        form.add_error(
            None, _("You have asked for this room already: wait for the answer, or take your request back.")
        )
    except lending.NotOpen:
        form.add_error(None, _("This room is not offered any more. Look for another one."))
    return None


@never_cache
@require_safe
@login_required
def show_request(request, pk):
    """A request as its two hosts see it: nobody else learns that there is one."""
    return _request_page(request, _request_of(request.user, pk), AnswerForm())


def _request_of(person, pk: int) -> RoomRequest:
    return get_object_or_404(RoomRequest.objects.of(person).with_its_parts(), pk=pk)


@never_cache
@require_POST
@login_required
def step(request, pk, name):
    """Accept or decline what one is asked for, take back what one asks, or end an agreement."""
    asked, now = _request_of(request.user, pk), timezone.now()
    own = set(Host.objects.of(request.user).values_list("pk", flat=True))
    lends, borrows = asked.offer.host.pk in own, asked.host_id in own
    form = EndForm(request.POST) if name == "end" else AnswerForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    mine = asked.offer.host if lends else asked.host
    steps = {
        "accept": (lends, lambda: lending.accept(asked, by=request.user, at=now, answer=words)),
        "decline": (lends, lambda: lending.decline(asked, by=request.user, at=now, answer=words)),
        "take-back": (borrows, lambda: lending.take_back(asked, at=now)),
        "end": (True, lambda: lending.end(asked, mine, at=now, words=words)),
    }
    allowed, verb = steps.get(name, (False, None))
    if not allowed or verb is None:
        raise Http404
    if form.is_valid():
        try:
            verb()
        except lending.WordsMissing:
            form.add_error("words", _("Say in a sentence why: the other host reads it."))
        except lending.Busy as error:
            sentence = _("The room is taken at these hours: %(hours)s. Decline, with a word on other hours.")
            form.add_error(
                None, sentence % {"hours": stretches(error.stretches, asked.offer.room.venue.zone)}
            )
        except lending.Answered:
            messages.error(request, _("This request was answered meanwhile, or it has lapsed."))
            return redirect("debates:room_request", pk=pk)
        else:
            messages.success(request, _("Done. The other host gets a mail."))
            return redirect("debates:room_request", pk=pk)
    return _request_page(request, _request_of(request.user, pk), form)


def _request_page(request, asked: RoomRequest, form: AnswerForm):
    own = set(Host.objects.of(request.user).values_list("pk", flat=True))
    lends, borrows = asked.offer.host.pk in own, asked.host_id in own
    now = timezone.now()
    is_open = asked.status == RoomRequest.WAITING and asked.lapses_at > now
    agreed = asked.status == RoomRequest.ACCEPTED
    context = {
        "asked": asked,
        "form": form,
        "ending": form if isinstance(form, EndForm) else EndForm(),
        "zone": asked.offer.room.venue.zone,
        "tag_kind": TAG_KINDS.get(asked.status, ""),
        "lends": lends,
        "can": {
            "answer": lends and is_open,
            "take_back": borrows and is_open,
            "end": agreed and asked.ends > now,
        },
        "agreed": agreed,
        # Whoever ends it learns what hangs on it.
        "published": planned_there(asked).filter(status=Debate.PUBLISHED).count() if agreed else 0,
        "without_place": without_place_since(asked) if borrows and asked.status == RoomRequest.ENDED else [],
        "crumbs": _crumbs(),
    }
    return render(request, "debates/exchanging/request.html", context, status=422 if form.errors else 200)
