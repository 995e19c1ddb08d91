"""The forms of those who run a lottery. Each validates what was typed and calls one verb."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from accounts.people import cities_served_by
from cms.lottery import drawing, gathering, log
from cms.lottery.publishing import Commitments, PublicSource
from cms.models import Lottery, LotteryCategory, LotteryValue, Replacement

LONGEST_KEPT = timedelta(days=3 * 366)


class LotteryForm(forms.ModelForm):
    """A lottery's words, dates and size."""

    class Meta:
        model = Lottery
        fields = [
            "city",
            "title",
            "slug",
            "text",
            "size",
            "algorithm",
            "one_an_address",
            "registration_opens_at",
            "registration_closes_at",
            "erase_on",
        ]
        widgets = {
            "registration_opens_at": AdminDateTimeInput,
            "registration_closes_at": AdminDateTimeInput,
            "erase_on": AdminDateInput,
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities_served_by(user)

    def clean_erase_on(self):
        day, today = self.cleaned_data["erase_on"], timezone.localdate()
        if not today < day <= today + LONGEST_KEPT:
            raise forms.ValidationError(
                _("Choose a day to come, within three years: data are not kept longer than needed.")
            )
        return day

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("registration_opens_at"), cleaned.get("registration_closes_at")
        if bool(opens) != bool(closes):
            self.add_error(
                "registration_closes_at",
                _("Give both the beginning and the end of registration, or neither."),
            )
        elif opens and opens >= closes:
            self.add_error("registration_closes_at", _("Registration must end after it begins."))
        elif closes and (erased := cleaned.get("erase_on")) and erased <= timezone.localdate(closes):
            self.add_error("erase_on", _("Choose a day after the end of registration."))
        return cleaned

    @transaction.atomic
    def write(self, *, by, at) -> Lottery:
        """Keep the lottery; what was found for other settings is dropped. Raises Refused once it is published."""
        is_new = self.instance.pk is None
        if not is_new:
            gathering.hold_unpublished(self.instance, at=at)
        lottery = self.save()
        if not is_new:
            gathering.unsettle(lottery)
        log.record(lottery, log.CREATE if is_new else log.CHANGE, by=by, at=at)
        return lottery


class CategoryForm(forms.ModelForm):
    """A category's question."""

    class Meta:
        model = LotteryCategory
        fields = ["name"]


class ValueForm(forms.ModelForm):
    """One of its answers, with its quota."""

    class Meta:
        model = LotteryValue
        fields = ["name", "minimum", "maximum"]

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("minimum"), cleaned.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("The maximum is below the minimum."))
        return cleaned


ValueForms = forms.inlineformset_factory(
    LotteryCategory, LotteryValue, form=ValueForm, extra=5, max_num=60, validate_max=True
)


@transaction.atomic
def write_category(lottery: Lottery, form: CategoryForm, values, *, by, at) -> LotteryCategory:
    """Keep a category and its values; short names are made from the words once, and then stay."""
    gathering.hold_unpublished(lottery, at=at)
    category = form.save(commit=False)
    category.lottery = lottery
    if category.pk is None:
        category.position = lottery.categories.count()
        category.key = _free_key(str(category), set(lottery.categories.values_list("key", flat=True)))
    category.save()
    values.instance = category
    taken = set(category.values.values_list("key", flat=True))
    for place, value in enumerate(values.save(commit=False), start=len(taken)):
        if value.pk is None:
            value.key = _free_key(str(value), taken)
            value.position = place
            taken.add(value.key)
        value.save()
    for value in values.deleted_objects:
        value.delete()
    gathering.unsettle(lottery)
    log.record(lottery, log.CHANGE, by=by, at=at, category=category.key)
    return category


@transaction.atomic
def erase_category(lottery: Lottery, category: LotteryCategory, *, by, at: datetime) -> None:
    """Take a category out, with its quotas. Raises Refused once panels are published or looked for."""
    gathering.hold_unpublished(lottery, at=at)
    key = category.key
    category.delete()
    gathering.unsettle(lottery)
    log.record(lottery, log.CHANGE, by=by, at=at, category=key)


def _free_key(words: str, taken: set[str]) -> str:
    base = slugify(words)[:34] or "value"
    return next(key for key in (base, *(f"{base}-{number}" for number in range(2, 1000))) if key not in taken)


class CandidateFileForm(forms.Form):
    """A CSV file of candidates."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 5 MB. It is read, never kept."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class PublicSourceForm(forms.Form):
    """The seed is announced as a public value of a later day."""

    source = forms.CharField(
        label=_("Which public value"),
        max_length=300,
        help_text=_(
            "Exactly, and in which order: “the six numbers of the national lottery, in ascending order, without the "
            "bonus number”. Letters and digits count; how they are separated does not."
        ),
    )
    url = forms.URLField(label=_("Where it will be published"), max_length=500, assume_scheme="https")
    day = forms.DateField(
        label=_("Of which day"), widget=AdminDateInput, help_text=_("A day after the publication.")
    )

    def seed(self) -> PublicSource:
        return PublicSource(**self.cleaned_data)


class CommitmentsForm(forms.Form):
    """The seed is made of secrets whose digests are published now."""

    holders = forms.CharField(
        label=_("Who holds a part of the seed"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One person a line: the SHA-256 of their secret, a blank, their name or role. They reveal the secrets, in "
            "this order, at a public session after the publication."
        ),
    )

    def seed(self) -> Commitments:
        lines = [line.split(maxsplit=1) for line in self.cleaned_data["holders"].splitlines() if line.strip()]
        return Commitments(tuple((line[1] if len(line) > 1 else "", line[0].lower()) for line in lines))


class SeedForm(forms.Form):
    """The public value, now known."""

    seed = forms.CharField(label=_("The value"), max_length=500)
    url = forms.URLField(label=_("Where anyone can read it"), max_length=500, assume_scheme="https")
    day = forms.DateField(label=_("Of which day"), widget=AdminDateInput)
    why = forms.CharField(label=_("If it is not the day announced: why"), max_length=300, required=False)

    def draw(self, lottery: Lottery, *, by, at: datetime) -> None:
        """Draw with the value. Raises Refused."""
        drawing.draw_from_source(lottery, **self.cleaned_data, by=by, at=at)


class SecretsForm(forms.Form):
    """The revealed secrets, in the announced order."""

    def __init__(self, *args, holders: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        for place, who in enumerate(holders):
            # A blank at either end may be part of the secret.
            self.fields[f"secret_{place}"] = forms.CharField(label=who, max_length=500, strip=False)

    def draw(self, lottery: Lottery, *, by, at: datetime) -> None:
        """Draw with the secrets. Raises Refused."""
        drawing.draw_from_secrets(lottery, [self.cleaned_data[name] for name in self.fields], by=by, at=at)


class ReplaceForm(forms.Form):
    """Who left, and why."""

    left = forms.ChoiceField(label=_("Who left"))
    reason = forms.ChoiceField(label=_("Why"), choices=Replacement.REASONS)
    is_sure = forms.BooleanField(
        label=_("I know that this is written once and published: it cannot be taken back.")
    )

    def __init__(self, *args, members: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["left"].choices = members
