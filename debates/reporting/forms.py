"""What a host fills in after the night."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from debates.hosting.pictures import PictureField
from debates.models import Report
from debates.models.report import STATEMENTS_AT_LEAST, STATEMENTS_AT_MOST
from debates.reporting.writing import Told, languages_to_report_in, statements_are_fixed

POSITIONS = range(1, STATEMENTS_AT_MOST + 1)


class ReportForm(forms.Form):
    """A report as far as it goes. ``report`` may be one that is not stored yet."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    language = forms.ChoiceField(label=_("Language of the report"))
    present = forms.IntegerField(
        label=_("How many people came?"),
        min_value=0,
        max_value=20_000,
        required=False,
        help_text=_("Everybody in the room, those who spoke included. An estimate is better than nothing."),
        error_messages={"required": _("Say how many people came; write 0 if nobody did.")},
    )
    summary = forms.CharField(
        label=_("What was said"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Agreement, disagreement, surprises. Name nobody who did not agree to be named."),
        error_messages={"required": _("Tell in a few sentences what was said.")},
    )

    def __init__(self, *args, report: Report, **kwargs):
        self.report = report
        self.is_fixed = statements_are_fixed(report)
        super().__init__(*args, initial=_initial(report) | kwargs.pop("initial", {}), **kwargs)
        for position in POSITIONS:
            self.fields[f"statement_{position}"] = forms.CharField(
                label=_("Statement %(number)d") % {"number": position},
                max_length=600,
                required=False,
                disabled=self.is_fixed,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["language"].choices = languages_to_report_in(report)
        self.fields["language"].disabled = self.is_fixed
        if report.consented_at is None:
            self.fields["consents"] = forms.BooleanField(
                label=_(
                    "We agree that these statements may be sent to consultations of the city. For each "
                    "consultation we are asked again."
                ),
                required=False,
            )

    @property
    def statement_fields(self) -> list[forms.BoundField]:
        return [self[f"statement_{position}"] for position in POSITIONS]

    @cached_property
    def told(self) -> Told:
        """What was written, of a valid form."""
        data = self.cleaned_data
        return Told(
            language=data["language"],
            present=data["present"],
            summary=data["summary"],
            statements={position: data[f"statement_{position}"] for position in POSITIONS},
            consents=bool(data.get("consents")),
        )

    @property
    def seen_revision(self) -> int:
        return self.cleaned_data.get("revision") or 0


class HandInForm(ReportForm):
    """The same, whole: what everybody will read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].required = self.fields["summary"].required = True

    def clean(self):
        cleaned = super().clean()
        said = [n for n in POSITIONS if (cleaned.get(f"statement_{n}") or "").strip()]
        if len(said) < STATEMENTS_AT_LEAST:
            empty = next(n for n in POSITIONS if n not in said)
            self.add_error(
                f"statement_{empty}",
                _("Write at least three statements. If fewer were reached, say also what stayed open."),
            )
        return cleaned


class ReportPictureForm(forms.Form):
    """One more picture of the evening."""

    picture = PictureField(label=_("Picture"))
    alternative_text = forms.CharField(
        label=_("What it shows"),
        max_length=250,
        help_text=_("Read aloud to people who do not see it."),
        error_messages={"required": _("Say in a sentence what the picture shows.")},
    )
    credit = forms.CharField(
        label=_("Who took it"),
        max_length=120,
        required=False,
        help_text=_("You need their leave to show it here, and that of people who can be recognised."),
    )


class QuestionChoiceForm(forms.Form):
    """Which question of which consultation the statements answer, as “consultation:question”."""

    question = forms.ChoiceField(
        label=_("Which question do the statements answer?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a question."),
            "invalid_choice": _("This consultation is not open any more: choose another."),
        },
    )

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = choices

    def clean_question(self) -> tuple[int, str]:
        consultation, _colon, key = self.cleaned_data["question"].partition(":")
        return int(consultation), key


class SendForm(QuestionChoiceForm):
    """The host's own choice, with the consent for that consultation."""

    agrees = forms.BooleanField(
        label=_("We agree that each of our statements counts as a contribution to this consultation."),
        error_messages={
            "required": _("Tick that you agree, or leave this page: nothing is sent without it.")
        },
    )


def _initial(report: Report) -> dict:
    if report.pk is None:
        return {"revision": 0, "language": report.language, "present": report.present}
    said = {f"statement_{one.position}": one.text for one in report.statements.all()}
    return said | {
        "revision": report.revision,
        "language": report.language,
        "present": report.present,
        "summary": report.summary,
    }
