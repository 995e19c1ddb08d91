"""Rows of a form without a script: “one more” sends the page, which comes back as typed with an empty row."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

MOST_DIGITS = 3


def with_one_more_row(data: QueryDict, prefix: str) -> QueryDict:
    """The same input, one row more in that formset."""
    data = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    total = data.get(name, "")
    is_number = total.isdecimal() and len(total) <= MOST_DIGITS
    data[name] = str(int(total) + 1) if is_number else "1"
    return data


def unjudged(form: forms.BaseForm, rows: forms.BaseFormSet) -> None:
    """Show what was typed without saying yet what is wrong with it."""
    for one in (form, *rows.forms):
        one._errors = forms.utils.ErrorDict()  # type: ignore[attr-defined]
    rows._errors = [forms.utils.ErrorDict() for _one in rows.forms]  # type: ignore[attr-defined]
    rows._non_form_errors = rows.error_class()  # type: ignore[attr-defined]
