"""What is filled in to write a proposal and to decide on it. Each form checks its input and calls one verb."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Proposal, Theme
from consultations.proposals import deciding
from consultations.proposals.proposal_reading import Source
from kit.localized import LocalizedFormField


class ProposalForm(forms.Form):
    """A statement and the reviewed themes that it rests on; ``proposal`` is None for a new one."""

    do = "revise"
    done = _("The proposal is rewritten.")
    statement = LocalizedFormField(
        label=_("Statement"),
        rows=3,
        max_length=600,
        help_text=_("What the city is asked to do, in one or two sentences."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes it rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("A proposal rests on at least one theme: choose one.")},
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data=None,
        *,
        consultation: Consultation,
        sources: list[Source],
        proposal: Proposal | None = None,
        resting_on: Iterable[Theme] = (),
        chosen: Iterable[str] = (),
    ):
        self.consultation, self.proposal = consultation, proposal
        resting_on = list(resting_on)
        offered = [theme for source in sources for theme in source.themes]
        # Those of an analysis that another one replaced are still there to be kept or left.
        self.elsewhere = [theme for theme in resting_on if theme not in offered]
        offered += self.elsewhere
        self.offered = {str(theme.pk): theme for theme in offered}
        initial: dict[str, object] = {"themes": [*chosen]}
        if proposal is not None:
            initial = {
                "statement": proposal.statement,
                "themes": [str(theme.pk) for theme in resting_on],
                "expected": proposal.revision,
            }
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")
        self.fields["themes"].choices = [(key, _label(theme)) for key, theme in self.offered.items()]

    def write(self, *, by, at: datetime) -> Proposal:
        words = self.cleaned_data
        themes = [self.offered[key] for key in words["themes"]]
        if self.proposal is None:
            return deciding.propose(self.consultation, words["statement"], themes, by=by, at=at)
        return deciding.revise(
            self.proposal, words["statement"], themes, by=by, at=at, expected=words["expected"] or 0
        )

    def proposed(self) -> list[tuple[object, object]]:
        titles = ", ".join(str(self.offered[key].title) for key in self.cleaned_data["themes"])
        return [(_("Statement"), self.cleaned_data["statement"]), (_("Themes it rests on"), titles)]


class AssignmentForm(forms.Form):
    """Who is in charge of a proposal, and by when it is to be decided."""

    do = "assign"
    done = _("The person in charge and the due date are kept.")
    owner = forms.CharField(
        label=_("Person or department in charge"),
        max_length=200,
        required=False,
        help_text=_("Named in public, with the decision."),
    )
    due_on = forms.DateField(
        label=_("To be decided by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, proposal: Proposal):
        self.proposal = proposal
        initial = {"owner": proposal.owner, "due_on": proposal.due_on, "expected": proposal.revision}
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")

    def write(self, *, by, at: datetime) -> Proposal:
        words = self.cleaned_data
        return deciding.assign(
            self.proposal, words["owner"], words["due_on"], by=by, at=at, expected=words["expected"]
        )

    def proposed(self) -> list[tuple[object, object]]:
        return [(self.fields[name].label, self.cleaned_data[name]) for name in ("owner", "due_on")]


class DecisionForm(forms.Form):
    """The decision on a proposal, its public reason, and who answers for what follows."""

    do = "decide"
    done = _("The decision is recorded.")
    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[pair for pair in Proposal.DECISIONS if pair[0] != Proposal.PENDING],
        error_messages={"required": _("Choose a decision: kept, kept in part or not kept.")},
    )
    reason = LocalizedFormField(
        label=_("Public reason"),
        rows=5,
        max_length=3000,
        help_text=_("Everybody who contributed will read it, whatever the decision."),
    )
    owner = forms.CharField(
        label=_("Person or department in charge"),
        max_length=200,
        help_text=_("Who answers for what follows. It is public."),
        error_messages={
            "required": _("Name the person or department in charge: somebody answers for every decision.")
        },
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, proposal: Proposal):
        self.proposal = proposal
        initial = {
            "decision": proposal.decision,
            "reason": proposal.reason,
            "owner": proposal.owner,
            "expected": proposal.revision,
        }
        super().__init__(data, initial=initial, auto_id=f"{self.do}_%s")

    def write(self, *, by, at: datetime) -> Proposal:
        words = self.cleaned_data
        return deciding.decide(
            self.proposal,
            words["decision"],
            words["reason"],
            words["owner"],
            by=by,
            at=at,
            expected=words["expected"],
        )

    def proposed(self) -> list[tuple[object, object]]:
        words = self.cleaned_data
        decision = dict(Proposal.DECISIONS)[words["decision"]]
        return [
            (_("Decision"), decision),
            (_("Public reason"), words["reason"]),
            (_("Person or department in charge"), words["owner"]),
        ]


def _label(theme: Theme) -> str:
    title = f"{theme.parent.title} → {theme.title}" if theme.parent_id else str(theme.title)
    return f"{title} ({theme.texts})" if hasattr(theme, "texts") else title
