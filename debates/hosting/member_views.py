"""Who acts for a host: inviting, accepting, removing, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from debates.hosting import belonging
from debates.hosting.host_forms import InvitationForm
from debates.hosting.pages import crumbs_to
from debates.hosting.telling import send_invitation
from debates.models import Host, Membership
from kit.limits import within_limit, within_limit_of

BY_ONE_PERSON = {"times": 10, "seconds": 3600}
TO_ONE_MAILBOX = {"times": 3, "seconds": 86_400}
OPENINGS = {"times": 60, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request, slug):
    """Who acts for the host; its owners invite others here."""
    host = belonging.hosted_by(request.user, slug)
    is_owner = belonging.is_owner(host, request.user)
    if request.method == "POST" and not is_owner:
        raise Http404
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, host, form):
        messages.success(request, _("The invitation is sent. It holds for fourteen days."))
        return redirect("debates:hosted_members", slug=slug)
    now = timezone.now()
    context = {
        "host": host,
        "is_owner": is_owner,
        "form": form,
        "memberships": host.memberships.select_related("user"),
        "invitations": host.invitations.filter(accepted_at=None, expires_at__gt=now) if is_owner else [],
        "crumbs": crumbs_to(host=host),
    }
    return render(request, "debates/hosting/members.html", context, status=422 if form.errors else 200)


def _invited(request, host: Host, form: InvitationForm) -> bool:
    """Whether the letter left; otherwise the form says why."""
    email = form.cleaned_data["email"]
    spared = within_limit_of(f"person {request.user.pk}", "host-invitation", **BY_ONE_PERSON)
    if not spared or not within_limit_of(email, "host-invitation-to", **TO_ONE_MAILBOX):
        form.add_error(None, _("That is a lot of invitations: come back a little later."))
        return False
    try:
        invitation, token = belonging.invite(host, email, by=request.user, at=timezone.now())
    except belonging.TooMany:
        form.add_error(None, _("Too many invitations wait for an answer: take some of them back first."))
    except belonging.AlreadyIn:
        form.add_error(
            "email", _("This person acts for the host already, or has an invitation that still holds.")
        )
    else:
        if send_invitation(invitation, token):
            return True
        invitation.delete()
        form.add_error(None, _("The mail could not be sent. Check the address, or try again later."))
    return False


@never_cache
@require_POST
@login_required
def revoke(request, slug, pk):
    """Take an invitation back: its link opens nothing any more."""
    host = _owned(request, slug)
    get_object_or_404(host.invitations.filter(accepted_at=None), pk=pk).delete()
    messages.success(request, _("The invitation is taken back."))
    return redirect("debates:hosted_members", slug=slug)


@never_cache
@require_POST
@login_required
def change_member(request, slug, pk):
    """Remove somebody, make somebody an owner; or leave, which everybody may."""
    host = belonging.hosted_by(request.user, slug)
    membership = get_object_or_404(Membership.objects.select_related("host", "user"), host=host, pk=pk)
    leaves = membership.user_id == request.user.pk
    if not leaves and not belonging.is_owner(host, request.user):
        raise Http404
    if "owner" in request.POST:
        _owned(request, slug)
        belonging.make_owner(membership)
        messages.success(request, _("%(person)s is an owner now.") % {"person": membership.user})
        return redirect("debates:hosted_members", slug=slug)
    try:
        belonging.remove(membership)
    except belonging.LastOwner:
        messages.error(request, _("A host needs an owner: make somebody else one first."))
        return redirect("debates:hosted_members", slug=slug)
    if leaves:
        messages.success(request, _("You no longer act for %(host)s.") % {"host": host})
        return redirect("debates:hosting")
    messages.success(request, _("%(person)s no longer acts for this host.") % {"person": membership.user})
    return redirect("debates:hosted_members", slug=slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request, token):
    """Accept an invitation with the account that is logged in, which the page names beside the invited address."""
    now = timezone.now()
    if not within_limit(request, "host-invitation-opened", **OPENINGS):
        raise Http404
    try:
        found = belonging.invitation_of(token, at=now)
        if request.method == "POST":
            belonging.accept(found, request.user, at=now)
    except belonging.InvitationClosed:
        return render(request, "debates/hosting/invitation_closed.html", status=410)
    if request.method == "POST":
        messages.success(request, _("You act for %(host)s now.") % {"host": found.host})
        return redirect(f"{reverse('debates:hosting')}#{found.host.slug}")
    return render(request, "debates/hosting/invitation.html", {"invitation": found})


def _owned(request, slug: str) -> Host:
    host = belonging.hosted_by(request.user, slug)
    if not belonging.is_owner(host, request.user):
        raise Http404
    return host
