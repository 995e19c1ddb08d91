"""The findings in the editor: as the page was saved, and as it is being typed."""

from __future__ import annotations

from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from cms.checking.findings import check
from cms.checking.names import ask_for_names, names_in
from kit.pages import KitPage


class Typed:
    """Answers what a form would become with what is wrong in it. Nothing is stored."""

    http_method_names = ("post",)

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        is_whole = self.validate_form(form)
        report = check(form.instance, names=names_in(form.instance))
        return render(request, "cms/checking/findings.html", {"report": report, "is_whole": is_whole})


class CheckTyped(Typed, PreviewOnEditView):
    """A page that exists, with the words in its form."""


class CheckNew(Typed, PreviewOnCreateView):
    """A page that is not saved yet."""


urlpatterns = [
    path("checks/<int:page_id>/", CheckTyped.as_view(), name="check_typed"),
    path(
        "checks/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        CheckNew.as_view(),
        name="check_new",
    ),
]


class ContentChecker(ContentCheckerItem):
    """Wagtail's own checker of the preview, with the rules of axe that editors can do something about."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "color-contrast",
        "identical-links-same-purpose",
        "image-alt",
        "link-in-text-block",
        "list",
        "listitem",
        "td-headers-attr",
        "valid-lang",
    ]


def with_our_checker(_request, items, _page=None) -> None:
    """Put our checker in the place of Wagtail's."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem) and not isinstance(item, ContentChecker):
            items[place] = ContentChecker(in_editor=item.in_editor)


def after_saving(_request, page):
    """Have the worker look for names in what was saved."""
    if isinstance(page, KitPage):
        ask_for_names(page, at=timezone.now())


def style() -> str:
    """The style sheet of the findings and of the editors' home."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/css/editing.css"))


def script() -> str:
    """The script that asks for the findings while people type."""
    return format_html('<script src="{}" defer></script>', static("cms/js/checks.js"))


def panel(page, request) -> dict:
    """What the side panel shows of a page as it was last saved: its report, and where to ask for a newer one."""
    if not isinstance(page, KitPage):
        return {"report": None}
    if page.pk:
        address = reverse("cms_admin:check_typed", args=[page.pk])
    else:
        where = request.resolver_match.kwargs
        names = ("content_type_app_name", "content_type_model_name", "parent_page_id")
        address = reverse("cms_admin:check_new", args=[where[name] for name in names])
    return {"report": check(page, names=names_in(page)), "address": address, "is_whole": True}
