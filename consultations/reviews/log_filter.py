"""What a person looks for in the log of an analysis: whose decisions, of which kind, of which day."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.models import Analysis, ReviewEvent
from consultations.reviews import review_log


class LogFilter(forms.Form):
    """The filter of the log of one analysis, offering the people and the kinds that are in it. Three queries."""

    person = forms.TypedChoiceField(label=_("By"), coerce=int, empty_value=None, required=False)
    verb = forms.ChoiceField(label=_("Decision"), required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data=None, *, analysis: Analysis):
        super().__init__(data, auto_id="log-%s", use_required_attribute=False)
        self.events = ReviewEvent.objects.filter(analysis=analysis)
        seen = self.events.order_by()
        people = [pk for pk in seen.values_list("actor_id", flat=True).distinct() if pk]
        names = review_log.names_of(people)
        unnamed = _("Account %(number)s, erased")
        self.fields["person"].choices = [
            ("", _("anybody")),
            *sorted(
                ((pk, names.get(pk) or unnamed % {"number": pk}) for pk in people),
                key=lambda one: str(one[1]),
            ),
        ]
        verbs = [
            (verb, review_log.LABELS.get(verb, verb))
            for verb in seen.values_list("verb", flat=True).distinct()
        ]
        self.fields["verb"].choices = [("", _("of any kind")), *sorted(verbs, key=lambda one: str(one[1]))]

    @property
    def is_narrow(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def found(self) -> QuerySet[ReviewEvent]:
        """The events asked for, the latest first; none while what is asked makes no sense."""
        if not self.is_valid():
            return self.events.none()
        wanted, events = self.cleaned_data, self.events
        if wanted["person"]:
            events = events.by_person(wanted["person"])
        if wanted["verb"]:
            events = events.of_verb(wanted["verb"])
        if wanted["day"]:
            events = events.on_day(wanted["day"])
        return events
