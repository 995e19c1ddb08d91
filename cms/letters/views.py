"""The public pages of letters' readers: sign up, say yes, choose, leave. A link that comes late says what to do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.letters import links, subscribing
from cms.letters.forms import ChoicesForm, SignUpForm
from kit.limits import within_limit, within_limit_of

TRIES = {"times": 10, "seconds": 600}
# To one mailbox, from wherever they are asked for.
MAILS = {"times": 3, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for letters. The answer is the same for every address, known or not, and for a robot too."""
    form = SignUpForm(request.POST or None)
    if request.method != "POST":
        return render(request, "cms/letters/sign_up.html", {"form": form})
    if not form.is_valid():
        return render(request, "cms/letters/sign_up.html", {"form": form}, status=422)
    if not within_limit(request, "letters", **TRIES):
        form.add_error(None, _("Too many e-mails were asked for from here. Try again in ten minutes."))
        return render(request, "cms/letters/sign_up.html", {"form": form}, status=429)
    email = form.cleaned_data["email"]
    # A mailbox that has been written to enough hears nothing more for an hour, and nobody is told which one it is.
    if not form.is_trapped and within_limit_of(email, "letters-to", **MAILS):
        subscribing.sign_up(email, **form.choices_made(), at=timezone.now())
    return redirect("cms:letters_asked")


@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    """What to do next, for every address alike."""
    return render(request, "cms/letters/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes by a button, so that a filter that opens every link of a mail confirms nothing."""
    reader, refusal = _reader(request, token, links.CONFIRM)
    if reader is None:
        return refusal
    if request.method == "POST" or reader.confirmed_at is not None:
        # Who opens the link again reads what they are sent, not once more whether they want it.
        subscribing.confirm(reader, at=timezone.now())
        return redirect("cms:letters_choices", token=links.token(reader, links.CHOOSE))
    return render(request, "cms/letters/confirm.html", {"reader": reader})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """What this address is sent, to be changed or ended."""
    reader, refusal = _reader(request, token, links.CHOOSE)
    if reader is None:
        return refusal
    chosen = {
        "language": reader.language,
        "cities": reader.cities.all(),
        "topics": reader.topics.all(),
    }
    form = ChoicesForm(request.POST or None, initial=chosen)
    context = {"form": form, "reader": reader, "end_token": links.token(reader, links.END)}
    if request.method != "POST":
        return render(request, "cms/letters/choices.html", context)
    if not form.is_valid():
        return render(request, "cms/letters/choices.html", context, status=422)
    subscribing.choose(reader, **form.choices_made())
    messages.success(request, _("Your choices are kept."))
    return redirect(request.path)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End it in one click (RFC 8058): a mail program posts here by itself, without cookies; people get a button."""
    reader, refusal = _reader(request, token, links.END)
    if request.method == "POST":
        if reader is not None:
            subscribing.end(reader)
        if "List-Unsubscribe" in request.POST:
            return HttpResponse(status=200)
        return render(request, "cms/letters/ended.html")
    if reader is None:
        return refusal
    return render(request, "cms/letters/end.html", {"reader": reader})


def _reader(request: HttpRequest, token: str, purpose: str):
    """(the reader, None), or (None, the page that says why there is none)."""
    try:
        reader = links.reader_of(token, purpose)
    except links.LinkTooOld:
        return None, render(request, "cms/letters/gone.html", {"is_late": True}, status=410)
    if reader is None:
        return None, render(request, "cms/letters/gone.html", status=404)
    return reader, None


urlpatterns = [
    path("newsletter/", sign_up, name="letters_sign_up"),
    path("newsletter/asked/", asked, name="letters_asked"),
    path("newsletter/yes/<str:token>/", confirm, name="letters_confirm"),
    path("newsletter/choices/<str:token>/", choices, name="letters_choices"),
    path("newsletter/end/<str:token>/", end, name="letters_end"),
]
