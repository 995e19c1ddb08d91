"""Writing a debate: the form, what is kept of it while it is typed, what it will look like."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from debates.hosting import typed
from debates.hosting.clash_words import sentences
from debates.hosting.debate_forms import ANNOUNCED, MORE_LANGUAGE, DebateForm
from debates.hosting.debate_views import debate_of, take_step
from debates.hosting.pages import crumbs_to
from debates.hosting.people_forms import PREFIX, PeopleForms, people_forms, people_of
from debates.hosting.rows import unjudged, with_one_more_row
from debates.hosting.saving import ChangedMeanwhile, SeatsReserved, in_the_way, save_debate
from debates.hosting.words import with_language
from debates.models import Debate
from debates.occupying import Taken
from kit.limits import within_limit_of

# A saving every few seconds for hours, and no more.
TYPINGS = {"times": 1500, "seconds": 3600}
# No change of words brings these back.
CLOSED = (Debate.REFUSED, Debate.WITHDRAWN, Debate.CANCELLED)


@dataclass
class _Forms:
    """The form of a debate and its rows of people, of one input."""

    form: DebateForm
    people: PeopleForms

    def are_valid(self) -> bool:
        # Both, so that everything is told at once.
        return all([self.form.is_valid(), self.people.is_valid()])


def _forms(debate: Debate, data: QueryDict | None = None) -> _Forms:
    blank = 1 if data is None else 0
    people = people_forms(blank=blank)(data, initial=people_of(debate), prefix=PREFIX)
    return _Forms(DebateForm(data, debate=debate), people)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_debate(request, code):
    """Write a debate: whole or in parts, a draft or one that everybody reads."""
    debate = debate_of(request.user, code)
    if debate.status in CLOSED:
        messages.info(request, _("Take this debate up again first, then you can change it."))
        return redirect("debates:hosted_debate", code=code)
    if request.method != "POST":
        return _opened(request, debate)
    if "discard" in request.POST:
        typed.discard(debate, request.user)
        messages.success(request, _("What was typed and not saved is forgotten."))
        return redirect("debates:hosted_debate_form", code=code)
    if "person" in request.POST:
        return _typed_again(request, debate, with_one_more_row(request.POST, PREFIX))
    if "language" in request.POST:
        code = request.POST.get(MORE_LANGUAGE, "")
        return _typed_again(request, debate, with_language(request.POST, code, *ANNOUNCED))
    return _saved(request, debate)


def _opened(request, debate: Debate):
    writing = typed.writing_of(debate, request.user)
    if writing is None:
        return _page(request, debate, _forms(debate), serial=0)
    data = typed.as_sent(writing)
    found = _forms(debate, data)
    unjudged(found.form, found.people)
    changed = writing.seen_revision != debate.revision
    return _page(request, debate, found, serial=writing.serial, writing=writing, changed_meanwhile=changed)


def _typed_again(request, debate: Debate, data: QueryDict):
    """The same page with what somebody asked for, a row or a language more; what was typed is kept."""
    serial, found = _kept(request, debate, data), _forms(debate, data)
    unjudged(found.form, found.people)
    return _page(request, debate, found, serial=serial)


def _saved(request, debate: Debate):
    """Save what was typed; where it cannot be, keep it and say why."""
    found = _forms(debate, request.POST)
    if not found.are_valid():
        return _refused(request, debate, found)
    values, people = found.form.cleaned_data, found.people.people()
    try:
        saved = save_debate(
            debate,
            values,
            people,
            by=request.user,
            seen_revision=values["revision"],
            at=timezone.now(),
        )
    except ChangedMeanwhile:
        return _changed_meanwhile(request, debate)
    except SeatsReserved as error:
        sentence = _("%(taken)d seats are reserved: there cannot be fewer.") % {"taken": error.taken}
        found.form.add_error("capacity", sentence)
        return _refused(request, debate, found)
    except Taken as error:
        for sentence in sentences(error.clashes, debate):
            found.form.add_error(None, sentence)
        return _refused(request, debate, found)
    typed.discard(debate, request.user)
    messages.success(request, _said_of_saving(debate, moved=saved.moved))
    if "submit" not in request.POST:  # Submitting says the same.
        for sentence in sentences(saved.clashes, debate):
            messages.warning(request, sentence)
    return _onward(request, debate)


def _onward(request, debate: Debate):
    """Where the button led that was pressed."""
    if "preview" in request.POST:
        return redirect("debates:hosted_debate_preview", code=debate.code)
    if "submit" in request.POST:
        return take_step(request, debate, "submit")
    return redirect("debates:hosted_debate", code=debate.code)


def _said_of_saving(debate: Debate, *, moved: bool) -> str:
    if moved:
        return _("Saved. Those who reserved are told of the new time or place.")
    if debate.status == Debate.DRAFT:
        return _("The draft is saved.")
    return _("Saved. The desk sees what you changed.")


def _refused(request, debate: Debate, found: _Forms):
    serial = _kept(request, debate, request.POST)
    return _page(request, debate, found, serial=serial, status=422)


def _changed_meanwhile(request, debate: Debate):
    """Show what was typed once more, over the debate as somebody else left it; another saving puts it there."""
    debate = debate_of(request.user, debate.code)
    data = request.POST.copy()
    data["revision"] = str(debate.revision)
    found = _forms(debate, data)
    found.form.is_valid()
    serial = _kept(request, debate, data)
    differing = [str(found.form[name].label) for name in found.form.changed_data if name != "revision"]
    return _page(
        request, debate, found, serial=serial, status=409, changed_meanwhile=True, differing=differing
    )


def _kept(request, debate: Debate, data: QueryDict) -> int:
    """Keep what was typed, and return its serial; what no page of ours could send is not kept."""
    try:
        return typed.keep_over(debate, request.user, data, at=timezone.now())
    except typed.TooLong:
        messages.error(request, _("That is more than can be kept while you write: shorten it, then save."))
        return 0


def _page(request, debate: Debate, found: _Forms, *, serial: int, status: int = 200, **more):
    context = {
        "debate": debate,
        "form": found.form,
        "people": found.people,
        "serial": serial,
        "can_submit": debate.status in (Debate.DRAFT, Debate.CHANGES_ASKED),
        "typed_url": reverse("debates:hosted_debate_typed", args=[debate.code]),
        "browser_key": typed.browser_key(debate, request.user),
        "crumbs": crumbs_to(host=debate.host, debate=debate),
        **more,
    }
    return render(request, "debates/hosting/debate_form.html", context, status=status)


@never_cache
@require_POST
@login_required
def keep_typed(request, code):
    """Keep what is being typed, and answer the serial to go on with and what stands in the way, as JSON."""
    debate = debate_of(request.user, code)
    if not within_limit_of(f"person {request.user.pk}", "typing", **TYPINGS):
        return JsonResponse({"problem": _("Save with the button: this page saves too often.")}, status=429)
    try:
        serial = typed.keep(debate, request.user, request.POST, at=timezone.now())
    except typed.WrittenElsewhere:
        sentence = _(
            "You write this debate in another window too. Use one of them; the button saves this one."
        )
        return JsonResponse({"problem": sentence}, status=409)
    except typed.TooLong:
        return JsonResponse({"problem": _("This is too long to be kept: shorten it.")}, status=413)
    found = _forms(debate, request.POST)
    found.are_valid()
    values = getattr(found.form, "cleaned_data", {})
    people = found.people.people() if found.people.is_valid() else []
    told = [*_wrong_hours(found.form), *sentences(in_the_way(debate, values, people), debate)]
    return JsonResponse({"serial": serial, "clashes": told})


def _wrong_hours(form: DebateForm) -> list[str]:
    """What is wrong with two hours that were both typed: such hours are compared with nobody else's."""
    if not (form.data.get("starts_at") and form.data.get("ends_at")):
        return []
    return [error for name in ("starts_at", "ends_at") for error in form.errors.get(name, [])]


@never_cache
@require_safe
@login_required
def preview(request, code):
    """The debate as everybody will read it, once it is published."""
    debate = debate_of(request.user, code)
    context = {
        "debate": debate,
        "crumbs": crumbs_to(host=debate.host, debate=debate),
        "is_being_written": typed.writing_of(debate, request.user) is not None,
    }
    return render(request, "debates/hosting/preview.html", context)
