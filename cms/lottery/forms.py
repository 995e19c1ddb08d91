"""The public registration form of a lottery, and the field in which candidates look for themselves."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms import TrapInput
from cms.lottery.gathering import Registration
from cms.models import Lottery
from kit.localized import LocalizedText

PREFIX = "category-"


def _marked(text: LocalizedText) -> str:
    """The text in the reader's language, or in another one that is marked as such for screen readers."""
    language = text.language()
    if language in ("", (get_language() or settings.LANGUAGE_CODE).split("-")[0]):
        return str(text)
    return format_html('<span lang="{}">{}</span>', language, str(text))


class RegistrationForm(forms.Form):
    """Who wants to be drawn: the categories of the lottery as radio buttons, then how to reach them."""

    name = forms.CharField(
        label=_("First name and name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send you a link there: you take part once you have opened it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        validators=[
            RegexValidator(
                r"^[0-9+(). -]{6,}$", _("Write a telephone number with digits, such as 01 23 45 67 89.")
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label=_("Postal address"),
        max_length=250,
        help_text=_("Number and street. It only serves to draw at most one person of an address."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    consent = forms.BooleanField(
        label=_("I agree that the city keeps these data for this lottery until the day written above.")
    )
    website = forms.CharField(required=False, widget=TrapInput)

    def __init__(self, *args, lottery: Lottery, **kwargs):
        super().__init__(*args, **kwargs)
        self.category_names = []
        for category in lottery.categories.prefetch_related("values"):
            name = PREFIX + category.key
            self.category_names.append(name)
            self.fields[name] = forms.ChoiceField(
                label=_marked(category.name) or category.key,
                choices=[(value.key, _marked(value.name) or value.key) for value in category.values.all()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )
        if not lottery.one_an_address:
            del self.fields["address"], self.fields["postcode"]
        self.order_fields([*self.category_names, "name", "email", "phone", "address", "postcode", "consent"])

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled in what people do not see."""
        return bool(self.cleaned_data.get("website"))

    def registration(self) -> Registration:
        """What was said, once the form is valid."""
        data = self.cleaned_data
        return Registration(
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            address=data.get("address", ""),
            postcode=data.get("postcode", ""),
            language=get_language() or "fr",
            answers={name.removeprefix(PREFIX): data[name] for name in self.category_names},
        )
