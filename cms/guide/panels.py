"""How editors fill in an entry of the guide: facts first, each with what it is for."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)

from cms.guide.comparing import AsWhoPanel
from cms.models.topic import AS_WHO


class GuideEntryForm(WagtailAdminPageForm):
    """An entry's form: who may take part is ticked, and topics and districts are boxes rather than a list to scroll."""

    as_who = forms.MultipleChoiceField(
        label=_("Who may take part"),
        choices=AS_WHO,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick each that may; tick none when it is not known."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "owner" in self.fields:
            # Only staff are shown: the list of everybody with an account is nobody's business here.
            self.fields["owner"].queryset = staff()


def staff() -> QuerySet:
    """Those whose role opens the editors' side, by name."""
    people = get_user_model().objects.filter(is_active=True)
    opens = people.filter(groups__permissions__codename="access_admin") | people.filter(is_superuser=True)
    return opens.distinct().order_by("last_name", "first_name", "email")


INDEX_PANELS = [FieldPanel("body")]

ENTRY_PANELS = [
    FieldPanel("kind"),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "Readers see these facts as one sentence, and “What can I do?” compares them with what people say "
                    "of themselves."
                )
            ),
            FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
            FieldRowPanel([FieldPanel("residence"), FieldPanel("nationality")]),
            AsWhoPanel("as_who"),
            FieldPanel("conditions"),
        ],
        heading=_("Who can take part"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("city"),
            FieldPanel("districts", widget=forms.CheckboxSelectMultiple),
            FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Where it is found in the guide"),
    ),
    InlinePanel(
        "places",
        label=_("Place"),
        heading=_("Places"),
        help_text=_("Somewhere to go. With coordinates, readers can open it in the map that they use."),
    ),
    InlinePanel(
        "figures",
        label=_("Key figure"),
        heading=_("Key figures"),
        help_text=_("Each with its year and who says so: a figure without them is a rumour."),
    ),
    InlinePanel("contacts", label=_("Contact"), heading=_("Contacts")),
    InlinePanel("links", label=_("Link"), heading=_("Links")),
    InlinePanel(
        "related",
        panels=[PageChooserPanel("other", "cms.GuideEntryPage")],
        label=_("Related entry"),
        heading=_("Related entries"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "When the review is due, the owner is sent one mail, then another. Much later readers are told too."
                )
            ),
            FieldPanel("owner"),
            FieldPanel("kept_by"),
            FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_every")]),
        ],
        heading=_("Keeping it up to date"),
    ),
]
