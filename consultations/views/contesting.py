"""“This is not what I meant”, said from the page of one's own contribution."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from consultations.answering import visiting
from consultations.reviews.contest_form import ContestForm
from consultations.reviews.refusals import Refused
from kit.limits import within_limit

TRIES = {"times": 30, "seconds": 600}


@never_cache
@require_POST
def contest(request):
    """Contest the place of a text of the contribution that this session opened; no other can be named."""
    now = timezone.now()
    own = visiting.opened_contribution(request, at=now)
    if own is None:
        return redirect("consultations:receipt")
    page = reverse("consultations:contribution")
    if not within_limit(request, "contest", **TRIES):
        messages.error(request, _("Too many messages came from here. Wait ten minutes, then try again."))
        return redirect(page)
    form = ContestForm(request.POST, contribution=own)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(page)
    try:
        made = form.save(at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page)
    messages.success(
        request, _("Thank you. An analyst reads your text again; the answer will be on this page.")
    )
    return redirect(f"{page}#contested-{made.pk}")


urlpatterns = [path("my-contribution/contest/", contest, name="contest")]
