"""Does an entry of the guide fit what somebody says of themselves, why, and what could not be told?

Pure comparison: nothing here queries, given entries with their topics and districts at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.models import District
from cms.guide.participants import IN_WHOSE_NAME
from cms.models import GuideEntryPage, Topic

AGE, AS_WHO, DISTRICT, GOAL, TIME, AUDIENCE = "age", "as", "district", "want", "time", "audience"
# From what nobody can change to what is soonest given up.
BY_IMPORTANCE = (AGE, AS_WHO, DISTRICT, GOAL, TIME, AUDIENCE)
CRITERIA = {
    AGE: gettext_lazy("your age"),
    AS_WHO: gettext_lazy("in whose name you act"),
    DISTRICT: gettext_lazy("where you live"),
    GOAL: gettext_lazy("what you want to do"),
    TIME: gettext_lazy("the time that you have"),
    AUDIENCE: gettext_lazy("who it is for"),
}


@dataclass(frozen=True)
class Situation:
    """What somebody said; None where they said nothing. ``lives_elsewhere`` excludes a district."""

    age: int | None = None
    as_who: str = ""
    district: District | None = None
    lives_elsewhere: bool = False
    goal: Topic | None = None
    time: Topic | None = None
    audience: Topic | None = None


@dataclass
class Fit:
    """An entry beside a situation: why it fits, what remains to be checked, and what does not fit, by criterion."""

    entry: GuideEntryPage
    reasons: list[str] = field(default_factory=list)
    # How many of the reasons are this entry's own, and not those of everything that is open to all.
    telling: int = 0
    unknowns: list[str] = field(default_factory=list)
    misfits: dict[str, str] = field(default_factory=dict)

    def because(self, reason: str) -> None:
        """It fits for a reason that sets it apart."""
        self.reasons.append(reason)
        self.telling += 1

    @property
    def cost(self) -> int:
        """How much has to be given up for it: what matters least costs less than anything that matters more."""
        ranks = {name: rank for rank, name in enumerate(reversed(BY_IMPORTANCE))}
        return sum(2 ** ranks[name] for name in self.misfits)


def compare(entry: GuideEntryPage, said: Situation) -> Fit:
    """Hold the entry beside everything that was said, and what it asks beside what was not."""
    fit = Fit(entry)
    for look in (_goal, _time, _age, _as_who, _home, _nationality, _audience):
        look(fit, entry, said)
    if entry.conditions:
        fit.unknowns.append(entry.conditions)
    return fit


def _goal(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if said.goal is None:
        return
    if said.goal in entry.known_topics:
        fit.because(_("It answers what you want: “%(goal)s”.") % {"goal": said.goal})
    else:
        fit.misfits[GOAL] = _("It is about something else than what you want.")


def _time(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if said.time is None:
        return
    needs = [topic for topic in entry.known_topics if topic.facet == Topic.TIME]
    if not needs:
        fit.unknowns.append(_("How much time it takes is not said."))
        return
    least = min(needs, key=lambda topic: topic.position)
    words = {"time": least}
    if least.position <= said.time.position:
        fit.because(_("You have the time that it takes: “%(time)s”.") % words)
    else:
        fit.misfits[TIME] = _("It takes more time: “%(time)s”.") % words


def _age(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if not entry.is_for_people:
        return
    least, most = entry.minimum_age or 0, entry.maximum_age
    has_limits = bool(least) or most is not None
    words = {"age": said.age, "minimum": least, "maximum": most}
    if said.age is None:
        if has_limits:
            fit.unknowns.append(_limits(least, most) % words)
    elif said.age < least:
        fit.misfits[AGE] = _("You have to be at least %(minimum)s.") % words
    elif most is not None and said.age > most:
        fit.misfits[AGE] = _("You have to be at most %(maximum)s.") % words
    elif not has_limits:
        fit.reasons.append(_("It is open at every age."))
    else:
        fit.because(_open_to_age(least, most) % words)


def _limits(least: int, most: int | None) -> str:
    if least and most is not None:
        return _("You have to be from %(minimum)s to %(maximum)s years old.")
    return _("You have to be at least %(minimum)s.") if least else _("You have to be at most %(maximum)s.")


def _open_to_age(least: int, most: int | None) -> str:
    if least and most is not None:
        return _("You are %(age)s: it is open from %(minimum)s to %(maximum)s years old.")
    if least:
        return _("You are %(age)s: it is open from the age of %(minimum)s.")
    return _("You are %(age)s: it is open up to the age of %(maximum)s.")


def _as_who(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if not said.as_who:
        if not entry.is_for_people:
            name = IN_WHOSE_NAME[frozenset(entry.as_who)]
            fit.unknowns.append(_("One takes part in it %(in_whose_name)s.") % {"in_whose_name": name})
        return
    name = IN_WHOSE_NAME[frozenset({said.as_who})]
    if not entry.as_who:
        fit.unknowns.append(
            _("Whether one can take part %(in_whose_name)s is not said.") % {"in_whose_name": name}
        )
    elif said.as_who in entry.as_who:
        fit.because(_("You can take part %(in_whose_name)s.") % {"in_whose_name": name})
    else:
        fit.misfits[AS_WHO] = _("One cannot take part %(in_whose_name)s.") % {"in_whose_name": name}


def _home(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if said.lives_elsewhere:
        _home_elsewhere(fit, entry)
    elif said.district is not None:
        _home_in_district(fit, entry, said.district)
    elif entry.residence != entry.ANYWHERE and entry.is_for_people:
        fit.unknowns.append(_home_needed(entry))


def _home_elsewhere(fit: Fit, entry: GuideEntryPage) -> None:
    if entry.residence == entry.ANYWHERE or not entry.is_for_people:
        fit.reasons.append(_("It is open wherever you live."))
    elif entry.residence == entry.TIES:
        fit.unknowns.append(_("You have to work or study in %(city)s.") % {"city": entry.city})
    elif entry.residence == entry.REGION:
        fit.unknowns.append(_("You have to live in the region of %(city)s.") % {"city": entry.city})
    else:
        fit.misfits[DISTRICT] = _home_needed(entry)


def _home_in_district(fit: Fit, entry: GuideEntryPage, home: District) -> None:
    districts = entry.known_districts
    if home.city_id != entry.city_id:
        if entry.residence == entry.ANYWHERE:
            fit.unknowns.append(_("It is in another city: %(city)s.") % {"city": entry.city})
        else:
            fit.misfits[DISTRICT] = _("It is in another city: %(city)s.") % {"city": entry.city}
    elif districts and home not in districts:
        fit.misfits[DISTRICT] = _("It is in another district: %(districts)s.") % {
            "districts": ", ".join(str(district) for district in districts)
        }
    elif entry.residence == entry.NEIGHBOURHOOD:
        fit.unknowns.append(_("You have to live in the neighbourhood concerned."))
    elif districts:
        fit.because(_("It is where you live: %(district)s.") % {"district": home})
    else:
        fit.reasons.append(
            _("It is for the whole city, and so for where you live: %(district)s.") % {"district": home}
        )


def _home_needed(entry: GuideEntryPage) -> str:
    words = {"city": entry.city, "districts": ", ".join(str(one) for one in entry.known_districts)}
    if entry.residence == entry.NEIGHBOURHOOD:
        return _("You have to live in the neighbourhood concerned.")
    if entry.residence == entry.DISTRICT and words["districts"]:
        return _("You have to live in %(city)s, here: %(districts)s.") % words
    if entry.residence == entry.TIES:
        return _("You have to live, work or study in %(city)s.") % words
    if entry.residence == entry.REGION:
        return _("You have to live in %(city)s or its region.") % words
    return _("You have to live in %(city)s.") % words


def _nationality(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    # Nobody is asked for their nationality here: it is told as a thing to check.
    if not entry.is_for_people:
        return
    if entry.nationality == entry.FRENCH:
        fit.unknowns.append(_("You have to be French."))
    elif entry.nationality == entry.EUROPEAN:
        fit.unknowns.append(_("You have to be a citizen of a country of the European Union."))


def _audience(fit: Fit, entry: GuideEntryPage, said: Situation) -> None:
    if said.audience is None:
        return
    audiences = [topic for topic in entry.known_topics if topic.facet == Topic.AUDIENCE]
    if said.audience in audiences:
        fit.because(_("It is made for: %(audience)s.") % {"audience": said.audience})
    elif audiences:
        names = ", ".join(str(topic) for topic in audiences)
        fit.misfits[AUDIENCE] = _("It is made for: %(audience)s.") % {"audience": names}
    else:
        fit.reasons.append(_("It is for everybody."))
