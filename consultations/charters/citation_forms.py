"""What editors tick to say which proposals each changed paragraph answers."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.charters import charter_drafting as drafting
from consultations.charters.citing import Answers, citations_by_paragraph, cite
from consultations.charters.paragraphs import Paragraph
from consultations.models import ArticleVersion

# Enough of a digest to tell the paragraphs of one article apart in the names of inputs.
SHORT = 12


@dataclass(frozen=True)
class Row:
    """A changed paragraph with its two inputs. ``is_gone`` says that the words were taken out."""

    paragraph: Paragraph
    proposals: forms.BoundField
    note: forms.BoundField
    is_gone: bool
    is_silent: bool


class CitationsForm(forms.Form):
    """For each paragraph that a draft changes: the proposals that it answers, or what an editorial change is for."""

    expected = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, wording: ArticleVersion, changed):
        self.wording, self.changed = wording, list(changed)
        self.gone = {paragraph.digest for paragraph in changed.gone} if not changed.new else set()
        self.cited = citations_by_paragraph(wording)
        super().__init__(data, initial={"expected": drafting.fingerprint(wording)}, auto_id="citations_%s")
        offered = drafting.citable_proposals(wording.version.charter).order_by("consultation", "number")
        self.offered = {str(proposal.pk): proposal for proposal in offered}
        choices = [(key, f"{one.number}. {one.statement}") for key, one in self.offered.items()]
        for paragraph in self.changed:
            now = self.cited.get(paragraph.digest, Answers())
            self.fields[_name("cites", paragraph)] = forms.MultipleChoiceField(
                label=_("Proposals that this paragraph answers"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(proposal.pk) for proposal in now.proposals],
            )
            self.fields[_name("note", paragraph)] = forms.CharField(
                label=_("Or else: editorial change, no proposal. What is it for?"),
                required=False,
                max_length=300,
                initial=now.note,
                help_text=_("For instance: spelling, or the name of a department. Readers see it."),
            )

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                paragraph,
                self[_name("cites", paragraph)],
                self[_name("note", paragraph)],
                paragraph.digest in self.gone,
                paragraph.digest not in self.cited,
            )
            for paragraph in self.changed
        ]

    def write(self, *, by) -> ArticleVersion:
        """Cite what was ticked. A paragraph left empty stays as it was, and keeps the draft from being published."""
        answered = {}
        for paragraph in self.changed:
            chosen = self.cleaned_data[_name("cites", paragraph)]
            note = self.cleaned_data[_name("note", paragraph)].strip()
            if chosen or note:
                answered[paragraph.digest] = Answers(tuple(self.offered[key] for key in chosen), note)
        return cite(self.wording, answered, by=by, expected=self.cleaned_data["expected"])

    def proposed(self) -> list[tuple[object, object]]:
        shown: list[tuple[object, object]] = []
        for paragraph in self.changed:
            chosen = self.cleaned_data[_name("cites", paragraph)]
            numbers = ", ".join(str(self.offered[key].number) for key in chosen)
            shown.append((paragraph.words, numbers or self.cleaned_data[_name("note", paragraph)]))
        return shown


def _name(what: str, paragraph: Paragraph) -> str:
    return f"{what}_{paragraph.digest[:SHORT]}"
