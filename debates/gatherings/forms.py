"""Meetings as staff writes them. Moments are typed by the clock of the meeting's city."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from cities.models import City, District
from consultations.models import Consultation
from debates.models import Gathering, Room, Venue
from debates.models.venue import ACCESS_FACTS, ANSWERS, UNKNOWN
from debates.tonight.change_forms import LateForm
from kit.localized import LocalizedFormField

_MOMENT = "%Y-%m-%dT%H:%M"


class GatheringForm(forms.ModelForm):
    """All of a meeting but its status, minutes and attendance. Without a room each accessibility fact is asked."""

    starts_at = forms.CharField(label=_("Begins"), widget=forms.TextInput(attrs={"type": "datetime-local"}))
    ends_at = forms.CharField(label=_("Ends"), widget=forms.TextInput(attrs={"type": "datetime-local"}))
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=20_000, required=False, help_text=_("Empty: no end of them.")
    )

    class Meta:
        model = Gathering
        fields = [
            "consultation", "city", "district", "title", "programme", "room", "place_name", "address",
            "seats_at_most", "closes_minutes_before",
        ]  # fmt: skip

    def __init__(self, *args, cities, consultations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities
        self.fields["consultation"].queryset = consultations
        self.fields["district"].queryset = District.objects.filter(city__in=cities).select_related("city")
        rooms = Room.objects.filter(venue__city__in=cities).select_related("venue")
        self.fields["room"].queryset = rooms.order_by("venue__name", "position")
        self.fields["room"].label_from_instance = lambda room: f"{room.venue} – {room}"
        self.fields["room"].help_text = _(
            "A place of the night of debates; or leave it empty and give an address."
        )
        self._add_access()
        if self.instance.pk:
            self.fields["starts_at"].initial = self._local(self.instance.starts)
            self.fields["ends_at"].initial = self._local(self.instance.ends)
            self.fields["capacity"].initial = self.instance.seating.capacity

    def clean(self):
        cleaned = super().clean()
        city = cleaned.get("city")
        self._check_city(cleaned, city)
        if cleaned.get("room") is None:
            self._check_address(cleaned)
        if isinstance(city, City):
            self._check_hours(cleaned, city)
        return cleaned

    def save(self, commit=True):
        """The meeting with its hours and accessibility, not stored: `holding` does that."""
        gathering = super().save(commit=False)
        gathering.starts, gathering.ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        room = gathering.room
        gathering.time_zone = room.venue.time_zone if room is not None else gathering.city.time_zone
        gathering.access = {} if room is not None else self._access()
        return gathering

    def _add_access(self) -> None:
        questions = {one.name: one.verbose_name for one in Venue._meta.concrete_fields}
        for fact in ACCESS_FACTS:
            answer, note = (self.instance.access or {}).get(fact, ["", ""])
            self.fields[fact] = forms.ChoiceField(
                label=questions[fact], choices=[("", "–"), *ANSWERS], required=False, initial=answer
            )
            self.fields[f"{fact}_note"] = forms.CharField(
                label=questions[f"{fact}_note"], max_length=200, required=False, initial=note
            )

    def _access(self) -> dict[str, list[str]]:
        data = self.cleaned_data
        return {fact: [data[fact], data[f"{fact}_note"]] for fact in ACCESS_FACTS}

    def _check_city(self, cleaned: dict, city) -> None:
        for name, belongs_to in (
            ("district", lambda district: district.city_id),
            ("room", lambda room: room.venue.city_id),
            ("consultation", lambda consultation: consultation.city_id),
        ):
            chosen = cleaned.get(name)
            if city is not None and chosen is not None and belongs_to(chosen) != city.pk:
                self.add_error(name, _("This is another city’s: choose one of the meeting’s city."))

    def _check_address(self, cleaned: dict) -> None:
        for name in ("place_name", "address"):
            if not cleaned.get(name):
                self.add_error(name, _("Give the place’s name and address, or choose a room."))
        for fact in ACCESS_FACTS:
            if not cleaned.get(fact):
                self.add_error(fact, _("Answer yes, no or not known: people decide by it whether they come."))
            elif cleaned[fact] == UNKNOWN and not cleaned.get(f"{fact}_note"):
                self.add_error(f"{fact}_note", _("Say in a few words what is known, or who will find out."))

    def _check_hours(self, cleaned: dict, city: City) -> None:
        room = cleaned.get("room")
        zone = room.venue.zone if room is not None else city.zone
        for name in ("starts", "ends"):
            try:
                cleaned[name] = datetime.strptime(cleaned.get(f"{name}_at") or "", _MOMENT).replace(
                    tzinfo=zone
                )
            except ValueError:
                self.add_error(f"{name}_at", _("Give the day and the hour, for instance 2027-03-24T18:30."))
        if "starts" in cleaned and "ends" in cleaned and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends_at", _("A meeting ends after it begins."))

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.instance.zone).strftime(_MOMENT)


class CallOffForm(forms.Form):
    text = forms.CharField(
        label=_("Why is the meeting called off?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sent to everybody who reserved."),
        error_messages={"required": _("Say in a sentence why: those who reserved read it.")},
    )


class MeetingLateForm(LateForm):
    """How many minutes late a meeting begins, in its own words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "Everybody who reserved gets it by mail, and it is read on the meeting’s page."
        )


class MinutesForm(forms.Form):
    attendance = forms.IntegerField(label=_("People present"), min_value=0, max_value=20_000)
    minutes = LocalizedFormField(
        label=_("Minutes"),
        rows=12,
        max_length=20_000,
        help_text=_("Everybody reads them. Name nobody who did not agree to be named."),
    )


class TableForm(forms.Form):
    number = forms.IntegerField(label=_("Table"), min_value=1, max_value=500)
    statements = forms.IntegerField(label=_("Number of statements noted there"), min_value=1, max_value=500)


def consultations_of(cities):
    """The consultations of these cities that the public can read."""
    return Consultation.objects.filter(live=True, city__in=cities).prefetch_related("texts")
