"""The links in our mails: who they are for and what they do, signed, so that nobody can make one or turn it to another.

They are signed with RECEIPT_KEY, which outlives SECRET_KEY: the end of a letter of two years ago still works.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from cms.models import LetterReader

CONFIRM, CHOOSE, END = "confirm", "choose", "end"
# Links that let somebody in are short-lived; the one that ends it all never is.
VALID: dict[str, timedelta | None] = {CONFIRM: timedelta(days=7), CHOOSE: timedelta(days=2), END: None}


class LinkTooOld(Exception):
    """The link was good once: another has to be asked for."""


def token(reader: LetterReader, purpose: str) -> str:
    """What stands in that reader's link for that purpose (CONFIRM, CHOOSE or END)."""
    return _signer(purpose).sign(reader.public_id.hex)


def reader_of(written: str, purpose: str) -> LetterReader | None:
    """Whom a link is for; None when it is not ours, or the reader is gone. One query. Raises LinkTooOld."""
    try:
        public_id = _signer(purpose).unsign(written, max_age=VALID[purpose])
        return LetterReader.objects.filter(public_id=public_id).first()
    except SignatureExpired as expired:
        raise LinkTooOld from expired
    except (BadSignature, ValidationError):
        return None


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(
        key=settings.RECEIPT_KEY,
        fallback_keys=settings.RECEIPT_KEY_FALLBACKS,
        salt=f"cms.letters.{purpose}",
    )
