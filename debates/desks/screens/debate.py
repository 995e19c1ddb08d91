"""One debate as a desk reads it: what it says, what changed, what is missing, what was done; and what to do now."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from debates.desks import comparing, deciding
from debates.desks.forms import FORMS, CommentForm, forms_for
from debates.desks.history import for_steps, steps
from debates.desks.in_the_way import in_the_way
from debates.desks.reading import PERMISSION, desk_debate
from debates.desks.screens.frame import desk_screen
from debates.hosting.clash_words import sentences
from debates.hosting.hosted import TAG_KINDS
from debates.hosting.readiness import readiness
from debates.lifecycle import NotReady
from debates.models import Debate
from debates.occupying import Taken, clashes
from debates.snapshots import snapshot_of

_DONE = {
    deciding.ACCEPT: gettext_lazy("The debate is accepted. Its host is told."),
    deciding.PUBLISH: gettext_lazy("The debate is published. Its host is told."),
    deciding.ASK: gettext_lazy("Your words go to the host, who changes the debate and submits it again."),
    deciding.REFUSE: gettext_lazy("The debate is refused. Its host is told why."),
    deciding.CALL_OFF: gettext_lazy("The debate is called off. Its host and those who reserved are told."),
}


@require_safe
@permission_required(PERMISSION)
def debate(request: HttpRequest, code: str) -> HttpResponse:
    """A debate, and every decision that can be taken now."""
    return _show(request, desk_debate(request.user, code))


@require_POST
@permission_required(PERMISSION)
def decide(request: HttpRequest, code: str, decision: str) -> HttpResponse:
    """Take one decision on what was read; whoever read something older is told what happened since."""
    found = desk_debate(request.user, code)
    if decision not in FORMS:
        raise Http404
    form = FORMS[decision](request.POST, auto_id=f"id_{decision}_%s")
    if not form.is_valid():
        return _show(request, found, refused=decision, form=form)
    try:
        deciding.decide(found, decision, request.user, at=timezone.now(), **form.cleaned_data)
    except deciding.Moved as moved:
        messages.warning(request, _("Nothing was done. %(what)s") % {"what": moved})
    except NotReady:
        messages.error(request, deciding.needs_a_place())
    except Taken as taken:
        messages.error(request, " ".join(sentences(taken.clashes, found)))
    else:
        messages.success(request, str(_DONE[decision]))
    return redirect("debates_admin:debate", code)


@require_POST
@permission_required(PERMISSION)
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the host; the status stays."""
    found = desk_debate(request.user, code)
    form = CommentForm(request.POST, auto_id="id_comment_%s")
    if not form.is_valid():
        return _show(request, found, refused="comment", form=form)
    deciding.comment(found, request.user, at=timezone.now(), text=form.cleaned_data["text"])
    messages.success(request, _("Your comment goes to the host by mail."))
    return redirect("debates_admin:debate", code)


def _show(
    request: HttpRequest, found: Debate, *, refused: str = "", form: forms.Form | None = None
) -> HttpResponse:
    events = list(for_steps(found.events.all()))
    before = comparing.last_seen(reversed(events))
    context = {
        "debate": found,
        "tag_kind": TAG_KINDS.get(found.status, "info"),
        "changes": comparing.compare(before, snapshot_of(found), found) if before else [],
        "is_known": any(event.kind in comparing.DECISIONS for event in events),
        "points": readiness(found),
        "clashes": [*_taken(found), *in_the_way([found]).get(found.pk, [])],
        "steps": list(steps(events)),
        "sent": found.desk_messages.select_related("sender"),
        "forms": forms_for(found, refused=refused, form=form),
    }
    return desk_screen(
        request, "debate", context, title=str(found), here="debate", status=422 if form else 200
    )


def _taken(found: Debate) -> list[str]:
    """What keeps the debate from being held then and there."""
    if not (found.starts and found.ends):
        return []
    told = clashes(
        night=found.night,
        starts=found.starts,
        ends=found.ends,
        room=found.room,
        speakers=[one.speaker for one in found.appearances.all()],
        but=found,
    )
    return sentences(told, found)


urlpatterns = [
    path("debate/<slug:code>/", debate, name="debate"),
    path("debate/<slug:code>/comment/", comment, name="comment"),
    path("debate/<slug:code>/<slug:decision>/", decide, name="decide"),
]
