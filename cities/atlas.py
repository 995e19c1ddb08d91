"""Three cities that any site can install as they are: Paris, Dakar and Montréal, with their districts and their law.

Names of districts are the cities' own. Legal notices say which law applies, what it grants and which authority to
turn to; a city's own lawyers complete them in Wagtail's admin.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from .models import City, District


class UnknownCity(LookupError):
    """The atlas has no city of that name."""


@dataclass(frozen=True)
class Plan:
    """What the atlas knows of a city. ``districts`` are (code, French name, English name), in the city's order."""

    name: dict[str, str]
    time_zone: str
    languages: tuple[str, ...]
    minimum_age: int
    latitude: str
    longitude: str
    legal_notice: dict[str, str]
    districts: tuple[tuple[str, str, str], ...]


# The first four share one town hall, “Paris Centre”, and keep their numbers on letters and in these codes.
_PARIS_CENTRE = 4
_PARIS_NAMES = (
    "Louvre", "Bourse", "Temple", "Hôtel-de-Ville", "Panthéon", "Luxembourg", "Palais-Bourbon", "Élysée", "Opéra",
    "Entrepôt", "Popincourt", "Reuilly", "Gobelins", "Observatoire", "Vaugirard", "Passy", "Batignolles-Monceau",
    "Buttes-Montmartre", "Buttes-Chaumont", "Ménilmontant",
)  # fmt: skip

_DAKAR_NAMES = {
    "biscuiterie": "Biscuiterie",
    "camberene": "Cambérène",
    "dakar-plateau": "Dakar-Plateau",
    "dieuppeul-derkle": "Dieuppeul-Derklé",
    "fann-point-e-amitie": "Fann-Point E-Amitié",
    "goree": "Gorée",
    "grand-dakar": "Grand Dakar",
    "grand-yoff": "Grand Yoff",
    "gueule-tapee-fass": "Gueule Tapée-Fass-Colobane",
    "hann-bel-air": "Hann Bel-Air",
    "hlm": "HLM",
    "medina": "Médina",
    "mermoz-sacre-coeur": "Mermoz-Sacré-Cœur",
    "ngor": "Ngor",
    "ouakam": "Ouakam",
    "parcelles-assainies": "Parcelles Assainies",
    "patte-d-oie": "Patte d’Oie",
    "sicap-liberte": "Sicap-Liberté",
    "yoff": "Yoff",
}

_MONTREAL_NAMES = {
    "ahuntsic": "Ahuntsic-Cartierville",
    "anjou": "Anjou",
    "cote-des-neiges": "Côte-des-Neiges–Notre-Dame-de-Grâce",
    "ile-bizard": "L’Île-Bizard–Sainte-Geneviève",
    "lachine": "Lachine",
    "lasalle": "LaSalle",
    "plateau-mont-royal": "Le Plateau-Mont-Royal",
    "sud-ouest": "Le Sud-Ouest",
    "mercier": "Mercier–Hochelaga-Maisonneuve",
    "montreal-nord": "Montréal-Nord",
    "outremont": "Outremont",
    "pierrefonds-roxboro": "Pierrefonds-Roxboro",
    "riviere-des-prairies": "Rivière-des-Prairies–Pointe-aux-Trembles",
    "rosemont": "Rosemont–La Petite-Patrie",
    "saint-laurent": "Saint-Laurent",
    "saint-leonard": "Saint-Léonard",
    "verdun": "Verdun",
    "ville-marie": "Ville-Marie",
    "villeray": "Villeray–Saint-Michel–Parc-Extension",
}


def _paris_districts() -> tuple[tuple[str, str, str], ...]:
    rows = []
    for number, name in enumerate(_PARIS_NAMES, start=1):
        centre = " (Paris Centre)" if number <= _PARIS_CENTRE else ""
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
        rows.append(
            (
                str(number),
                f"{number}{'er' if number == 1 else 'e'} arrondissement – {name}{centre}",
                f"{number}{ending} arrondissement – {name}{centre}",
            )
        )
    return tuple(rows)


def _same_in_both(names: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((code, name, name) for code, name in names.items())


ATLAS: dict[str, Plan] = {
    "paris": Plan(
        name={"fr": "Paris", "en": "Paris"},
        time_zone="Europe/Paris",
        languages=("fr", "en"),
        minimum_age=15,
        latitude="48.856600",
        longitude="2.352200",
        legal_notice={
            "fr": (
                "La ville qui ouvre une consultation est responsable du traitement de vos réponses. Ce que vous "
                "écrivez peut révéler des opinions politiques : nous ne le traitons qu’avec votre accord explicite "
                "(règlement général sur la protection des données, article 9, et loi du 6 janvier 1978 "
                "dite « Informatique et Libertés »). Vous pouvez à tout moment consulter, corriger ou "
                "retirer votre contribution, et retirer votre accord. Si vous estimez que vos droits ne sont pas "
                "respectés, vous pouvez saisir la Commission nationale de l’informatique et des libertés (CNIL, "
                "cnil.fr). En dessous de 15 ans, l’accord d’un parent est nécessaire."
            ),
            "en": (
                "The city that opens a consultation is responsible for your answers. What you write may reveal "
                "political opinions: we use it only with your explicit consent (General Data Protection Regulation, "
                "article 9, and the French Data Protection Act of 6 January 1978). At any time you can see, correct or "
                "withdraw your contribution, and take back your consent. If you think that your rights are not "
                "respected, you can turn to the French data protection authority (CNIL, cnil.fr). Under the age of 15, "
                "a parent must agree too."
            ),
        },
        districts=_paris_districts(),
    ),
    "dakar": Plan(
        name={"fr": "Dakar", "en": "Dakar"},
        time_zone="Africa/Dakar",
        languages=("fr", "wo", "en"),
        minimum_age=18,
        latitude="14.692800",
        longitude="-17.446700",
        legal_notice={
            "fr": (
                "La ville qui ouvre une consultation est responsable du traitement de vos réponses. La loi sénégalaise "
                "n° 2008-12 du 25 janvier 2008 sur la protection des données à caractère personnel s’applique. Les "
                "opinions politiques sont des données sensibles : nous ne les traitons qu’avec votre accord explicite. "
                "Vous pouvez consulter, corriger ou retirer votre contribution, et vous opposer à son traitement. Si "
                "vous estimez que vos droits ne sont pas respectés, vous pouvez saisir la Commission de protection des "
                "données personnelles (CDP, cdp.sn)."
            ),
            "en": (
                "The city that opens a consultation is responsible for your answers. Senegal’s act no. 2008-12 of "
                "25 January 2008 on the protection of personal data applies. Political opinions are sensitive data: we "
                "use them only with your explicit consent. You can see, correct or withdraw your contribution, and "
                "object to its use. If you think that your rights are not respected, you can turn to Senegal’s data "
                "protection commission (CDP, cdp.sn)."
            ),
        },
        districts=_same_in_both(_DAKAR_NAMES),
    ),
    "montreal": Plan(
        name={"fr": "Montréal", "en": "Montréal"},
        time_zone="America/Toronto",
        languages=("fr", "en"),
        minimum_age=14,
        latitude="45.508900",
        longitude="-73.554200",
        legal_notice={
            "fr": (
                "La ville qui ouvre une consultation est responsable des renseignements que vous lui confiez. La Loi "
                "sur l’accès aux documents des organismes publics et sur la protection des renseignements personnels, "
                "modernisée par la Loi 25, s’applique. Vos opinions sont des renseignements sensibles : nous ne les "
                "utilisons qu’avec votre consentement exprès. Vous pouvez consulter, rectifier ou retirer votre "
                "contribution. Si vous estimez que vos droits ne sont pas respectés, vous pouvez vous adresser à la "
                "Commission d’accès à l’information (cai.gouv.qc.ca). En dessous de 14 ans, le consentement d’un "
                "parent ou du tuteur est nécessaire."
            ),
            "en": (
                "The city that opens a consultation is responsible for the information that you give it. Québec’s Act "
                "respecting access to documents held by public bodies and the protection of personal information, as "
                "modernised by Law 25, applies. Your opinions are sensitive information: we use them only with your "
                "express consent. You can see, correct or withdraw your contribution. If you think that your rights "
                "are not respected, you can turn to the Commission d’accès à l’information (cai.gouv.qc.ca). Under the "
                "age of 14, a parent or tutor must consent."
            ),
        },
        districts=_same_in_both(_MONTREAL_NAMES),
    ),
}


@transaction.atomic
def install_city(slug: str) -> City:
    """Create that city and its districts, or bring them back to what the atlas says; UnknownCity when it is not there.

    Districts that the atlas does not know are left alone: contributions may come from them.
    """
    try:
        plan = ATLAS[slug]
    except KeyError:
        raise UnknownCity(f"No city “{slug}” in the atlas. It has: {', '.join(ATLAS)}.") from None
    city, _made = City.objects.update_or_create(
        slug=slug,
        defaults={
            "name": dict(plan.name),
            "time_zone": plan.time_zone,
            "languages": list(plan.languages),
            "minimum_age": plan.minimum_age,
            "legal_notice": dict(plan.legal_notice),
            "latitude": Decimal(plan.latitude),
            "longitude": Decimal(plan.longitude),
        },
    )
    District.objects.bulk_create(
        [
            District(city=city, code=code, name={"fr": french, "en": english}, position=position)
            for position, (code, french, english) in enumerate(plan.districts, start=1)
        ],
        update_conflicts=True,
        unique_fields=["city", "code"],
        update_fields=["name", "position"],
    )
    return city
