"""Words of hosts in any written language: those of the site's pages, those that are there, and what a host adds.

The site has pages in a few languages; a debate is announced in the one in which it is held. What stands in such a
language is never dropped by an edit, and has an input of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from kit.localized import LocalizedFormField, LocalizedInput, LocalizedText, content_languages, language_name

# Languages that are signed, not written.
SIGNED = frozenset({"fsl", "fcs", "sgn"})


class WordsField(LocalizedFormField):
    """A text by language that can have more of them than the site has: `offer` says which."""

    # A class until it is made, an input afterwards.
    widget: Any = LocalizedInput

    def __init__(self, *, rows: int = 1, max_length: int | None = None, **kwargs):
        super().__init__(rows=rows, max_length=max_length, **kwargs)
        self.rows, self.max_letters = rows, max_length
        self.codes = [code for code, _name in content_languages()]

    def offer(self, codes: Iterable[str]) -> None:
        """Have an input for each of these languages, too, after those that are there."""
        for code in codes:
            if code not in self.codes:
                self.codes.append(code)
                part = forms.CharField(required=False, max_length=self.max_letters)
                part.error_messages.setdefault("incomplete", self.error_messages["incomplete"])
                self.fields.append(part)
        self.widget = WordsInput(self.codes, rows=self.rows, attrs=self.widget.attrs)
        self.widget.is_required = self.required

    def compress(self, data_list):
        pairs = zip(self.codes, data_list or [], strict=False)
        return LocalizedText({code: text.strip() for code, text in pairs if text and text.strip()})


class WordsInput(LocalizedInput):
    """One labelled input for each of these languages."""

    def __init__(self, codes: Iterable[str], *, rows: int = 1, attrs=None):
        super().__init__(rows=rows, attrs=attrs)
        self.codes = list(codes)
        for code in self.codes[len(self.widgets) :]:
            shared = {
                "lang": code,
                "aria-label": language_name(code),
                "data-language-name": language_name(code),
            }
            self.widgets_names.append(f"_{code}")
            self.widgets.append(
                forms.TextInput(attrs=shared) if rows == 1 else forms.Textarea(attrs={**shared, "rows": rows})
            )

    def decompress(self, value):
        value = value or {}
        return [value.get(code, "") for code in self.codes]


def keep_languages(form: forms.BaseForm, *names: str, known: Iterable[str] | None = None) -> None:
    """Have the fields of these names offer the languages of their words, and those that were typed.

    The fields become `WordsField`s where they are not. ``known`` are the codes that a page may add; what is stored is
    kept whatever its language.
    """
    allowed = None if known is None else set(known) - SIGNED
    for name in names:
        field = form.fields[name]
        if not isinstance(field, WordsField):
            field = form.fields[name] = _as_words(field)
        stored = form.get_initial_for_field(field, name) or {}
        typed = _typed_languages(form, name) if form.is_bound else []
        more = [code for code in typed if code in stored or (allowed is not None and code in allowed)]
        field.offer([*(code for code in sorted(stored) if stored[code]), *more])


def with_language(data: QueryDict, code: str, *names: str) -> QueryDict:
    """The same input, with an empty text in that language in each of these fields that had none."""
    data = data.copy()
    for name in names:
        data.setdefault(f"{name}_{code}", "")
    return data


def _typed_languages(form: forms.BaseForm, name: str) -> list[str]:
    start = f"{form.add_prefix(name)}_"
    return sorted(key.removeprefix(start) for key in form.data if key.startswith(start))


def _as_words(field: Any) -> WordsField:
    """The same question of a `LocalizedFormField` as a `WordsField`."""
    letters = field.fields[0].max_length if field.fields else None
    return WordsField(
        rows=field.widget.rows,
        max_length=letters,
        label=field.label,
        help_text=field.help_text,
        required=field.required,
        initial=field.initial,
        error_messages=field.error_messages,
        disabled=field.disabled,
    )
