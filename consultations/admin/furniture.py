"""The frame of our screens in Wagtail's admin: heading, breadcrumbs, and the page that tells two people's changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import Charter, CharterVersion, Consultation, Proposal
from consultations.reviews.refusals import Conflict
from kit.localized import LocalizedText, content_languages

Crumb = tuple[str, str]


def screen(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    title: str,
    crumbs: Iterable[Crumb] = (),
    icon: str = "tag",
    status: int = 200,
) -> HttpResponse:
    """Render a template that extends ``wagtailadmin/generic/base.html``. ``crumbs`` are (label, url), home left out."""
    trail = [(_("Home"), reverse("wagtailadmin_home")), *crumbs, (title, "")]
    frame = {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"label": label, "url": url} for label, url in trail],
    }
    return render(request, template, {**context, **frame}, status=status)


def charter_crumbs(charter: Charter | None = None, version: CharterVersion | None = None) -> list[Crumb]:
    """The way to a charter's screens."""
    trail = [(_("Charters"), reverse("consultations_admin:charters"))]
    if charter is not None:
        trail.append((str(charter), reverse("consultations_admin:charter", args=[charter.pk])))
    if version is not None:
        title = _("Version %(number)s") % {"number": version.number}
        trail.append((title, reverse("consultations_admin:charter_version", args=[version.pk])))
    return trail


def proposal_crumbs(proposal: Proposal | None = None) -> list[Crumb]:
    """The way to the screens of proposals."""
    trail = [(_("Proposals"), reverse("consultations_admin:proposals"))]
    if proposal is not None:
        title = _("Proposal %(number)s") % {"number": proposal.number}
        trail.append((title, reverse("consultations_admin:proposal", args=[proposal.pk])))
    return trail


def visible_proposal(request: HttpRequest, pk: int) -> Proposal:
    """The proposal, for who may see its consultation."""
    proposals = Proposal.objects.filter(consultation__in=Consultation.objects.visible_to(request.user))
    return get_object_or_404(proposals.select_related("consultation", "decided_by"), pk=pk)


def conflict_screen(
    request: HttpRequest,
    conflict: Conflict,
    *,
    now: list[tuple[object, object]],
    yours: list[tuple[object, object]],
    since: Iterable,
    expected: object,
    back: str,
    crumbs: Iterable[Crumb] = (),
) -> HttpResponse:
    """Show both versions, who changed what, and let the person apply theirs all the same, or leave it.

    ``now`` and ``yours`` are (label, value) pairs; ``expected`` is what makes a second sending go through.
    """
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "expected"}
        for value in values
    ]
    context = {
        "sentence": str(conflict),
        "now": [(label, _readable(value)) for label, value in now],
        "yours": [(label, _readable(value)) for label, value in yours],
        "since": list(since),
        "sent": sent,
        "expected": expected,
        "back": back,
    }
    return screen(
        request,
        "consultations/admin/conflict.html",
        context,
        title=_("Changed meanwhile"),
        crumbs=crumbs,
        icon="warning",
        status=409,
    )


def _readable(value: object) -> object:
    """A text once a language with all its languages, so that no difference hides in the one not being read."""
    if not isinstance(value, LocalizedText):
        return value
    return "\n".join(f"{name} – {value[code]}" for code, name in content_languages() if value.get(code))
