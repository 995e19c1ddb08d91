"""Staff read what citizens wrote in confidence: a password alone does not open the editors' side."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Send staff without a second factor to the page that sets one up, when ``REQUIRE_STAFF_MFA`` is on.

    Logging in asks for the factor once there is one (allauth does); this closes the door to those who have none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_editors_side = request.path.startswith(reverse("wagtailadmin_home"))
        if (
            is_editors_side
            and request.path != reverse("wagtailadmin_logout")
            and lacks_second_factor(request)
        ):
            return _to_set_one_up(request)
        return self.get_response(request)


def asks_second_factor(view: Callable) -> Callable:
    """The same for a page of staff that lies elsewhere."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if lacks_second_factor(request):
            return _to_set_one_up(request)
        return view(request, *args, **kwargs)

    return checked


def lacks_second_factor(request) -> bool:
    """Whether staff asks for this who has a password alone. Queries only where a second factor is required."""
    if not settings.REQUIRE_STAFF_MFA:
        return False
    user = request.user
    return user.is_authenticated and user.is_staff and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def _to_set_one_up(request):
    messages.warning(
        request,
        _("Set up a second factor first: an application on your phone that gives six digits at each login."),
    )
    return redirect("mfa_activate_totp")
