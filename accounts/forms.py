"""Forms of the account pages. Sign-up keeps as little as it can, and makes robots' work longer than people's."""

from __future__ import annotations

import time

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cities.models import City

from .models import User
from .people import prove_address

# A person reads three labels and types two passwords; a form that comes back sooner was not read.
MINIMUM_SECONDS = 2
LONGEST_SECONDS = 86_400
_SALT = "accounts.signup"


class TrapInput(forms.TextInput):
    """A text input that people never meet and that robots fill in: hidden without a style, as the CSP asks."""

    def __init__(self):
        super().__init__({"hidden": True, "tabindex": "-1", "autocomplete": "off"})

    @property
    def is_hidden(self) -> bool:
        return True


class SignupForm(allauth_forms.SignupForm):
    """E-mail address, password, and a city for whoever wants to name one."""

    city = forms.ModelChoiceField(
        City.objects.all(),
        label=_("Your city"),
        required=False,
        empty_label=_("I prefer not to say"),
        help_text=_("Optional. It lets us show you your city's consultations first."),
    )
    started = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["email", "password1", "password2", "city"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["started"].initial = self.now_token
        if trap := settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD:
            self.fields[trap].widget = TrapInput()

    @staticmethod
    def now_token() -> str:
        """A signed mark of the moment at which the form was shown."""
        return signing.dumps(time.time(), salt=_SALT)

    def clean_started(self) -> str:
        token = self.cleaned_data["started"]
        try:
            age = time.time() - signing.loads(token, salt=_SALT)
        except signing.BadSignature:
            age = LONGEST_SECONDS + 1
        if age > LONGEST_SECONDS:
            # Expired, forged or absent: the form shown again carries a fresh mark, and all that was typed.
            self.data = self.data.copy()
            self.data[self.add_prefix("started")] = self.now_token()
            raise ValidationError(_("This page had been open for too long. Send it again."), code="too_late")
        if age < MINIMUM_SECONDS:
            raise ValidationError(
                _("This form came back faster than a person writes. Wait a few seconds, then send it again."),
                code="too_soon",
            )
        return token

    def add_error(self, field, error):
        # A hidden field has no place to show an error: it belongs to the whole form.
        super().add_error(None if field == "started" else field, error)


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """Choose a new password by a link from a mail, which also proves who reads that mailbox."""

    def save(self) -> None:
        super().save()
        prove_address(self.user)


class DetailsForm(forms.ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language", "city"]
        labels = {"language": _("Language of this site's mails to me")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["city"].empty_label = _("I prefer not to say")


class CloseAccountForm(forms.Form):
    """Two proofs that the person at the keyboard owns the account and means it."""

    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Tick this box to say that you understand, or leave this page.")},
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        # Counts as a login attempt, with the same limits: a borrowed session must not become a guessing desk.
        if not get_adapter().reauthenticate(self.user, password):
            raise ValidationError(_("This is not your password. Type it again, or ask for a new one first."))
        return password
