"""The form of “This is not what I meant”: a button, and a sentence for who likes."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Contestation, Contribution
from consultations.reviews.contesting import SENTENCE, contest


class ContestForm(forms.Form):
    """What one person says against the place of one of their own texts: any other is no choice."""

    answer = forms.ModelChoiceField(
        queryset=None,
        error_messages={
            "invalid_choice": _("This text is no longer among your answers: read the page again."),
            "required": _("Choose the text that you mean: use the button below it."),
        },
    )
    about = forms.IntegerField(required=False)
    sentence = forms.CharField(
        max_length=SENTENCE,
        required=False,
        error_messages={"max_length": _("Say what you meant in %(limit_value)d characters at most.")},
    )

    def __init__(self, *args, contribution: Contribution, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].queryset = contribution.answers.select_related("contribution__consultation")

    def save(self, *, at: datetime) -> Contestation:
        """Contest the place. Refusals of the verb are the caller's to tell."""
        given = self.cleaned_data
        return contest(given["answer"], sentence=given["sentence"], about=given["about"], at=at)
