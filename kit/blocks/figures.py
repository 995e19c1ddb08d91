"""Numbers that matter, each with its year and where it comes from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kit.blocks.groups import FACTS


class KeyFigureBlock(blocks.StructBlock):
    """A number, what it counts, when it was counted and by whom."""

    value = blocks.CharBlock(
        label=_("number"), max_length=20, help_text=_("With its unit, as people read it: “2,500” or “12 km”.")
    )
    label = blocks.CharBlock(label=_("what it counts"), max_length=100)
    year = blocks.CharBlock(
        label=_("year"), required=False, max_length=20, help_text=_("The year that the number speaks of.")
    )
    source = blocks.CharBlock(
        label=_("source"),
        required=False,
        max_length=150,
        help_text=_("Who counted: a report, a department, a survey."),
    )
    source_url = blocks.URLBlock(label=_("address of the source"), required=False)

    class Meta:
        label = _("Number")
        icon = "order"


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers that matter."""

    figures = blocks.ListBlock(KeyFigureBlock(), label=_("numbers"), min_num=1, max_num=4)

    class Meta:
        label = _("Key figures")
        icon = "order"
        group = FACTS
        template = "kit/blocks/key_figures.html"
        preview_value = {
            "figures": [
                {"value": "128", "label": _("answers"), "year": "2026", "source": _("City hall")},
                {"value": "9", "label": _("themes"), "year": "2026", "source": _("City hall")},
                {"value": "4", "label": _("articles changed"), "year": "2026", "source": _("City hall")},
            ]
        }
        description = _("One to four numbers, each with what it counts, its year and its source.")
