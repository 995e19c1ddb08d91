"""What a row of debates means, and what is wrong with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from debates.hosting.debate_forms import SEATS_AT_MOST, THEMES_AT_MOST
from debates.hosting.hours import NoSuchHour, moments
from debates.importing import cells
from debates.importing.columns import plain
from debates.importing.known import Known
from debates.importing.planned import Planned, take, take_words
from debates.models import Debate

LANGUAGE_CODE_LETTERS = 10


def read_debate(one: Planned, known: Known) -> None:
    take_words(one, "question", most=200)
    take_words(one, "presentation", most=4000)
    take_words(one, "price", most=80)
    take(one, "format", cells.choice, empty=Debate.DISCUSSION, choices=Debate.FORMATS)
    take(one, "audience", cells.choice, empty=Debate.EVERYBODY, choices=Debate.AUDIENCES)
    take(one, "entry", cells.choice, empty=Debate.REGISTRATION, choices=Debate.ENTRIES)
    take(one, "online_link", cells.link)
    take(one, "seats", cells.number, empty=None, most=SEATS_AT_MOST)
    take(one, "languages", _languages, empty=[])
    take(one, "themes", known.themes, empty=[], most=THEMES_AT_MOST)
    _read_keywords(one, known)
    take(one, "starts", cells.hour_of, empty=None, night=known.night)
    take(one, "ends", cells.hour_of, empty=None, night=known.night)
    _read_hours(one, known)
    _read_place(one, known)
    _check_seats(one, known)


def _read_keywords(one: Planned, known: Known) -> None:
    """The words by which an agenda sorts its events: those that are themes of the night, and a note on the others."""
    keywords = cells.several(one.row.values.get("keywords", ""))
    if not keywords:
        return
    named, others = known.themes_among(keywords)
    chosen = list(dict.fromkeys([*one.values["themes"], *named]))
    one.values["themes"] = chosen[:THEMES_AT_MOST]
    if len(chosen) > THEMES_AT_MOST:
        left_out = ", ".join(str(theme) for theme in chosen[THEMES_AT_MOST:])
        sentence = _("A debate has %(most)d themes at most: these are left out: %(themes)s.")
        one.notes.append(sentence % {"most": THEMES_AT_MOST, "themes": left_out})
    if others:
        sentence = _("These keywords are no themes of the night and are left out: %(keywords)s.")
        one.notes.append(sentence % {"keywords": ", ".join(others)})


def _languages(cell: str) -> list[str]:
    codes = list(dict.fromkeys(part.lower() for part in cells.several(cell)))
    wrong = [code for code in codes if not code.isalpha() or not 2 <= len(code) <= LANGUAGE_CODE_LETTERS]
    if wrong:
        raise cells.Wrong(
            _("“%(cell)s” is not the code of a language. Write codes such as fr, en, wo.")
            % {"cell": wrong[0][:60]}
        )
    return codes


def _read_hours(one: Planned, known: Known) -> None:
    starts_at, ends_at = one.values["starts"], one.values["ends"]
    one.values["starts"] = one.values["ends"] = None
    told = {name for name, _sentence in one.problems}
    if {"starts", "ends"} & told or (starts_at is None and ends_at is None):
        return
    if starts_at is None or ends_at is None:
        one.problems.append(("starts" if starts_at is None else "ends", _("Give both hours, or none yet.")))
        return
    night = known.night
    try:
        starts, ends = moments(night, starts_at, ends_at)
    except NoSuchHour:
        one.problems.append(
            ("starts", _("The clocks go forward in this night and skip that hour: choose another."))
        )
        return
    if not night.starts <= starts < night.ends or ends > night.ends:
        sentence = _("The night of %(city)s goes from %(first)s to %(last)s: choose hours within it.")
        told_hours = {
            "city": night.city,
            "first": f"{night.opens_at:%H:%M}",
            "last": f"{night.closes_at:%H:%M}",
        }
        one.problems.append(("starts", sentence % told_hours))
    elif ends <= starts:
        one.problems.append(("ends", _("It ends before it begins: choose a later hour.")))
    else:
        one.values["starts"], one.values["ends"] = starts, ends


def _read_place(one: Planned, known: Known) -> None:
    venue, room = one.row.values.get("venue", ""), one.row.values.get("room", "")
    one.values["place"] = None
    if not venue:
        if room:
            one.problems.append(("venue", _("Name the place of this room, too.")))
        return
    rooms = known.rooms_of(venue)
    if rooms is None:
        sentence = _("No place of this host is known as “%(venue)s”: import or list it first.")
        one.problems.append(("venue", sentence % {"venue": venue[:60]}))
    elif room:
        found = next((name for name in rooms if plain(name) == plain(room)), None)
        if found is None:
            sentence = _("This place has no room “%(room)s”. Its rooms: %(rooms)s.")
            one.problems.append(("room", sentence % {"room": room[:60], "rooms": ", ".join(rooms)}))
        else:
            one.values["place"] = (venue, found)
    elif len(rooms) == 1:
        one.values["place"] = (venue, next(iter(rooms)))
    else:
        one.problems.append(("room", _("Say which room: %(rooms)s.") % {"rooms": ", ".join(rooms)}))


def _check_seats(one: Planned, known: Known) -> None:
    if one.values["place"] is None or one.values["seats"] is None:
        return
    venue, room = one.values["place"]
    holds = (known.rooms_of(venue) or {})[room]
    if one.values["seats"] > holds:
        sentence = _("This room holds %(most)d people: choose fewer seats or a larger room.")
        one.problems.append(("seats", sentence % {"most": holds}))
