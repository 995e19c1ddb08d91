"""What file is imported, for which night."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.exchanging.forms import told_night
from debates.importing.reading import CAPACITY_NOT_TOLD, WHAT, rows_of
from debates.importing.tables import BYTES_AT_MOST, Unreadable
from debates.models import Night


class ImportForm(forms.Form):
    """A file, what it holds, and the night it is for. ``rows`` is what was read of a valid one."""

    what = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=WHAT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the file holds.")},
    )
    night = forms.ChoiceField(label=_("City and night"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("5 MB and 1,000 rows at most. Nothing is written yet: first you see what would happen."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.json"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty: choose another.")},
    )
    capacity = forms.IntegerField(
        label=_("People in a room, where an agenda does not say"),
        min_value=1,
        max_value=100_000,
        initial=CAPACITY_NOT_TOLD,
        required=False,
    )

    def __init__(self, *args, nights: list[Night], **kwargs):
        super().__init__(*args, **kwargs)
        self._nights = {str(night.pk): night for night in nights}
        self.fields["night"].choices = [(key, told_night(night)) for key, night in self._nights.items()]

    def clean_night(self) -> Night:
        return self._nights[self.cleaned_data["night"]]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BYTES_AT_MOST:
            raise forms.ValidationError(_("The file is larger than 5 MB: split it."))
        return file

    def clean(self):
        cleaned = super().clean()
        if {"what", "night", "file"} <= cleaned.keys():
            capacity = cleaned.get("capacity") or CAPACITY_NOT_TOLD
            try:
                cleaned["rows"] = rows_of(
                    cleaned["file"].read(), what=cleaned["what"], night=cleaned["night"], capacity=capacity
                )
            except Unreadable as error:
                self.add_error("file", str(error))
        return cleaned
