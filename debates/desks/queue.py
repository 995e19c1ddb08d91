"""The queue of a desk: debates by status, the oldest first, narrowed down as asked, each with what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import District
from debates.desks.comparing import changed_names, last_seen, last_told
from debates.desks.deciding import version_of
from debates.desks.in_the_way import in_the_way
from debates.desks.reading import debates_of, latest, nights_of
from debates.desks.wording import saying
from debates.hosting.hosted import TITLES
from debates.hosting.readiness import Point, readiness
from debates.models import Debate, DebateEvent, DebateTheme, Membership, Night

TABS = (
    Debate.SUBMITTED, Debate.CHANGES_ASKED, Debate.ACCEPTED, Debate.PUBLISHED,
    Debate.REFUSED, Debate.WITHDRAWN, Debate.CANCELLED,
)  # fmt: skip
NOWHERE = "none"


@dataclass(frozen=True)
class Row:
    """A debate in the queue: what is missing and in its way, how often it was submitted, what changed since the last
    decision, and whether its host's comment waits for an answer."""

    debate: Debate
    missing: list[Point]
    in_the_way: list[str]
    submissions: int
    changed: list[str]
    host_wrote: bool
    seen: str


class QueueFilter(forms.Form):
    """What the queue shows. Whatever an address asks for that there is not is left out. Four queries."""

    night = forms.ChoiceField(label=_("City and night"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    words = forms.CharField(label=_("Words, host, place or code"), required=False, max_length=100)

    def __init__(self, data, *, user):
        super().__init__(data)
        self._user = user
        self._said: list[int] | None = None
        self.nights = list(nights_of(user))
        self._by_key = {str(night.pk): night for night in self.nights}
        self.fields["night"].choices = [
            ("", _("All cities of the latest edition")),
            *((key, str(night)) for key, night in self._by_key.items()),
        ]
        districts = District.objects.filter(city__in={night.city_id for night in self._asked_nights()})
        self.fields["district"].choices = [
            ("", _("All districts")),
            (NOWHERE, _("No district")),
            *((str(one.pk), str(one)) for one in districts),
        ]
        self.fields["theme"].choices = [
            ("", _("All themes")),
            *((one.slug, str(one)) for one in DebateTheme.objects.all()),
        ]
        self.is_valid()

    @property
    def status(self) -> str:
        wanted = self.data.get("status", "")
        return wanted if wanted in TABS else Debate.SUBMITTED

    @property
    def night_asked(self) -> Night | None:
        """The one night that was chosen."""
        return self._by_key.get(self.data.get("night", ""))

    def chosen(self) -> dict[str, str]:
        """What narrows the queue, by parameter."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def address(self, status: str) -> str:
        """The end of an address that shows that status, narrowed down in the same way."""
        return urlencode({"status": status, **self.chosen()})

    def tabs(self) -> list[tuple[str, str, int, str]]:
        """(status, title, number, end of address) of each tab. One query."""
        counts = dict(self._found().order_by().values_list("status").annotate(Count("pk", distinct=True)))
        return [(one, str(TITLES[one]), counts.get(one, 0), self.address(one)) for one in TABS]

    def debates(self) -> QuerySet[Debate]:
        """The debates of the chosen tab, those first that have been there longest."""
        member = Membership.objects.filter(host=OuterRef("debate__host"), user=OuterRef("actor"))
        events = DebateEvent.objects.annotate(by_host=Exists(member)).order_by("at", "pk")
        return (
            self._found()
            .filter(status=self.status)
            .for_cards()
            .prefetch_related("appearances__speaker", Prefetch("events", queryset=events))
            .order_by("status_since", "pk")
        )

    def _asked_nights(self) -> list[Night]:
        asked = self.night_asked
        return [asked] if asked else latest(self.nights)

    def _found(self) -> QuerySet[Debate]:
        chosen = self.chosen()
        found = debates_of(self._user).filter(night__in=self._asked_nights())
        if chosen.get("district") == NOWHERE:
            found = found.filter(room__venue__district=None)
        elif "district" in chosen:
            found = found.filter(room__venue__district=chosen["district"])
        if "theme" in chosen:
            found = found.filter(themes__slug=chosen["theme"])
        if "words" in chosen:
            found = found.filter(pk__in=self._saying(found, chosen["words"]))
        return found

    def _saying(self, debates: QuerySet[Debate], words: str) -> list[int]:
        """The numbers of those that say all of these words, read once for tabs and list."""
        if self._said is None:
            self._said = saying(debates, words)
        return self._said


def rows(debates) -> list[Row]:
    """Those debates, from `QueueFilter.debates`, as the queue shows them. One query of its own."""
    debates = list(debates)
    told = in_the_way(debates)
    return [_row(debate, told.get(debate.pk, [])) for debate in debates]


def _row(debate: Debate, told: list[str]) -> Row:
    events = list(debate.events.all())
    return Row(
        debate,
        [point for point in readiness(debate) if not point.ready],
        told,
        sum(event.kind == DebateEvent.SUBMITTED for event in events),
        changed_names(last_seen(events), last_told(events)),
        bool(events) and events[-1].kind == DebateEvent.COMMENTED and events[-1].by_host,
        version_of(debate),
    )
