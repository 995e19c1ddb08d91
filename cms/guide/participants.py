"""Who can take part in an entry of the guide, in plain words made from its facts.

Each condition is a phrase translated whole, and so is the way in which two of them follow each other: no language has
to take its words in the order of another.
"""

from __future__ import annotations

from functools import reduce

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cms.models import GuideEntryPage
from cms.models.topic import AS_WHO, ASSOCIATION, COLLECTIVE, INDIVIDUAL, SCHOOL

# Every way to answer “in whose name?”, by what may be ticked.
IN_WHOSE_NAME = {
    frozenset({INDIVIDUAL}): gettext_lazy("in your own name"),
    frozenset({ASSOCIATION}): gettext_lazy("as an association"),
    frozenset({COLLECTIVE}): gettext_lazy("as a group of residents"),
    frozenset({SCHOOL}): gettext_lazy("as a school"),
    frozenset({INDIVIDUAL, COLLECTIVE}): gettext_lazy("alone or with others"),
    frozenset({INDIVIDUAL, ASSOCIATION}): gettext_lazy("in your own name or as an association"),
    frozenset({INDIVIDUAL, SCHOOL}): gettext_lazy("in your own name or with your school"),
    frozenset({ASSOCIATION, COLLECTIVE}): gettext_lazy("as an association or a group of residents"),
    frozenset({ASSOCIATION, SCHOOL}): gettext_lazy("as an association or a school"),
    frozenset({COLLECTIVE, SCHOOL}): gettext_lazy("as a group of residents or a school"),
    frozenset({INDIVIDUAL, ASSOCIATION, COLLECTIVE}): gettext_lazy("alone, with others or as an association"),
    frozenset({INDIVIDUAL, ASSOCIATION, SCHOOL}): gettext_lazy(
        "in your own name, as an association or with your school"
    ),
    frozenset({INDIVIDUAL, COLLECTIVE, SCHOOL}): gettext_lazy("alone, with others or with your school"),
    frozenset({ASSOCIATION, COLLECTIVE, SCHOOL}): gettext_lazy(
        "as an association, a group of residents or a school"
    ),
    frozenset({INDIVIDUAL, ASSOCIATION, COLLECTIVE, SCHOOL}): gettext_lazy(
        "alone, with others, as an association or with your school"
    ),
}


def who_can_take_part(entry: GuideEntryPage) -> str:
    """One sentence: “From the age of 13, if you live in Paris, alone or with others.” Queries districts at most."""
    phrases = [phrase for phrase in (_age(entry), _residence(entry), _nationality(entry)) if phrase]
    if not phrases and entry.is_for_people:
        phrases = [_("everybody can, whatever their age, home and nationality")]
    if entry.as_who:
        phrases.append(str(IN_WHOSE_NAME[frozenset(entry.as_who)]))
    return pgettext("sentence", "%(text)s.") % {"text": capfirst(reduce(_followed_by, phrases))}


def facts(entry: GuideEntryPage) -> list[tuple[str, str]]:
    """The same, fact by fact, as (name, value). Queries districts at most."""
    age = capfirst(_age(entry)) or _("Every age")
    residence = _place_of(entry)
    found = [(_("Where you live"), residence)] if entry.is_for_people else [(_("Where"), residence)]
    if entry.is_for_people:
        found.insert(0, (_("Age"), age))
        found.append((_("Nationality"), entry.get_nationality_display()))
    if entry.as_who:
        names = [str(name) for value, name in AS_WHO if value in entry.as_who]
        found.append((_("In whose name"), reduce(_followed_by, [names[0], *map(_lower_first, names[1:])])))
    return found


def _place_of(entry: GuideEntryPage) -> str:
    """Where one has to be, as a fact beside its name."""
    place = {"city": entry.city, "districts": ", ".join(str(one) for one in entry.known_districts)}
    if entry.residence == entry.DISTRICT and place["districts"]:
        return _("%(city)s: %(districts)s") % place
    words = {
        entry.ANYWHERE: _("No condition"),
        entry.REGION: _("%(city)s and its region"),
        entry.TIES: _("%(city)s, or a job or studies there"),
        entry.CITY: "%(city)s",
        entry.DISTRICT: _("%(city)s, in the district concerned"),
        entry.NEIGHBOURHOOD: _("%(city)s, in the neighbourhood concerned"),
    }
    return words[entry.residence] % place


def _age(entry: GuideEntryPage) -> str:
    ages = {"minimum": entry.minimum_age, "maximum": entry.maximum_age}
    if entry.minimum_age and entry.maximum_age is not None:
        return _("from %(minimum)s to %(maximum)s years old") % ages
    if entry.minimum_age:
        return _("from the age of %(minimum)s") % ages
    if entry.maximum_age is not None:
        return _("up to the age of %(maximum)s") % ages
    return ""


def _residence(entry: GuideEntryPage) -> str:
    if entry.residence == entry.ANYWHERE:
        return ""
    place = {"city": entry.city}
    if not entry.is_for_people:
        return _("based in %(city)s") % place
    if entry.residence == entry.DISTRICT:
        return _if_in_districts(entry)
    phrases = {
        entry.REGION: _("if you live in %(city)s or its region"),
        entry.TIES: _("if you live, work or study in %(city)s"),
        entry.CITY: _("if you live in %(city)s"),
        entry.NEIGHBOURHOOD: _("if you live in the neighbourhood concerned, in %(city)s"),
    }
    return phrases[entry.residence] % place


def _if_in_districts(entry: GuideEntryPage) -> str:
    names = [str(district) for district in entry.known_districts]
    if not names:
        return _("if you live in the district concerned, in %(city)s") % {"city": entry.city}
    return _(
        "if you live in %(city)s, in one of these districts: %(districts)s",
    ) % {
        "city": entry.city,
        "districts": pgettext("between the names of a list", " or ").join(names),
    }


def _nationality(entry: GuideEntryPage) -> str:
    if not entry.is_for_people:
        return ""
    if entry.nationality == entry.FRENCH:
        return _("if you are French")
    if entry.nationality == entry.EUROPEAN:
        return _("if you are a citizen of a country of the European Union")
    return ""


def _followed_by(first: str, second: str) -> str:
    return pgettext("one condition after another", "%(first)s, %(second)s") % {
        "first": first,
        "second": second,
    }


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
