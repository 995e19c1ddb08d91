"""Pictures of a place and of a debate, each with the words for those who do not see it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from debates.hosting.pictures import PictureField
from debates.hosting.words import keep_languages
from kit.localized import LocalizedFormField

_WORDS_ERROR = _("Say in a sentence what the picture shows, in at least one language.")


class PhotographForm(forms.Form):
    """A new photograph of a place."""

    picture = PictureField(label=_("Photograph"))
    words = LocalizedFormField(
        label=_("What it shows"),
        max_length=250,
        help_text=_("Read aloud to people who do not see it: what is there, not that it is a photograph."),
        error_messages={"required": _WORDS_ERROR},
    )
    credit = forms.CharField(
        label=_("Who took it"),
        max_length=120,
        required=False,
        help_text=_("You need their leave to show it here, and that of people who can be recognised."),
    )


class PhotographWordsForm(PhotographForm):
    """The words of a photograph that is there."""

    picture = None  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_languages(self, "words")


class DebateImageForm(forms.Form):
    """The image of a debate."""

    picture = PictureField(label=_("Image"), required=False)
    words = LocalizedFormField(
        label=_("What it shows"),
        max_length=250,
        help_text=_("Read aloud to people who do not see it."),
        error_messages={"required": _WORDS_ERROR},
    )

    def __init__(self, *args, has_image: bool, **kwargs):
        super().__init__(*args, **kwargs)
        keep_languages(self, "words")
        self.fields["picture"].required = not has_image
        if has_image:
            self.fields["picture"].label = _("Another image")
