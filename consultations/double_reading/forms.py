"""What people fill in for a double reading: how many texts and which readers, and one theme a text."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from consultations.double_reading import sampling
from consultations.double_reading.kappa import expected_reach
from consultations.models import Analysis, Sample, Theme

SIZES = (50, 100, 150, 200, 400)
NONE = "none"


@dataclass(frozen=True)
class Advice:
    """A sample size and half the width of the interval that it may be expected to give kappa."""

    size: int
    reach: float


def advice(*, texts: int, themes: int) -> list[Advice]:
    """What sizes that the analysis has texts for will give, as if readers agreed on four texts of five."""
    sizes = [size for size in SIZES if size < texts] + ([texts] if 0 < texts <= SIZES[-1] else [])
    return [Advice(size, expected_reach(size, categories=max(2, themes + 1))) for size in sizes]


class DrawForm(forms.Form):
    """The draw of a sample of one analysis, in which ``texts`` may be drawn."""

    size = forms.IntegerField(label=_("How many texts"), min_value=1)
    first_reader = forms.ModelChoiceField(get_user_model().objects.none(), label=_("First reader"))
    second_reader = forms.ModelChoiceField(get_user_model().objects.none(), label=_("Second reader"))

    def __init__(self, data=None, *, analysis: Analysis, texts: int):
        self.analysis = analysis
        super().__init__(data, initial={"size": min(sampling.ADVISED, texts)}, auto_id="draw_%s")
        self.fields["size"].max_value = texts
        self.fields["size"].widget.attrs.update(min=min(sampling.LEAST, texts), max=texts)
        for name in ("first_reader", "second_reader"):
            self.fields[name].queryset = sampling.possible_readers()

    def draw(self, *, by) -> Sample:
        words = self.cleaned_data
        readers = words["first_reader"], words["second_reader"]
        return sampling.draw(self.analysis, words["size"], readers, by=by)


class ThemeForm(forms.Form):
    """One of ``themes``, or none of them, for the text of that id."""

    text = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    theme = forms.ChoiceField(
        label=_("What is this text mainly about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a theme, or none of these.")},
    )

    def __init__(self, data=None, *, themes: list[Theme], **kwargs):
        self.themes = {str(theme.pk): theme for theme in themes}
        super().__init__(data, **kwargs)
        titles = [(pk, str(theme.title)) for pk, theme in self.themes.items()]
        self.fields["theme"].choices = [*titles, (NONE, _("None of these"))]

    def chosen(self) -> Theme | None:
        return self.themes.get(self.cleaned_data["theme"])
