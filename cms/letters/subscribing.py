"""Signing up for letters, saying yes from the mailbox, choosing, and leaving, which deletes the address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cities.models import City
from cms.letters import mails
from cms.models import LetterReader, Topic


@transaction.atomic
def sign_up(
    email: str, *, language: str, cities: Iterable[City], topics: Iterable[Topic], at: datetime
) -> LetterReader:
    """Write to that address for its yes. An address that reads us already is sent a link to its choices instead.

    Whoever asks learns nothing of what is known: the same is said, and one mail leaves, either way. What a stranger
    chooses for an address that reads us already changes nothing.
    """
    email = email.strip().lower()
    reader, is_new = LetterReader.objects.select_for_update().get_or_create(
        email=email, defaults={"language": language, "asked_at": at}
    )
    if reader.confirmed_at is not None:
        transaction.on_commit(lambda: mails.send_choices(reader))
        return reader
    if not is_new:
        reader.language, reader.asked_at = language, at
        reader.save(update_fields=["language", "asked_at"])
    reader.cities.set(cities)
    reader.topics.set(topics)
    transaction.on_commit(lambda: mails.send_confirmation(reader))
    return reader


def confirm(reader: LetterReader, *, at: datetime) -> None:
    """Begin to send letters to this address; twice is the same as once."""
    LetterReader.objects.filter(pk=reader.pk, confirmed_at=None).update(confirmed_at=at)
    reader.refresh_from_db()


@transaction.atomic
def choose(reader: LetterReader, *, language: str, cities: Iterable[City], topics: Iterable[Topic]) -> None:
    """Change what this address is sent."""
    reader.language = language
    reader.save(update_fields=["language"])
    reader.cities.set(cities)
    reader.topics.set(topics)


def end(reader: LetterReader) -> None:
    """Send nothing more to this address, and delete it with all that was kept of it."""
    LetterReader.objects.filter(pk=reader.pk).delete()


def forget(*, at: datetime) -> int:
    """Delete the addresses that never said yes; say how many."""
    gone, _by_model = LetterReader.objects.forgotten(at=at).delete()
    return gone


def export(user) -> dict:
    """What is kept of a person's address, for their own copy of their data."""
    reader = LetterReader.objects.filter(email__iexact=user.email).first()
    if reader is None:
        return {}
    return {
        "address": reader.email,
        "language": reader.language,
        "cities": [city.slug for city in reader.cities.all()],
        "topics": [topic.slug for topic in reader.topics.all()],
        "asked_at": reader.asked_at.isoformat(),
        "confirmed_at": reader.confirmed_at.isoformat() if reader.confirmed_at else None,
        "letters_sent": [
            one.sent_at.isoformat() for one in reader.deliveries.exclude(sent_at=None).order_by("sent_at")
        ],
    }


def erase(user) -> None:
    """Delete the person's address from the readers of letters."""
    LetterReader.objects.filter(email__iexact=user.email).delete()
