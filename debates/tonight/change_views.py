"""The host's page of the night: late, moved, called off, and the way to the door."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates.hosting.clash_words import sentences
from debates.hosting.debate_views import debate_of
from debates.hosting.pages import crumbs_to
from debates.lifecycle import StepImpossible
from debates.models import Debate
from debates.occupying import Taken
from debates.tonight.change_forms import LateForm, MoveForm
from debates.tonight.changing import NothingNew, RoomTooSmall, move, run_late
from debates.tonight.news import NEWS_LIMIT, told_of
from kit.limits import within_limit_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Tell everybody who reserved that the debate is late, or held at another hour or in another room."""
    debate = debate_of(request.user, code)
    if debate.status != Debate.PUBLISHED:
        raise Http404
    if timezone.now() >= debate.night.ends:
        messages.info(request, _("The night is over: there is nobody left to tell."))
        return redirect("debates:hosted_debate", code=code)
    does = request.POST.get("do") if request.method == "POST" else None
    late = LateForm(request.POST if does == "late" else None)
    moved = MoveForm(request.POST if does == "move" else None, debate=debate)
    forms: dict[str, LateForm | MoveForm] = {"late": late, "move": moved}
    asked = forms.get(does or "")
    if asked is not None and asked.is_valid():
        if not within_limit_of(f"debate {debate.pk}", "news", **NEWS_LIMIT):
            asked.add_error(None, _("That is a lot of news in an hour: people have had eight mails."))
        elif _told(debate, request.user, asked):
            messages.success(request, _("Everybody who reserved is being told."))
            return redirect("debates:change_tonight", code=code)
    context = {
        "debate": debate,
        "late": late,
        "moved": moved,
        "told": told_of(debate),
        "crumbs": crumbs_to(host=debate.host, debate=debate),
    }
    status = 422 if asked is not None and asked.errors else 200
    return render(request, "debates/tonight/change.html", context, status=status)


def _told(debate: Debate, person, form: LateForm | MoveForm) -> bool:
    """Do it, or say in the form why not."""
    now, data = timezone.now(), form.cleaned_data
    try:
        if isinstance(form, LateForm):
            run_late(debate, minutes=data["minutes"], text=data["text"], at=now)
        else:
            move(
                debate,
                person,
                starts=data["starts"],
                ends=data["ends"],
                room=data["room"],
                text=data["text"],
                at=now,
            )
    except NothingNew:
        form.add_error(None, _("These are the hours and the room that hold already: nobody was told."))
    except Taken as error:
        for sentence in sentences(error.clashes, debate):
            form.add_error(None, sentence)
    except RoomTooSmall as error:
        form.add_error(
            "room", _("%(taken)s seats are reserved, and this room holds fewer.") % {"taken": error.taken}
        )
    except StepImpossible:
        form.add_error(None, _("This debate has moved on meanwhile: load the page again."))
    return not form.errors
