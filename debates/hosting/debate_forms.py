"""A debate as its host writes it. A draft may lack anything; from its submission on, question, hours and place stay."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City
from debates.exchanging.clock import stretches
from debates.hosting.clash_words import sentence
from debates.hosting.hours import NoSuchHour, hour_of, moments
from debates.hosting.rooms import hours_lent, rooms_for
from debates.hosting.words import SIGNED, keep_languages
from debates.models import Debate, DebateTheme, Night, Room
from debates.occupying import HOURS, Clash
from kit.localized import LocalizedFormField, language_name

# What is announced in the language in which it is held, and the input that asks for one more of them.
ANNOUNCED = ("question", "presentation")
MORE_LANGUAGE = "more_language"
THEMES_AT_MOST = 3
SEATS_AT_MOST = 100_000
# Beside those of the cities: what is spoken there, too.
MORE_LANGUAGES = (
    "fr", "en", "wo", "ar", "es", "pt", "it", "de", "zh", "ff", "bm", "snk", "ht", "fsl", "fcs", "sgn",
)  # fmt: skip


class RoomField(forms.ModelChoiceField):
    def label_from_instance(self, room: Room) -> str:
        return gettext("%(venue)s – %(room)s (%(capacity)d people)") % {
            "venue": room.venue.name,
            "room": room.name,
            "capacity": room.capacity,
        }


class DebateForm(forms.Form):
    """What is debated, where, when and for whom; ``revision`` is the debate's when the page was opened."""

    question = LocalizedFormField(
        label=_("Question debated"),
        max_length=200,
        required=False,
        help_text=_("A real question, to which people answer differently."),
    )
    presentation = LocalizedFormField(
        label=_("Presentation"),
        rows=8,
        max_length=4000,
        required=False,
        help_text=_("What it is about, what will happen, why come. An empty line begins a paragraph."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=DebateTheme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at most: people search by them."),
    )
    format = forms.ChoiceField(label=_("Format"), choices=Debate.FORMATS)
    audience = forms.ChoiceField(label=_("For whom"), choices=Debate.AUDIENCES)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it is held"), required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreted = forms.MultipleChoiceField(
        label=_("Languages into which it is interpreted"), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_at = forms.TimeField(
        label=_("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=_("Ends at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    room = RoomField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("No room yet")
    )
    online_link = forms.URLField(
        label=_("Address to follow it online"),
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text=_("Only if it can be followed from home. With https:// at its beginning."),
    )
    entry = forms.ChoiceField(
        label=pgettext_lazy("debate", "Entry"), choices=Debate.ENTRIES, widget=forms.RadioSelect
    )
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=SEATS_AT_MOST,
        help_text=_("At most as many as the room holds. Empty: as many as the room holds."),
    )
    price = LocalizedFormField(
        label=_("Price"),
        max_length=80,
        required=False,
        help_text=_("Leave empty when it is free, as nearly all are."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, debate: Debate, **kwargs):
        self.debate, self.night = debate, debate.night
        kwargs.setdefault("initial", _as_typed(debate))
        super().__init__(*args, **kwargs)
        codes = _languages(debate.night)
        keep_languages(self, *ANNOUNCED, known=dict(codes))
        keep_languages(self, "price")
        self.fields["languages"].choices = self.fields["interpreted"].choices = codes
        self.fields["room"].queryset = rooms_for(debate)
        hours = _by_the_clock(debate.night)
        self.fields["starts_at"].help_text = hours
        for name in ("starts_at", "ends_at"):
            self.fields[name].error_messages["invalid"] = _("Write an hour such as 20:30.")
        self.must_be_whole = debate.status in Debate.OCCUPYING

    def more_languages(self) -> list[tuple[str, str]]:
        """The written languages in which the debate can be announced besides, as (code, name): its own first."""
        offered = {code for name in ANNOUNCED for code in self.fields[name].codes}
        held = self["languages"].value() or []
        codes = [one for one in self.fields["languages"].choices if one[0] not in offered | SIGNED]
        return sorted(codes, key=lambda one: one[0] not in held)

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        if len(themes) > THEMES_AT_MOST:
            raise forms.ValidationError(_("Choose three themes at most: those that say most."))
        return themes

    def clean(self):
        cleaned = super().clean()
        self._clean_hours(cleaned)
        self._clean_seats(cleaned)
        self._clean_lent_hours(cleaned)
        twice = set(cleaned.get("languages", [])) & set(cleaned.get("interpreted", []))
        if twice:
            self.add_error("interpreted", _("It is held in this language already: untick it here."))
        if self.must_be_whole:
            self._clean_whole(cleaned)
        return cleaned

    def _clean_hours(self, cleaned) -> None:
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        cleaned["starts"] = cleaned["ends"] = None
        if "starts_at" in self.errors or "ends_at" in self.errors:
            return
        if (starts_at is None) != (ends_at is None):
            name = "starts_at" if starts_at is None else "ends_at"
            self.add_error(name, _("Give both hours, or none yet."))
        elif starts_at is not None:
            try:
                starts, ends = moments(self.night, starts_at, ends_at)
            except NoSuchHour:
                self.add_error(
                    "starts_at", _("The clocks go forward in this night and skip that hour: choose another.")
                )
                return
            if ends <= starts:
                self._tell_wrong_order(starts)
                return
            cleaned["starts"], cleaned["ends"] = starts, ends

    def _tell_wrong_order(self, starts: datetime) -> None:
        # An hour before the night's first one was taken for the next day's: that is what is wrong, not the order.
        if starts >= self.night.ends:
            night = Clash(HOURS, str(self.night.city), self.night.starts, self.night.ends)
            self.add_error("starts_at", sentence(night, self.debate))
        else:
            self.add_error("ends_at", _("It ends before it begins: choose a later hour."))

    def _clean_seats(self, cleaned) -> None:
        room, capacity = cleaned.get("room"), cleaned.get("capacity")
        if room is not None and capacity is not None and capacity > room.capacity:
            words = _("This room holds %(most)d people: choose fewer seats or a larger room.")
            self.add_error("capacity", words % {"most": room.capacity})

    def _clean_lent_hours(self, cleaned) -> None:
        room, starts, ends = cleaned.get("room"), cleaned.get("starts"), cleaned.get("ends")
        if room is None or starts is None or room.venue.host_id == self.debate.host_id:
            return
        lent = hours_lent(self.debate, room)
        if lent and not any(first <= starts and ends <= last for first, last in lent):
            words = gettext(
                "This room is lent to you only for these hours: %(hours)s. Choose hours within them."
            )
            self.add_error("starts_at", words % {"hours": stretches(lent, room.venue.zone)})

    def _clean_whole(self, cleaned) -> None:
        if not cleaned.get("question") and "question" not in self.errors:
            self.add_error("question", _("This debate is submitted: it needs its question."))
        if cleaned.get("starts") is None and not {"starts_at", "ends_at"} & set(self.errors):
            self.add_error("starts_at", _("This debate is submitted: it needs its hours."))
        if self.debate.place_lost_at and self.debate.needs_place:
            # Its room was taken back: while its host looks for another, the rest can be kept up.
            return
        if not cleaned.get("room") and not cleaned.get("online_link") and "room" not in self.errors:
            self.add_error("room", _("This debate is submitted: it needs a room, or an address online."))


def _as_typed(debate: Debate) -> dict:
    """The debate as the form's first values. Two queries."""
    spoken = list(debate.spoken_languages.all()) if debate.pk else []
    return {
        "question": debate.question,
        "presentation": debate.presentation,
        "themes": [theme.pk for theme in debate.themes.all()] if debate.pk else [],
        "format": debate.format,
        "audience": debate.audience,
        "languages": [one.code for one in spoken if not one.interpreted],
        "interpreted": [one.code for one in spoken if one.interpreted],
        "starts_at": hour_of(debate.night, debate.starts),
        "ends_at": hour_of(debate.night, debate.ends),
        "room": debate.room_id,
        "online_link": debate.online_link,
        "entry": debate.entry,
        "capacity": debate.seating.capacity,
        "price": debate.price,
        "revision": debate.revision,
    }


def _languages(night: Night) -> list[tuple[str, str]]:
    """Those of the debate's city first, then the other cities' and what else is spoken there. One query."""
    others = [code for codes in City.objects.values_list("languages", flat=True) for code in codes]
    site = [code for code, _name in settings.LANGUAGES]
    ordered = dict.fromkeys([*night.city.languages, *site, *others, *MORE_LANGUAGES])
    return [(code, language_name(code)) for code in ordered]


def _by_the_clock(night: Night) -> str:
    return gettext("By the clock of %(city)s. The night goes from %(first)s to %(last)s.") % {
        "city": night.city,
        "first": f"{night.opens_at:%H:%M}",
        "last": f"{night.closes_at:%H:%M}",
    }
