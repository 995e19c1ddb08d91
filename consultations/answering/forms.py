"""Forms of the citizen's side: entering a consultation, answering a section, coming back with a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cities.models import District
from consultations.answering.answer_fields import field_for, other_field, stored
from consultations.answering.receipt_codes import MistypedCode, read_code
from consultations.asking import questions as q
from consultations.asking.questions import Question, Questionnaire
from consultations.models import Consultation

PREFIX = "q-"
OTHER_SUFFIX = "-other"


def field_name(question: Question) -> str:
    return PREFIX + question.key


def names_of(question: Question) -> list[str]:
    """Every name under which a browser may post the answer to a question."""
    name = field_name(question)
    if question.kind == q.RANKING:
        return [f"{name}_{choice.key}" for choice in question.choices]
    return [name, name + OTHER_SUFFIX] if question.other else [name]


def typed_answers(posted: QueryDict, questions: Iterable[Question]) -> dict[str, list[str]]:
    """What was typed in answer to these questions, exactly as typed; an unticked box is an empty list."""
    return {name: _typed(posted, name) for question in questions for name in names_of(question)}


def all_typed(posted: QueryDict, questions: Iterable[Question]) -> dict[str, list[str]]:
    """What was typed in answer to any of these questions, when it is not known which ones were on the page."""
    names = (name for question in questions for name in names_of(question))
    return {name: _typed(posted, name) for name in names if name in posted}


def _typed(posted: QueryDict, name: str) -> list[str]:
    # Nobody types a NUL, and PostgreSQL keeps none: one would lose all that was typed beside it.
    return [value.replace("\x00", "") for value in posted.getlist(name)]


def as_posted(data: Mapping[str, list[str]]) -> QueryDict:
    """A draft's data as a browser would post it."""
    posted = QueryDict(mutable=True)
    for name, values in data.items():
        posted.setlist(name, values)
    return posted


class AnswerForm(forms.Form):
    """Some questions of a questionnaire, with “shown only if” and “other” honoured.

    ``values`` are those of questions asked earlier, on other pages. After validation, ``answers`` maps the keys of
    the questions that apply to ``(value, words)``.
    """

    def __init__(self, questions: list[Question], *, values: Mapping[str, Any], **kwargs):
        super().__init__(**kwargs)
        self.questions = questions
        self.values = dict(values)
        self.answers: dict[str, tuple[Any, str]] = {}
        for question in questions:
            self.fields[field_name(question)] = field_for(question)
            if question.other:
                self.fields[field_name(question) + OTHER_SUFFIX] = other_field()

    def clean(self):
        for question in self.questions:
            name = field_name(question)
            if not question.is_shown(self.values):
                # A question that does not apply is neither required nor kept; what was typed stays in the draft.
                self.errors.pop(name, None)
                continue
            if name not in self.cleaned_data:
                continue
            other = self.cleaned_data.get(name + OTHER_SUFFIX, "")
            value, words = stored(question, self.cleaned_data[name], other=other)
            if self._chose_other(question, value) and not words:
                self.add_error(name + OTHER_SUFFIX, _("You chose “other”: say which in a few words."))
            self.values[question.key] = words if question.is_free_text else value
            if value is not None or words:
                self.answers[question.key] = (value, words)
        return self.cleaned_data

    def rows(self) -> list[dict]:
        """Each question with its bound fields, for the template."""
        rows = []
        for question in self.questions:
            name = field_name(question)
            condition = question.shown_if
            here = condition and any(other.key == condition.question for other in self.questions)
            rows.append(
                {
                    "question": question,
                    "field": self[name],
                    "other": self[name + OTHER_SUFFIX] if question.other else None,
                    "condition": self._condition_words(condition) if here else "",
                    "shown_if_name": PREFIX + condition.question if here else "",
                    "shown_if_values": ",".join(condition.values) if here else "",
                }
            )
        return rows

    def _condition_words(self, condition: q.Condition) -> str:
        asked = next(one for one in self.questions if one.key == condition.question)
        answers = ", ".join(asked.choice_label(value) for value in condition.values)
        return _("Only if you answered “%(answers)s” above.") % {"answers": answers}

    @staticmethod
    def _chose_other(question: Question, value: Any) -> bool:
        return question.other and (value == q.OTHER or (isinstance(value, list) and q.OTHER in value))


class TypedForm(AnswerForm):
    """The same fields holding what was typed, without judging it: for a page that is opened, not sent."""

    def full_clean(self):
        self._errors = ErrorDict()
        self.cleaned_data = {}


def questionnaire_form(questionnaire: Questionnaire, data: Mapping[str, list[str]]) -> AnswerForm:
    """The whole questionnaire at once, bound to a draft's data: what is checked before sending."""
    return AnswerForm(list(questionnaire), values={}, data=as_posted(data))


class EntryForm(forms.Form):
    """Before the first question: consent, age, and where the person lives."""

    age = forms.BooleanField(
        error_messages={
            "required": _(
                "Tick this box if you are old enough; otherwise this consultation is not open to you."
            )
        }
    )
    consent = forms.BooleanField(
        error_messages={
            "required": _("Without your consent the City may not keep your answers: tick the box to go on.")
        }
    )
    district = forms.ModelChoiceField(
        District.objects.none(),
        required=False,
        label=_("Your district"),
        empty_label=_("I prefer not to say"),
    )

    def __init__(self, consultation: Consultation, *args, **kwargs):
        super().__init__(*args, **kwargs)
        text = consultation.text
        self.fields["age"].label = _("I am %(age)d or older") % {"age": consultation.age_needed}
        self.fields["consent"].label = text.consent if text else _("I agree that the City keeps my answers.")
        self.fields["district"].queryset = consultation.city.districts.all()
        self.order_fields(["district", "age", "consent"])


class AddressForm(forms.Form):
    """The address that a link is sent to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """A receipt code, however it was typed."""

    code = forms.CharField(
        label=_("Your receipt code"),
        help_text=_("Twelve letters and digits, such as 7K3M-9QXT-0WBD. Capitals and dashes do not matter."),
        max_length=40,
        error_messages={
            "required": _("Type the receipt code that you were given when you sent your contribution.")
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_code(self.cleaned_data["code"])
        except MistypedCode as error:
            raise forms.ValidationError(
                _(
                    "This is not a receipt code: a receipt code has twelve letters and digits. "
                    "Check it against your receipt."
                )
            ) from error
