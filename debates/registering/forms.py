"""Asking for seats, and changing what was asked, in words that fit a debate or a meeting."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms import TrapInput
from debates.registering.reserving import Wish


class ChangeForm(forms.Form):
    """What can be changed of a reservation: ``seats_at_most`` bounds the seats, and a meeting has no host."""

    WORDS_OF_MEETINGS: ClassVar[dict[str, dict[str, str | Promise]]] = {
        "access_needs": {
            "help_text": _(
                "For example a place for a wheelchair, or a seat near the interpreter. Only the city’s staff who "
                "prepare the meeting read it."
            )
        },
        "email": {
            "help_text": _(
                "We write to it to confirm, and if something changes. Those at the door only see "
                "“a…@example.org”."
            )
        },
        "consent": {
            "label": _("I agree that the city keeps this for the meeting; it is deleted 60 days afterwards.")
        },
    }

    seats = forms.IntegerField(label=_("How many seats?"), min_value=1)
    name = forms.CharField(
        label=_("Your name, for the list at the door"),
        max_length=120,
        required=False,
        help_text=_("You may leave it out: the code of your reservation is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    access_needs = forms.CharField(
        label=_("What do you need to take part?"),
        max_length=400,
        required=False,
        help_text=_(
            "For example a place for a wheelchair, or a seat near the interpreter. Only the host reads it."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, seats_at_most: int, is_meeting: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.WORDS_OF_MEETINGS.items() if is_meeting else ():
            if name in self.fields:
                for part, text in words.items():
                    setattr(self.fields[name], part, text)
        seats = self.fields["seats"]
        seats.max_value = seats_at_most
        seats.validators.append(self._at_most(seats_at_most))
        seats.widget.attrs["max"] = seats_at_most
        seats.initial = 1

    @staticmethod
    def _at_most(seats_at_most: int):
        def check(value: int) -> None:
            if value > seats_at_most:
                raise forms.ValidationError(
                    _("One person can reserve %(seats)s seats at most here."), params={"seats": seats_at_most}
                )

        return check


class ReserveForm(ChangeForm):
    """The same with an address, the person's agreement, and a trap that people never see."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "We write to it to confirm, and if something changes. The host only sees “a…@example.org”."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=_("I agree that the host keeps this for the debate; it is deleted 60 days after the night."),
        error_messages={
            "required": _("Without your agreement no seat can be kept for you. Tick the box to go on.")
        },
    )
    website = forms.CharField(required=False, widget=TrapInput)
    field_order = ["email", "seats", "name", "access_needs", "consent"]

    @property
    def is_trapped(self) -> bool:
        """Whether what no person sees was filled in."""
        return bool(self.cleaned_data["website"])

    def wish(self, *, language: str, from_busy_place: bool) -> Wish:
        """What was asked for, as `reserve` takes it."""
        data = self.cleaned_data
        return Wish(
            email=data["email"],
            seats=data["seats"],
            language=language,
            name=data["name"],
            access_needs=data["access_needs"],
            from_busy_place=from_busy_place,
        )
