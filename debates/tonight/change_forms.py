"""How late a debate begins, and its new hours and room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.hosting.hours import NoSuchHour, hour_of, moments
from debates.hosting.rooms import rooms_for
from debates.models import Debate, Room


def _words() -> forms.CharField:
    return forms.CharField(
        label=_("What else should people know?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who reserved gets it by mail, and it is read on the debate’s page."),
    )


class LateForm(forms.Form):
    """How many minutes late."""

    minutes = forms.TypedChoiceField(
        label=_("When does it begin?"),
        coerce=int,
        choices=[
            (0, _("On time after all")),
            (10, _("10 minutes late")),
            (15, _("15 minutes late")),
            (20, _("20 minutes late")),
            (30, _("30 minutes late")),
            (45, _("45 minutes late")),
            (60, _("One hour late")),
        ],
        initial=15,
    )
    text = _words()
    prefix = "late"


class RoomChoice(forms.ModelChoiceField):
    """Rooms by the name of their place."""

    def label_from_instance(self, room: Room) -> str:
        return f"{room.venue.name}, {room.name} ({room.capacity})"


class MoveForm(forms.Form):
    """Other hours, or another room of the host's."""

    starts_at = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    room = RoomChoice(label=_("Room"), queryset=Room.objects.none(), required=False)
    text = _words()
    prefix = "move"

    def __init__(self, *args, debate: Debate, **kwargs):
        kwargs.setdefault(
            "initial",
            {
                "starts_at": hour_of(debate.night, debate.starts),
                "ends_at": hour_of(debate.night, debate.ends),
                "room": debate.room,
            },
        )
        super().__init__(*args, **kwargs)
        self._night = debate.night
        self.fields["room"].queryset = rooms_for(debate)
        self.fields["room"].required = not debate.online_link
        self.fields["room"].empty_label = _("Online only") if debate.online_link else None
        for name in ("starts_at", "ends_at"):
            self.fields[name].error_messages["invalid"] = _("Write an hour such as 20:30.")

    def clean(self):
        cleaned = super().clean()
        if "starts_at" not in cleaned or "ends_at" not in cleaned:
            return cleaned
        try:
            starts, ends = moments(self._night, cleaned["starts_at"], cleaned["ends_at"])
        except NoSuchHour:
            raise forms.ValidationError(
                _("The clocks skip one of these hours in this night: choose another one.")
            ) from None
        if ends <= starts:
            self.add_error("ends_at", _("It must end after it begins."))
        cleaned |= {"starts": starts, "ends": ends}
        return cleaned
