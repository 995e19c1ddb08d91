"""The report of languages: every page and record, how it stands in each language, and where to go on."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import any_permission_required
from wagtail.admin.menu import MenuItem

from cms.languages import marks, status
from cms.languages.records import KINDS, all_records
from consultations.admin.furniture import screen
from kit.localized import content_languages, language_name

# Those who translate pages, and those who write the words of some kind of record.
PERMISSIONS = (
    "wagtail_localize.submit_translation",
    *sorted({name for kind in KINDS for name in kind.permissions}),
)
ICON = "wagtail-localize-language"
PER_PAGE = 50
TO_DO = "to-do"


class LanguagesMenuItem(MenuItem):
    """Shown to those who may translate something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(map(request.user.has_perm, PERMISSIONS))


def menu_item() -> MenuItem:
    return LanguagesMenuItem(
        gettext_lazy("Languages"), reverse("cms_admin:languages"), icon_name=ICON, order=8900
    )


class FilterForm(forms.Form):
    """Which rows to show."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, data, *, kinds: list[str]):
        super().__init__(data)
        self.fields["state"].choices = [
            ("", _("All")),
            (TO_DO, _("To be translated")),
            *status.STATES.items(),
        ]
        self.fields["kind"].choices = [("", _("All")), *((kind, kind) for kind in kinds)]

    def lets_through(self, row: status.Row) -> bool:
        """Whether that row was asked for. What is not among the choices asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("kind") and row.kind != asked["kind"]:
            return False
        state = asked.get("state")
        if state == TO_DO:
            return row.is_untranslated
        return not state or any(one.key == state for one in row.states)


@require_safe
@any_permission_required(*PERMISSIONS)
def report(request: HttpRequest) -> HttpResponse:
    """Everything translatable that this person may change."""
    rows = status.rows(request.user)
    form = FilterForm(request.GET, kinds=sorted({row.kind for row in rows}))
    shown = [row for row in rows if form.lets_through(row)]
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "languages": [(code, language_name(code)) for code, _name in content_languages()],
        "rows": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "to_do": sum(row.is_untranslated for row in rows),
        "query": query.urlencode(),
    }
    return screen(request, "cms/languages/report.html", context, title=_("Languages"), icon=ICON)


@require_POST
@any_permission_required(*PERMISSIONS)
def up_to_date(request: HttpRequest) -> HttpResponse:
    """Say of a record that its translation needs no change, of those records that the person may change."""
    record = next(
        (
            one
            for one in all_records(request.user)
            if f"{one.kind}-{one.instance.pk}" == request.POST.get("record")
        ),
        None,
    )
    language = request.POST.get("language", "")
    if record is None or language == settings.LANGUAGE_CODE or language not in dict(content_languages()):
        raise Http404
    marks.say_up_to_date(record, language)
    messages.success(
        request, _("Noted: “%(title)s” is up to date in that language.") % {"title": record.title}
    )
    return redirect("cms_admin:languages")


urlpatterns = [
    path("languages/", report, name="languages"),
    path("languages/up-to-date/", up_to_date, name="language_up_to_date"),
]
