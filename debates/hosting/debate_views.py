"""A host's debate: where it stands, what to do next, what was said of it, its image, and its steps."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from debates import lifecycle
from debates.hosting import stepping, typed
from debates.hosting.belonging import TooMany, hosted_by
from debates.hosting.clash_words import sentences
from debates.hosting.history import asked_of, history
from debates.hosting.hosted import TAG_KINDS, hosted_debate, open_nights, with_their_parts
from debates.hosting.pages import crumbs_to, posted
from debates.hosting.picture_forms import DebateImageForm
from debates.hosting.saving import OPEN_AT_MOST, begin, give_image, take_image
from debates.hosting.step_forms import CancelForm, MessageForm, NightForm
from debates.hosting.venue_views import UPLOADS
from debates.models import Debate
from debates.occupying import Taken
from debates.registering.calling_off import call_off
from kit.limits import within_limit_of

MESSAGES = {"times": 20, "seconds": 3600}


def debate_of(person, code: str) -> Debate:
    """The debate of that code, of a host for whom the person acts, with its parts; 404 for everybody else."""
    own = with_their_parts(Debate.objects.of(person)).select_related("seating", "image")
    return get_object_or_404(
        own.prefetch_related("appearances__speaker", "themes", "spoken_languages"), code=code
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_debate(request, slug):
    """Begin a debate for one of the nights that take some, of that host's."""
    host = hosted_by(request.user, slug)
    nights = open_nights(at=timezone.now())
    form = NightForm(request.POST or None if nights else None, nights=nights, city=host.city)
    if request.method == "POST" and form.is_valid():
        try:
            debate = begin(host, form.cleaned_data["night"])
        except TooMany:
            sentence = _(
                "%(most)d of your debates are not decided yet: finish or withdraw some of them first."
            )
            form.add_error(None, sentence % {"most": OPEN_AT_MOST})
        else:
            return redirect("debates:hosted_debate_form", code=debate.code)
    context = {"form": form, "host": host, "nights": nights, "crumbs": crumbs_to(host=host)}
    return render(request, "debates/hosting/new_debate.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_debate(request, code):
    """Where the debate stands and what to do next; what is posted here is a message to the desk."""
    debate = debate_of(request.user, code)
    form = MessageForm(posted(request)) if debate.status != Debate.DRAFT else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "message", **MESSAGES):
        form.add_error(None, _("That is a lot of messages in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        stepping.write_to_desk(debate, request.user, text=form.cleaned_data["text"], at=timezone.now())
        messages.success(request, _("Your message is with the desk."))
        return redirect("debates:hosted_debate", code=code)
    return render(
        request,
        "debates/hosting/debate.html",
        _shown(request, debate) | {"form": form},
        status=422 if form is not None and form.errors else 200,
    )


def _shown(request, debate: Debate) -> dict:
    written = typed.writing_of(debate, request.user) is not None
    steps = history(debate)
    return {
        "debate": debate,
        "hosted": hosted_debate(debate, written=written, at=timezone.now()),
        "night_is_over": debate.night.ends <= timezone.now(),
        "tag_kind": TAG_KINDS.get(debate.status, ""),
        "history": steps,
        "asked": asked_of(steps) if debate.status == Debate.CHANGES_ASKED else "",
        "can": {
            "write": debate.status in (Debate.DRAFT, *Debate.OCCUPYING),
            "submit": lifecycle.can(debate, Debate.SUBMITTED),
            "withdraw": lifecycle.can(debate, Debate.WITHDRAWN) and bool(steps),
            "throw_away": debate.status == Debate.DRAFT and not steps,
            "reopen": lifecycle.can(debate, Debate.DRAFT),
            "cancel": lifecycle.can(debate, Debate.CANCELLED),
            "print": bool(debate.starts and debate.ends and debate.question),
        },
        "crumbs": crumbs_to(host=debate.host),
    }


@never_cache
@require_POST
@login_required
def step(request, code, name):
    """Submit, withdraw or take up again."""
    return take_step(request, debate_of(request.user, code), name)


def take_step(request, debate: Debate, name: str):
    """Take that step with the debate and lead to its page, where what came of it is said."""
    steps: dict[str, tuple[Callable[..., None], str]] = {
        "submit": (stepping.submit, _("It is with the city’s desk now. You will get a mail.")),
        "withdraw": (lifecycle.withdraw, _("You took this debate back. Its room and hours are free again.")),
        "reopen": (lifecycle.reopen, _("It is a draft again.")),
    }
    if name not in steps:
        raise Http404
    verb, said = steps[name]
    form_page = redirect("debates:hosted_debate_form", code=debate.code)
    try:
        verb(debate, request.user, at=timezone.now())
    except stepping.TooLate:
        messages.error(request, _("This night takes no new debates any more. Write to the city’s desk."))
    except stepping.NotSaved:
        messages.error(request, _("You typed something that is not saved yet. Save it, then submit."))
        return form_page
    except lifecycle.NotReady:
        messages.error(request, _("It still needs a question, hours, and a room or an address online."))
        return form_page
    except Taken as error:
        for sentence in sentences(error.clashes, debate):
            messages.error(request, sentence)
        return form_page
    except lifecycle.StepImpossible:
        messages.error(request, _("This debate has moved on meanwhile: here is where it stands."))
    else:
        messages.success(request, said)
    return redirect("debates:hosted_debate", code=debate.code)


@never_cache
@require_POST
@login_required
def throw_away(request, code):
    """Delete a draft that was never submitted."""
    debate = debate_of(request.user, code)
    try:
        stepping.throw_away(debate)
    except stepping.WasSubmitted:
        messages.error(request, _("The desk has seen this debate: withdraw it instead."))
        return redirect("debates:hosted_debate", code=code)
    messages.success(request, _("The draft is deleted."))
    return redirect(f"{reverse('debates:hosting')}#{debate.host.slug}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel(request, code):
    """Call off a published debate, with words that those who reserved are sent."""
    debate = debate_of(request.user, code)
    if not lifecycle.can(debate, Debate.CANCELLED):
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call_off(debate, request.user, at=timezone.now(), text=form.cleaned_data["text"])
        except lifecycle.StepImpossible:
            messages.error(request, _("This debate has moved on meanwhile: here is where it stands."))
        else:
            messages.success(request, _("The debate is called off. Those who reserved are told."))
        return redirect("debates:hosted_debate", code=code)
    context = {"form": form, "debate": debate, "crumbs": crumbs_to(host=debate.host, debate=debate)}
    return render(request, "debates/hosting/cancel.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def image(request, code):
    """Give the debate an image with words, other words, or none."""
    debate = debate_of(request.user, code)
    has_image = debate.image is not None
    if request.method == "POST" and "remove" in request.POST:
        take_image(debate)
        messages.success(request, _("The image is removed."))
        return redirect("debates:hosted_debate", code=code)
    form = DebateImageForm(
        posted(request), request.FILES or None, has_image=has_image, initial={"words": debate.image_text}
    )
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "upload", **UPLOADS):
        form.add_error(None, _("That is a lot of pictures in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        give_image(
            debate, form.cleaned_data["picture"], words=form.cleaned_data["words"], person=request.user
        )
        messages.success(request, _("The image and its words are saved."))
        return redirect(reverse("debates:hosted_debate", args=[code]))
    context = {"form": form, "debate": debate, "crumbs": crumbs_to(host=debate.host, debate=debate)}
    return render(request, "debates/hosting/image.html", context, status=422 if form.errors else 200)
