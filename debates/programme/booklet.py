"""The booklet of a city's night as data: cover, how to use it, debates by district, indexes by hour and theme.

Every word goes to ``kit.typesetting`` as data; nothing that hosts wrote is read as markup.
"""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from debates.finding.asked import ACCESS_NAMES
from debates.models import Debate, DebateTheme, Night
from debates.models.venue import ANSWERS
from debates.on_paper import address_of, code_of, languages_of, place_of, spaced, told, where
from debates.programme.front import front_of, short
from debates.programme.loading import Listed, Section, by_district, hour_title
from kit.localized import LocalizedText

WORDS_OF_PRESENTATION = 45


def booklet_of(night: Night, listed: list[Listed]) -> dict[str, Any]:
    """Every word of the booklet in the active language. No query for debates of `loading.listed_of`."""
    words = {
        "contents": _("Contents"),
        "use": _("How to use this booklet"),
        "scan": _("The list on the web, up to date:"),
        "read_more": _("Read more:"),
        "reserve": _("Reserve:"),
        "access": _("Accessibility"),
        "themes": _("Themes"),
    }
    return front_of(night, _("Programme of the night"), debates=len(listed)) | {
        "words": {key: spaced(word) for key, word in words.items()},
        "use": [spaced(sentence) for sentence in _use(night)],
        "sections": [_section(one) for one in by_district(night, listed)],
        "indexes": [_index_by_hour(night, listed), _index_by_theme(listed)],
    }


def as_of(night: Night, moment: datetime) -> str:
    """The sentence that dates a paper, by the city's clock."""
    local = moment.astimezone(night.city.zone)
    words = {"day": date_format(local, "j F Y"), "hour": time_format(local, "TIME_FORMAT")}
    return spaced(_("Programme as it stood on %(day)s at %(hour)s.") % words)


def _use(night: Night) -> list[str]:
    city = {"city": night.city}
    return [
        _("Debates are told district by district, and in each by the hour at which they begin."),
        _("All hours are those of %(city)s.") % city,
        _("Two indexes at the end lead to the page of each debate: by hour, and by theme."),
        _(
            "Each place says whether one gets in without a step, whether there are accessible toilets, a hearing loop, "
            "sign language, a quiet place and a stop nearby: yes, no, or not known."
        ),
        _(
            "Where seats are reserved, type the address below the debate: no account is needed. Where entry is free, "
            "come as you are."
        ),
        _("A debate may move or be called off after this was printed. The list on the web always says so."),
    ]


def _section(section: Section) -> dict[str, Any]:
    count = len(section.debates)
    counted = ngettext("%(number)d debate", "%(number)d debates", count) % {"number": count}
    return {
        "title": spaced(capfirst(section.title)),
        "count": spaced(counted),
        "debates": [_debate(one) for one in section.debates],
    }


def _debate(one: Listed) -> dict[str, Any]:
    debate = one.debate
    address = address_of(debate)
    return {
        "code": debate.code,
        "hours": spaced(one.hours),
        "question": told(debate.question),
        "presentation": _excerpt(debate.presentation),
        "where": [spaced(line) for line in _where(debate)],
        "facts": [spaced(fact) for fact in _facts(debate)],
        "themes": [told(theme.name) for theme in debate.themes.all()],
        "access": _access(debate),
        "is_reserved": debate.entry == Debate.REGISTRATION,
        "entry": spaced(_entry(debate)),
        "price": told(debate.price) if debate.price else None,
        "address": address,
        "short_address": short(address),
    }


def _where(debate: Debate) -> list[str]:
    note = debate.room.note if debate.room is not None else ""
    online = short(debate.online_link) if debate.online_link else ""
    return list(filter(None, [*where(debate), note, online]))


def _facts(debate: Debate) -> list[str]:
    kinds = capfirst(debate.get_format_display())
    if debate.audience != Debate.EVERYBODY:
        kinds = _("%(format)s, for %(people)s") % {"format": kinds, "people": debate.get_audience_display()}
    host = _("Welcomed by %(host)s") % {"host": debate.host}
    return [one for one in (languages_of(debate), kinds, host) if one]


def _entry(debate: Debate) -> str:
    """Whether one reserves, how many seats there are, and that it is free of charge; a price is told beside."""
    seats = debate.seating.capacity
    if debate.entry == Debate.FREE_ENTRY:
        entry = _("Free entry: come as you are")
    elif seats is None:
        entry = _("Seats are reserved")
    else:
        entry = ngettext("%(seats)d seat to reserve", "%(seats)d seats to reserve", seats) % {"seats": seats}
    return entry if debate.price else _("%(entry)s, free of charge") % {"entry": entry}


def _access(debate: Debate) -> list[str]:
    """Each of the six facts with its answer in words and its note; nothing for what is online only."""
    if debate.room is None:
        return []
    answers = dict(ANSWERS)
    facts = []
    for fact, _question, answer, note in debate.room.venue.access():
        words = {"fact": capfirst(str(ACCESS_NAMES[fact])), "answer": answers[answer]}
        told_answer = pgettext("accessibility", "%(fact)s: %(answer)s") % words
        facts.append(spaced(f"{told_answer} ({note})" if note else told_answer))
    return facts


def _excerpt(text: LocalizedText) -> dict[str, str]:
    words = Truncator(" ".join(str(text).split())).words(WORDS_OF_PRESENTATION, truncate=" …")
    return {"text": spaced(words, code_of(text)), "language": code_of(text)}


def _index_by_hour(night: Night, listed: list[Listed]) -> dict[str, Any]:
    groups = groupby(listed, key=lambda one: hour_title(night, one.starts))
    return {
        "title": spaced(_("Debates by hour")),
        "groups": [
            {"title": spaced(title), "language": code_of(), "lines": [_line(one) for one in group]}
            for title, group in groups
        ],
    }


def _index_by_theme(listed: list[Listed]) -> dict[str, Any]:
    about: dict[DebateTheme, list[Listed]] = {}
    for one in listed:
        for theme in one.debate.themes.all():
            about.setdefault(theme, []).append(one)
    groups = [
        told(theme.name) | {"title": told(theme.name)["text"], "lines": [_line(one) for one in about[theme]]}
        for theme in sorted(about, key=lambda theme: (theme.position, theme.slug))
    ]
    without = [one for one in listed if not one.debate.themes.all()]
    if without and groups:
        title = spaced(_("Without a theme"))
        groups.append({"title": title, "language": code_of(), "lines": [_line(one) for one in without]})
    return {"title": spaced(_("Debates by theme")), "groups": groups}


def _line(one: Listed) -> dict[str, Any]:
    return {
        "code": one.debate.code,
        "hour": time_format(one.starts, "TIME_FORMAT"),
        "question": told(one.debate.question),
        "place": spaced(place_of(one.debate)),
    }
