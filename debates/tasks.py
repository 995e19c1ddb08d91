"""What the worker does for nights of debates."""

from __future__ import annotations

from django_tasks import task


@task()
def send_news(*, news_id: int) -> int:
    """Tell everybody who reserved; done again after a lost worker, it goes on where that one stopped."""
    from debates.models import News
    from debates.registering.telling import deliver

    news = News.objects.filter(pk=news_id).first()
    return deliver(news) if news is not None else 0


@task()
def mail_hosts(*, event_id: int) -> int:
    """Write to those who act for a debate's host what the desk did; return how many mails left."""
    from debates.hosting.telling import mail_hosts as mail
    from debates.models import DebateEvent

    event = DebateEvent.objects.filter(pk=event_id).first()
    return mail(event) if event is not None else 0
