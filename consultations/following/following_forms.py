"""What is filled in to follow a charter: commitments, updates, the words of a synthesis. Each form calls one verb."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from consultations.following import committing, summarising
from consultations.models import ArticleVersion, Charter, Commitment, CommitmentUpdate, Synthesis
from kit.localized import LocalizedFormField


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar where it has one."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class CommitmentForm(forms.Form):
    """One thing to be done, of one adopted article; ``commitment`` is None for a new one."""

    do = "rewrite"
    done = _("The commitment is kept.")
    article = forms.ModelChoiceField(
        label=_("Article"),
        queryset=None,
        error_messages={"required": _("Choose the article that the commitment comes from.")},
    )
    statement = LocalizedFormField(
        label=_("Commitment"),
        rows=3,
        max_length=600,
        help_text=_("What will be done, so that anyone can tell whether it was."),
    )
    owner = forms.CharField(label=_("Department in charge"), max_length=200)
    starts_on = DayField(label=_("Begins"), required=False)
    due_on = DayField(
        label=_("Due"),
        required=False,
        help_text=_("The date announced at first. Once there are updates, only they move it, and say why."),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, charter: Charter, commitment: Commitment | None = None):
        self.charter, self.commitment = charter, commitment
        super().__init__(data, initial=_initial(commitment), auto_id=f"{self.do}_%s")
        self.fields["article"].queryset = committing.adopted_articles(charter).order_by("identifier")
        titles = _titles(charter)
        self.fields["article"].label_from_instance = lambda article: titles.get(
            article.pk, article.identifier
        )

    def write(self, *, by, at: datetime) -> Commitment:
        words = self.cleaned_data
        dates = {"starts_on": words["starts_on"], "due_on": words["due_on"]}
        said = (words["article"], words["statement"], words["owner"])
        if self.commitment is None:
            return committing.commit(*said, by=by, at=at, **dates)
        return committing.rewrite(self.commitment, *said, by=by, expected=words["expected"] or 0, **dates)

    def proposed(self) -> list[tuple[object, object]]:
        return [(self.fields[name].label, self.cleaned_data[name]) for name in shown(CommitmentForm)]


class UpdateForm(forms.Form):
    """What was done until a day, or why it was not, with the evidence."""

    do = "report"
    done = _("The update is written and shown to everybody.")
    on = DayField(label=_("Date"), help_text=_("The day when it was so, today at the latest."))
    status = forms.ChoiceField(
        label=_("How it stands"),
        choices=Commitment.STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the commitment stands.")},
    )
    note = LocalizedFormField(
        label=_("What was done, or why it was not"),
        rows=4,
        max_length=1500,
        help_text=_("Everybody reads it. An update is never changed: another one puts it right."),
    )
    due_on = DayField(label=_("New due date"), required=False, help_text=_("Only if the date moves."))
    evidence_url = forms.CharField(
        label=_("Evidence (address)"),
        required=False,
        max_length=200,
        validators=[
            URLValidator(
                schemes=["http", "https"],
                message=_("The evidence is an address that begins with http:// or https://: copy it whole."),
            )
        ],
        widget=forms.URLInput,
        help_text=_("A page or a document that anyone can open."),
    )
    evidence_label = LocalizedFormField(label=_("What the evidence is"), max_length=200, required=False)
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, commitment: Commitment):
        self.commitment = commitment
        initial = {"expected": commitment.revision, "status": commitment.status}
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")

    def clean(self):
        words = super().clean()
        if words.get("evidence_url") and not words.get("evidence_label"):
            self.add_error(
                "evidence_label",
                _("Say what the evidence is: people hear this instead of the address."),
            )
        return words

    def write(self, *, by, at: datetime) -> CommitmentUpdate:
        words = dict(self.cleaned_data)
        return committing.report(
            self.commitment, words.pop("status"), words.pop("note"), by=by, at=at, **words
        )

    def proposed(self) -> list[tuple[object, object]]:
        words = {**self.cleaned_data, "status": dict(Commitment.STATUSES)[self.cleaned_data["status"]]}
        return [(self.fields[name].label, words[name]) for name in shown(UpdateForm)]


class IntroductionForm(forms.Form):
    """The editors' words at the head of a year's figures."""

    introduction = LocalizedFormField(
        label=_("Introduction"),
        rows=8,
        max_length=6000,
        help_text=_("For the city council: what the year was, in plain words. Blank lines part paragraphs."),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, charter: Charter, year: int, synthesis: Synthesis | None):
        self.charter, self.year = charter, year
        initial = {"expected": synthesis.revision if synthesis else 0}
        if synthesis:
            initial["introduction"] = synthesis.introduction
        super().__init__(data, initial=initial, auto_id="introduction_%s")

    def write(self, *, by) -> Synthesis:
        words = self.cleaned_data
        return summarising.introduce(
            self.charter, self.year, words["introduction"], by=by, expected=words["expected"]
        )

    def proposed(self) -> list[tuple[object, object]]:
        return [(self.fields["introduction"].label, self.cleaned_data["introduction"])]


def shown(form_class: type[forms.Form]) -> list[str]:
    """The names of a form's fields that people see."""
    return [name for name in form_class.base_fields if name != "expected"]


def _titles(charter: Charter) -> dict[int, str]:
    """The latest published title of each article, by its id. One query."""
    wordings = ArticleVersion.objects.filter(
        version__charter=charter, version__published_at__isnull=False
    ).order_by("version__number")
    return {wording.article_id: str(wording.title) for wording in wordings}


def _initial(commitment: Commitment | None) -> dict[str, object]:
    if commitment is None:
        return {}
    names = ("statement", "owner", "starts_on", "due_on")
    return {
        **{name: getattr(commitment, name) for name in names},
        "article": commitment.article_id,
        "expected": commitment.revision,
    }
