"""What editors fill in to write a charter: its cover, its articles, their order."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.charters import charter_drafting as drafting
from consultations.models import ArticleVersion, Charter, CharterVersion, Proposal
from kit.localized import LocalizedFormField


class CharterForm(forms.ModelForm):
    """The cover of a charter: whose it is, and its title once a language."""

    class Meta:
        model = Charter
        fields = ["title", "slug", "city", "district", "consultation", "workflow"]
        help_texts = {
            "slug": _("The last part of its web address. It never changes afterwards."),
            "district": _("Leave empty for a charter of the whole city."),
            "workflow": _(
                "The workflow by which somebody else approves each draft. Leave empty to publish without an approval."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="charter_%s", **kwargs)
        self.fields["district"].queryset = self.fields["district"].queryset.select_related("city")
        self.fields["district"].label_from_instance = lambda district: f"{district.city} – {district}"
        self.fields["consultation"].queryset = self.fields["consultation"].queryset.for_listing()
        if self.instance.pk and self.instance.versions.exclude(state=CharterVersion.DRAFT).exists():
            for name in ("slug", "city"):
                self.fields[name].disabled = True

    def clean(self):
        words = super().clean()
        city = words.get("city")
        if city and (district := words.get("district")) and district.city_id != city.pk:
            self.add_error(
                "district", _("This district is in another city: choose one of the charter's city.")
            )
        if city and (consultation := words.get("consultation")) and consultation.city_id != city.pk:
            self.add_error(
                "consultation", _("This consultation is of another city: choose one of the charter's city.")
            )
        return words


class WordsForm(forms.Form):
    """A draft's preamble, and what it changes, said for readers."""

    preamble = LocalizedFormField(label=_("Preamble"), rows=6, required=False)
    note = LocalizedFormField(
        label=_("What this version changes"),
        rows=3,
        required=False,
        help_text=_(
            "Readers see it beside the version. It says why an article goes or the preamble changes."
        ),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, version: CharterVersion):
        self.version = version
        initial = {"preamble": version.preamble, "note": version.note, "expected": version.revision}
        super().__init__(data, initial=initial, auto_id="words_%s")

    def write(self, *, by) -> CharterVersion:
        words = self.cleaned_data
        return drafting.describe_draft(
            self.version, words["note"], preamble=words["preamble"], by=by, expected=words["expected"]
        )

    def proposed(self) -> list[tuple[object, object]]:
        return [(self.fields[name].label, self.cleaned_data[name]) for name in ("preamble", "note")]


class ScheduleForm(forms.Form):
    """The moment of a publication, by the clock of the charter's city."""

    publish_at = forms.DateTimeField(
        label=_("Publish on"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("By the clock of the city. Everything is checked again then."),
    )

    def __init__(self, data=None, *, version: CharterVersion):
        self.zone = version.charter.city.zone
        planned = version.publish_at
        initial = {"publish_at": timezone.localtime(planned, self.zone) if planned else None}
        super().__init__(data, initial=initial, auto_id="schedule_%s")

    def full_clean(self):
        with timezone.override(self.zone):
            super().full_clean()


class CommentForm(forms.Form):
    """What somebody who approves a draft, or sends it back, says of it; ``expected`` is the revision that they read."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to send the draft back: say what has to change."),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)


class ArticleForm(forms.Form):
    """One article of a draft; ``wording`` is None for a new one."""

    identifier = forms.SlugField(
        label=_("Identifier"),
        max_length=60,
        help_text=_(
            "A short name for its web address, such as answer-everyone. Once published, it never changes."
        ),
        error_messages={
            "invalid": _("An identifier is made of letters without accents, digits, hyphens and underscores.")
        },
    )
    chapter = LocalizedFormField(label=_("Chapter"), max_length=200, required=False)
    title = LocalizedFormField(label=_("Title"), max_length=200)
    body = LocalizedFormField(label=_("Text"), rows=8)
    proposals = forms.ModelMultipleChoiceField(
        label=_("Proposals that it answers"),
        queryset=Proposal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only proposals kept, at least in part, can be cited."),
    )
    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, version: CharterVersion, wording: ArticleVersion | None = None):
        self.version, self.wording = version, wording
        super().__init__(data, initial=_initial(wording), auto_id="article_%s")
        citable = drafting.citable_proposals(version.charter).order_by("consultation", "number")
        self.fields["proposals"].queryset = citable
        self.fields["proposals"].label_from_instance = lambda proposal: (
            f"{proposal.number}. {proposal.statement}"
        )
        if wording is not None and drafting.was_published(wording.article):
            self.fields["identifier"].disabled = True

    def write(self, *, by) -> ArticleVersion:
        words = self.cleaned_data
        said = {name: words[name] for name in ("chapter", "title", "body", "proposals")}
        if self.wording is None:
            return drafting.add_article(self.version, words["identifier"], by=by, **said)
        if words["identifier"] != self.wording.article.identifier:
            said["identifier"] = words["identifier"]
        return drafting.reword(self.wording, by=by, expected=words["expected"], **said)

    def proposed(self) -> list[tuple[object, object]]:
        words = self.cleaned_data
        cited = ", ".join(str(proposal.number) for proposal in words["proposals"])
        shown: list[tuple[object, object]] = [
            (self.fields[name].label, words[name]) for name in ("chapter", "title", "body")
        ]
        return [*shown, (_("Proposals"), cited)]


class OrderForm(forms.Form):
    """A place for each article of a draft; equal places keep the order they had."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, version: CharterVersion, wordings: list[ArticleVersion]):
        super().__init__(data, initial={"expected": version.revision}, auto_id="order_%s")
        self.wordings = wordings
        for place, wording in enumerate(wordings, start=1):
            self.fields[f"place_{wording.pk}"] = forms.IntegerField(
                label=_("Place of “%(title)s”") % {"title": wording.title or wording.article.identifier},
                initial=place,
                min_value=-999,
                max_value=9999,
            )

    def clean(self):
        if self.errors:
            raise ValidationError(_("Give each article a place, as a number."))
        return super().clean()

    def order(self) -> list[int]:
        """The ids of the wordings in the order wanted."""
        ranked = sorted(self.wordings, key=lambda wording: self.cleaned_data[f"place_{wording.pk}"])
        return [wording.pk for wording in ranked]

    def proposed(self) -> list[tuple[object, object]]:
        titles = {wording.pk: str(wording.title) for wording in self.wordings}
        return [(_("Order"), "\n".join(titles[pk] for pk in self.order()))]


def _initial(wording: ArticleVersion | None) -> dict:
    if wording is None:
        return {}
    return {
        "identifier": wording.article.identifier,
        "chapter": wording.chapter,
        "title": wording.title,
        "body": wording.body,
        "proposals": list(wording.proposals.all()),
        "expected": drafting.fingerprint(wording),
    }
