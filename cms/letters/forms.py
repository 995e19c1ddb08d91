"""Signing up for letters, and choosing which."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import TrapInput
from cities.models import City
from cms.models import Topic
from kit.localized import content_languages


class ChoicesForm(forms.Form):
    """What a reader is sent: in which language, of which cities, on which topics."""

    language = forms.ChoiceField(label=_("Language of your letters"), choices=content_languages)
    cities = forms.ModelMultipleChoiceField(
        City.objects.none(),
        label=_("Cities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to read about all of them."),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.none(),
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to read about everything."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self._offer("cities", City.objects.all())
        self._offer("topics", Topic.objects.filter(facet=Topic.THEME))

    def _offer(self, name: str, choices) -> None:
        """Let these be chosen, or leave the question out where there is nothing to choose from. One query."""
        if len(choices) < 2:
            del self.fields[name]
        else:
            self.fields[name].queryset = choices

    def choices_made(self) -> dict:
        """The language, cities and topics that were chosen, as the verbs of subscribing take them."""
        return {
            "language": self.cleaned_data["language"],
            "cities": self.cleaned_data.get("cities", ()),
            "topics": self.cleaned_data.get("topics", ()),
        }


class SignUpForm(ChoicesForm):
    """The same with an address, and a trap that people never see."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=TrapInput)
    field_order = ["email", "language", "cities", "topics"]

    @property
    def is_trapped(self) -> bool:
        """Whether what no person sees was filled in."""
        return bool(self.cleaned_data["website"])
