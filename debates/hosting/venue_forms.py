"""A place as its host describes it: address, rooms, and the six facts of accessibility, each asked of everybody."""

from __future__ import annotations

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from cities.models import City, District
from debates.hosting.map_links import coordinates_in
from debates.hosting.words import keep_languages
from debates.models import Room, Venue
from debates.models.venue import ACCESS_FACTS, ANSWERS, UNKNOWN

ROOMS_AT_MOST = 30


class VenueForm(forms.ModelForm):
    """What the public needs to find the place and to know whether they can get in, hear and rest there."""

    map_link = forms.CharField(
        label=_("Link of a map"),
        required=False,
        max_length=500,
        help_text=_("Paste the address of a map that shows the place: the coordinates are read from it."),
    )
    equipment = forms.MultipleChoiceField(
        label=_("Equipment"),
        required=False,
        choices=Venue.EQUIPMENT,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Venue
        fields = [
            "name",
            "kind",
            "description",
            "city",
            "address",
            "postcode",
            "district",
            "latitude",
            "longitude",
            "opening_hours",
            "equipment",
            *(name for fact in ACCESS_FACTS for name in (fact, f"{fact}_note")),
        ]
        help_texts = {
            "description": _("What kind of place it is, how to find its door."),
            "address": _("Number and street."),
            "latitude": _("For the map, such as 48.8566. Leave it empty if you do not know."),
            "longitude": _("For the map, such as 2.3522."),
            "opening_hours": _("When people find somebody there, outside of the debates."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_languages(self, "description", "opening_hours")
        self.fields["district"].choices = [("", _("I do not know, or none")), *_districts_by_city()]
        self.fields["name"].error_messages["required"] = _("Write the name by which people know the place.")
        self.fields["address"].error_messages["required"] = _(
            "Write the street and number, so that people find it."
        )
        self.fields["kind"].error_messages["required"] = _("Choose the kind of place that is nearest.")
        for fact in ACCESS_FACTS:
            label = self.fields[fact].label
            self.fields[fact] = forms.ChoiceField(
                label=label,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Answer yes, no or not known: people decide by it whether they come.")
                },
            )
            note = self.fields[f"{fact}_note"]
            note.help_text = _("Needed if it is not known: what you know, or who will find out.")
        self.fields["stop_nearby_note"].help_text = _("For instance: metro 4, Simplon, 200 metres.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("map_link") and cleaned.get("latitude") is None and cleaned.get("longitude") is None:
            found = coordinates_in(cleaned["map_link"])
            if found is None:
                self.add_error(
                    "map_link",
                    _(
                        "No coordinates are in this link. Open the map, place its mark, and copy the whole address."
                    ),
                )
            else:
                cleaned["latitude"], cleaned["longitude"] = found
        return cleaned

    def access_fields(self) -> list[tuple]:
        """(question, note) of each fact, in order."""
        return [(self[fact], self[f"{fact}_note"]) for fact in ACCESS_FACTS]

    @property
    def unknown(self) -> str:
        return UNKNOWN


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "capacity", "note"]
        widgets = {"capacity": forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"})}
        help_texts = {"note": _("For instance: first floor, by the courtyard; there is a lift.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _("Name the room, as on its door.")
        self.fields["capacity"].error_messages["required"] = _("Say how many people the room holds.")

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if self.instance.pk is None:
            return capacity
        seated = self.instance.debates.aggregate(most=Max("seating__capacity"))["most"]
        if seated is not None and capacity < seated:
            raise forms.ValidationError(
                _("A debate in this room has %(seats)d seats: lower that number first.") % {"seats": seated}
            )
        return capacity


class _RoomFormSet(forms.BaseInlineFormSet):
    """The rooms of one place; one in which a debate is planned stays."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.debates.exists():
                form.add_error(
                    None,
                    _("A debate is planned in this room: move it to another room, then remove this one."),
                )
                # A form that is to be deleted hides its errors: say it of the whole, too.
                raise forms.ValidationError(
                    _("The room “%(name)s” stays: a debate is planned there. Move it first."),
                    params={"name": form.instance.name},
                )

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if forms.formsets.DELETION_FIELD_NAME in form.fields:
            form.fields[forms.formsets.DELETION_FIELD_NAME].label = _("Remove this room")


def room_forms(*, blank: int) -> type[forms.BaseInlineFormSet]:
    """The formset of rooms with that many empty ones after those there are."""
    return forms.inlineformset_factory(
        Venue,
        Room,
        form=RoomForm,
        formset=_RoomFormSet,
        extra=blank,
        max_num=ROOMS_AT_MOST,
        validate_max=True,
        can_delete=True,
    )


def _districts_by_city() -> list[tuple[str, list[tuple[int, str]]]]:
    groups: dict[str, list[tuple[int, str]]] = {str(city): [] for city in City.objects.all()}
    for district in District.objects.select_related("city"):
        groups[str(district.city)].append((district.pk, str(district)))
    return [(name, districts) for name, districts in groups.items() if districts]
