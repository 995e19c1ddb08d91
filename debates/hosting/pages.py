"""What the pages of the hosts' side have in common: the way down to them, and what they are sent."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from debates.models import Debate, Host


def crumbs_to(*, host: Host | None = None, debate: Debate | None = None) -> list[tuple[str, str]]:
    """(label, address) from the hosts' own page down to that host or debate."""
    crumbs = [(_("What I host"), reverse("debates:hosting"))]
    if host is not None:
        crumbs.append((str(host), f"{reverse('debates:hosting')}#{host.slug}"))
    if debate is not None:
        crumbs.append((str(debate), reverse("debates:hosted_debate", args=[debate.code])))
    return crumbs


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None for a page that is only looked at, whose forms are not bound."""
    return request.POST if request.method == "POST" else None
