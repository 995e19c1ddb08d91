"""From a question to the form field that asks it, and from what the field cleaned to what an answer keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.asking import questions as q
from consultations.asking.questions import OTHER, Question
from kit.typography import spaced

SHORT_TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 10_000
OTHER_LENGTH = 300
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]


class PlainNumberField(forms.FloatField):
    """A number written with a point or a comma; what was typed stays visible when it is none."""

    widget = forms.TextInput

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
        return super().to_python(value)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


class ScaleInput(forms.RadioSelect):
    """Steps side by side between two named ends."""

    kit_layout = "scale"

    def __init__(self, *, ends: tuple[str, str], **kwargs):
        self.ends = ends
        super().__init__(**kwargs)

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        # A step alone says nothing aloud: the first and the last carry what they mean.
        steps = [step for step, _label in self.choices]
        if value in {steps[0], steps[-1]}:
            option["attrs"]["aria-label"] = f"{label} – {self.ends[0 if value == steps[0] else 1]}"
        return option


class RankingInput(forms.MultiWidget):
    """One list of ranks a choice: works with a keyboard, a screen reader and no script."""

    template_name = "consultations/widgets/ranking.html"
    use_fieldset = True

    def __init__(self, choices: tuple[q.Choice, ...], attrs=None):
        self.ranked = choices
        ranks = [("", "–"), *((str(place), str(place)) for place in range(1, len(choices) + 1))]
        super().__init__({choice.key: forms.Select(choices=ranks) for choice in choices}, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, choice in zip(context["widget"]["subwidgets"], self.ranked, strict=True):
            part["choice_label"] = spaced(choice.label)
        return context

    def decompress(self, value):
        order = list(value or [])
        return [str(order.index(choice.key) + 1) if choice.key in order else "" for choice in self.ranked]


class RankingField(forms.MultiValueField):
    """Clean ranks into the keys in order of preference. Some choices may be left unranked."""

    def __init__(self, choices: tuple[q.Choice, ...], **kwargs):
        self.ranked = choices
        parts = [forms.CharField(required=False) for _choice in choices]
        super().__init__(parts, require_all_fields=False, widget=RankingInput(choices), **kwargs)

    def compress(self, data_list):
        ranks = [
            (int(rank), choice.key) for rank, choice in zip(data_list, self.ranked, strict=False) if rank
        ]
        if len({rank for rank, _key in ranks}) < len(ranks):
            raise ValidationError(_("Two choices have the same rank: give each a rank of its own."))
        return [key for _rank, key in sorted(ranks)]

    def clean(self, value):
        if any(rank and rank not in {str(n) for n in range(1, len(self.ranked) + 1)} for rank in value or []):
            raise ValidationError(_("A rank is not one of those in the list: choose again."))
        return super().clean(value)


class SeveralChoicesField(forms.MultipleChoiceField):
    """Several choices, with the fewest and the most that may be ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, least: int | None, most: int | None, **kwargs):
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def to_python(self, value):
        # A browser posts a ticked box once; whoever posts it twice has still said it once.
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value):
        super().validate(value)
        if value and self.least and len(value) < self.least:
            raise ValidationError(
                ngettext("Tick at least %(n)d choice.", "Tick at least %(n)d choices.", self.least)
                % {"n": self.least}
            )
        if self.most and len(value) > self.most:
            raise ValidationError(
                ngettext("Tick at most %(n)d choice.", "Tick at most %(n)d choices.", self.most)
                % {"n": self.most}
            )


def field_for(question: Question) -> forms.Field:
    """The form field of a question, with its label and help in the active language."""
    shared: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": question.required,
        "error_messages": {"required": _("Answer this question to go on.")},
    }
    return _MAKERS[question.kind](question, shared)


def other_field() -> forms.CharField:
    return forms.CharField(label=_("Other: say which"), required=False, max_length=OTHER_LENGTH)


def stored(question: Question, cleaned: Any, *, other: str = "") -> tuple[Any, str]:
    """What an Answer keeps of a cleaned field: (value, words); (None, "") when nothing was given."""
    if question.is_free_text:
        return None, (cleaned or "").strip()
    if cleaned in (None, "", []):
        return None, ""
    chose_other = cleaned == OTHER or (isinstance(cleaned, list) and OTHER in cleaned)
    words = other.strip() if chose_other else ""
    if question.kind == q.DATE:
        return cleaned.isoformat(), ""
    if question.kind == q.SCALE:
        return int(cleaned), ""
    return cleaned, words


def _short_text(question, shared):
    return forms.CharField(max_length=int(question.maximum or SHORT_TEXT_LENGTH), **shared)


def _long_text(question, shared):
    return forms.CharField(
        max_length=int(question.maximum or LONG_TEXT_LENGTH),
        widget=forms.Textarea(attrs={"rows": 6}),
        **shared,
    )


def _labels(question):
    choices = [(choice.key, spaced(choice.label)) for choice in question.choices]
    return [*choices, (OTHER, _("Other"))] if question.other else choices


def _one_choice(question, shared):
    return forms.ChoiceField(choices=_labels(question), widget=forms.RadioSelect, **shared)


def _several(question, shared):
    least = int(question.minimum) if question.minimum else None
    most = int(question.maximum) if question.maximum else None
    return SeveralChoicesField(least=least, most=most, choices=_labels(question), **shared)


def _scale(question, shared):
    low, high = question.scale_ends
    steps = [(str(step), str(step)) for step in range(low, high + 1)]
    return forms.ChoiceField(
        choices=steps, widget=ScaleInput(ends=(spaced(question.low), spaced(question.high))), **shared
    )


def _number(question, shared):
    return PlainNumberField(min_value=question.minimum, max_value=question.maximum, **shared)


def _date(question, shared):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    field = forms.DateField(input_formats=DATE_FORMATS, widget=widget, **shared)
    # A single answer of the year 1 would flatten everybody else's in the public chart.
    sentence = _("Write a date between 1900 and 2100.")
    field.validators += [MinValueValidator(EARLIEST, sentence), MaxValueValidator(LATEST, sentence)]
    return field


def _ranking(question, shared):
    return RankingField(question.choices, **shared)


_MAKERS = {
    q.SHORT_TEXT: _short_text,
    q.LONG_TEXT: _long_text,
    q.ONE_CHOICE: _one_choice,
    q.SEVERAL_CHOICES: _several,
    q.SCALE: _scale,
    q.NUMBER: _number,
    q.DATE: _date,
    q.RANKING: _ranking,
}
