"""What was told of a debate or a meeting: how late it begins, and that hours or place are new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from debates.models import Debate, News, Seating

# What moved longer before is what everybody knows by now.
NEW_FOR = timedelta(hours=24)
# Each is a mail to everybody who reserved.
NEWS_LIMIT = {"times": 8, "seconds": 3600}


@dataclass(frozen=True)
class Told:
    """``late_minutes`` is 0 where nobody said it was late; ``words`` are the last that came with it."""

    late_minutes: int = 0
    is_moved: bool = False
    words: str = ""


def told_of(debate: Debate) -> Told:
    """What its host told. No query for debates loaded with `for_cards`, one otherwise."""
    return told_to(debate.seating, debate.starts)


def told_to(seating: Seating, starts: datetime | None) -> Told:
    """What holds of all that was told to those who hold its seats. One query where its news are not loaded.

    New hours end a lateness that was told before them.
    """
    news = [one for one in seating.news.all() if one.kind in (News.LATE, News.MOVED)]
    if not news or starts is None:
        return Told()
    last = news[-1]
    moved = any(one.kind == News.MOVED and one.at >= starts - NEW_FOR for one in news)
    late = last.late_minutes or 0 if last.kind == News.LATE else 0
    is_told = last.kind == News.LATE or moved
    return Told(late, moved, last.text if is_told else "")
