"""What a desk writes to many hosts at once."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.hosting.hosted import ORDER, TITLES
from debates.models import Night


class MessageForm(forms.Form):
    """To whom, and in which words. ``codes`` are the debates that were ticked; then night and status are theirs."""

    codes = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    night = forms.ChoiceField(label=_("City and night"))
    status = forms.ChoiceField(
        label=_("To the hosts of debates that are"),
        choices=lambda: [(status, TITLES[status]) for status in ORDER],
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=120,
        error_messages={"required": _("Write a subject: it is what hosts see first.")},
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Plain text. Which of their debates it is about, and why they get it, is added below."),
        error_messages={"required": _("Write the message.")},
    )

    def __init__(self, *args, nights: list[Night], **kwargs):
        super().__init__(*args, **kwargs)
        self._nights = {str(night.pk): night for night in nights}
        self.fields["night"].choices = [(key, str(night)) for key, night in self._nights.items()]
        self.is_for_chosen = bool(self["codes"].value())
        if self.is_for_chosen:
            self.fields["night"].widget = forms.HiddenInput()
            self.fields["status"].widget = forms.HiddenInput()

    def clean_codes(self) -> list[str]:
        return [code for code in self.cleaned_data["codes"].split(",") if code]

    def clean_night(self) -> Night:
        return self._nights[self.cleaned_data["night"]]


class SendForm(forms.Form):
    """What a preview sends back: how many people it told."""

    expected = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
