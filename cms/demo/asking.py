"""The demonstration's consultations, and the contributions that people sent to the main one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from cities.models import City, District
from cms.demo.texts import contributions, read
from consultations.answering.contributing import Participant, Sent, begin, keep, send
from consultations.answering.forms import OTHER_SUFFIX, PREFIX
from consultations.answering.paper_entry import SheetResult, enter_sheet
from consultations.asking.blocks import stream_of
from consultations.models import Batch, Consultation, ConsultationText, Contribution

DAY = timedelta(days=1)
MAIN_LASTED = 92 * DAY
MAIN_CLOSED = 30 * DAY
MAIN_RESULTS = 6 * DAY
OFFICE_HOURS = {"opens_at": 9, "closes_at": 18, "results_at": 18}


def make_main_consultation(*, now: datetime) -> Consultation:
    """The renewal of the Paris charter: open for three months, closed a month ago, results out this week."""
    texts = read("consultation")
    closed = now - MAIN_CLOSED
    return _consultation(
        texts,
        definition={"sections": read("questionnaire")},
        city="paris",
        opens_at=closed - MAIN_LASTED,
        closes_at=closed,
        results_at=now - MAIN_RESULTS,
        shows_partial_results=True,
    )


def make_other_consultations(*, now: datetime) -> list[Consultation]:
    """Consultations that are open or to come, one for each way of answering."""
    made = []
    for texts in read("other_consultations"):
        results = texts["results_in_days"]
        made.append(
            _consultation(
                texts,
                definition={"sections": texts["questionnaire"]},
                city=texts["city"],
                access=texts["access"],
                opens_at=now + texts["opens_in_days"] * DAY,
                closes_at=now + texts["closes_in_days"] * DAY,
                results_at=now + results * DAY if results is not None else None,
                shows_partial_results=texts["shows_partial_results"],
            )
        )
    return made


def receive_contributions(
    consultation: Consultation, typists, *, progress: Callable[[int, int], None]
) -> dict[str, Sent | SheetResult]:
    """Send every contribution as its author would: online by the citizen's verbs, the others typed in twice.

    Each comes back with its ``contribution`` and its receipt ``code``.
    """
    entries = contributions()
    found: dict[str, Sent | SheetResult] = {}
    districts = {district.code: district for district in consultation.city.districts.all()}
    batches: dict[str, Batch] = {}
    sheets: dict[str, int] = {}
    totals = {
        channel: sum(e["channel"] == channel for e in entries.values()) for channel in dict(Batch.CHANNELS)
    }
    for number, (name, entry) in enumerate(entries.items(), start=1):
        at = consultation.closes_at - entry["days_ago"] * DAY + timedelta(minutes=number)
        at = min(at, consultation.closes_at - timedelta(minutes=1))
        channel = entry["channel"]
        typed = typed_form(entry["answers"], at=at)
        if channel == Contribution.ONLINE:
            found[name] = _online(consultation, entry, typed, districts, at=at)
        else:
            batch = batches.get(channel) or _batch(consultation, channel, totals[channel], typists[0], at=at)
            batches[channel] = batch
            sheets[channel] = sheets.get(channel, 0) + 1
            for typist in typists:
                result = enter_sheet(
                    batch, sheets[channel], typed, by=typist, language=entry["language"], at=at
                )
            found[name] = result
        progress(number, len(entries))
    return found


def typed_form(answers: dict, *, at: datetime) -> dict[str, list[str]]:
    """Answers as a browser would post them."""
    typed: dict[str, list[str]] = {}
    for key, value in answers.items():
        name = PREFIX + key
        if key.endswith("_other"):
            continue
        if key == "last_time":
            typed[name] = [(at - value * DAY).date().isoformat()]
        elif key == "priorities":
            typed.update({f"{name}_{choice}": [str(place)] for place, choice in enumerate(value, start=1)})
        elif isinstance(value, list):
            other = answers.get(f"{key}_other", "")
            typed[name] = [*value, "other"] if other and "other" not in value else value
            if other:
                typed[name + OTHER_SUFFIX] = [other]
        else:
            typed[name] = [str(value)]
    return typed


def _online(consultation, entry, typed, districts: dict[str, District], *, at: datetime) -> Sent:
    draft, token = begin(
        consultation,
        Participant(),
        language=entry["language"],
        district=districts.get(entry["district"] or ""),
        at=at,
    )
    keep(draft, typed)
    return send(consultation, draft, token, at=at)


def _batch(consultation, channel: str, sheets: int, by, *, at: datetime) -> Batch:
    labels = {
        Batch.PAPER: "Urnes des Maisons de la vie associative et citoyenne",
        Batch.SPOKEN: "Paroles recueillies sur les marchés",
        Batch.DEBATE: "Réunion publique de mi-parcours",
    }
    return Batch.objects.create(
        consultation=consultation,
        label=labels[channel],
        channel=channel,
        received_on=at.date(),
        sheets=sheets,
        created_by=by,
    )


def _consultation(texts: dict, *, definition: dict, city: str, **fields) -> Consultation:
    town = City.objects.get(slug=city)
    # A city opens at nine and closes at six by its own clock, whatever the hour at which the demo is loaded.
    for name, hour in OFFICE_HOURS.items():
        if fields[name]:
            fields[name] = (
                fields[name].astimezone(town.zone).replace(hour=hour, minute=0, second=0, microsecond=0)
            )
    consultation = Consultation(
        slug=texts["slug"],
        city=town,
        questionnaire=json.dumps(stream_of(definition)),
        live=False,
        **fields,
    )
    consultation.texts.set(
        [
            ConsultationText(
                language=code,
                **{
                    name: texts[name][code]
                    for name in ("title", "summary", "why", "decision", "privacy", "consent")
                },
            )
            for code in ("fr", "en")
        ]
    )
    consultation.full_clean()
    consultation.save()
    consultation.save_revision().publish()
    consultation.refresh_from_db()
    return consultation
