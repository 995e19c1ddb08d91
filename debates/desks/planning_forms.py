"""Editions, nights and themes, as desks and administrators write them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City
from debates.models import DebateTheme, Edition, Night

_MOMENT = {"type": "datetime-local"}


class EditionForm(forms.ModelForm):
    class Meta:
        model = Edition
        fields = ["name", "slug", "date", "introduction", "public"]
        widgets = {"date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class NightForm(forms.ModelForm):
    """A night's hours and rules. Use it while the city's zone is the active one: moments are typed by its clock."""

    class Meta:
        model = Night
        fields = [
            "opens_at", "closes_at", "submissions_close", "registration_opens", "closes_minutes_before",
            "seats_at_most", "offer_hours", "notice",
        ]  # fmt: skip
        widgets = {
            "opens_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "submissions_close": forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"),
            "registration_opens": forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M"),
        }


class CityForm(forms.Form):
    """Which of one's cities takes part."""

    city = forms.ModelChoiceField(
        City.objects.none(),
        label=_("City"),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose a city of yours that does not take part yet.")},
    )

    def __init__(self, *args, cities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities


class ThemeForm(forms.ModelForm):
    class Meta:
        model = DebateTheme
        fields = ["name", "slug", "position"]
