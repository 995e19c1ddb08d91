"""The public pages of lotteries: what they are, registration, one's own chance, everything to check."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.lottery import gathering, reading
from cms.lottery.drawing import seated
from cms.lottery.forms import RegistrationForm
from cms.lottery.kit_file import PROGRAM, kit_of
from cms.lottery.mails import send_link
from cms.lottery.refusals import RegistrationClosed
from cms.models import Lottery
from kit.limits import within_limit, within_limit_of

TRIES = {"times": 10, "seconds": 600}
MAILS = {"times": 3, "seconds": 3600}
PAGE = 100


@require_safe
def lotteries(request: HttpRequest) -> HttpResponse:
    """Every lottery that anyone may see, those that can be joined first."""
    now = timezone.now()
    found = list(Lottery.objects.public(at=now).select_related("city")[:200])
    found.sort(key=lambda one: not one.is_open(at=now))
    rows = [{"lottery": one, "is_open": one.is_open(at=now)} for one in found]
    return render(request, "cms/lottery/list.html", {"rows": rows})


@require_safe
def lottery(request: HttpRequest, slug: str) -> HttpResponse:
    """One lottery as it stands: how to take part, or the published panels, or the panel that was drawn."""
    found = _visible(request, slug)
    now = timezone.now()
    context = {"lottery": found, "is_open": found.is_open(at=now), "crumbs": _crumbs()}
    if found.is_published:
        published = reading.published_of(found)
        draw = found.draw if found.state == Lottery.DRAWN else None
        replacements = list(found.replacements.all()) if draw else []
        members = seated(draw, replacements) if draw else []
        chances = reading.chances_of(found)
        context |= {
            "publication": reading.publication_of(found),
            "rule": published["seed_rule"],
            "found_by": reading.found_in_words(published["found_by"]),
            "rule_language": settings.LANGUAGE_CODE,
            "panels": published["panels"],
            "chances": chances,
            "bands": _band_rows(chances),
            "draw": draw,
            "members": reading.panel_of(found),
            "replacements": replacements,
            "composition": reading.composition_of(found, members=members),
            "program": TEN_LINES,
            **reading.narrow_context(published),
        }
    return render(request, "cms/lottery/lottery.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The registration form; the same answer whether the mailbox is known already or not."""
    found = _visible(request, slug)
    now = timezone.now()
    if not found.is_open(at=now):
        return redirect(found)
    form = RegistrationForm(request.POST if request.method == "POST" else None, lottery=found)
    if form.is_bound and form.is_valid():
        if refusal := _refusal(request, form.cleaned_data["email"]):
            form.add_error(None, refusal)
        elif form.is_trapped or _take(request, found, form, now):
            return render(request, "cms/lottery/sent.html", {"lottery": found, "crumbs": _crumbs(found)})
    context = {"lottery": found, "form": form, "crumbs": _crumbs(found)}
    return render(request, "cms/lottery/register.html", context, status=422 if form.errors else 200)


def _refusal(request: HttpRequest, email: str) -> str:
    if not within_limit(request, "lottery", **TRIES):
        return _("Too many registrations came from here. Try again in ten minutes.")
    if not within_limit_of(email, "lottery-to", **MAILS):
        return _("Several e-mails have just left for this address. Try again in an hour.")
    return ""


def _take(request: HttpRequest, found: Lottery, form: RegistrationForm, now) -> bool:
    try:
        candidate, token, known = gathering.register(found, form.registration(), at=now, user=request.user)
    except RegistrationClosed as refusal:
        form.add_error(None, str(refusal))
        return False
    if not send_link(found, candidate, token, known=known):
        form.add_error(None, _("The e-mail could not be sent. Check the address, or try again later."))
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Where the link in the mail leads: confirm by a button, see one's number, withdraw."""
    found = get_object_or_404(Lottery.objects.select_related("city"), slug=slug)
    own = gathering.with_token(found, token)
    if own is None:
        return render(request, "cms/lottery/gone.html", {"lottery": found}, status=404)
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        gathering.withdraw(own, at=timezone.now())
        return render(request, "cms/lottery/withdrawn.html", {"lottery": found, "crumbs": _crumbs(found)})
    if request.method == "POST":
        try:
            gathering.confirm(own, at=timezone.now())
        except RegistrationClosed as refusal:
            messages.error(request, str(refusal))
        return redirect("cms:lottery_candidate", slug, token)
    chance = None
    if found.is_published:
        chances = reading.chances_of(found)
        chance = chances.of.get(own.public_id, 0) / chances.tickets
    context = {"lottery": found, "candidate": own, "chance": chance, "crumbs": _crumbs(found)}
    return render(request, "cms/lottery/candidate.html", context)


@require_safe
def candidates(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody's chance by public id, a hundred a page; ``?id=`` finds one person's own."""
    found = _published(request, slug)
    published = reading.published_of(found)
    chances = reading.chances_of(found)
    asked = request.GET.get("id", "").strip().upper().replace(" ", "-")[:12]
    asked = f"{asked[:3]}-{asked[3:]}" if len(asked) == 6 and "-" not in asked else asked
    rows = [one for one in published["candidates"] if not asked or one["id"] == asked]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    names = reading.names_in(published)
    context = {
        "lottery": found,
        "asked": asked,
        "page": page,
        "found": rows[0] if asked and rows else None,
        "chance": chances.of[rows[0]["id"]] / chances.tickets if asked and rows else None,
        "headers": [category for category, _value in (names[key] for key in _first_values(published))],
        "rows": [
            (
                one["id"],
                [names[item][1] for item in reading.answers_in_order(published, one["answers"])],
                chances.of[one["id"]] / chances.tickets,
            )
            for one in page
        ],
        "crumbs": _crumbs(found),
    }
    return render(request, "cms/lottery/candidates.html", context)


@require_safe
def panels_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The published file, byte for byte."""
    found = _published(request, slug)
    response = HttpResponse(found.publication.text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="panels.json"'
    return response


@require_safe
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is needed to repeat the draw, in a zip."""
    found = _published(request, slug)
    response = HttpResponse(kit_of(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.zip"'
    return response


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    """The program alone, to be read before it is run."""
    return HttpResponse(PROGRAM.read_text(encoding="utf-8"), content_type="text/plain; charset=utf-8")


def _visible(request: HttpRequest, slug: str) -> Lottery:
    found = get_object_or_404(Lottery.objects.select_related("city"), slug=slug)
    if not reading.visible(found, request.user, at=timezone.now()):
        raise Http404
    return found


def _published(request: HttpRequest, slug: str) -> Lottery:
    found = _visible(request, slug)
    if not found.is_published:
        raise Http404
    return found


def _crumbs(found: Lottery | None = None) -> list[tuple[str, str]]:
    trail = [(_("Draws by lot"), reverse("cms:lotteries"))]
    return [*trail, (str(found), found.get_absolute_url())] if found else trail


def _first_values(published: dict) -> list[tuple[str, str]]:
    return [(category["key"], category["values"][0]["key"]) for category in published["categories"]]


def _band_rows(chances: reading.Chances) -> list[tuple[str, int, float]]:
    return [
        (
            _("from %(least)s to %(most)s %%") % {"least": _percent(least), "most": _percent(most)},
            people,
            people / chances.people,
        )
        for least, most, people in chances.bands
    ]


def _percent(share: float) -> str:
    return number_format(round(share * 100, 2), 2)


# The rule of the draw as anyone can run it; a test does.
TEN_LINES = """\
import hashlib, json

text = open("panels.json", "rb").read()
seed = input("Seed: ")
sha256 = hashlib.sha256(text).hexdigest()
number = int(hashlib.sha256(f"{sha256}\\n{seed}".encode()).hexdigest(), 16)
ticket = number % 1_000_000
for panel in json.loads(text)["panels"]:
    ticket -= panel["tickets"]
    if ticket < 0:
        break
print(sha256, panel["members"])
"""

urlpatterns = [
    path("lotteries/", lotteries, name="lotteries"),
    path("lotteries/repeat_draw.py", program, name="lottery_program"),
    path("lotteries/<slug:slug>/", lottery, name="lottery"),
    path("lotteries/<slug:slug>/register/", register, name="lottery_register"),
    path("lotteries/<slug:slug>/mine/<str:token>/", candidate, name="lottery_candidate"),
    path("lotteries/<slug:slug>/candidates/", candidates, name="lottery_candidates"),
    path("lotteries/<slug:slug>/panels.json", panels_file, name="lottery_panels"),
    path("lotteries/<slug:slug>/kit.zip", kit, name="lottery_kit"),
]
