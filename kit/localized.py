"""Text that exists once a language inside one record: a JSON column, a form field, and the way to read it.

A consultation, a question or a charter article is one record; only its wording differs by language. The column
holds ``{"fr": "…", "en": "…"}``; a language that is missing falls back to one that is there, and templates can ask
which language they were given, so that ``lang`` can be set on what a screen reader will say.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _


def content_languages() -> list[tuple[str, str]]:
    """The languages that editors write in, as (code, name), the main one first."""
    return list(settings.WAGTAIL_CONTENT_LANGUAGES)


def site_languages() -> list[tuple[str, str]]:
    """The languages that the site speaks, as (code, name).

    Like ``content_languages``, given to a column as its choices it is read at run time, and no migration repeats it.
    """
    return list(settings.LANGUAGES)


# Languages that people speak, write or sign, and that Django has no name for.
OTHER_LANGUAGES = {
    "wo": _("Wolof"),
    "ff": _("Fula"),
    "bm": _("Bambara"),
    "snk": _("Soninke"),
    "ht": _("Haitian Creole"),
    "zh": _("Chinese"),
    "fsl": _("French Sign Language"),
    "fcs": _("Québec Sign Language"),
    "sgn": _("Sign language"),
}


def language_name(code: str) -> str:
    """The name of a language in the active one, with a capital; the code itself when nobody knows it."""
    if code in OTHER_LANGUAGES:
        return str(OTHER_LANGUAGES[code])
    try:
        return capfirst(get_language_info(code)["name_translated"])
    except KeyError:
        return code


class LocalizedText(dict):
    """``{"fr": "Bonjour", "en": "Hello"}`` that reads as the active language's text."""

    def language(self) -> str:
        """The code of the language that ``str(self)`` is in; empty when there is no text at all."""
        active = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        order = [active, *(code for code, _name in content_languages()), *sorted(self)]
        return next((code for code in order if self.get(code)), "")

    def in_language(self, code: str) -> str:
        """The text in that language, or in the first one that has it."""
        return self.get(code) or str(self)

    def told_in(self, code: str) -> tuple[str, str]:
        """What ``in_language`` gives, behind the code of the language that it is really in."""
        its_language = code if self.get(code) else self.language()
        return its_language, self.get(its_language, "")

    def in_more_languages(self) -> list[tuple[str, str]]:
        """(code, text) in each language that the site has no pages in: to be read beside the page's own."""
        spoken_here = {self.language(), *(code for code, _name in content_languages())}
        return [(code, self[code]) for code in sorted(self) if self[code] and code not in spoken_here]

    def __str__(self) -> str:
        return self.get(self.language(), "")

    def __bool__(self) -> bool:
        return any(self.values())


class LocalizedInput(forms.MultiWidget):
    """One labelled input a language."""

    template_name = "kit/widgets/localized.html"

    def __init__(self, *, rows: int = 1, attrs=None):
        self.rows = rows
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {}
        for code, name in content_languages():
            shared = {"lang": code, "aria-label": name, "data-language-name": name}
            widgets[code] = (
                forms.TextInput(attrs=shared) if rows == 1 else forms.Textarea(attrs={**shared, "rows": rows})
            )
        super().__init__(widgets, attrs)

    def decompress(self, value):
        value = value or {}
        return [value.get(code, "") for code, _name in content_languages()]


class LocalizedFormField(forms.MultiValueField):
    """Clean one text a language into a LocalizedText; at least one language is needed when required."""

    widget = LocalizedInput
    default_error_messages = {"required": _("Write this text in at least one language.")}

    def __init__(self, *, rows: int = 1, max_length: int | None = None, widget=None, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        parts = [forms.CharField(required=False, max_length=max_length) for _ in content_languages()]
        super().__init__(
            parts, require_all_fields=False, widget=widget or LocalizedInput(rows=rows), **kwargs
        )

    def compress(self, data_list):
        pairs = zip(content_languages(), data_list or [], strict=False)
        return LocalizedText({code: text.strip() for (code, _name), text in pairs if text and text.strip()})

    def clean(self, value):
        cleaned = super().clean(value) or LocalizedText()
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned

    def has_changed(self, initial, data):
        return dict(initial or {}) != dict(self.compress(data or []))


class LocalizedField(models.JSONField):
    """A column of text by language. ``rows`` sizes the editor's input; ``max_length`` bounds each language."""

    def __init__(self, *args, rows: int = 1, text_length: int | None = None, **kwargs):
        self.rows = rows
        self.text_length = text_length
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value):
        value = super().to_python(value)
        return LocalizedText(value) if isinstance(value, dict) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        setattr(instance, self.attname, LocalizedText(value or {}))
        return value

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            **{
                "form_class": LocalizedFormField,
                "rows": self.rows,
                "max_length": self.text_length,
                **kwargs,
            },
        )

    def value_from_object(self, obj):
        return LocalizedText(super().value_from_object(obj) or {})
