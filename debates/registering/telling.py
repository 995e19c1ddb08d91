"""Those who reserved are told what changes: by the worker, each once, a few hundred mails at a time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from debates.models import News, NewsDelivery, Registration, Seating
from debates.registering import mails


def tell(seating: Seating, kind: str, text: str, *, at: datetime, late_minutes: int | None = None) -> News:
    """Have everybody who holds seats or waits told, by the worker, after this transaction.

    ``late_minutes`` belongs to `News.LATE`: 0 tells that it is on time again.
    """
    from debates.tasks import send_news

    news = News.objects.create(
        seating=seating, kind=kind, text=text.strip(), at=at, late_minutes=late_minutes
    )
    transaction.on_commit(lambda: send_news.enqueue(news_id=news.pk))
    return news


def deliver(news: News) -> int:
    """Write to those who were not written to yet, and say to how many.

    Each delivery is claimed and committed before its mail leaves: a worker that dies in between tells nobody twice.
    """
    whom = Registration.objects.filter(
        seating=news.seating, status__in=Registration.STANDING, address_proved_at__isnull=False
    )
    told = 0
    for registration in whom.exclude(deliveries__news=news).select_related("seating"):
        _delivery, is_new = NewsDelivery.objects.get_or_create(news=news, registration=registration)
        if is_new:
            told += mails.send_news(registration, news)
    return told
