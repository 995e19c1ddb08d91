"""A host's own pages: what it hosts, how it describes itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from debates.hosting.belonging import HOSTS_AT_MOST, TooMany, found_host, hosted_by, is_owner
from debates.hosting.host_forms import HostForm
from debates.hosting.hosted import hosted
from debates.hosting.pages import crumbs_to
from debates.models import Host


@never_cache
@require_safe
@login_required
def dashboard(request):
    """What this person hosts: hosts, places, debates by what to do next."""
    return render(
        request, "debates/hosting/dashboard.html", {"hosts": hosted(request.user, at=timezone.now())}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_host(request):
    """Become a host: whoever is logged in may."""
    form = HostForm(request.POST or None, instance=Host(city=request.user.city))
    if request.method == "POST" and form.is_valid():
        try:
            host = found_host(form.save(commit=False), request.user)
        except TooMany:
            form.add_error(
                None,
                _("You act for %(most)d hosts already: leave one of them first.") % {"most": HOSTS_AT_MOST},
            )
        else:
            messages.success(request, _("Welcome among the hosts. Now list a place, or begin a debate."))
            return redirect(f"{reverse('debates:hosting')}#{host.slug}")
    return _form_page(request, form, title=_("Become a host"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_host(request, slug):
    """Change how the host describes itself."""
    host = hosted_by(request.user, slug)
    form = HostForm(request.POST or None, instance=host)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The description is saved."))
        return redirect(f"{reverse('debates:hosting')}#{host.slug}")
    return _form_page(request, form, title=_("Describe yourself"), host=hosted_by(request.user, slug))


def _form_page(request, form, *, title: str, host: Host | None = None):
    context = {
        "form": form,
        "title": title,
        "host": host,
        "is_owner": host is not None and is_owner(host, request.user),
        "crumbs": crumbs_to(),
    }
    return render(request, "debates/hosting/host_form.html", context, status=422 if form.errors else 200)
