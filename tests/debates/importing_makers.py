"""Files as hosts send them, and real events as an agenda tells them."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

from debates.importing.columns import DEBATE, VENUE
from debates.importing.tables import Row, rows_of_table

REAL_EVENTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "events.tsv"


def a_csv(*rows: dict) -> bytes:
    """A table whose headings are the columns' names."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def a_place(**changes) -> dict:
    return {
        "external_id": "L-1",
        "name": "Café des Arts",
        "kind": "café ou restaurant",
        "address": "12 rue des Arts",
        "rooms": "Grande salle : 60 ; Cave : 20",
        "step_free": "oui",
    } | changes


def a_planned_debate(**changes) -> dict:
    return {
        "external_id": "D-1",
        "question_fr": "Faut-il fermer la rue ?",
        "starts": "21:00",
        "ends": "22h30",
        "venue": "L-1",
        "room": "grande salle",
        "languages": "fr, wo",
    } | changes


def read(*rows: dict) -> list[Row]:
    """Those rows read from files, places and debates each from one of their own."""
    places = [row for row in rows if "name" in row]
    debates = [row for row in rows if "name" not in row]
    read_rows = rows_of_table(a_csv(*places), kind=VENUE) if places else []
    return read_rows + (rows_of_table(a_csv(*debates), kind=DEBATE) if debates else [])


def real_events(night, *, most: int) -> list[dict]:
    """Real events as an agenda's JSON tells them; each is moved to the night's day, and keeps its hours."""
    lines = REAL_EVENTS.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    events = [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]
    return [_as_json(event, night) for event in events[:most]]


def _as_json(event: dict, night) -> dict:
    first = event["timings"].split(";")[0].split()
    timings = []
    if len(first) == 2:
        begin, end = (datetime.fromisoformat(moment) for moment in first)
        moved = datetime.combine(night.edition.date, begin.time())
        timings = [{"begin": moved.isoformat(), "end": (moved + max(end - begin, timedelta(0))).isoformat()}]
    return {
        "uid": event["uid"],
        "title": {"fr": event["title"]},
        "description": {"fr": event["description"]},
        "longDescription": {"fr": event["long_description"]},
        "timings": timings,
        "location": {
            "name": event["venue"],
            "address": event["address"],
            "postalCode": event["postcode"],
            "city": event["city"],
            "latitude": event["lat"],
            "longitude": event["lon"],
        },
    }
