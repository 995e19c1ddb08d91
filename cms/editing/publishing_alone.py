"""Publishing without the second look that the site asks for: for few, and with a reason that stays in the history."""

from __future__ import annotations

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import LogFormatter, log
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.permissions import policy_registry

from consultations.admin.furniture import screen

ACTION = "cms.publish_alone"
# Under that key a session keeps the wordings that the editor's form has checked whole. A draft is checked in part.
CHECKED = "checked-wordings"
KEPT = 20


class ReasonForm(forms.Form):
    """Why nobody else's eyes are waited for; ``wording`` is the one that the person has before them."""

    reason = forms.CharField(
        label=gettext_lazy("Why does it not wait for somebody else’s approval?"),
        help_text=gettext_lazy("The reason stays in the history, with your name."),
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wording = forms.CharField(max_length=60, widget=forms.HiddenInput)


def ask_for_a_reason(request: HttpRequest, thing) -> HttpResponse | None:
    """The way to the screen that asks why; for the hooks that come before a publication. What was typed is a draft."""
    if not settings.REQUIRE_SECOND_LOOK or not isinstance(thing, DraftStateMixin):
        return None
    model = Page if isinstance(thing, Page) else type(thing)
    checked = request.session.get(CHECKED, [])
    latest = model.objects.select_related("latest_revision").get(pk=thing.pk).latest_revision
    request.session[CHECKED] = [*checked, _wording(latest)][-KEPT:]
    return redirect("cms_admin:publish_alone", model._meta.label_lower, thing.pk)


def one_at_a_time(request: HttpRequest, action_type: str, _objects, _action) -> HttpResponse | None:
    """Refuse to publish many pages at once where each needs its reason; for the hook ``before_bulk_action``."""
    if action_type != "publish" or not settings.REQUIRE_SECOND_LOOK:
        return None
    messages.error(
        request,
        _(
            "Pages are published here after a second look, or one by one with a reason. Nothing was published."
        ),
    )
    return redirect("wagtailadmin_home")


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def publish_alone(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Say why, and publish the draft as it stands."""
    thing = _draft_to_publish(request.user, label, pk)
    latest = thing.latest_revision
    wording = _wording(latest)
    if wording not in request.session.get(CHECKED, []):
        messages.warning(
            request, _("It was changed since, or not published from its editor: read it again here.")
        )
        return redirect(_edit_url(thing, request.user))
    form = ReasonForm(request.POST or None, initial={"wording": wording})
    if form.is_valid():
        if form.cleaned_data["wording"] == wording:
            publish_with_reason(latest, form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("“%(title)s” is published.") % {"title": latest.object_str})
            return redirect(_edit_url(thing, request.user))
        form.add_error(None, _("Somebody changed it in the meantime: read it again before you publish it."))
    return screen(
        request,
        "cms/editing/publish_alone.html",
        {"form": form, "title": latest.object_str, "edit_url": _edit_url(thing, request.user)},
        title=_("Publish without a second look"),
        icon="upload",
        status=422 if form.is_bound else 200,
    )


@transaction.atomic
def publish_with_reason(revision: Revision, reason: str, *, by) -> None:
    """Publish that wording (or plan it, if its day is to come), and write down who did so alone, and why."""
    thing = revision.as_object()
    revision.publish(user=by, skip_permission_checks=True)
    log(instance=thing, action=ACTION, user=by, revision=revision, data={"reason": reason})


def _draft_to_publish(user, label: str, pk: int):
    """What is to be published. 404 when there is no draft of it, refused to who may not publish it alone."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, DraftStateMixin):
        raise Http404
    thing = get_object_or_404(model, pk=pk)
    thing = thing.specific if isinstance(thing, Page) else thing
    if not _may_publish(thing, user):
        raise PermissionDenied
    lock = thing.get_lock()
    if lock is not None and lock.for_user(user):
        raise PermissionDenied
    if thing.latest_revision is None:
        raise Http404
    return thing


def _wording(revision: Revision) -> str:
    """That revision as it now stands: one that the editor keeps by itself is written over under the same number."""
    return f"{revision.pk}-{revision.created_at.isoformat()}"


def _may_publish(thing, user) -> bool:
    if isinstance(thing, Page):
        return thing.permissions_for_user(user).can_publish()
    return policy_registry.get_by_type(type(thing)).user_has_permission(user, "publish")


def _edit_url(thing, user) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return AdminURLFinder(user).get_edit_url(thing)


def register_actions(actions) -> None:
    """Tell Wagtail's registry of log actions about ours; for the hook ``register_log_actions``."""

    @actions.register_action(ACTION)
    class PublishedAlone(LogFormatter):
        label = gettext_lazy("Publish without a second look")

        def format_message(self, log_entry):
            return _("Published without a second look: %(reason)s") % {"reason": log_entry.data["reason"]}


urlpatterns = [path("publish-alone/<str:label>/<int:pk>/", publish_alone, name="publish_alone")]
