"""What analysts fill in to decide on a theme. Each form checks its input and calls one verb of reviewing.py."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import Theme
from consultations.reviews import reviewing
from consultations.reviews.theme_reading import fold
from kit.localized import LocalizedFormField

MAIN = ""


def theme_choices(themes: Iterable[Theme]) -> list[tuple[str, str]]:
    """Living themes for a drop-down list, by title, each sub-theme after its main theme. Queries nothing."""
    living = [theme for theme in themes if theme.is_living]
    living.sort(key=lambda theme: fold(str(theme.title)))
    choices = []
    for theme in (one for one in living if one.parent_id is None):
        choices.append((str(theme.pk), str(theme.title)))
        choices += [
            (str(part.pk), f"{theme.title} → {part.title}") for part in living if part.parent_id == theme.pk
        ]
    return choices


class ThemeDecisionForm(forms.Form):
    """A decision on ``theme`` among ``themes`` (all of its analysis), as seen at revision ``expected``.

    ``name`` says what the person wants; ``done`` what happened, with the ``title`` of the theme to look at next.
    """

    do = ""
    name = done = _("Decide")
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, theme: Theme, themes: list[Theme], **kwargs):
        self.theme, self.themes = theme, themes
        initial = {"expected": theme.revision, **self.initial_of(theme)}
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s", **kwargs)

    def initial_of(self, theme: Theme) -> dict:
        return {}

    def decide(self, *, by) -> Theme:
        """Take the decision and return the theme to look at next."""
        raise NotImplementedError

    def chosen_theme(self, name: str) -> Theme | None:
        pk = self.cleaned_data[name]
        return next((theme for theme in self.themes if str(theme.pk) == pk), None)

    def proposed(self) -> list[tuple[object, object]]:
        """What the person wants, as (label, value) pairs, for the page that compares."""
        shown = [(field.label, self._shown(field.name)) for field in self.visible_fields()]
        return [(label, value) for label, value in shown if value]

    def remember(self, data) -> None:
        """Show what was typed for this decision while another one of the same page was asked, without judging it."""
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(data, {}, name)
            self.initial[name] = field.compress(value) if isinstance(field, LocalizedFormField) else value

    def _shown(self, name: str) -> object:
        value, field = self.cleaned_data.get(name), self.fields[name]
        if isinstance(field, LocalizedFormField):
            return value
        if isinstance(value, list):
            return str(len(value) or "")
        if isinstance(field, forms.ChoiceField):
            return next((label for key, label in field.widget.choices if str(key) == value), value)
        return "" if isinstance(value, bool) else str(value or "")


class RenameForm(ThemeDecisionForm):
    do = "rename"
    name = _("Give the theme this title and description")
    done = _("“%(title)s” has its title and description.")
    title = LocalizedFormField(label=_("Title"), max_length=200)
    description = LocalizedFormField(label=_("Description"), rows=3, max_length=1000, required=False)

    def initial_of(self, theme: Theme) -> dict:
        return {"title": theme.title, "description": theme.description}

    def decide(self, *, by) -> Theme:
        words = self.cleaned_data
        return reviewing.rename(
            self.theme, words["title"], words["description"], by=by, expected=words["expected"]
        )


class ReviewForm(ThemeDecisionForm):
    do = "review"
    name = _("Mark the theme as reviewed")
    done = _("“%(title)s” is marked as reviewed.")

    def decide(self, *, by) -> Theme:
        return reviewing.mark_reviewed(self.theme, by=by, expected=self.cleaned_data["expected"])


class ReviewFamilyForm(ThemeDecisionForm):
    do = "review_family"
    name = _("Mark the theme and its sub-themes as reviewed")
    done = _("“%(title)s” and its sub-themes are marked as reviewed.")

    def decide(self, *, by) -> Theme:
        return reviewing.mark_family_reviewed(self.theme, by=by, expected=self.cleaned_data["expected"])


class ReopenForm(ThemeDecisionForm):
    do = "reopen"
    name = _("Put the theme back among those to review")
    done = _("“%(title)s” is back among the themes to review.")

    def decide(self, *, by) -> Theme:
        return reviewing.reopen(self.theme, by=by, expected=self.cleaned_data["expected"])


class RestoreForm(ThemeDecisionForm):
    do = "restore"
    name = _("Restore the theme")
    done = _("“%(title)s” is restored, and back among the themes to review.")

    def decide(self, *, by) -> Theme:
        return reviewing.restore(self.theme, by=by, expected=self.cleaned_data["expected"])


class SetAsideForm(ThemeDecisionForm):
    do = "set_aside"
    name = _("Set the theme aside")
    done = _("“%(title)s” is set aside. Its texts stay in it, and it can be restored.")
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("People whose texts are in this theme will read it."),
    )

    def decide(self, *, by) -> Theme:
        words = self.cleaned_data
        return reviewing.set_aside(self.theme, words["reason"], by=by, expected=words["expected"])


class MergeForm(ThemeDecisionForm):
    do = "merge"
    name = _("Merge the theme into another")
    done = _("The theme is merged into “%(title)s”. The merger can be taken back from its page.")
    into = forms.ChoiceField(label=_("Theme to merge it into"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = [one for one in self.themes if self.theme.pk not in {one.pk, one.parent_id}]
        self.fields["into"].choices = [("", _("Choose a theme")), *theme_choices(others)]

    def decide(self, *, by) -> Theme:
        into = self.chosen_theme("into")
        return reviewing.merge(self.theme, into, by=by, expected=self.cleaned_data["expected"])


class NestForm(ThemeDecisionForm):
    do = "nest"
    name = _("Change where the theme stands")
    done = _("“%(title)s” stands where you put it.")
    parent = forms.ChoiceField(label=pgettext_lazy("theme", "Where it stands"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        main = [one for one in self.themes if one.parent_id is None and one.pk != self.theme.pk]
        self.fields["parent"].choices = [(MAIN, _("On its own, as a main theme")), *theme_choices(main)]

    def initial_of(self, theme: Theme) -> dict:
        return {"parent": str(theme.parent_id or MAIN)}

    def decide(self, *, by) -> Theme:
        return reviewing.nest(
            self.theme, self.chosen_theme("parent"), by=by, expected=self.cleaned_data["expected"]
        )
