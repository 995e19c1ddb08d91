"""The blocks that an editor builds a dossier with: sessions, the panel's composition, drafts, the opinion."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from cms.conferences.meetings import meetings_to_choose
from kit.blocks.text import TEXT_FEATURES

MOST_MEMBERS = 100_000


class ExpertBlock(blocks.StructBlock):
    """Somebody who was heard, and what they declared."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(
        label=_("who they are"), max_length=200, help_text=_("Their work and for whom, in a few words.")
    )
    interests = blocks.TextBlock(
        label=_("declared interests"),
        rows=2,
        help_text=_(
            "What they declared before they spoke. If they declared none, write so: it is a fact too."
        ),
    )

    class Meta:
        label = _("Person heard")
        icon = "user"


class SessionBlock(blocks.StructBlock):
    """One meeting of the panel."""

    title = blocks.CharBlock(label=_("title"), max_length=150)
    on = blocks.DateBlock(label=_("date"))
    until = blocks.DateBlock(
        label=_("last day"), required=False, help_text=_("Only if it lasts several days.")
    )
    hours = blocks.CharBlock(label=_("hours"), required=False, max_length=60)
    place = blocks.CharBlock(label=_("place"), required=False, max_length=200)
    is_public = blocks.BooleanBlock(
        label=_("open to the public"), required=False, help_text=_("Anybody may come and listen.")
    )
    meeting = blocks.ChoiceBlock(
        choices=meetings_to_choose,
        label=_("public meeting"),
        required=False,
        help_text=_("If its seats can be reserved: the meeting, with its place and accessibility."),
    )
    programme = blocks.RichTextBlock(label=_("programme"), required=False, features=TEXT_FEATURES)
    heard = blocks.ListBlock(ExpertBlock(), label=_("experts and hearings"), default=[])
    documents = blocks.ListBlock(
        DocumentChooserBlock(label=_("document")), label=_("documents given to the panel"), default=[]
    )
    minutes = blocks.RichTextBlock(
        label=_("short minutes"),
        required=False,
        features=TEXT_FEATURES,
        help_text=_("What was said and asked, without the panel’s names. Filled in after the session."),
    )

    class Meta:
        label = _("Session")
        icon = "date"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["until"] and cleaned["until"] < cleaned["on"]:
            raise StructBlockValidationError(
                {"until": ValidationError(_("The last day comes before the first: correct one of them."))}
            )
        return cleaned


class ShareBlock(blocks.StructBlock):
    """One value of a category: how many of the panel, between which quotas, beside the population."""

    label = blocks.CharBlock(label=_("group"), max_length=80)
    members = blocks.IntegerBlock(label=_("members"), min_value=0, max_value=MOST_MEMBERS)
    minimum = blocks.IntegerBlock(label=_("at least"), required=False, min_value=0, max_value=MOST_MEMBERS)
    maximum = blocks.IntegerBlock(label=_("at most"), required=False, min_value=0, max_value=MOST_MEMBERS)
    population = blocks.DecimalBlock(
        label=_("share in the population, in %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
    )

    class Meta:
        label = _("Group")
        icon = "group"

    def clean(self, value):
        cleaned = super().clean(value)
        low, high = cleaned["minimum"], cleaned["maximum"]
        if low is not None and high is not None and high < low:
            raise StructBlockValidationError(
                {"maximum": ValidationError(_("“At most” is smaller than “at least”: correct one of them."))}
            )
        return cleaned


class CategoryBlock(blocks.StructBlock):
    """One thing by which the panel was composed, such as age or district."""

    name = blocks.CharBlock(label=_("category"), max_length=80, help_text=_("Such as age, gender, district."))
    shares = blocks.ListBlock(ShareBlock(), label=_("groups"), min_num=1)

    class Meta:
        label = _("Category")
        icon = "group"


class DraftBlock(blocks.StructBlock):
    """One state of the opinion while it was being written."""

    title = blocks.CharBlock(label=_("title"), max_length=100, help_text=_("Such as “Second draft”."))
    on = blocks.DateBlock(label=_("date"))
    text = blocks.TextBlock(
        label=_("text"), rows=12, help_text=_("Blank lines part paragraphs. Readers see what changed.")
    )

    class Meta:
        label = _("Draft")
        icon = "doc-full"


class MinorityBlock(blocks.StructBlock):
    """What some of the panel hold against the others."""

    text = blocks.TextBlock(label=_("statement"), rows=4)
    carried_by = blocks.IntegerBlock(
        label=_("carried by"),
        min_value=1,
        max_value=MOST_MEMBERS,
        help_text=_("How many members of the panel carry it."),
    )

    class Meta:
        label = _("Minority statement")
        icon = "comment"
        preview_template = "cms/conferences/previews/minority.html"
        preview_value = {
            "text": _("The benches should stay out at night too: those who sleep outside need them."),
            "carried_by": 4,
        }
        description = _("What some members hold against the opinion, told as plainly as the opinion itself.")


class RecommendationBlock(blocks.StructBlock):
    """One recommendation with its votes. Its number is its place among the recommendations."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    text = blocks.TextBlock(label=_("text"), rows=5)
    votes_for = blocks.IntegerBlock(label=_("votes for"), required=False, min_value=0, max_value=MOST_MEMBERS)
    votes_against = blocks.IntegerBlock(
        label=_("votes against"), required=False, min_value=0, max_value=MOST_MEMBERS
    )
    votes_blank = blocks.IntegerBlock(
        label=_("blank votes"), required=False, min_value=0, max_value=MOST_MEMBERS
    )
    minorities = blocks.ListBlock(MinorityBlock(), label=_("minority statements"), default=[])

    class Meta:
        label = _("Recommendation")
        icon = "check"
        preview_template = "cms/conferences/previews/recommendation.html"
        preview_value = {
            "title": _("Open school yards on summer evenings"),
            "text": _("From six to eleven in the evening, with shade, water and somebody to welcome people."),
            "votes_for": 15,
            "votes_against": 1,
            "votes_blank": 0,
            "minorities": [],
        }
        description = _("One recommendation, with the panel’s votes and those who did not agree.")

    def clean(self, value):
        cleaned = super().clean(value)
        votes = [cleaned["votes_for"], cleaned["votes_against"], cleaned["votes_blank"]]
        if any(one is not None for one in votes) and None in votes:
            names = ("votes_for", "votes_against", "votes_blank")
            missing = _("Give all three numbers, 0 included, or none when there was no vote.")
            raise StructBlockValidationError(
                {
                    name: ValidationError(missing)
                    for name, one in zip(names, votes, strict=True)
                    if one is None
                }
            )
        return cleaned


class ProgrammeBlock(blocks.StreamBlock):
    session = SessionBlock()


class CompositionBlock(blocks.StreamBlock):
    category = CategoryBlock()


class DraftsBlock(blocks.StreamBlock):
    draft = DraftBlock()


class OpinionBlock(blocks.StreamBlock):
    recommendation = RecommendationBlock()
    minority = MinorityBlock(
        label=_("Minority statement on the whole opinion"),
    )
