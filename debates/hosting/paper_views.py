"""The sheets that a host prints, in the language of the address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from debates.hosting.debate_views import debate_of
from debates.hosting.printing import SHEETS, sheet_of
from kit.limits import within_limit_of

PRINTINGS = {"times": 60, "seconds": 3600}


@never_cache
@require_safe
@login_required
def sheet(request, code, sheet):
    """Poster, sign-in sheet or moderator's sheet of a debate that has its question and hours."""
    debate = debate_of(request.user, code)
    if sheet not in SHEETS:
        raise Http404
    if not (debate.question and debate.starts and debate.ends):
        messages.error(
            request, _("Give the debate its question and its hours first: they stand on each sheet.")
        )
        return redirect("debates:hosted_debate", code=code)
    if not within_limit_of(f"person {request.user.pk}", "sheet", **PRINTINGS):
        messages.error(request, _("You made many sheets in an hour: come back a little later."))
        return redirect("debates:hosted_debate", code=code)
    return HttpResponse(
        sheet_of(debate, sheet),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{code}-{sheet}.pdf"'},
    )
