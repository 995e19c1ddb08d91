"""Whether two candidates live at one address, without keeping the address where panels are computed."""

from __future__ import annotations

import hmac
import re
import unicodedata

from django.conf import settings

# What French and English addresses shorten, written whole.
_WHOLE = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard",
    "all": "allee", "chem": "chemin", "ch": "chemin", "fg": "faubourg", "fbg": "faubourg", "imp": "impasse",
    "pass": "passage", "pl": "place", "q": "quai", "rte": "route", "r": "rue", "sq": "square", "st": "saint",
    "ste": "sainte", "res": "residence", "bat": "batiment", "apt": "appartement", "appt": "appartement",
    "esc": "escalier", "gal": "general", "dr": "docteur", "pdt": "president", "b": "bis", "t": "ter",
}  # fmt: skip
_SILENT = {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "cedex"}


def normalised(address: str, postcode: str) -> str:
    """The address without accents, capitals, punctuation, small words and abbreviations; empty when there is none.

    “12 bis, av. de la République” and “12B AVENUE DE LA REPUBLIQUE” are one. Flats of one building are told apart when
    both were written down.
    """
    plain = unicodedata.normalize("NFKD", address).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[0-9]+|[^\W\d_]+", plain)
    kept = [_WHOLE.get(word, word) for word in words if word not in _SILENT]
    if not kept:
        return ""
    return " ".join([*kept, "".join(letter for letter in postcode.casefold() if letter.isalnum())]).strip()


def address_key(address: str, postcode: str, *, lottery_id: int) -> str:
    """A keyed hash of the normalised address, of use inside one lottery only; empty when there is no address."""
    plain = normalised(address, postcode)
    return keyed("address", plain, lottery_id=lottery_id) if plain else ""


def email_key(email: str, *, lottery_id: int) -> str:
    """A keyed hash by which a mailbox is found again inside one lottery; empty when there is none."""
    plain = email.strip().casefold()
    return keyed("email", plain, lottery_id=lottery_id) if plain else ""


def keyed(what: str, words: str, *, lottery_id: int) -> str:
    """64 hexadecimal digits that nobody can make without the site's key."""
    message = f"lottery:{lottery_id}:{what}:{words}".encode()
    return hmac.digest(settings.RECEIPT_KEY.encode(), message, "sha256").hex()
