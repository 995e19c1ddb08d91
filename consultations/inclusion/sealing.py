"""A contribution's seal: a salt that only its author is told, and the digest of salt and answers that is published.

The form below is what docs/inclusion.md tells third parties, to the byte: it changes only under another version.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Prefetch

from consultations.models import Answer, Consultation, Contribution, InclusionRemoval

VERSION = 1
AT_ONCE = 1000


def canonical(contribution: Contribution, answers: Iterable[Answer]) -> bytes:
    """What is digested: JSON in UTF-8 with sorted keys and no blanks. Queries nothing but the consultation.

    The day is that of sending, in UTC; a correction does not change it.
    """
    form = {
        "version": VERSION,
        "consultation": contribution.consultation.slug,
        "sent": contribution.sent_at.astimezone(UTC).date().isoformat(),
        "salt": contribution.inclusion_salt,
        "answers": {one.question_key: {"text": one.text, "value": one.value} for one in answers},
    }
    written = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.encode()


def seal(contribution: Contribution, answers: Iterable[Answer]) -> None:
    """Give a contribution that is about to be saved its salt and digest. Saves nothing."""
    contribution.inclusion_salt = secrets.token_hex(16)
    contribution.inclusion_digest = hashlib.sha256(canonical(contribution, answers)).hexdigest()


def seal_again(contribution: Contribution, *, at: datetime) -> None:
    """Seal what was just corrected, and tell the public lists that the digest of before counts no more.

    To be called in the transaction that corrects.
    """
    unseal(contribution, because=InclusionRemoval.CORRECTED, at=at)
    seal(contribution, contribution.answers.all())
    contribution.save(update_fields=["inclusion_salt", "inclusion_digest"])


def unseal(contribution: Contribution, *, because: str, at: datetime) -> None:
    """Take salt and digest off the row, and list the digest as removed. In the transaction that withdraws or corrects.

    Reads the row anew: the caller has locked it.
    """
    held = Contribution.objects.only("consultation_id", "inclusion_digest").get(pk=contribution.pk)
    if not held.inclusion_digest:
        return
    InclusionRemoval.objects.create(
        consultation_id=held.consultation_id, digest=held.inclusion_digest, because=because, at=at
    )
    Contribution.objects.filter(pk=held.pk).update(inclusion_salt="", inclusion_digest="")
    contribution.inclusion_salt = contribution.inclusion_digest = ""


def seal_unsealed(consultation: Consultation) -> int:
    """Seal the contributions that count and have no seal yet: those of before there were any. Return how many.

    A correction that comes in between seals by itself, and is left as it is.
    """
    done = 0
    while found := list(_unsealed(consultation)[:AT_ONCE]):
        with transaction.atomic():
            for contribution in found:
                contribution.consultation = consultation
                seal(contribution, contribution.answers.all())
                done += (
                    consultation.contributions.sent()
                    .filter(pk=contribution.pk, inclusion_digest="")
                    .update(
                        inclusion_salt=contribution.inclusion_salt,
                        inclusion_digest=contribution.inclusion_digest,
                    )
                )
    return done


def _unsealed(consultation: Consultation):
    answers = Prefetch("answers", Answer.objects.order_by("pk"))
    return (
        consultation.contributions.sent().filter(inclusion_digest="").order_by("pk").prefetch_related(answers)
    )
