"""The contact page."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cities.models import City
from cms.contacting.forms import ContactForm
from cms.contacting.mails import write_to
from kit.limits import within_limit

TRIES = {"times": 5, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Write to a city's team. What was typed is kept when it cannot be sent."""
    cities = City.objects.exclude(contact_email="")
    form = ContactForm(request.POST or None, cities=cities, proven_address=_proven_address(request.user))
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    if not within_limit(request, "contact", **TRIES):
        form.add_error(None, _("Several messages have just left from here. Try again in an hour."))
        return _page(request, form, status=429)
    if form.is_trapped or _write(form):
        return redirect("cms:contact_sent")
    form.add_error(None, _("The message could not be sent: nothing is lost. Try again in a few minutes."))
    return _page(request, form, status=503)


@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest) -> HttpResponse:
    """The message has left."""
    return render(request, "cms/contacting/sent.html")


def _page(request: HttpRequest, form: ContactForm, *, status: int = 200) -> HttpResponse:
    return render(request, "cms/contacting/contact.html", {"form": form}, status=status)


def _write(form: ContactForm) -> bool:
    said = form.cleaned_data
    return write_to(
        said["city"],
        topic=said["topic"],
        message=said["message"],
        name=said["name"],
        email=said["email"],
        with_copy=said.get("copy", False),
    )


def _proven_address(user) -> str:
    """The address that this person has confirmed for their account; empty for a visitor. One query."""
    if not user.is_authenticated:
        return ""
    confirmed = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
    return user.email if confirmed.exists() else ""


urlpatterns = [
    path("contact/", contact, name="contact"),
    path("contact/sent/", sent, name="contact_sent"),
]
