"""What staff fill in: the dates of a discussion, why something is hidden, a decision, a place in the new wording."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.amending import deciding, discussing, moderating, reanchoring
from consultations.amending.paragraph_places import paragraphs
from consultations.charters import charter_drafting
from consultations.models import Amendment, Anchor, ArticleVersion, CharterVersion
from kit.localized import LocalizedFormField

# People read it in the calendar: the end of a day is that day, not the first moment of the next one.
LAST_MINUTE = time(23, 59)


class OpenForm(forms.Form):
    """From which day to which day people discuss a draft, by the city's clock."""

    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("People may write until midnight."),
    )

    def __init__(self, data=None, *, version: CharterVersion, at: datetime):
        today = timezone.localtime(at, version.charter.city.zone).date()
        initial = {"starts_on": today, "ends_on": today + timedelta(days=30)}
        super().__init__(data, initial=initial, auto_id="discussion_%s")
        self.version = version

    def write(self, *, by, at: datetime) -> CharterVersion:
        zone = self.version.charter.city.zone
        words = self.cleaned_data
        return discussing.open_discussion(
            self.version,
            starts=datetime.combine(words["starts_on"], time.min, zone),
            ends=datetime.combine(words["ends_on"], LAST_MINUTE, zone),
            by=by,
            at=at,
        )


class HideForm(forms.Form):
    """Why a contribution is not shown."""

    why = forms.ChoiceField(
        label=_("Why it is not shown"), choices=Amendment.HIDDEN_FOR, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("More words for the author"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, amendment: Amendment):
        super().__init__(data, initial={"expected": amendment.revision}, auto_id="hide_%s")
        self.amendment = amendment

    def write(self, *, by, at: datetime) -> Amendment:
        words = self.cleaned_data
        return moderating.hide(
            self.amendment, words["why"], words["words"], by=by, at=at, expected=words["expected"]
        )

    def proposed(self) -> list[tuple[object, object]]:
        words = self.cleaned_data
        return [
            (_("Moderation"), _("hidden")),
            (_("Why it is not shown"), dict(Amendment.HIDDEN_FOR)[words["why"]]),
        ]


def seen_of(amendment: Amendment, wording: ArticleVersion | None) -> str:
    """What a person sees before deciding, for DecisionForm. One query with a wording, else none."""
    return f"{amendment.revision}:{charter_drafting.fingerprint(wording) if wording else ''}"


class DecisionForm(forms.Form):
    """The answer to a contribution; with a place in the next draft, the words to put there."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[pair for pair in Amendment.DECISIONS if pair[0] != Amendment.PENDING],
        widget=forms.RadioSelect,
    )
    reason = LocalizedFormField(
        label=_("Public reason"), rows=3, help_text=_("The author receives it, and everybody reads it.")
    )
    puts_words = forms.BooleanField(label=_("Put these words into the next draft"), required=False)
    words = forms.CharField(
        label=_("Words to put there"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8_000,
    )
    # What the person saw: the contribution's revision and, after a colon, the fingerprint of the draft's article.
    expected = forms.RegexField(r"^\d{1,9}:\w*$", widget=forms.HiddenInput)

    def __init__(self, data=None, *, amendment: Amendment, where: deciding.DraftPlace | None):
        self.amendment, self.where = amendment, where
        initial = {
            "decision": amendment.decision if amendment.is_decided else None,
            "reason": amendment.reason,
            "words": amendment.proposed if amendment.is_amendment else where.words if where else "",
            "expected": seen_of(amendment, where.wording if where else None),
        }
        super().__init__(data, initial=initial, auto_id="decision_%s")
        self.fields["words"].widget.attrs["lang"] = amendment.language

    def write(self, *, by, at: datetime) -> Amendment:
        words = self.cleaned_data
        revision, _colon, fingerprint = words["expected"].partition(":")
        new_words = deciding.NewWords(words["words"], fingerprint) if words["puts_words"] else None
        return deciding.decide(
            self.amendment,
            words["decision"],
            words["reason"],
            by=by,
            at=at,
            expected=int(revision),
            new_words=new_words,
        )

    def proposed(self) -> list[tuple[object, object]]:
        words = self.cleaned_data
        shown: list[tuple[object, object]] = [
            (_("Decision"), dict(Amendment.DECISIONS)[words["decision"]]),
            (_("Public reason"), words["reason"]),
        ]
        return [*shown, (_("Words to put there"), words["words"])] if words["puts_words"] else shown


class PlaceForm(forms.Form):
    """Where a contribution stands in the new wording: a paragraph, or some words of it."""

    paragraph = forms.ChoiceField(label=_("The paragraph where it stands now"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Only these words of the paragraph"),
        required=False,
        help_text=_("Copied from the paragraph as they are; leave empty for the whole paragraph."),
    )
    expected = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, anchor: Anchor):
        self.anchor = anchor
        self.paragraphs = {str(one.number): one for one in paragraphs(reanchoring.text_of(anchor))}
        super().__init__(data, initial={"expected": reanchoring.state_of(anchor)}, auto_id="place_%s")
        self.fields["paragraph"].choices = [(number, one.text) for number, one in self.paragraphs.items()]

    def clean(self):
        words = super().clean()
        chosen = self.paragraphs.get(words.get("paragraph", ""))
        quote = " ".join(words.get("words", "").split())
        if chosen is None:
            return words
        if not quote:
            words["place"] = (chosen.start, chosen.end)
            return words
        start = chosen.text.find(quote)
        if start < 0:
            self.add_error("words", _("These words are not in the paragraph: copy them from it."))
        elif chosen.text.find(quote, start + 1) >= 0:
            self.add_error("words", _("These words stand in it more than once: copy a few more."))
        else:
            words["place"] = (chosen.start + start, chosen.start + start + len(quote))
        return words

    def write(self, *, by) -> Anchor:
        start, end = self.cleaned_data["place"]
        return reanchoring.place(self.anchor, start, end, by=by, expected=self.cleaned_data["expected"])
