"""How every form of the site is drawn: label, help, error and input tied together, and "required" said in words."""

from __future__ import annotations

from copy import copy
from html import unescape

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

# Labels are said again in an error up to this many words, as in the list of errors on top of a form.
LONGEST_LABEL = 14
# By what HTML calls the purpose of an input (its autocomplete), which tells it more exactly than its type does.
WANTED = {
    "email": _("Give your e-mail address, such as name@example.org."),
    "current-password": _("Give your password."),
    "new-password": _("Choose a password."),
    "one-time-code": _("Type the code that your app shows."),
    "name": _("Give your name."),
    "given-name": _("Give your first name."),
    "family-name": _("Give your family name."),
    "tel": _("Give your telephone number."),
    "street-address": _("Give your postal address."),
    "postal-code": _("Give your postcode."),
}
PASSWORD_AGAIN = _("Type the same password once more.")


class KitBoundField(BoundField):
    """A field whose error says what to give, where Django’s would only say that something is required."""

    @property
    def errors(self):
        told = super().errors
        if not any(_says_little(error) for error in told.data):
            return told
        told = copy(told)  # Its own `copy()` forgets which field it belongs to.
        told.data = [what_to_give(self) if _says_little(error) else error for error in told.data]
        return told


class KitRenderer(TemplatesSetting):
    """Draw forms with the site's own templates, and widgets with Django's.

    Widgets come from ``django/forms/…`` (``django.forms`` is an installed app), so that Wagtail's admin, which lays
    out its own fields, gets the inputs that it expects.
    """

    bound_field_class = KitBoundField
    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"


def what_to_give(field: BoundField) -> str:
    """What somebody who left that field empty has to do, in one sentence that names it."""
    widget = field.field.widget
    purpose = widget.attrs.get("autocomplete", "")
    if purpose == "new-password" and _repeats_a_password(field):
        return str(PASSWORD_AGAIN)
    if purpose in WANTED:
        return str(WANTED[purpose])
    if isinstance(widget, forms.CheckboxInput):
        return str(_("Tick this box to go on."))
    if isinstance(widget, forms.EmailInput):
        return str(_("Give an e-mail address, such as name@example.org."))
    label = Truncator(_words_of(field.label)).words(LONGEST_LABEL, truncate=" …")
    return str(_sentence(widget, label)) % {"label": label}


def _words_of(label: object) -> str:
    """A label without the elements that tell its language: cut after some words, they would stay open."""
    text = str(label)
    return unescape(strip_tags(text)) if isinstance(text, SafeData) else text


def _sentence(widget: forms.Widget, label: str):
    if isinstance(widget, forms.FileInput):
        return _("Choose a file for “%(label)s”.")
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return _("Tick at least one box of “%(label)s”.")
    if label.endswith("?"):
        return _("Answer “%(label)s”")
    if isinstance(widget, forms.Select):
        return _("Choose in “%(label)s”.")
    return _("Fill in “%(label)s”.")


def _says_little(error: object) -> bool:
    """Whether that is Django’s own sentence for an empty field; a form's own sentence stays."""
    if not isinstance(error, ValidationError) or error.code != "required":
        return False
    return str(error.message) == str(forms.Field.default_error_messages["required"])


def _repeats_a_password(field: BoundField) -> bool:
    """Whether an earlier field of the form asks for the same new password."""
    names = [
        name
        for name, one in field.form.fields.items()
        if one.widget.attrs.get("autocomplete") == "new-password"
    ]
    return field.name in names[1:]
