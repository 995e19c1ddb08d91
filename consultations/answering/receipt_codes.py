"""Receipt codes: what a citizen keeps in order to come back, without an account.

A draft's token is random and known to the browser alone. The code is derived from the token with RECEIPT_KEY, so
that “send” pressed twice shows the same code twice; the database keeps only keyed hashes, so that a copy of it
opens nothing. A code has 55 bits and a check letter, in Crockford's base 32 (no I, L, O or U to misread).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 11
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


class MistypedCode(ValueError):
    """The code is too short, too long, or its check letter does not agree."""


def new_token() -> str:
    """A draft's secret, for the browser's cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_of(token: str) -> str:
    """The receipt code of a draft's token: always the same, such as ``7K3M-9QXT-0WBD``."""
    digest = hmac.digest(settings.RECEIPT_KEY.encode(), b"code:" + token.encode(), "sha256")
    number = int.from_bytes(digest[:8]) >> (64 - 5 * LETTERS)
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(LETTERS)))
    letters += _check_letter(letters)
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def read_code(typed: str) -> str:
    """The code in its printed form, however it was typed. Raise MistypedCode when it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_MISREAD)
    known = len(letters) == LETTERS + 1 and all(letter in ALPHABET for letter in letters)
    if not known or _check_letter(letters[:LETTERS]) != letters[LETTERS]:
        raise MistypedCode(typed)
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def receipt_hash(code: str) -> str:
    """What the database keeps of a code, under the present key."""
    return _keyed(settings.RECEIPT_KEY, code)


def receipt_hashes(code: str) -> list[str]:
    """What the database may hold of a code, under the present key and the earlier ones."""
    return [_keyed(key, code) for key in (settings.RECEIPT_KEY, *settings.RECEIPT_KEY_FALLBACKS)]


def participant_key(kind: str, identity: str) -> str:
    """Who takes part, as one cannot read it back: ``email:…`` or ``user:…`` and a keyed hash."""
    return f"{kind}:{_keyed(settings.RECEIPT_KEY, identity.strip().lower())}"


def participant_keys(kind: str, identity: str) -> list[str]:
    """The same under every key still in use, so that a rotation lets nobody answer twice."""
    keys = (settings.RECEIPT_KEY, *settings.RECEIPT_KEY_FALLBACKS)
    return [f"{kind}:{_keyed(key, identity.strip().lower())}" for key in keys]


def keyed_hash(purpose: str, text: str) -> str:
    """A hash that cannot be guessed from a list of likely texts without our key: 64 hexadecimal digits."""
    return _keyed(settings.RECEIPT_KEY, f"{purpose}\0{text}")


def _keyed(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), "sha256").hexdigest()


def _check_letter(letters: str) -> str:
    # Modulo a prime with distinct weights: one wrong letter or two swapped neighbours show (0 for Z apart).
    total = sum((2 * place + 3) * ALPHABET.index(letter) for place, letter in enumerate(letters))
    return ALPHABET[total % 31]
