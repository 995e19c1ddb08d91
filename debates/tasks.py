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


@task()
def send_desk_message(*, message_id: int) -> int:
    """Write a desk's message to the hosts it is for; after a lost worker it goes on where that one stopped."""
    from debates.desks.messaging import deliver
    from debates.models import DeskMessage

    message = DeskMessage.objects.filter(pk=message_id).select_related("night__city").first()
    return deliver(message) if message is not None else 0


@task()
def make_programmes(*, night_id: int) -> int:
    """Set the programmes of a night that somebody asks for and that are not kept; return how many were set."""
    from django.utils import timezone

    from debates.models import Night
    from debates.programme.making import make

    night = Night.objects.public().filter(pk=night_id).select_related("edition", "city").first()
    return make(night, at=timezone.now()) if night is not None else 0


@task()
def mail_about_room(*, request_id: int, kind: str) -> int:
    """Write to the host whom a step of a room's request concerns; return how many mails left."""
    from debates.exchanging.telling import mail_step
    from debates.models import RoomRequest

    request = RoomRequest.objects.with_its_parts().filter(pk=request_id).first()
    return mail_step(request, kind) if request is not None else 0
