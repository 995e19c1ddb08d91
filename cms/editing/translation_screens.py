"""The way of a translated page to its readers: submitted, approved by somebody else or sent back."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.editing import translating
from cms.editing.publishing_alone import ask_for_a_reason
from consultations.admin.furniture import screen
from kit.second_look import may_publish_alone


def before_editing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the side-by-side editor to the second look; for the hook ``before_edit_page``, before its own."""
    if not settings.REQUIRE_SECOND_LOOK or not page.permissions_for_user(request.user).can_edit():
        return None
    translation = translating.translation_of(page)
    if translation is None:
        return None
    address = reverse("cms_admin:translation", args=[page.pk])
    if request.method == "POST":
        return redirect(address) if request.POST.get("action") == "publish" else None
    messages.info(
        request,
        _("This translation is published once somebody else has read it."),
        buttons=[messages.button(address, _("Submit, or approve"))],
    )
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def approval(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where a translation stands, and what this person may do about it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    translation = translating.translation_of(page)
    if translation is None:
        raise Http404
    if request.method == "POST":
        return _act(request, page, translation)
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return screen(
        request,
        "cms/editing/translation.html",
        {
            "page": page,
            "standing": translating.standing(page, translation, user=request.user),
            "edit_url": edit_url,
            "may_publish_alone": page.permissions_for_user(request.user).can_publish()
            and may_publish_alone(request.user),
        },
        title=_("Publication of the translation: %(title)s") % {"title": page.draft_title},
        crumbs=[(page.get_admin_display_title(), edit_url)],
        icon="wagtail-localize-language",
    )


def _act(request: HttpRequest, page: Page, translation) -> HttpResponse:
    """Do what the button says, tell how it went, and come back."""
    here = redirect("cms_admin:translation", page.pk)
    verb, comment = request.POST.get("verb"), request.POST.get("comment", "").strip()
    try:
        if verb == "submit":
            translating.submit(page, translation, by=request.user)
            messages.success(request, _("Submitted: your colleagues find it under “To approve”."))
        elif verb == "approve":
            translating.decide(page, "approve", by=request.user, comment=comment)
            messages.success(request, _("Approved and published."))
        elif verb == "reject" and not comment:
            messages.error(request, _("Say in the comment what is to be changed, then send it back."))
        elif verb == "reject":
            translating.decide(page, "reject", by=request.user, comment=comment)
            messages.success(request, _("Sent back with your comment."))
        elif verb == "alone" and page.permissions_for_user(request.user).can_publish():
            page = translating.make_draft(page, translation, by=request.user)
            return ask_for_a_reason(request, page) or here
        else:
            raise PermissionDenied
    except translating.TextsMissing:
        messages.error(request, _("Some texts are not translated yet: translate them first."))
    except translating.NothingToApprove:
        messages.error(request, _("That cannot be done now: read below where the translation stands."))
    return here


urlpatterns = [path("translations/<int:page_id>/", approval, name="translation")]
