"""What hosts fill in to lend and borrow rooms: hours are those of the night's own clock."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.models import District
from debates.hosting.hours import NoSuchHour, hour_of, moments
from debates.models import Debate, Host, Night, Room, RoomOffer, Venue
from debates.models.venue import ACCESS_FACTS


def told_night(night: Night) -> str:
    return gettext("%(city)s, %(day)s, from %(first)s to %(last)s") % {
        "city": night.city,
        "day": formats.date_format(night.edition.date, "DATE_FORMAT"),
        "first": f"{night.opens_at:%H:%M}",
        "last": f"{night.closes_at:%H:%M}",
    }


def _hour(label, **more) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    words = {"invalid": _("Write an hour such as 20:30."), "required": _("Give an hour such as 20:30.")}
    return forms.TimeField(label=label, widget=widget, error_messages=words, **more)


class _Hours:
    """What forms with ``starts_at`` and ``ends_at`` share: the moments that they mean, or what is wrong with them."""

    def moments_of(self, night: Night, starts_at: time, ends_at: time) -> tuple[datetime, datetime] | None:
        try:
            starts, ends = moments(night, starts_at, ends_at)
        except NoSuchHour:
            sentence = _("The clocks go forward in this night and skip that hour: choose another.")
            self.add_error("starts_at", sentence)  # type: ignore[attr-defined]
            return None
        if ends <= starts:
            self.add_error("ends_at", _("It ends before it begins: choose a later hour."))  # type: ignore[attr-defined]
            return None
        return starts, ends


class OfferForm(_Hours, forms.Form):
    """Which room is lent, in which nights, from when to when, to how many and on what conditions."""

    room = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the room that you lend.")},
    )
    nights = forms.MultipleChoiceField(
        label=_("Nights"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one night.")},
    )
    starts_at = _hour(_("Free from"))
    ends_at = _hour(_("Free until"))
    capacity = forms.IntegerField(
        label=_("People at most"),
        min_value=1,
        required=False,
        help_text=_("Empty: as many as the room holds."),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What the other host must know: who opens and closes, what is drunk and eaten, what it costs."
        ),
    )

    def __init__(self, *args, venue: Venue, nights: list[Night], **kwargs):
        super().__init__(*args, **kwargs)
        self._nights = {str(night.pk): night for night in nights}
        self.fields["room"].queryset = venue.rooms.all()
        self.fields["room"].label_from_instance = _with_capacity
        self.fields["nights"].choices = [(key, told_night(night)) for key, night in self._nights.items()]
        if nights:
            self.fields["starts_at"].initial, self.fields["ends_at"].initial = (
                nights[0].opens_at,
                nights[0].closes_at,
            )
        if len(nights) == 1:
            self.fields["nights"].initial = list(self._nights)

    def clean(self):
        cleaned = super().clean()
        room, capacity = cleaned.get("room"), cleaned.get("capacity")
        if room is not None and capacity is not None and capacity > room.capacity:
            sentence = gettext("This room holds %(most)d people: write that number or a smaller one.")
            self.add_error("capacity", sentence % {"most": room.capacity})
        elif room is not None:
            cleaned["capacity"] = capacity or room.capacity
        cleaned["stretches"] = self._stretches(cleaned)
        return cleaned

    def _stretches(self, cleaned) -> list[tuple[Night, datetime, datetime]]:
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at is None or ends_at is None:
            return []
        found = []
        for key in cleaned.get("nights", []):
            night = self._nights[key]
            hours = self.moments_of(night, starts_at, ends_at)
            if hours is None:
                return []
            if hours[0] < night.starts or hours[1] > night.ends:
                self.add_error(
                    "starts_at",
                    gettext("Choose hours within the night: %(night)s.") % {"night": told_night(night)},
                )
                return []
            found.append((night, *hours))
        return found


class SearchForm(_Hours, forms.Form):
    """What a host without a place looks for. Everything may stay empty."""

    night = forms.ChoiceField(label=_("City and night"), required=False)
    district = forms.ModelChoiceField(
        label=_("District"),
        queryset=District.objects.select_related("city"),
        required=False,
        empty_label=_("All districts"),
    )
    starts_at = _hour(_("From"), required=False)
    ends_at = _hour(_("Until"), required=False)
    people = forms.IntegerField(label=_("People expected"), required=False, min_value=1, max_value=100_000)
    access = forms.MultipleChoiceField(
        label=_("The place answers yes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, nights: list[Night], **kwargs):
        super().__init__(*args, **kwargs)
        self._nights = {str(night.pk): night for night in nights}
        told = [(key, told_night(night)) for key, night in self._nights.items()]
        self.fields["night"].choices = [("", _("All nights to come")), *told]
        asked = {one.name: one.verbose_name for one in Venue._meta.concrete_fields}
        self.fields["access"].choices = [(fact, asked[fact]) for fact in ACCESS_FACTS]
        cities = {night.city_id for night in nights}
        self.fields["district"].queryset = District.objects.filter(city__in=cities).select_related("city")
        self.fields["district"].label_from_instance = lambda district: f"{district}, {district.city}"

    def clean(self):
        cleaned = super().clean()
        cleaned["night"] = self._nights.get(cleaned.get("night") or "")
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if (starts_at is None) != (ends_at is None):
            self.add_error("ends_at" if starts_at else "starts_at", _("Give both hours, or none."))
        elif starts_at is not None and ends_at is not None:
            night = cleaned["night"] or (
                next(iter(self._nights.values())) if len(self._nights) == 1 else None
            )
            if night is None:
                self.add_error("night", _("Choose a night, too: hours are those of its city."))
            elif hours := self.moments_of(night, starts_at, ends_at):
                cleaned["starts"], cleaned["ends"] = hours
        return cleaned


class RequestForm(_Hours, forms.Form):
    """Who asks for the room, for which debate or what, when, and for how many people."""

    host = forms.ModelChoiceField(
        label=_("For which of your hosts?"),
        queryset=Host.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    debate = forms.ModelChoiceField(
        label=_("For which debate?"),
        queryset=Debate.objects.none(),
        required=False,
        empty_label=_("None that is written yet"),
    )
    about = forms.CharField(
        label=_("Or in a few words: what for?"),
        required=False,
        max_length=200,
        help_text=_("For instance: a reading about the river, then a discussion."),
    )
    starts_at = _hour(_("From"))
    ends_at = _hour(_("Until"))
    people = forms.IntegerField(
        label=_("People expected"),
        min_value=1,
        error_messages={"required": _("Say about how many people you expect.")},
    )
    message = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who you are, what you would do there, what you need."),
    )

    def __init__(self, *args, offer: RoomOffer, hosts, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["host"].queryset = hosts
        first = hosts.first()
        self.fields["host"].initial = first.pk if first else None
        self.fields["debate"].queryset = Debate.objects.filter(
            host__in=hosts, night=offer.night_id, status__in=(Debate.DRAFT, *Debate.OCCUPYING)
        )
        self.fields["starts_at"].initial = hour_of(offer.night, offer.starts)
        self.fields["ends_at"].initial = hour_of(offer.night, offer.ends)
        self.fields["people"].max_value = offer.capacity
        self.fields["people"].help_text = gettext("%(most)d at most.") % {"most": offer.capacity}

    def clean_people(self):
        people = self.cleaned_data["people"]
        if people > self.offer.capacity:
            sentence = gettext("This room is lent for %(most)d people at most: look for a larger one.")
            raise forms.ValidationError(sentence % {"most": self.offer.capacity})
        return people

    def clean(self):
        cleaned = super().clean()
        debate, host = cleaned.get("debate"), cleaned.get("host")
        if debate is None and not cleaned.get("about") and "debate" not in self.errors:
            self.add_error("about", _("Choose a debate, or say in a few words what the room is for."))
        if debate is not None and host is not None and debate.host_id != host.pk:
            self.add_error(
                "debate", _("This debate is another host’s of yours: choose that host, or another debate.")
            )
        if cleaned.get("starts_at") is not None and cleaned.get("ends_at") is not None:
            self._clean_hours(cleaned)
        return cleaned

    def _clean_hours(self, cleaned) -> None:
        night = self.offer.night
        hours = self.moments_of(night, cleaned["starts_at"], cleaned["ends_at"])
        if hours is None:
            return
        cleaned["starts"], cleaned["ends"] = hours
        if hours[0] < self.offer.starts or hours[1] > self.offer.ends:
            sentence = gettext("The room is offered from %(first)s to %(last)s: choose hours within these.")
            first, last = (
                moment.astimezone(night.city.zone) for moment in (self.offer.starts, self.offer.ends)
            )
            self.add_error("starts_at", sentence % {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"})


class AnswerForm(forms.Form):
    """Words with a yes, a no or an end; whether they are needed is the verb's to say."""

    words = forms.CharField(
        label=_("Your words to the other host"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class EndForm(AnswerForm):
    """The same where words are needed: an agreement does not end without a reason."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].required = True
        self.fields["words"].error_messages["required"] = _("Say in a sentence why: the other host reads it.")


def _with_capacity(room: Room) -> str:
    return gettext("%(room)s (%(capacity)d people)") % {"room": room.name, "capacity": room.capacity}
