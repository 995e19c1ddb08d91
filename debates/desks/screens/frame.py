"""What all screens of a desk share: the way between them, and the item in Wagtail's menu."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem

from consultations.admin.furniture import Crumb, screen
from debates.desks.reading import PERMISSION
from debates.models import Night

ICON = "group"
_WAYS = (
    ("queue", gettext_lazy("Queue")),
    ("gaps", gettext_lazy("Gaps")),
    ("clashes", gettext_lazy("In the way")),
    ("duplicates", gettext_lazy("Duplicates")),
    # In Wagtail's own menu the bare word is another thing.
    ("reports", pgettext_lazy("of debates", "Reports")),
    ("messages", gettext_lazy("Messages to hosts")),
    ("log", gettext_lazy("Log")),
    ("nights", gettext_lazy("Editions and nights")),
)


class DesksMenuItem(MenuItem):
    """Shown to those who are at a city's desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return DesksMenuItem(
        gettext_lazy("Nuit des Débats"), reverse("debates_admin:queue"), icon_name=ICON, order=175
    )


def desk_screen(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    title: str,
    here: str,
    crumbs: tuple[Crumb, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render ``debates/desks/<template>.html``; ``here`` is the name of the screen, or of the one above it."""
    ways = [(str(label), reverse(f"debates_admin:{name}"), name == here) for name, label in _WAYS]
    trail = () if here == "queue" and not crumbs else ((_("Nuit des Débats"), ways[0][1]), *crumbs)
    return screen(
        request,
        f"debates/desks/{template}.html",
        {**context, "ways": ways},
        title=title,
        crumbs=trail,
        icon=ICON,
        status=status,
    )


def night_chosen(request: HttpRequest, nights: list[Night]) -> Night | None:
    """The night that the address names, or the first of the desk's; one that is not the desk's is not there (404)."""
    wanted = request.GET.get("night")
    if not wanted:
        return nights[0] if nights else None
    found = next((night for night in nights if str(night.pk) == wanted), None)
    if found is None:
        raise Http404
    return found
