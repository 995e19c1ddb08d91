"""Being told at each step: asked for on the page of one's contribution, confirmed and ended from a mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from consultations.answering import visiting
from consultations.answering.forms import AddressForm
from consultations.telling import subscribing
from consultations.telling.mails import send_confirmation
from kit.limits import within_limit, within_limit_of

TRIES = {"times": 10, "seconds": 600}
# Of one mailbox, and of one contribution, from wherever they are asked for.
MAILS = {"times": 3, "seconds": 3600}


@never_cache
@require_POST
def tell_me(request):
    """Follow the contribution that this session opened. An address that nobody proved is asked first."""
    now = timezone.now()
    own = visiting.opened_contribution(request, at=now)
    if own is None:
        return redirect("consultations:receipt")
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form["email"].errors))
        return _back()
    email = form.cleaned_data["email"]
    if refusal := _too_many(request, own, email):
        messages.error(request, refusal)
        return _back()
    try:
        following = subscribing.subscribe(own, email, language=get_language(), at=now, by=request.user)
    except subscribing.NotFollowable:
        messages.error(request, _("This contribution is withdrawn: nothing more becomes of it."))
        return _back()
    except subscribing.TooManyAddresses:
        messages.error(request, _("Three addresses follow this contribution already: remove one first."))
        return _back()
    _say_what_is_next(request, following)
    return _back()


def _too_many(request, own, email: str) -> str:
    if not within_limit(request, "tell-me", **TRIES):
        return _("Too many e-mails were asked for from here. Try again in ten minutes.")
    of_contribution = within_limit_of(str(own.pk), "tell-me-of", **MAILS)
    if not within_limit_of(email, "tell-me-to", **MAILS) or not of_contribution:
        return _("Several e-mails have just left for this address. Try again in an hour.")
    return ""


def _say_what_is_next(request, following) -> None:
    if following.confirmed_at is not None:
        messages.success(request, _("You will be told by e-mail at each step."))
    elif send_confirmation(following):
        messages.success(
            request, _("Open the link that we have just sent you: you will be told from then on.")
        )
    else:
        messages.error(request, _("The e-mail could not be sent. Check the address, or try again later."))


@never_cache
@require_POST
def tell_me_no_more(request):
    """Stop telling one of the addresses that follow the contribution that this session opened."""
    own = visiting.opened_contribution(request, at=timezone.now())
    if own is None:
        return redirect("consultations:receipt")
    number = request.POST.get("subscription", "")
    following = get_object_or_404(own.subscriptions.all(), pk=number if number.isdecimal() else 0)
    subscribing.end(following)
    messages.success(request, _("This address is told nothing more, and is deleted."))
    return _back()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def telling(request, key):
    """Say yes from the mail, by a button, so that a filter that opens every link confirms nothing."""
    following = subscribing.with_key(key)
    if following is None:
        return render(request, "consultations/telling/gone.html", status=404)
    if request.method == "POST":
        subscribing.confirm(following, at=timezone.now())
        return redirect("consultations:telling", key=key)
    return render(request, "consultations/telling/telling.html", _context(following))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end_telling(request, key):
    """End it in one click (RFC 8058): a mail program posts here by itself, without cookies; people get a button."""
    following = subscribing.with_key(key)
    if request.method == "POST":
        if following is not None:
            subscribing.end(following)
        if "List-Unsubscribe" in request.POST:
            return HttpResponse(status=200)
        return render(request, "consultations/telling/ended.html")
    if following is None:
        return render(request, "consultations/telling/gone.html", status=404)
    return render(request, "consultations/telling/end.html", _context(following))


def _context(following) -> dict:
    return {
        "following": following,
        "address": subscribing.masked(following.email),
        "consultation": following.contribution.consultation,
    }


def _back():
    return redirect(f"{reverse('consultations:contribution')}#tell-title")


urlpatterns = [
    path("my-contribution/tell-me/", tell_me, name="tell_me"),
    path("my-contribution/tell-me-no-more/", tell_me_no_more, name="tell_me_no_more"),
    path("told/<str:key>/", telling, name="telling"),
    path("told/<str:key>/end/", end_telling, name="end_telling"),
]
