"""The queue of submissions, and what is decided on several at once."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from debates.desks import deciding
from debates.desks.queue import QueueFilter, rows
from debates.desks.reading import PERMISSION, debates_of
from debates.desks.screens.frame import desk_screen
from debates.models import Debate

PER_PAGE = 20
AT_ONCE = 100
# What can be done with all that is ticked, by the tab.
_BULK = {
    Debate.SUBMITTED: deciding.ACCEPT,
    Debate.CHANGES_ASKED: deciding.ACCEPT,
    Debate.ACCEPTED: deciding.PUBLISH,
}


@require_safe
@permission_required(PERMISSION)
def queue(request: HttpRequest) -> HttpResponse:
    """The debates of one status, those first that have been waiting longest."""
    wanted = QueueFilter(request.GET, user=request.user)
    page = Paginator(wanted.debates(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": wanted,
        "tabs": wanted.tabs(),
        "page": page,
        "rows": rows(page.object_list),
        "bulk": _BULK.get(wanted.status, ""),
        "query": f"{wanted.address(wanted.status)}&",
    }
    return desk_screen(request, "queue", context, title=_("Nuit des Débats"), here="queue")


@require_POST
@permission_required(PERMISSION)
def decide_several(request: HttpRequest) -> HttpResponse:
    """Accept or publish all that is ticked; what could not be moved is told one by one."""
    decision = request.POST.get("decision", "")
    if decision not in deciding.IN_BULK:
        raise Http404
    done = deciding.decide_each(ticked_debates(request), decision, request.user, at=timezone.now())
    _tell(request, done, decision)
    wanted = QueueFilter(request.POST, user=request.user)
    return redirect(f"{reverse('debates_admin:queue')}?{wanted.address(wanted.status)}")


def ticked_debates(request: HttpRequest) -> list[tuple[Debate, str]]:
    """(debate, version read) of each box, in the page's order; a debate of another city is not there (404)."""
    seen = dict(value.partition(":")[::2] for value in request.POST.getlist("debate")[:AT_ONCE])
    found = {one.code: one for one in debates_of(request.user).filter(code__in=seen).for_cards()}
    if set(found) != set(seen):
        raise Http404
    return [(found[code], version) for code, version in seen.items()]


def _tell(request: HttpRequest, done: deciding.Done, decision: str) -> None:
    number = len(done.moved)
    if decision == deciding.ACCEPT:
        told = ngettext("%(number)d debate is accepted.", "%(number)d debates are accepted.", number)
    else:
        told = ngettext("%(number)d debate is published.", "%(number)d debates are published.", number)
    if number:
        messages.success(request, told % {"number": number})
    if not number and not done.left:
        messages.warning(request, _("Tick the debates first, then press the button."))
    for debate, why in done.left:
        messages.warning(
            request, _("“%(debate)s” was left where it is. %(why)s") % {"debate": debate, "why": why}
        )


urlpatterns = [
    path("", queue, name="queue"),
    path("several/", decide_several, name="decide_several"),
]
