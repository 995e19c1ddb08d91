"""What a person fills in for a text of a queue: a verdict, and where it asks for one a theme or a reply."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Theme
from consultations.queues import kinds
from consultations.queues.kinds import Queue
from consultations.queues.verdicts import Verdict
from consultations.reviews.decision_forms import theme_choices

REPLY = 2000


class VerdictForm(forms.Form):
    """A verdict on the text of id ``answer`` as it was seen in the theme of id ``seen``, empty for none.

    ``verdict`` is one of the queue's, or ``move:<id of a theme>`` for a theme that is offered as a button.
    """

    answer = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    contestation = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    verdict = forms.CharField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Theme to put it in"), required=False)
    reply = forms.CharField(
        label=_("Reply to the person"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REPLY,
        required=False,
        help_text=_("The person who wrote the text reads it on the page that tells what became of it."),
    )

    def __init__(self, data=None, *, queue: Queue, themes: list[Theme], **kwargs):
        self.queue = queue
        self.themes = {str(theme.pk): theme for theme in themes if theme.is_living}
        super().__init__(data, auto_id="verdict_%s", **kwargs)
        self.fields["to"].choices = [("", _("Choose a theme")), *theme_choices(themes)]

    def said(self) -> Verdict:
        """The verdict that the person gave. Which ones the queue takes is the verb's to say."""
        words = self.cleaned_data
        word, _colon, offered = words["verdict"].partition(":")
        to = self.themes.get(offered or words["to"])
        return Verdict(
            word, seen=words["seen"], to=to, reply=words["reply"], contestation=words["contestation"]
        )


def buttons(queue: Queue) -> list[tuple[str, str | Promise]]:
    """The verdicts that need nothing but a click, as (value, label)."""
    with_more = {kinds.MOVE, kinds.CORRECTED, kinds.KEPT}
    return kinds.labels(verdict for verdict in queue.verdicts if verdict not in with_more)
