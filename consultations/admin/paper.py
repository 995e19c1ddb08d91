"""Screens to type in paper and spoken answers: batches, sheets, and what two readings disagree on."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminDateInput

from accounts.people import cities_served_by
from cities.models import District
from consultations.answering.answer_summary import summary_line
from consultations.answering.contributing import InvalidAnswers
from consultations.answering.forms import AnswerForm, TypedForm, as_posted, typed_answers
from consultations.answering.paper_entry import (
    NoSuchSheet,
    SameReader,
    SheetCounted,
    differences_of,
    enter_sheet,
    next_reading,
    own_reading,
    progress_of,
    progress_of_each,
)
from consultations.models import Batch, Consultation

PERMISSION = "consultations.enter_paper"


class PaperMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return PaperMenuItem(
        gettext_lazy("Paper and spoken"), reverse("consultations_admin:batches"), icon_name="form", order=140
    )


MOST_SHEETS = 2_000


class BatchForm(forms.ModelForm):
    # Each sheet is a line on the batch's page: a number mistyped would make a page that never ends.
    sheets = forms.IntegerField(label=gettext_lazy("Number of sheets"), min_value=1, max_value=MOST_SHEETS)

    class Meta:
        model = Batch
        fields = ["consultation", "label", "channel", "district", "received_on", "sheets"]
        widgets = {"received_on": AdminDateInput}

    def __init__(self, *args, consultations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = consultations
        self.fields["district"].queryset = District.objects.filter(
            city__consultations__in=consultations
        ).distinct()

    def clean(self):
        cleaned = super().clean()
        district, consultation = cleaned.get("district"), cleaned.get("consultation")
        if district and consultation and district.city_id != consultation.city_id:
            self.add_error(
                "district", _("This district is in another city: choose one of the consultation’s city.")
            )
        return cleaned


def consultations_of(user):
    """The consultations whose sheets this person types in: those of their desks, or all for an administrator."""
    return Consultation.objects.filter(live=True, city__in=cities_served_by(user))


def batches_of(user):
    batches = Batch.objects.filter(consultation__in=consultations_of(user))
    return batches.select_related("consultation__city", "district").prefetch_related("consultation__texts")


@require_safe
@permission_required(PERMISSION)
def batches(request):
    rows = progress_of_each(batches_of(request.user)[:100])
    return render(request, "consultations/admin/paper/batches.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def new_batch(request):
    form = BatchForm(request.POST or None, consultations=consultations_of(request.user))
    if request.method == "POST" and form.is_valid():
        batch = form.save(commit=False)
        batch.created_by = request.user
        batch.save()
        return redirect("consultations_admin:batch", batch.pk)
    return render(request, "consultations/admin/paper/new_batch.html", {"form": form})


@require_safe
@permission_required(PERMISSION)
def batch(request, batch_id):
    """Every sheet and its state, and which one to type next."""
    batch = get_object_or_404(batches_of(request.user), pk=batch_id)
    counted = set(batch.contributions.values_list("sheet_number", flat=True))
    readings: dict[int, list] = {}
    for entry in batch.entries.select_related("entered_by"):
        readings.setdefault(entry.sheet_number, []).append(entry)
    sheets = []
    for number in range(1, batch.sheets + 1):
        entries = readings.get(number, [])
        state = "counted" if number in counted else ("untyped", "waiting", "differing")[len(entries)]
        sheets.append({"number": number, "state": state, "readers": [entry.entered_by for entry in entries]})
    context = {"batch": batch, "sheets": sheets, "progress": progress_of(batch)}
    return render(request, "consultations/admin/paper/batch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def sheet(request, batch_id, number):
    """Type one sheet. The second reader does not see what the first one typed."""
    batch = get_object_or_404(batches_of(request.user), pk=batch_id)
    try:
        return _type_sheet(request, batch, number)
    except SameReader:
        messages.error(request, _("You typed this sheet first: somebody else must type it the second time."))
    except (SheetCounted, NoSuchSheet):
        messages.error(request, _("This sheet is counted already, or is not in this batch."))
    return redirect("consultations_admin:batch", batch.pk)


def _type_sheet(request, batch, number):
    reading = next_reading(batch, number, by=request.user)
    questions = list(batch.consultation.current_version().questionnaire)
    typed = typed_answers(request.POST, questions) if request.method == "POST" else {}
    languages = batch.consultation.city.languages
    own = own_reading(batch, number, by=request.user)
    language = request.POST.get("language") or (own.language if own else "")
    language = language if language in languages else languages[0]
    form: AnswerForm = TypedForm(questions, values={}, data=as_posted(own.data if own else {}))
    if request.method == "POST":
        try:
            result = enter_sheet(batch, number, typed, by=request.user, language=language, at=timezone.now())
        except InvalidAnswers as error:
            form = error.form
        else:
            return _after_typing(request, batch, number, result)
    context = {
        "batch": batch,
        "number": number,
        "reading": reading,
        "form": form,
        "languages": languages,
        "language": language,
    }
    return render(request, "consultations/admin/paper/sheet.html", context)


def _after_typing(request, batch, number, result):
    if result.contribution:
        messages.success(
            request,
            _("Sheet %(number)d is counted. Receipt code for its author: %(code)s")
            % {"number": number, "code": result.code},
        )
    elif result.differences:
        messages.warning(request, _("The two typings of sheet %(number)d differ.") % {"number": number})
        return redirect("consultations_admin:differences", batch.pk, number)
    else:
        messages.success(
            request,
            _("Sheet %(number)d is saved. Somebody else types it a second time.") % {"number": number},
        )
    return redirect("consultations_admin:batch", batch.pk)


@require_safe
@permission_required(PERMISSION)
def differences(request, batch_id, number):
    """Both typings side by side; either reader corrects their own with the paper in hand."""
    batch = get_object_or_404(batches_of(request.user), pk=batch_id)
    with override(batch.consultation.city.languages[0]):
        rows = [
            {
                "question": one.question,
                "first": summary_line(one.question, *one.first),
                "second": summary_line(one.question, *one.second),
            }
            for one in differences_of(batch, number)
        ]
    context = {"batch": batch, "number": number, "rows": rows}
    return render(request, "consultations/admin/paper/differences.html", context)


urlpatterns = [
    path("paper/", batches, name="batches"),
    path("paper/new/", new_batch, name="new_batch"),
    path("paper/<int:batch_id>/", batch, name="batch"),
    path("paper/<int:batch_id>/<int:number>/", sheet, name="sheet"),
    path("paper/<int:batch_id>/<int:number>/differences/", differences, name="differences"),
]
