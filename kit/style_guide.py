"""The samples that the style guide shows: every component of the kit, in every state that it has.

Written in English only: its readers build or check pages, and none of these sentences is the site's.
"""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator

from kit.localized import LocalizedFormField


class ScaleSample(forms.RadioSelect):
    kit_layout = "scale"
    ends = ("Not at all", "Completely")


class SampleForm(forms.Form):
    """One field of each kind; bound with nothing, it shows its errors."""

    short = forms.CharField(label="What do you call your street?", help_text="The name that people use.")
    long = forms.CharField(label="What should change in it?", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="Your e-mail address")
    one = forms.ChoiceField(
        label="How do you mostly come here?",
        choices=[("foot", "On foot"), ("cycle", "On a cycle"), ("bus", "By bus"), ("car", "By car")],
        widget=forms.RadioSelect,
    )
    several = forms.MultipleChoiceField(
        label="What would make you stay longer?",
        help_text="Choose two at most.",
        choices=[
            ("shade", "More shade"),
            ("bench", "Benches"),
            ("water", "Drinking water"),
            ("calm", "Less noise"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    scale = forms.ChoiceField(
        label="Do you feel safe here after dark?", choices=[(n, n) for n in range(1, 6)], widget=ScaleSample
    )
    number = forms.IntegerField(label="How many people live with you?", required=False)
    date = forms.DateField(
        label="Since when?", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    district = forms.ChoiceField(
        label="Your district", choices=[("", "Choose one"), ("1", "Centre"), ("2", "North")]
    )
    title = LocalizedFormField(label="Title in each language", required=False)
    consent = forms.BooleanField(label="I agree that what I write is published without my name.")


def context(request) -> dict:
    """Everything that the style guide's template shows."""
    return {
        "form": SampleForm(initial={"one": "cycle", "several": ["shade"], "scale": "4"}, prefix="blank"),
        "wrong_form": SampleForm({"wrong-email": "ada@", "wrong-one": "foot"}, prefix="wrong"),
        "crumbs": [("Home", "/"), ("Consultations", "#")],
        "kinds": ["info", "success", "warning", "error"],
        "tag_kinds": [("", "Draft"), ("success", "Open"), ("info", "Being read"), ("warning", "Closes soon"),
                      ("danger", "Not kept"), ("earth", "Upcoming")],
        "button_kinds": ["", "secondary", "danger", "quiet"],
        "page": Paginator(range(240), 10).page(7),
        "figures": [("8,947", "contributions"), ("34", "themes reviewed"), ("12", "articles of the charter")],
        "phases": [
            {"name": "Announced", "state": "past", "dates": "From 1 to 14 March"},
            {"name": "Open", "state": "past", "dates": "From 15 March to 30 April"},
            {"name": "Reading your answers", "state": "current", "dates": "From 1 May to 20 June"},
            {"name": "Results", "state": "upcoming", "dates": "From 21 June"},
        ],
        "facts": [("Who decides", "The city council, in its session of June"),
                  ("Who may answer", "Anyone who lives, works or studies in the city"),
                  ("Charter", "Citizen participation")],
        "headers": ["District", "Answers", "Share"],
        "table_rows": [["Centre", "1,204", "41 %"], ["North", "980", "33 %"], ["East", "766", "26 %"]],
        "chart_rows": [("More shade and trees along the way to school", "1,204", 0.41), ("Benches", "980", 0.33),
                       ("Drinking water", "502", 0.17), ("Something else", "264", 0.09)],
        "diff": [("same", "The city answers each proposal "), ("removed", "within six months"),
                 ("added", "within three months, in public"), ("same", ".")],
        "colours": ["paper", "paper-raised", "paper-sunken", "ink", "ink-soft", "shade", "earth", "ochre", "canopy"],
    }  # fmt: skip
