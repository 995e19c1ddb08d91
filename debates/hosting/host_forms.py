"""How a host describes itself, and whom it invites."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.hosting.words import keep_languages
from debates.models import Host


class HostForm(forms.ModelForm):
    """Who welcomes the public. Only what is marked so is shown to nobody but the city's desk."""

    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        max_length=200,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        help_text=_("With https:// at its beginning."),
    )

    class Meta:
        model = Host
        fields = ["name", "kind", "city", "description", "website", "email", "phone"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
        help_texts = {
            "name": _("As the public knows you: a café, an association, a museum, your own name."),
            "city": _("Whose desk reads what you propose."),
            "description": _("Who you are and what people find with you, in a few sentences."),
            "email": _("Shown on your page. Leave it empty if you want no mail from the public."),
            "phone": _("Only the city’s desk sees it, to reach you on the night."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_languages(self, "description")
        self.fields["kind"].error_messages["required"] = _("Choose what you are: the nearest is enough.")
        self.fields["name"].error_messages["required"] = _("Write the name under which you welcome people.")
        self.fields["city"].error_messages["required"] = _("Choose the city in which you host.")


class InvitationForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("They get a letter with a link that works once, for fourteen days."),
        error_messages={"required": _("Write the address of the person to invite.")},
    )
