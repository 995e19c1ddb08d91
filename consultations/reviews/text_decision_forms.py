"""What analysts fill in to decide on texts, and every decision that the page of a theme offers, by its name."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Theme
from consultations.reviews import reviewing
from consultations.reviews.decision_forms import (
    MergeForm,
    NestForm,
    RenameForm,
    ReopenForm,
    RestoreForm,
    ReviewFamilyForm,
    ReviewForm,
    SetAsideForm,
    ThemeDecisionForm,
    theme_choices,
)
from consultations.reviews.placing import with_repeats
from consultations.reviews.theme_reading import texts_of
from consultations.workbench.filtering import names_filters, read_filters
from kit.localized import LocalizedFormField


class AnswersField(forms.TypedMultipleChoiceField):
    """Ticked texts, as ids. Which of them are in the theme is the verb's to say: it tells “moved” from “withdrawn”."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Chosen texts"), coerce=int, **kwargs)

    def valid_value(self, value) -> bool:
        return str(value).isdecimal() and len(str(value)) < 19


class ChosenTextsForm(ThemeDecisionForm):
    """A decision on texts: those ticked, or all that the search finds, with their repeats if wanted."""

    answers = AnswersField(required=False)
    all_found = forms.BooleanField(label=_("All the texts found, on every page"), required=False)
    with_repeats = forms.BooleanField(
        label=_("Take along the texts that repeat them"), required=False, initial=True
    )
    q = forms.CharField(widget=forms.HiddenInput, required=False)
    repeats = forms.CharField(widget=forms.HiddenInput, required=False)
    only = forms.CharField(widget=forms.HiddenInput, required=False)
    # The workbench's filters, as in an address.
    people = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def chosen_answers(self) -> list[int]:
        """Ids of the answers that the decision is on. One query, or two."""
        words = self.cleaned_data
        ids = words["answers"]
        if words["all_found"]:
            asked = parse_qs(words["people"])
            people = read_filters(self.theme.analysis, asked).chosen if names_filters(asked) else None
            found = texts_of(
                self.theme,
                words=words["q"],
                without_repeats=words["repeats"],
                only=words["only"],
                people=people,
            )
            ids = list(found.values_list("answer_id", flat=True))
        return with_repeats(ids, self.theme) if words["with_repeats"] else ids


class MoveForm(ChosenTextsForm):
    do = "move"
    name = _("Move texts to another theme")
    done = _("The chosen texts are moved.")
    to = forms.ChoiceField(label=_("Theme to move them to"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose a theme")), *theme_choices(self.themes)]

    def decide(self, *, by) -> Theme:
        reviewing.move(
            self.chosen_answers(),
            self.chosen_theme("to"),
            source=self.theme,
            by=by,
            expected=self.cleaned_data["expected"],
        )
        return self.theme


class SplitForm(ChosenTextsForm):
    do = "split"
    name = _("Split texts off into a new theme")
    done = _("The chosen texts are in a theme of their own, to be reviewed.")
    BESIDE, UNDER = "beside", "under"
    title = LocalizedFormField(label=_("Title of the new theme"), max_length=200)
    where = forms.ChoiceField(
        label=_("Where the new theme stands"),
        choices=[(BESIDE, _("beside this one")), (UNDER, _("under this one, as a sub-theme"))],
        initial=BESIDE,
    )

    def decide(self, *, by) -> Theme:
        words = self.cleaned_data
        under = self.theme if words["where"] == self.UNDER else None
        reviewing.split(
            self.theme, self.chosen_answers(), words["title"], under=under, by=by, expected=words["expected"]
        )
        return self.theme


class MarkForm(ChosenTextsForm):
    """A decision on texts that stay where they are. ``verb`` is the one of reviewing.py that takes it."""

    verb: Callable[..., Theme]

    def decide(self, *, by) -> Theme:
        return self.verb(self.chosen_answers(), self.theme, by=by, expected=self.cleaned_data["expected"])


class PinForm(MarkForm):
    do = "pin"
    verb = staticmethod(reviewing.pin)
    name = _("Confirm texts where they are")
    done = _("The chosen texts are confirmed in “%(title)s”: a new analysis will leave them there.")


class DoubtForm(MarkForm):
    do = "doubt"
    verb = staticmethod(reviewing.doubt)
    name = _("Mark texts as doubtful")
    done = _("The chosen texts are marked as doubtful: they wait in that queue.")


class ClearDoubtForm(MarkForm):
    do = "clear_doubt"
    verb = staticmethod(reviewing.clear_doubt)
    name = _("Take the doubt off texts")
    done = _("The chosen texts are doubtful no more.")


class PlaceForm(forms.Form):
    """Put texts that are in no theme into one. ``themes`` are all of the analysis."""

    answers = AnswersField(error_messages={"required": _("No text is chosen: tick at least one.")})
    to = forms.ChoiceField(label=_("Theme to put them in"))

    def __init__(self, data=None, *, themes: list[Theme], **kwargs):
        self.themes = themes
        super().__init__(data, **kwargs)
        self.fields["to"].choices = [("", _("Choose a theme")), *theme_choices(themes)]

    def decide(self, *, by) -> Theme:
        to = next(theme for theme in self.themes if str(theme.pk) == self.cleaned_data["to"])
        return reviewing.place(self.cleaned_data["answers"], to, by=by, expected=to.revision)


DECISIONS: dict[str, type[ThemeDecisionForm]] = {
    form.do: form
    for form in (
        RenameForm, ReviewForm, ReviewFamilyForm, ReopenForm, RestoreForm, SetAsideForm, MergeForm, NestForm,
        MoveForm, SplitForm, PinForm, DoubtForm, ClearDoubtForm,
    )
}  # fmt: skip
