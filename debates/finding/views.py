"""What the public reads of a night: the list, a debate, a place, a host."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from debates.finding.alternatives import alternatives, nearest
from debates.finding.asked import ACCESS_NAMES, HOURS, Asked, read, vocabulary_of
from debates.finding.cards import by_hour, cards
from debates.finding.embedding import allow_tiles, embed_code, tiles
from debates.finding.events import event_of
from debates.finding.matching import keys_of, listed
from debates.models import Debate, Edition, Host, Venue
from debates.models.debate import DebateQuerySet
from debates.registering.rules import rules_of
from kit.localized import language_name

PER_PAGE = 20


@require_safe
def debate_list(request: HttpRequest) -> HttpResponse:
    """The debates of an edition: all of them, or those that have what was asked for."""
    edition = _edition(request)
    if edition is None:
        return render(request, "debates/finding/no_edition.html")
    now = timezone.now()
    asked = read(request.GET, vocabulary_of(edition))
    page = Paginator(keys_of(asked, at=now), PER_PAGE).get_page(request.GET.get("page"))
    is_empty = page.paginator.count == 0
    shown = cards(listed(page.object_list, asked), at=now)
    context = {
        "edition": edition,
        "asked": asked,
        "choices": _choices(asked),
        "page": page,
        "cards": shown,
        "hours": by_hour(shown) if asked.point is None else [],
        "query": asked.query(),
        "map": tiles(),
        "embed_code": embed_code(asked),
        "alternatives": alternatives(asked, at=now) if is_empty else [],
        "nearest": cards(nearest(asked, at=now), at=now) if is_empty else [],
        "other_editions": Edition.objects.public().exclude(pk=edition.pk),
    }
    response = render(request, "debates/finding/list.html", context)
    allow_tiles(response)
    return response


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request: HttpRequest) -> HttpResponse:
    """The same list for a page of somebody else's, whose links open there in the whole window."""
    edition = _edition(request)
    if edition is None:
        return render(request, "debates/finding/embedded.html")
    now = timezone.now()
    asked = read(request.GET, vocabulary_of(edition))
    page = Paginator(keys_of(asked, at=now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "asked": asked,
        "page": page,
        "cards": cards(listed(page.object_list, asked), at=now),
        "query": asked.query(),
    }
    return render(request, "debates/finding/embedded.html", context)


@require_safe
def debate(request: HttpRequest, code: str) -> HttpResponse:
    """One debate. Those who host or coordinate it read it before it is published."""
    debates = Debate.objects.visible_to(request.user).for_cards()
    found = debates.prefetch_related("appearances__speaker").filter(code=code).first()
    if found is None:
        return _not_public(request)
    now = timezone.now()
    context = {
        "debate": found,
        "card": cards([found], at=now)[0] if found.starts and found.ends else None,
        "address": settings.SITE_URL + found.get_absolute_url(),
        "can_reserve": bool(found.starts) and rules_of(found).open(at=now),
        "crumbs": [(_("Nuit des Débats"), found.night.edition.get_absolute_url())],
        "structured_data": [event_of(found)] if found.is_public and found.starts else [],
    }
    return render(request, "debates/finding/debate.html", context)


@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """A place, what is known of its accessibility, and what is debated there."""
    found = get_object_or_404(Venue.objects.public().select_related("city", "district"), slug=slug)
    debates = _public_of(Debate.objects.filter(room__venue=found))
    context = {
        "venue": found,
        "photographs": found.photographs.select_related("image"),
        "cards": cards(debates.for_cards().order_by("-night__edition__date", "starts"), at=timezone.now()),
        "crumbs": [(_("Nuit des Débats"), _list_address())],
    }
    return render(request, "debates/finding/venue.html", context)


@require_safe
def host(request: HttpRequest, slug: str) -> HttpResponse:
    """A host, and what it welcomes."""
    found = get_object_or_404(Host.objects.public().select_related("city"), slug=slug)
    debates = _public_of(Debate.objects.filter(host=found))
    context = {
        "host": found,
        "cards": cards(debates.for_cards().order_by("-night__edition__date", "starts"), at=timezone.now()),
        "crumbs": [(_("Nuit des Débats"), _list_address())],
    }
    return render(request, "debates/finding/host.html", context)


def _edition(request: HttpRequest) -> Edition | None:
    """The edition that the address names, or else the latest that is shown."""
    public = Edition.objects.public().latest_first()
    return public.filter(slug=request.GET.get("edition", "")).first() or public.first()


def _not_public(request: HttpRequest) -> HttpResponse:
    """What a code that is not public says, printed too early or mistyped: the same whether there is such a debate."""
    edition = _edition(request)
    context = {"list_url": edition.get_absolute_url() if edition is not None else _list_address()}
    return render(request, "debates/finding/not_public.html", context, status=404)


def _public_of(debates: DebateQuerySet) -> DebateQuerySet:
    """The public ones of a few debates. Their keys come first, in a query: else SQLite may look at all public ones."""
    return Debate.objects.public().filter(pk__in=list(debates.values_list("pk", flat=True)))


def _list_address() -> str:
    return reverse("debates:list")


def _choices(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """What the form offers, as (value, words): districts of the chosen city only."""
    vocabulary = asked.vocabulary
    city = asked.values.get("city")
    return {
        "city": [(slug, str(one)) for slug, one in vocabulary.cities.items()],
        "district": [(key, str(one)) for key, one in vocabulary.districts.items() if one.city.slug == city],
        "theme": [(slug, str(one)) for slug, one in vocabulary.themes.items()],
        "language": [(code, language_name(code)) for code in vocabulary.languages],
        "format": [(value, str(name)) for value, name in Debate.FORMATS],
        "when": [
            ("now", _("going on now")),
            ("next", _("beginning within two hours")),
            *((hour, _("from %(hour)s") % {"hour": hour}) for hour in HOURS),
        ],
        "access": [(fact, str(name)) for fact, name in ACCESS_NAMES.items()],
    }
