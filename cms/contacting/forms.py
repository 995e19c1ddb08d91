"""What somebody writes to the team."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import TrapInput
from cities.models import City

TOPICS = [
    ("consultation", _("A consultation or my contribution")),
    ("guide", _("The guide, or a mistake on a page")),
    ("conference", _("A citizen conference")),
    ("access", _("I cannot read or use a page")),
    ("data", _("My personal data")),
    ("other", _("Something else")),
]


class ContactForm(forms.Form):
    """A message to the team of a city, which answers to the address that is given here."""

    # No city stands there before it is chosen: the first of the list would get what is meant for another.
    city = forms.ModelChoiceField(
        City.objects.none(),
        label=_("City"),
        empty_label=_("Choose a city"),
        error_messages={"required": _("Choose the city that you write to.")},
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", _("Choose a topic")), *TOPICS],
        error_messages={"required": _("Choose what your message is about.")},
    )
    message = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("If it is about a page, give its address."),
        error_messages={"required": _("Write your message.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We use it to answer you, and keep it nowhere else than in the message."),
        error_messages={"required": _("Give your e-mail address, so that we can answer you.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    copy = forms.BooleanField(label=_("Send me a copy"), required=False)
    website = forms.CharField(required=False, widget=TrapInput)

    def __init__(self, *args, cities, proven_address: str = "", **kwargs):
        """``cities`` are those with an address to write to; a copy is offered to who has proved theirs."""
        super().__init__(*args, **kwargs)
        self.proven_address = proven_address.lower()
        self.fields["city"].queryset = cities
        if len(cities) == 1:
            self.fields["city"].widget = forms.HiddenInput()
            self.fields["city"].initial = cities[0]
        if proven_address:
            self.fields["email"].initial = proven_address
        else:
            del self.fields["copy"]

    def clean(self):
        cleaned = super().clean()
        email = cleaned.get("email", "")
        # A copy to any address would send anybody's words to anybody, in the city's name.
        if cleaned.get("copy") and email and email.lower() != self.proven_address:
            self.add_error(
                "copy", _("A copy goes to your account’s own address only. Give that one, or untick this.")
            )
        return cleaned

    @property
    def is_trapped(self) -> bool:
        """Whether what no person sees was filled in."""
        return bool(self.cleaned_data["website"])
