"""Forms of the cities' screens in Wagtail's admin."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

LANGUAGE_CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


class LanguagesField(forms.Field):
    """A list of language codes, written with commas: “fr, en, wo”."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        if isinstance(value, list):
            return value
        return [code for code in re.split(r"[,;\s]+", value or "") if code]

    def validate(self, value):
        super().validate(value)
        for code in value:
            if not LANGUAGE_CODE.match(code):
                raise ValidationError(
                    _(
                        "“%(code)s” is not a language code. Write codes such as fr, en or wo, with commas between them."
                    ),
                    params={"code": code},
                )

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != self.to_python(data)


class CityForm(WagtailAdminModelForm):
    languages = LanguagesField(
        label=_("Languages spoken"), help_text=_("Codes with commas between them: fr, en, wo.")
    )
