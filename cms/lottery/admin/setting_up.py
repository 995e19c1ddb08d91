"""Screens to set a lottery up: the list, its words and dates, its categories, and where it stands."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from cms.lottery import log
from cms.lottery.admin.forms import CategoryForm, LotteryForm, ValueForms, erase_category, write_category
from cms.lottery.panels import minutes_for
from cms.lottery.pool import pool_of
from cms.lottery.quotas import names_of, problems_of, sentence
from cms.lottery.refusals import Refused
from cms.models import Lottery, LotteryCategory
from cms.models.lottery import PERMISSION
from consultations.admin.furniture import Crumb, screen

ICON = "group"


class LotteryMenuItem(MenuItem):
    """Shown to those who run lotteries."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return LotteryMenuItem(
        gettext_lazy("Draws by lot"), reverse("cms_admin:lotteries"), icon_name=ICON, order=170
    )


def own_lottery(request: HttpRequest, pk: int) -> Lottery:
    """The lottery, for who runs it; 404 for everybody else."""
    return get_object_or_404(Lottery.objects.run_by(request.user).select_related("city"), pk=pk)


def crumbs(lottery: Lottery | None = None) -> list[Crumb]:
    trail = [(_("Draws by lot"), reverse("cms_admin:lotteries"))]
    if lottery is not None:
        trail.append((str(lottery), reverse("cms_admin:lottery", args=[lottery.pk])))
    return trail


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """The lotteries of this person's cities."""
    rows = Lottery.objects.run_by(request.user).select_related("city")
    return screen(request, "cms/lottery/admin/index.html", {"rows": rows}, title=_("Draws by lot"), icon=ICON)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A lottery's words, dates and size."""
    lottery = own_lottery(request, pk) if pk else None
    form = LotteryForm(request.POST or None, instance=lottery, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            written = form.write(by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The lottery is kept."))
            return redirect("cms_admin:lottery", written.pk)
    return screen(
        request,
        "cms/lottery/admin/form.html",
        {"form": form, "label": _("Keep")},
        title=_("Words and dates") if lottery else _("New lottery"),
        crumbs=crumbs(lottery),
        icon=ICON,
        status=422 if form.errors else 200,
    )


@require_safe
@permission_required(PERMISSION)
def lottery(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a lottery stands: candidates against quotas, what makes panels impossible, the next step, the log."""
    found = own_lottery(request, pk)
    pool = pool_of(found)
    counts = pool.counts()
    names = names_of(found)
    problems = [] if found.is_published else problems_of(pool)
    search = found.searches.first()
    context = {
        "lottery": found,
        "is_open": found.is_open(at=timezone.now()),
        "candidates": len(pool.people),
        "categories": [
            {
                "category": category,
                "values": [(value, counts[category.key, value.key]) for value in category.values.all()],
            }
            for category in found.categories.prefetch_related("values")
        ],
        "problems": [sentence(one, names) for one in problems],
        "minutes": 0 if found.is_published or problems else minutes_for(pool),
        "limit": settings.LOTTERY_SEARCH_MINUTES,
        "search": search,
        "minutes_gone": search.minutes(at=timezone.now()) if search else 0,
        "search_problems": [sentence((code, facts), names) for code, facts in search.problems]
        if search
        else [],
        "history": log.history(found),
    }
    return screen(
        request, "cms/lottery/admin/lottery.html", context, title=str(found), crumbs=crumbs(), icon=ICON
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def category(request: HttpRequest, pk: int, category_pk: int | None = None) -> HttpResponse:
    """A category with its values and quotas."""
    found = own_lottery(request, pk)
    instance = get_object_or_404(found.categories, pk=category_pk) if category_pk else LotteryCategory()
    form = CategoryForm(request.POST or None, instance=instance)
    values = ValueForms(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid() and values.is_valid():
        try:
            written = write_category(found, form, values, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The category is kept."))
            if request.POST.get("do") == "more":
                return redirect("cms_admin:lottery_category", found.pk, written.pk)
            return redirect("cms_admin:lottery", found.pk)
    context = {"lottery": found, "form": form, "values": values, "category": instance}
    return screen(
        request,
        "cms/lottery/admin/category.html",
        context,
        title=str(instance) if category_pk else _("New category"),
        crumbs=crumbs(found),
        icon=ICON,
        status=422 if form.errors or any(values.errors) else 200,
    )


@require_POST
@permission_required(PERMISSION)
def remove_category(request: HttpRequest, pk: int, category_pk: int) -> HttpResponse:
    """Take a category out, with its quotas."""
    found = own_lottery(request, pk)
    unwanted = get_object_or_404(found.categories, pk=category_pk)
    try:
        erase_category(found, unwanted, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The category is removed."))
    return redirect("cms_admin:lottery", found.pk)


urlpatterns = [
    path("lotteries/", index, name="lotteries"),
    path("lotteries/new/", edit, name="new_lottery"),
    path("lotteries/<int:pk>/", lottery, name="lottery"),
    path("lotteries/<int:pk>/edit/", edit, name="edit_lottery"),
    path("lotteries/<int:pk>/categories/new/", category, name="new_lottery_category"),
    path("lotteries/<int:pk>/categories/<int:category_pk>/", category, name="lottery_category"),
    path(
        "lotteries/<int:pk>/categories/<int:category_pk>/remove/",
        remove_category,
        name="remove_lottery_category",
    ),
]
