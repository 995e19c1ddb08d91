"""The demonstration's draw by lot: 120 made-up candidates, a panel of 24, one replacement, all of it checkable.

The panels were found once by the worker's own search and are kept by the candidates' rank in the file, so that loading
needs no solver; everything else goes through the verbs that staff use.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from cities.models import City
from cms.lottery import drawing, gathering, publishing
from cms.lottery.gathering import Registration
from cms.lottery.pool import pool_of, sha256_of
from cms.models import FoundPanels, Lottery, LotteryCategory, LotteryValue, Replacement

DAY = timedelta(days=1)
FILE = Path(__file__).with_name("lottery_panels.json")
SLUG = "panel-rues-de-demain"
FIRST_NAMES = (
    "Ada", "Basile", "Céleste", "Djibril", "Elif", "Fabrice", "Gisèle", "Hamid", "Inaya", "Joris", "Kadiatou", "Léonie",
)  # fmt: skip
NAMES = ("Arnal", "Bâ", "Cardoso", "Delmas", "Evrard", "Fofana", "Guérin", "Haddou", "Ivanov", "Jaurès")
# Category → (question in French, in English, values: key → (French, English, minimum, maximum)).
CATEGORIES = {
    "genre": (
        "Vous êtes",
        "You are",
        {"femmes": ("une femme", "a woman", 12, 13), "hommes": ("un homme", "a man", 11, 12)},
    ),
    "age": (
        "Votre âge",
        "Your age",
        {
            "16-24": ("16 à 24 ans", "16 to 24", 3, 4),
            "25-39": ("25 à 39 ans", "25 to 39", 6, 7),
            "40-59": ("40 à 59 ans", "40 to 59", 7, 8),
            "60": ("60 ans et plus", "60 and over", 5, 7),
        },
    ),
    "secteur": (
        "Votre secteur de Paris",
        "Your part of Paris",
        {
            "centre": ("Centre", "Centre", 2, 4),
            "nord-est": ("Nord-Est", "North-east", 6, 8),
            "sud-est": ("Sud-Est", "South-east", 5, 7),
            "sud-ouest": ("Sud-Ouest", "South-west", 4, 5),
            "nord-ouest": ("Nord-Ouest", "North-west", 4, 5),
        },
    ),
    "diplome": (
        "Votre diplôme le plus élevé",
        "Your highest diploma",
        {
            "sans": ("Sans diplôme ou brevet", "None, or lower secondary", 7, 9),
            "bac": ("CAP, BEP ou baccalauréat", "Vocational or upper secondary", 6, 8),
            "superieur": ("Diplôme du supérieur", "Higher education", 8, 10),
        },
    ),
}
# Who lives under one roof, by rank in the file.
HOMES = {7: 1, 8: 1, 40: 2, 41: 2, 77: 3, 93: 3}


def draw_a_panel(*, by, now: datetime) -> Lottery:
    """Make the lottery from its candidates to its first replacement, in the weeks before ``now``."""
    given = json.loads(FILE.read_text(encoding="utf-8"))
    lottery = _make(now=now)
    candidates = gathering.add(lottery, _people(given["people"].split()), by=by, at=now - 42 * DAY)
    ids = [one.public_id for one in candidates]
    _keep_found(lottery, given, ids, now=now)
    source = publishing.PublicSource(
        source="Les cinq numéros du tirage public du jour, dans l’ordre croissant, sans le numéro complémentaire",
        url="https://www.example.org/tirage-public",
        day=(now - 30 * DAY).date(),
    )
    publishing.publish(lottery, source, by=by, at=now - 35 * DAY)
    drawing.draw_from_source(
        lottery,
        seed="3 - 17 - 24 - 38 - 41",
        url="https://www.example.org/tirage-public",
        day=(now - 30 * DAY).date(),
        by=by,
        at=now - 29 * DAY,
    )
    first = lottery.draw.members[0]
    drawing.replace(lottery, first, reason=Replacement.UNREACHABLE, by=by, at=now - 20 * DAY)
    return lottery


def _make(*, now: datetime) -> Lottery:
    lottery = Lottery.objects.create(
        city=City.objects.get(slug="paris"),
        slug=SLUG,
        title={"fr": "Panel citoyen « Rues de demain »", "en": "Citizens’ panel “Streets of tomorrow”"},
        text={
            "fr": "Vingt-quatre personnes se réunissent trois samedis pour dire à quoi doivent servir nos rues. "
            "Repas, transport et garde d’enfants sont pris en charge.",
            "en": "Twenty-four people meet on three Saturdays to say what our streets should be for. Meals, travel and "
            "childcare are paid for.",
        },
        size=24,
        algorithm=Lottery.NASH,
        registration_opens_at=now - 70 * DAY,
        registration_closes_at=now - 45 * DAY,
        erase_on=(now + 120 * DAY).date(),
        created_at=now - 75 * DAY,
    )
    for place, (key, (french, english, values)) in enumerate(CATEGORIES.items()):
        category = LotteryCategory.objects.create(
            lottery=lottery, key=key, name={"fr": french, "en": english}, position=place
        )
        LotteryValue.objects.bulk_create(
            LotteryValue(
                category=category,
                key=value,
                name={"fr": in_french, "en": in_english},
                minimum=least,
                maximum=most,
                position=number,
            )
            for number, (value, (in_french, in_english, least, most)) in enumerate(values.items())
        )
    return lottery


def _people(codes: list[str]) -> list[Registration]:
    """The candidates: each digit of a code is the rank of their value in a category."""
    keys = {key: list(values) for key, (_french, _english, values) in CATEGORIES.items()}
    return [
        Registration(
            name=f"{FIRST_NAMES[rank % len(FIRST_NAMES)]} {NAMES[rank // len(FIRST_NAMES)]}",
            email=f"candidat-{rank:03}@palabre.example",
            address=f"{HOMES[rank] + 900 if rank in HOMES else rank + 1} rue des Essais",
            postcode="75000",
            answers={key: keys[key][int(digit)] for key, digit in zip(keys, code, strict=True)},
        )
        for rank, code in enumerate(codes)
    ]


def _keep_found(lottery: Lottery, given: dict, ids: list[str], *, now: datetime) -> None:
    """What the worker's search found for these candidates, under their public ids of this site."""
    panels = [
        {"members": sorted(ids[rank] for rank in ranks), "tickets": tickets}
        for tickets, ranks in given["panels"]
    ]
    FoundPanels.objects.create(
        lottery=lottery,
        panels=sorted(panels, key=lambda panel: panel["members"]),
        of_sha256=sha256_of(pool_of(lottery), lottery.algorithm),
        found_by=given["found_by"],
        found_at=now - 40 * DAY,
    )
    lottery.state = Lottery.FOUND
    lottery.save(update_fields=["state"])
