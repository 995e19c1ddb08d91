"""Candidates from a CSV file: every problem of every row is told, and nothing is taken in while there is one."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.lottery.addresses import email_key, normalised
from cms.lottery.births import are_two, birth
from cms.lottery.gathering import Registration
from cms.models import CandidatePerson, Lottery

LARGEST, MOST_ROWS = 5 * 1024 * 1024, 20_000
# What each column may be called, accents and capitals aside.
COLUMNS = {
    "name": ("name", "nom", "nom et prenom", "prenom et nom"),
    "email": ("email", "e-mail", "mail", "courriel", "adresse electronique"),
    "phone": ("phone", "telephone", "tel"),
    "address": ("address", "adresse", "adresse postale"),
    "postcode": ("postcode", "code postal", "zip"),
    "born": (
        "born", "year of birth", "date of birth", "birth year", "birth date",
        "ne", "nee", "ne(e)", "ne·e", "ne le", "nee le", "ne(e) le", "annee de naissance", "date de naissance",
    ),
}  # fmt: skip
LONGEST = {"name": 150, "email": 254, "phone": 30, "address": 250, "postcode": 20}
_ONE_OF_EACH = str.maketrans("–—‑’‘ʼ", "---'''")


@dataclass
class Reading:
    """What a file holds: people, and problems as (line of the file, sentence); line 0 is of the whole file."""

    people: list[Registration] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, line: int, sentence: str) -> None:
        self.problems.append((line, sentence))


def read(lottery: Lottery, content: bytes) -> Reading:
    """Read a file for this lottery. Four queries. Text in UTF-8 or Windows-1252; commas, semicolons or tabs."""
    reading = Reading()
    if len(content) > LARGEST:
        reading.complain(0, _("The file is larger than 5 MB: split it."))
        return reading
    text = _text(content)
    if "\x00" in text:
        reading.complain(0, _("This is no text file. Save the sheet as CSV, and choose that file."))
        return reading
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = _rows(text, delimiter)
    try:
        headers = [_plain(cell) for cell in next(rows, [])]
        places = _places(lottery, headers, reading)
        if not reading.problems:
            _read_rows(lottery, rows, places, reading)
    except csv.Error:
        reading.complain(
            0, _("The file cannot be read as CSV: look for a quotation mark that is never closed.")
        )
    if not reading.problems and not reading.people:
        reading.complain(0, _("The file holds no candidate."))
    return reading


def _read_rows(lottery: Lottery, rows: Iterator[list[str]], places: dict[str, int], reading: Reading) -> None:
    values = {category.key: _by_name(category) for category in lottery.categories.prefetch_related("values")}
    names = {category.key: str(category) for category in lottery.categories.all()}
    taken = set(lottery.candidates.exclude(email_key="").values_list("email_key", flat=True))
    seen: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for known_already in CandidatePerson.objects.filter(candidate__lottery=lottery).exclude(address=""):
        who = _who(known_already.name, known_already.address, known_already.postcode)
        seen.setdefault(who, []).append((0, known_already.born))
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(reading.people) >= MOST_ROWS:
            reading.complain(line, _("A lottery takes at most 20,000 candidates: shorten the file."))
            return
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        answers = {}
        for key, known in values.items():
            typed = cells[f"category:{key}"]
            if _plain(typed) in known:
                answers[key] = known[_plain(typed)]
            else:
                reading.complain(
                    line,
                    _("“%(typed)s” is no value of “%(category)s”.")
                    % {"typed": typed[:60], "category": names[key]},
                )
        _check_person(lottery, cells, line, taken, reading)
        _check_once(cells, line, seen, reading)
        person = {name: cells.get(name, "") for name in COLUMNS}
        reading.people.append(Registration(answers=answers, **person))


def _check_person(lottery: Lottery, cells: dict, line: int, taken: set[str], reading: Reading) -> None:
    if not cells.get("name"):
        reading.complain(line, _("The name is missing."))
    for name, longest in LONGEST.items():
        if len(cells.get(name, "")) > longest:
            reading.complain(
                line,
                _("“%(start)s…” is too long: at most %(longest)d characters.")
                % {"start": cells[name][:30], "longest": longest},
            )
    if lottery.one_an_address and not cells.get("address"):
        reading.complain(line, _("The postal address is missing: this lottery compares addresses."))
    if (born := birth(cells.get("born", ""), latest=timezone.now().year)) is None:
        reading.complain(
            line,
            _("“%(typed)s” is no year or date of birth: write 1980 or 1980-05-31.")
            % {"typed": cells["born"][:30]},
        )
    cells["born"] = born or ""
    if not (email := cells.get("email", "")):
        return
    try:
        validate_email(email)
    except ValidationError:
        reading.complain(line, _("“%(email)s” is no e-mail address.") % {"email": email[:60]})
        return
    key = email_key(email, lottery_id=lottery.pk)
    if key in taken:
        reading.complain(
            line, _("“%(email)s” is a candidate already, or comes twice in the file.") % {"email": email}
        )
    taken.add(key)


def _check_once(
    cells: dict, line: int, seen: dict[tuple[str, str], list[tuple[int, str]]], reading: Reading
) -> None:
    """One person, one row: a second row with the same name and address would double their chance.

    ``seen``: who → (line, birth) of each row and candidate so far; line 0 is a candidate who was there before.
    """
    who = _who(cells.get("name", ""), cells.get("address", ""), cells.get("postcode", ""))
    if not who[1]:
        return
    born = cells.get("born", "")
    same = [first for first, other in seen.get(who, []) if not are_two(born, other)]
    seen.setdefault(who, []).append((line, born))
    if not same:
        return
    if same[0] == 0:
        reading.complain(
            line,
            _(
                "Somebody of this name and address is a candidate already: take the row out. Two people are told "
                "apart by the column “born”, a year or a date, where it is known of both."
            ),
        )
        return
    reading.complain(
        line,
        _(
            "The same name and address as on line %(first)d: take one of the two rows out. If they are two people, "
            "say in a column “born” the year or the date of birth of both."
        )
        % {"first": same[0]},
    )


def _who(name: str, address: str, postcode: str) -> tuple[str, str]:
    """What two rows of one person have in common: the name, however it is written, and the address."""
    return " ".join(sorted(re.findall(r"[^\W_]+", _plain(name)))), normalised(address, postcode)


def same_people(lottery: Lottery) -> list[list[str]]:
    """Public ids of candidates who have one name and one address: perhaps one person with two mailboxes. One query."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    people = CandidatePerson.objects.filter(candidate__lottery=lottery).exclude(address="")
    for person in people.select_related("candidate").order_by("candidate__public_id"):
        key = _who(person.name, person.address, person.postcode)
        found.setdefault(key, []).append((person.candidate.public_id, person.born))
    doubtful = [
        [
            public_id
            for place, (public_id, born) in enumerate(alike)
            if any(not are_two(born, other) for n, (_id, other) in enumerate(alike) if n != place)
        ]
        for alike in found.values()
    ]
    return [ids for ids in doubtful if ids]


def _places(lottery: Lottery, headers: list[str], reading: Reading) -> dict[str, int]:
    """Where each column is. What is missing is complained of; other columns are not read."""
    places = {}
    for name, called in COLUMNS.items():
        found = [place for place, header in enumerate(headers) if header in called]
        if found:
            places[name] = found[0]
    if "name" not in places:
        reading.complain(1, _("The first line must name the columns; there is none called “name”."))
    for category in lottery.categories.all():
        words_for_it = {_plain(category.key), *(_plain(words) for words in category.name.values())}
        found = [place for place, header in enumerate(headers) if header in words_for_it]
        if found:
            places[f"category:{category.key}"] = found[0]
        else:
            reading.complain(
                1,
                _("No column is called “%(key)s” or “%(name)s”.")
                % {"key": category.key, "name": str(category)},
            )
    if places.get("born") in [place for name, place in places.items() if name != "born"]:
        # A lottery may ask for the year of birth as a category: its values need be no year.
        del places["born"]
    return places


def _by_name(category) -> dict[str, str]:
    """What may be typed for each value of a category → the value's key."""
    return {
        _plain(words): value.key
        for value in category.values.all()
        for words in (value.key, *value.name.values())
    }


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _plain(words: str) -> str:
    """Words without accents, capitals and doubled blanks; dashes of any length are one, and so are apostrophes."""
    letters = unicodedata.normalize("NFKD", words.translate(_ONE_OF_EACH)).casefold()
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
