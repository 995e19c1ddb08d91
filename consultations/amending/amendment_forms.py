"""What citizens fill in to speak of some words of an article."""

from __future__ import annotations

import re

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from consultations.amending.amending import Said
from consultations.models import Amendment

LONGEST_COMMENT, LONGEST_SIGNATURE = 3_000, 80
# Other words may be longer than those of the article, within reason.
MORE_WORDS = 1_500

# What is not text: signs that nobody sees, and those that turn the direction of what follows.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


class PlainText(forms.CharField):
    """Text as people type it: line ends of one kind, nothing that cannot be seen."""

    def to_python(self, value):
        if isinstance(value, str):
            value = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        return super().to_python(value)


class ContributionForm(forms.Form):
    """A comment, or other words for those quoted, and how it is signed."""

    kind = forms.ChoiceField(
        label=_("What would you like to do?"),
        choices=[
            (Amendment.COMMENT, _("Comment on these words")),
            (Amendment.AMENDMENT, _("Propose other words")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you comment on these words or propose others.")},
    )
    proposed = PlainText(
        label=_("The words that you propose"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_(
            "If you propose other words, change these; the page will show the difference word by word. "
            "Leave nothing to propose that these words be taken out."
        ),
    )
    body = PlainText(
        label=_("Your comment, or the reason for your proposal"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text=_(
            "In your own words. Everybody can read it: say nothing private about yourself or others."
        ),
    )
    signature = PlainText(
        label=_("Signed"),
        max_length=LONGEST_SIGNATURE,
        required=False,
        help_text=_(
            "A name of your choice, which need not be yours. If your words are taken up, the charter thanks you "
            "under this name. Without one, it says “a resident”."
        ),
    )

    def __init__(self, data=None, *, quote: str, language: str):
        super().__init__(data, initial={"proposed": quote})
        self.quote = quote
        longest = len(quote) + MORE_WORDS
        self.fields["proposed"].max_length = longest
        self.fields["proposed"].validators.append(MaxLengthValidator(longest))
        self.fields["proposed"].widget.attrs |= {"lang": language, "maxlength": longest}

    def clean_signature(self) -> str:
        signature = " ".join(self.cleaned_data["signature"].split())
        if "@" in signature:
            raise forms.ValidationError(_("Everybody can read this name: sign without an e-mail address."))
        return signature

    def clean(self):
        words = super().clean()
        kind = words.get("kind")
        if kind == Amendment.COMMENT and "body" in words and not words["body"]:
            self.add_error("body", _("Write your comment: it is empty."))
        if kind == Amendment.AMENDMENT and "proposed" in words and same_words(words["proposed"], self.quote):
            self.add_error(
                "proposed", _("These are the words of the article: change them, or write a comment instead.")
            )
        return words

    def said(self) -> Said:
        words = self.cleaned_data
        return Said(words["kind"], words["body"], words["proposed"], words["signature"])


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but their spaces."""
    return one.split() == other.split()
