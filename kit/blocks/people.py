"""Who does what: a few people with their role and, if they agree, their portrait."""

from __future__ import annotations

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from kit.blocks.groups import FACTS

PORTRAIT = "fill-192x192|format-webp"


class PersonBlock(blocks.StructBlock):
    """One person. The name stands beside the portrait, which therefore needs no other words for screen readers."""

    name = blocks.CharBlock(label=_("name"), max_length=100)
    role = blocks.CharBlock(label=_("role"), max_length=150, help_text=_("What this person does here."))
    text = blocks.TextBlock(label=_("text"), rows=2, required=False, max_length=500)
    portrait = ImageChooserBlock(
        label=_("portrait"),
        required=False,
        help_text=_("With that person’s consent, and taken off when asked."),
    )

    class Meta:
        label = _("Person")
        icon = "user"


class PeopleBlock(blocks.StructBlock):
    """A few people. Their portraits are fetched together: one query, however many they are."""

    people = blocks.ListBlock(PersonBlock(), label=_("people"), min_num=1, max_num=24)

    class Meta:
        label = _("People")
        icon = "group"
        group = FACTS
        template = "kit/blocks/people.html"
        preview_value = {
            "people": [
                {"name": "Awa Diop", "role": _("Chairs the conference"), "text": "", "portrait": None},
                {"name": "Paul Martin", "role": _("Takes the minutes"), "text": "", "portrait": None},
            ]
        }
        description = _("People with their role and, if they agree, their portrait.")

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        portraits = [person["portrait"] for person in value["people"] if person["portrait"]]
        if portraits:
            kept = get_image_model().get_rendition_model().objects.filter(filter_spec=PORTRAIT)
            prefetch_related_objects(
                portraits, Prefetch("renditions", queryset=kept, to_attr="prefetched_renditions")
            )
        return context
