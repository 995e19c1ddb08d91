"""Messages to the hosts of a status: what was sent, and writing one with a preview of whom it reaches."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages as told
from wagtail.admin.auth import permission_required

from debates.desks.message_forms import MessageForm, SendForm
from debates.desks.messaging import NobodyToTell, OthersThanSeen, audience, send
from debates.desks.queue import QueueFilter
from debates.desks.reading import PERMISSION, debates_of, nights_of
from debates.desks.screens.frame import desk_screen
from debates.desks.screens.queue import ticked_debates
from debates.models import Debate, DeskMessage, Night

PER_PAGE = 30


@require_safe
@permission_required(PERMISSION)
def messages(request: HttpRequest) -> HttpResponse:
    """What the desk wrote to many, the latest first."""
    sent = DeskMessage.objects.of_desks(request.user).select_related(
        "night__city", "night__edition", "sender"
    )
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    return desk_screen(request, "messages", {"page": page}, title=_("Messages to hosts"), here="messages")


@require_safe
@permission_required(PERMISSION)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, with the debates that it was about."""
    sent = DeskMessage.objects.of_desks(request.user).select_related(
        "night__city", "night__edition", "sender"
    )
    found = get_object_or_404(sent, pk=pk)
    about = found.debates.exclude(status=Debate.DRAFT).select_related("host")
    context = {
        "message": found,
        "debates": about,
        "waiting": found.deliveries.waiting().count(),
    }
    return _screen(request, "message", context, title=found.subject)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def new_message(request: HttpRequest) -> HttpResponse:
    """Write a message, see whom it reaches, then send it."""
    nights = list(nights_of(request.user))
    if request.POST.get("do") == "choose":
        return _write_to_ticked(request, nights)
    form = MessageForm(request.POST or None, nights=nights, initial={"status": request.GET.get("status")})
    if form.is_bound and form.is_valid() and request.POST.get("do") != "edit":
        return _preview_or_send(request, form)
    context = {"form": form, "nights": nights, "chosen": _chosen(request, form)}
    status = 422 if form.errors else 200
    return _screen(request, "new_message", context, title=_("New message to hosts"), status=status)


def _write_to_ticked(request: HttpRequest, nights: list[Night]) -> HttpResponse:
    """The form for those that were ticked in the queue, which are of one city's night and one status."""
    ticked = [debate for debate, _seen in ticked_debates(request)]
    back = redirect(
        f"{reverse('debates_admin:queue')}?status={QueueFilter(request.POST, user=request.user).status}"
    )
    if not ticked:
        told.warning(request, _("Tick the debates first, then press the button."))
        return back
    if len({(debate.night_id, debate.status) for debate in ticked}) > 1:
        told.warning(request, _("A message goes to debates of one city and one status: tick these only."))
        return back
    initial = {
        "night": ticked[0].night_id,
        "status": ticked[0].status,
        "codes": ",".join(debate.code for debate in ticked),
    }
    form = MessageForm(nights=nights, initial=initial)
    context = {"form": form, "nights": nights, "chosen": ticked}
    return _screen(request, "new_message", context, title=_("New message to hosts"))


def _chosen(request: HttpRequest, form: MessageForm) -> list[Debate]:
    """The debates that the form is about, of those that the desk reads; none where it is for a whole status."""
    codes = (form["codes"].value() or "").split(",")
    return list(debates_of(request.user).filter(code__in=[code for code in codes if code]))


def _preview_or_send(request: HttpRequest, form: MessageForm) -> HttpResponse:
    words = form.cleaned_data
    seen = SendForm(request.POST)
    if request.POST.get("do") == "send" and seen.is_valid():
        try:
            sent = send(**words, **seen.cleaned_data, by=request.user, at=timezone.now())
        except OthersThanSeen:
            told.warning(
                request, _("Nothing was sent: other hosts are concerned by now. Read the number again.")
            )
        except NobodyToTell:
            told.warning(request, _("Nothing was sent: nobody is concerned any more."))
        else:
            number = sent.recipients
            sentence = ngettext(
                "The message goes to %(number)d person.", "The message goes to %(number)d people.", number
            )
            told.success(request, sentence % {"number": number})
            return redirect("debates_admin:message", sent.pk)
    reached = audience(words["night"], words["status"], words["codes"])
    people = len(reached.people)
    context = {
        "form": form,
        "words": words,
        "debates": len(reached.debates),
        "people": people,
        "chosen": reached.debates if words["codes"] else [],
        "to_send": SendForm(initial={"expected": people}),
    }
    return _screen(request, "message_preview", context, title=_("Read it once more"))


def _screen(
    request: HttpRequest, template: str, context: dict, *, title: str, status: int = 200
) -> HttpResponse:
    way = ((_("Messages to hosts"), reverse("debates_admin:messages")),)
    return desk_screen(request, template, context, title=title, here="", crumbs=way, status=status)


urlpatterns = [
    path("messages/", messages, name="messages"),
    path("messages/new/", new_message, name="new_message"),
    path("messages/<int:pk>/", message, name="message"),
]
