"""Who moderates a debate and who speaks there, a row each."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.hosting.words import keep_languages
from debates.models import Appearance, Debate
from kit.localized import LocalizedFormField

PEOPLE_AT_MOST = 12
PREFIX = "people"


class PersonForm(forms.Form):
    """One person; a row without a name is no row."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=Appearance.ROLES, required=False, initial=Appearance.SPEAKER
    )
    biography = LocalizedFormField(
        label=_("Short biography"),
        rows=3,
        max_length=600,
        required=False,
        help_text=_("Who they are and why they speak, in two sentences. They have to agree to being named."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Never shown. It keeps this person from being announced in two places at once."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_languages(self, "biography")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and (cleaned.get("biography") or cleaned.get("email")):
            self.add_error("name", _("Write this person’s name, or empty the whole row."))
        return cleaned


class PeopleForms(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete:
            form.fields[forms.formsets.DELETION_FIELD_NAME].label = _("Remove this person")

    def people(self) -> list[dict]:
        """The rows that name somebody and stay, in order: name, role, biography, email."""
        gone = self.deleted_forms
        rows = [
            form.cleaned_data for form in self.forms if form not in gone and form.cleaned_data.get("name")
        ]
        return [
            {
                "name": row["name"],
                "role": row.get("role") or Appearance.SPEAKER,
                "biography": row["biography"],
                "email": row["email"],
            }
            for row in rows
        ]

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        seen = set()
        for person in self.people():
            key = person["email"].lower() or person["name"].casefold()
            if key in seen:
                raise forms.ValidationError(
                    _("%(name)s is there twice: keep one of the two rows."), params={"name": person["name"]}
                )
            seen.add(key)


def people_forms(*, blank: int) -> type[PeopleForms]:
    """The formset of people with that many empty rows after those there are."""
    made = forms.formset_factory(
        PersonForm,
        formset=PeopleForms,
        extra=blank,
        max_num=PEOPLE_AT_MOST,
        validate_max=True,
        can_delete=True,
    )
    return cast("type[PeopleForms]", made)


def people_of(debate: Debate) -> list[dict]:
    """The people of a debate as the rows begin. One query."""
    if debate.pk is None:
        return []
    return [
        {
            "name": one.speaker.name,
            "role": one.role,
            "biography": one.speaker.biography,
            "email": one.speaker.email,
        }
        for one in debate.appearances.select_related("speaker").order_by("role", "position", "pk")
    ]
