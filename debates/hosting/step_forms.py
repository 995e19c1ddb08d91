"""For which night a debate is begun, why one is called off, and what the desk is told."""

from __future__ import annotations

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.models import City
from debates.models import Night


class NightForm(forms.Form):
    """One of the nights that take debates; the host's own city first chosen."""

    night = forms.ChoiceField(
        label=_("City and night"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the night for which you propose a debate.")},
    )

    def __init__(self, *args, nights: list[Night], city: City, **kwargs):
        super().__init__(*args, **kwargs)
        self._nights = {str(night.pk): night for night in nights}
        self.fields["night"].choices = [(key, _told(night)) for key, night in self._nights.items()]
        own = next((key for key, night in self._nights.items() if night.city_id == city.pk), None)
        self.fields["night"].initial = own

    def clean_night(self) -> Night:
        return self._nights[self.cleaned_data["night"]]


class CancelForm(forms.Form):
    """Why a debate is called off."""

    text = forms.CharField(
        label=_("Why is it called off?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent to everybody who reserved."),
        error_messages={"required": _("Say in a sentence why: those who reserved read it.")},
    )


class MessageForm(forms.Form):
    """What a host tells the desk."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The desk reads it beside the debate, and it stays in its history."),
        error_messages={"required": _("Write what the desk should know.")},
    )


def _told(night: Night) -> str:
    return gettext("%(city)s, %(day)s (%(edition)s)") % {
        "city": night.city,
        "day": formats.date_format(night.edition.date, "DATE_FORMAT"),
        "edition": night.edition,
    }
