"""A contribution whose words are in an analysis, and addresses that follow it: what tests of telling begin with."""

from __future__ import annotations

import re

from django.core import mail
from django.utils import timezone

from consultations.answering.receipt_codes import code_of, new_token, receipt_hash
from consultations.models import Contribution, Subscription
from consultations.telling import sending, subscribing

WORDS = "Une réponse, vite."
GROUPS = {"Répondre": [WORDS, "Répondez-nous."], "Réunir": ["Le soir."]}


def contribution_of(text: str = WORDS) -> Contribution:
    return Contribution.objects.select_related("consultation__city", "user").get(answers__text=text)


def code_for(text: str = WORDS) -> str:
    """A receipt code that opens the contribution of that text."""
    code = code_of(new_token())
    Contribution.objects.filter(answers__text=text).update(receipt_hash=receipt_hash(code))
    return code


def follow(text: str = WORDS, email: str = "aminata@example.org", *, language: str = "fr") -> Subscription:
    """A confirmed subscription to the contribution of that text."""
    made = subscribing.subscribe(contribution_of(text), email, language=language, at=timezone.now())
    return subscribing.confirm(made, at=timezone.now())


def tell() -> list[str]:
    """Run the job, and return the subjects of the mails that it sent."""
    mail.outbox.clear()
    sending.tell(at=timezone.now())
    return [one.subject for one in mail.outbox]


def link_in(message) -> str:
    """The path of the first link of a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]
