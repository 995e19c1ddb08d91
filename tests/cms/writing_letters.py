"""Letters, their readers and their mails, as tests of several files need them."""

from __future__ import annotations

import re

from django.core import mail
from django.utils import timezone

from cms.letters import sending
from cms.models import Letter, LetterReader, LettersPage


def make_letter(
    trees, *, title="La lettre de novembre", words="<p>Qui décide ? <b>Vous.</b></p>", **fields
) -> Letter:
    """A published letter in French, below an archive that is made once."""
    archive = LettersPage.objects.filter(locale=trees.fr.locale).first() or trees.fr.add_child(
        instance=LettersPage(title="Nos lettres", slug="lettres", locale=trees.fr.locale)
    )
    letter = Letter(
        title=title, locale=archive.locale, **{"body": [{"type": "paragraph", "value": words}], **fields}
    )
    archive.add_child(instance=letter)
    letter.save_revision().publish()
    letter.refresh_from_db()
    return letter


def translate_letter(trees, letter, *, title, words="<p>Who decides? You do.</p>") -> Letter:
    """Its English translation, published."""
    archive = LettersPage.objects.filter(locale=trees.en.locale).first() or trees.en.add_child(
        instance=LettersPage(
            title="Our letters",
            slug="letters",
            locale=trees.en.locale,
            translation_key=letter.get_parent().translation_key,
        )
    )
    english = Letter(
        title=title,
        locale=archive.locale,
        translation_key=letter.translation_key,
        body=[{"type": "paragraph", "value": words}],
    )
    archive.add_child(instance=english)
    english.save_revision().publish()
    return english


def reader(
    email="aminata@example.org", *, language="fr", cities=(), topics=(), confirmed=True
) -> LetterReader:
    """An address that said yes an hour ago."""
    now = timezone.now()
    made = LetterReader.objects.create(
        email=email,
        language=language,
        asked_at=now,
        confirmed_at=now - timezone.timedelta(hours=1) if confirmed else None,
    )
    made.cities.set(cities)
    made.topics.set(topics)
    return made


def agreed(letter, *, by, second, at=None):
    """The letter's sending, asked for by one and agreed to by the other."""
    at = at or timezone.now()
    return sending.approve(sending.ask(letter, by=by, send_at=at, at=at), by=second, at=at)


def sent_to() -> list[str]:
    """Whom mails have left for, in order."""
    return [address for one in mail.outbox for address in one.to]


def link_in(body: str, part: str) -> str:
    """The path of the link of a mail that has this part in it."""
    return re.search(rf"http://127\.0\.0\.1:8000(/\S*{part}\S*)", body)[1]
