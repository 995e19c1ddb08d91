"""What is filled in about a published opinion: corrections, answers, updates, entries. Each form calls one verb."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from cms.conferences import answering, entering, opinion_publishing, refusals
from cms.models import ConferencePage, Recommendation, RecommendationAnswer
from consultations.following.following_forms import DayField
from consultations.models import Commitment, Consultation
from kit.localized import LocalizedFormField


class ErratumForm(forms.Form):
    """A dated correction of the opinion, or of one of its recommendations."""

    do = "correct"
    done = _("The correction is published.")
    about = forms.ModelChoiceField(
        label=_("What it corrects"), queryset=None, required=False, empty_label=_("The opinion as a whole")
    )
    text = LocalizedFormField(
        label=_("Correction"),
        rows=3,
        max_length=2000,
        help_text=_("What the opinion should say. The published words stay as they are, this beside them."),
    )
    on = DayField(label=_("Date"))

    def __init__(self, data=None, *, page: ConferencePage, recommendations):
        self.page = page
        super().__init__(data, initial={"on": page.today()}, auto_id=f"{self.do}_%s")
        self.fields["about"].queryset = recommendations

    def write(self, *, by, at: datetime) -> object:
        words = self.cleaned_data
        return opinion_publishing.correct(
            self.page, words["text"], on=words["on"], by=by, recommendation=words["about"], at=at
        )


class AnswerForm(forms.Form):
    """The commissioner's answer to one recommendation."""

    do = "answer"
    done = _("The answer is published.")
    decision = forms.ChoiceField(
        label=_("The answer"),
        choices=RecommendationAnswer.DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer: accepted, accepted in part or refused.")},
    )
    reason = LocalizedFormField(
        label=_("Reason"),
        rows=4,
        max_length=3000,
        help_text=_("Everybody reads it. If only a part is accepted, say which."),
    )
    author = forms.CharField(
        label=_("Who answers"), max_length=200, help_text=_("The office, never its holder’s name.")
    )
    owner = forms.CharField(
        label=_("Department in charge"),
        max_length=200,
        required=False,
        help_text=_("Needed for what is accepted, whole or in part."),
    )
    due_on = DayField(label=_("Deadline"), required=False)
    on = DayField(label=_("Date of the answer"))
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, page: ConferencePage, recommendation: Recommendation):
        self.page, self.recommendation = page, recommendation
        initial = {
            "expected": len(recommendation.answers.all()),
            "author": page.commissioned_by,
            "on": page.today(),
        }
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")

    def write(self, *, by, at: datetime) -> RecommendationAnswer:
        words = dict(self.cleaned_data)
        return answering.answer(
            self.page, self.recommendation, words.pop("decision"), words.pop("reason"), by=by, at=at, **words
        )


class UpdateForm(forms.Form):
    """What was done about an accepted recommendation, or why it was not."""

    do = "report"
    done = _("The update is written and shown to everybody.")
    on = DayField(label=_("Date"), help_text=_("The day when it was so, today at the latest."))
    status = forms.ChoiceField(
        label=_("How it stands"),
        choices=Commitment.STATUSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the recommendation stands.")},
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

    def __init__(self, data=None, *, page: ConferencePage, recommendation: Recommendation):
        self.page, self.recommendation = page, recommendation
        initial = {"expected": len(recommendation.updates.all()), "on": page.today()}
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")

    def clean(self):
        words = super().clean()
        if words.get("evidence_url") and not words.get("evidence_label"):
            self.add_error(
                "evidence_label", _("Say what the evidence is: people hear this instead of the address.")
            )
        return words

    def write(self, *, by, at: datetime) -> object:
        words = dict(self.cleaned_data)
        return answering.report(
            self.page, self.recommendation, words.pop("status"), words.pop("note"), by=by, at=at, **words
        )


class EntryForm(forms.Form):
    """Which question of which consultation the recommendation answers."""

    do = "enter"
    done = _("The recommendation is in the consultation.")
    question = forms.ChoiceField(
        label=_("Question that it answers"),
        help_text=_("Of the consultations that have begun and whose results are not published yet."),
        error_messages={"required": _("Choose a question of a consultation.")},
    )

    def __init__(
        self, data=None, *, page: ConferencePage, recommendation: Recommendation, user, at: datetime
    ):
        self.page, self.recommendation = page, recommendation
        self.consultations = {
            str(one.pk): one
            for one in entering.consultations_to_enter(user, at=at).prefetch_related("texts", "versions")
        }
        super().__init__(data, auto_id=f"{self.do}_%s")
        self.fields["question"].choices = [("", "–"), *self._questions()]

    def write(self, *, by, at: datetime) -> object:
        consultation, _slash, key = self.cleaned_data["question"].partition("/")
        return entering.enter(
            self.page, self.recommendation, self.consultations[consultation], key, by=by, at=at
        )

    def _questions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The free-text questions under their consultations, of those where it was not entered yet."""
        entered = {str(one.consultation_id) for one in self.recommendation.entries.all()}
        found = []
        for pk, consultation in self.consultations.items():
            version = consultation.current_version()
            if version is None or pk in entered:
                continue
            questions = [(f"{pk}/{one.key}", str(one.label)) for one in version.questionnaire.free_texts()]
            if questions:
                found.append((str(consultation), questions))
        return found


class TakeBackForm(forms.Form):
    """Which entry was a mistake, and why."""

    do = "take_back"
    done = _("The recommendation is withdrawn from the consultation, with its words.")
    entry = forms.ChoiceField(
        label=_("Consultation that it leaves"),
        error_messages={"required": _("Choose the consultation that it leaves.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history of the dossier. What is withdrawn cannot be entered there again."),
        error_messages={"required": refusals.WithdrawalReasonMissing.sentence},
    )

    def __init__(self, data=None, *, page: ConferencePage, recommendation: Recommendation, user):
        self.page, self.recommendation = page, recommendation
        visible = Consultation.objects.visible_to(user)
        counted = recommendation.entries.filter(contribution__withdrawn_at=None, consultation__in=visible)
        self.entries = {
            str(one.pk): one
            for one in counted.select_related("consultation").prefetch_related("consultation__texts")
        }
        super().__init__(data, auto_id=f"{self.do}_%s")
        choices = [(pk, str(one.consultation)) for pk, one in self.entries.items()]
        self.fields["entry"].choices = choices if len(choices) == 1 else [("", "–"), *choices]

    def write(self, *, by, at: datetime) -> object:
        data = self.cleaned_data
        return entering.take_back(self.page, self.entries[data["entry"]], data["reason"], by=by, at=at)
