"""A person's own page, their data, and the one door to every login."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic import UpdateView

from . import privacy
from .adapter import is_safe_target
from .forms import CloseAccountForm, DetailsForm
from .home import sections_for
from .models import User
from .people import LastAdministrator, close_account


@never_cache
def to_login(request: HttpRequest) -> HttpResponse:
    """Lead every old door (Wagtail's admin, its protected pages) to the one that counts attempts.

    Somebody who is logged in and still sent here lacks the right to what they asked for: their own page is where
    the way back starts, since the login page would only send them round again.
    """
    target = request.GET.get(REDIRECT_FIELD_NAME)
    if target is None or not is_safe_target(request, target):
        target = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}")
    if target.startswith(reverse("wagtailadmin_home")) and not request.user.is_staff:
        return redirect("account_home")
    return redirect(target)


@method_decorator(never_cache, name="dispatch")
class AccountHome(LoginRequiredMixin, UpdateView):
    """My details, my second factor, and what other apps have to show me."""

    form_class = DetailsForm
    template_name = "accounts/home.html"
    success_url = reverse_lazy("account_home")

    def get_object(self, queryset=None) -> User:
        # Another instance than request.user: a form in error must not change who the header greets.
        return User.objects.get(pk=self.request.user.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_second_factor=is_mfa_enabled(self.request.user),
            needs_second_factor=settings.REQUIRE_STAFF_MFA and self.request.user.is_staff,
            sections=sections_for(self.request),
            **kwargs,
        )

    def form_valid(self, form):
        messages.success(self.request, _("Your details have been saved."))
        return super().form_valid(form)


@never_cache
@require_GET
@login_required
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Everything the site keeps about the person who asks, as a JSON file."""
    return JsonResponse(
        privacy.export_of(User.objects.get(pk=request.user.pk)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@never_cache
@login_required
def close(request: HttpRequest) -> HttpResponse:
    """Say what closing an account removes; remove it once the person has proved who they are."""
    person = User.objects.get(pk=request.user.pk)
    form = CloseAccountForm(request.POST or None, user=person)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/close.html", {"form": form})
    try:
        close_account(person)
    except LastAdministrator:
        messages.error(
            request,
            _("You are the last administrator. Give this role to somebody else, then close your account."),
        )
        return redirect("account_home")
    logout(request)
    return redirect("account_closed")
