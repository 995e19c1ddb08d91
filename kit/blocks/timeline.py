"""Steps one after the other, each with its date."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from kit.blocks.groups import FACTS


class StepBlock(blocks.StructBlock):
    """One moment of a timeline. The date is words, because cities often know no more than “spring 2027”."""

    date = blocks.CharBlock(
        label=_("date"), max_length=60, help_text=_("As people say it: “12 June 2026” or “Spring 2027”.")
    )
    title = blocks.CharBlock(label=_("what happens"), max_length=120)
    text = blocks.TextBlock(label=_("text"), rows=2, required=False, max_length=600)
    is_done = blocks.BooleanBlock(label=_("already done"), required=False)

    class Meta:
        label = _("Step")
        icon = "date"


class TimelineBlock(blocks.StructBlock):
    """A few steps in the order in which they come."""

    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=2, max_num=20)

    class Meta:
        label = _("Timeline")
        icon = "calendar"
        group = FACTS
        template = "kit/blocks/timeline.html"
        # With a context: these three would else stand for Django’s own names of months, which are small in French.
        preview_value = {
            "steps": [
                {
                    "date": pgettext_lazy("a step’s date", "March"),
                    "title": _("You answer"),
                    "text": "",
                    "is_done": True,
                },
                {
                    "date": pgettext_lazy("a step’s date", "May"),
                    "title": _("People read and sort the answers"),
                    "text": "",
                    "is_done": False,
                },
                {
                    "date": pgettext_lazy("a step’s date", "June"),
                    "title": _("The city decides"),
                    "text": "",
                    "is_done": False,
                },
            ]
        }
        description = _("Two to twenty steps, in the order in which they come.")
