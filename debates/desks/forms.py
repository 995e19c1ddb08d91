"""What a desk writes about a debate: why it goes back, why it is refused, a comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.desks import deciding
from debates.lifecycle import REFUSAL_REASONS
from debates.models import Debate


class SeenForm(forms.Form):
    """A form that says which version of the debate was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)


class AskForm(SeenForm):
    text = forms.CharField(
        label=_("What should change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The host reads these words by mail and beside the form."),
        error_messages={"required": _("Say what should change: the host cannot guess it.")},
    )


class RefuseForm(SeenForm):
    reason_code = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *REFUSAL_REASONS],
        error_messages={"required": _("Choose a reason: the host is told it.")},
    )
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent to the host. Needed for “another reason”."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason_code") == "other" and not cleaned.get("text"):
            self.add_error("text", _("Say which other reason it is."))
        return cleaned


class CallOffForm(SeenForm):
    text = forms.CharField(
        label=_("Why is it called off?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent to the host and to everybody who reserved."),
        error_messages={"required": _("Say in a sentence why: those who reserved read it.")},
    )


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Comment to the host"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent by mail and kept in the debate’s history. The status stays as it is."),
        error_messages={"required": _("Write something before you send it.")},
    )


FORMS: dict[str, type[forms.Form]] = {
    deciding.ACCEPT: SeenForm,
    deciding.PUBLISH: SeenForm,
    deciding.ASK: AskForm,
    deciding.REFUSE: RefuseForm,
    deciding.CALL_OFF: CallOffForm,
}


def forms_for(debate: Debate, *, refused: str = "", form: forms.Form | None = None) -> dict[str, Any]:
    """The form of each decision that can be taken now, and of a comment; ``form`` takes the place of the one that was
    refused."""
    seen = {"seen": deciding.version_of(debate)}
    ready: dict[str, Any] = {
        decision: FORMS[decision](initial=seen, auto_id=f"id_{decision}_%s")
        for decision in deciding.possible(debate)
    }
    ready["comment"] = CommentForm(auto_id="id_comment_%s")
    if form is not None:
        ready[refused] = form
    return ready
